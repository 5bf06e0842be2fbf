"""The words of the lesson: each sentence whole, with named places for numbers and names."""

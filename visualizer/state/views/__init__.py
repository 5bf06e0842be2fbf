"""For each page what it shows: made once from its checked values, without any of their names."""

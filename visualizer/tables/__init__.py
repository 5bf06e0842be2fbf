"""Tables as people have them: read without a number that is silently wrong, and written as CSV."""

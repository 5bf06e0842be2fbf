"""What is said and asked about a table that somebody brought: what was left out, and what taken."""

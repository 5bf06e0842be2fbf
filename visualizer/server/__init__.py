"""What a process needs besides its pages: turns, limits, headers, the failure notice."""

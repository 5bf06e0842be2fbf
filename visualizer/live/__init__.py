"""The live stage: what it shows, how that travels, and the browser's half."""

"""One digit, one operation a key press."""

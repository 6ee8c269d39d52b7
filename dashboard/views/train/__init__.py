"""A run: set up, watched, looked into."""

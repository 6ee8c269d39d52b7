"""What the owner of the server sees of it."""

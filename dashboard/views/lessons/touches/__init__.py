"""What a reader can move in a lesson, and what answers."""

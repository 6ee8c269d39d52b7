"""What a student types, read without ever being run."""

"""What a lesson is made of, and how a file becomes one."""

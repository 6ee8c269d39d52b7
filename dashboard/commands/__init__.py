"""What `chainrule` does in a terminal: cli.py starts it, the other files are a command or two each."""

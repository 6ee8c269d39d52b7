"""What `chainrule` does in a terminal."""

"""What can be looked at closer in a run."""

"""Witnesses that reach the same numbers by other routes."""

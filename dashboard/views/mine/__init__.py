"""A backward pass that a person brings, beside core's."""

"""The chain rule: backward equations from forward ones, for a layer and for a network."""

"""The proofs on screen."""

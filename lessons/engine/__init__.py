"""From forward equations to every backward one: derived, written as arrays and as code, and proved."""

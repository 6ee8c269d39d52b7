"""All runs, and runs beside each other."""

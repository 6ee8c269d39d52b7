"""The dashboard: see the network, change it, step through it."""

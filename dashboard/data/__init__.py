"""Digits and images, wherever they come from."""

"""Sums over indices, functions of one number, and derivatives that catch no names."""

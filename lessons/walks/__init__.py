"""Told walks: a story in stops, each of which speaks of a few things on a drawn network and lights them.

A walk is a file in percent format, as a lesson is. Each of its cells shows one `Stop`: what is said,
with this digit's numbers worked out, which equation says the same, and what the stage shows.
"""

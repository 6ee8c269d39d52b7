"""Lessons on paper: PDF, HTML that needs nothing else, and notebooks, with the equations as on screen."""

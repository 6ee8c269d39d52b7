"""Lessons on paper and in notebooks, with the equations as on screen.

volume, chapters          what is printed: lessons, or their exercises and the key
markdown                  the prose, as parts and spans
tex, nodes                a formula's LaTeX, read back as a small tree
mathml, html              one page that needs no network and no JavaScript
typeset, pdf              a PDF, set by Typst
cell, notebook            what a cell shows, and a whole lesson as a notebook
"""

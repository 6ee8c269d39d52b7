"""One equation in every form in which a person or a program reads it.

letters             the table of letters, from which every equation takes its own
notation            a name in core taken apart, and the order of factors and terms
arrays              the equation without indices, as rows and columns
printer, latex      as LaTeX
moments             a mean or a variance, printed from what is averaged and worked out over its outcomes
numpy_line          as a line of NumPy, written and read again
tree                as plain data for the browser
source              the line of core that computes it
powers              numbers as people write them
"""

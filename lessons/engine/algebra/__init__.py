"""SymPy, taught what it takes to differentiate a network in index notation.

indices       an index is a letter and a range, and no letter means two things
places        where in an image a number stands, and which of several is the largest
functions     each activation in one row, and its slope derived from it
derivative    ∂ of indexed quantities, and the bracket that picks one term of a sum
numbers       the numbers that an expression stands for; every proof rests on it
"""

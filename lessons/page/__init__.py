"""What a lesson is made of, and how a file becomes one.

proved      the blocks that carry a proof
drawn       arrays and curves to be seen
adjustable  a sentence with a number to drag, and what depends on it
blocks      all the others; a block says what is to be seen, not how
digits      the first training digits, for lessons that train
example     the digit and the network that a lesson works its numbers out on
one_step    a step of all parameters, and what it did to everybody
reader      a lesson's file in, its blocks out
glossary    what the words mean
counted     a 7 but an 8, half but a third
pictures    arrays as PNG, curves as SVG
"""

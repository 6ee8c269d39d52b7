"""What a student types, read without ever being run.

tokens     the signs and words of a formula, and the many ways to spell one name
cursor     a place among the tokens: letters, layers and marks are read there
scope      what an index letter means where it stands
builder    an expression put together within limits
parser     from a text to an expression
"""

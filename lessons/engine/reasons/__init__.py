"""What was done from one line of a derivation to the next is read off the two lines, and said in words.

moves             what is gone between two lines, and what is new
beginnings        what the first line of a derivation puts on the right of its left side
differentiated    a ∂ or a slope was worked out
sums              a sum has lost a letter, was taken apart or has a known value
replaced          a quantity is gone, and what it equals stands there
rewritten         the same quantities in another order
closed_list       all of these in the order in which they are asked: the first that can be seen is the reason
"""

"""The chain rule: backward equations from forward ones.

derivation    a quantity and the lines that it equals, each with its reason
backward      one layer or loss: a sum over every path, with each factor differentiated
equations     a network in, its equations out, in core's names and order
"""

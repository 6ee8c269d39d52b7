"""Each layer and loss of core once more, in letters: its forward equation, and nothing else.

definitions      what a twin is made of
losses, normalization, convolution
                 the twins of those, a file a topic
layers           the twins of the other layers, and the table that finds the twin of any part of core
"""

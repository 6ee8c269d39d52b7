"""The mathematics: derived by SymPy from forward equations alone, and proved against core.

Where to read, from the first idea to the last:

    indices, calculus     letters that never mean two things; ∂, and the bracket that picks a term of a sum
    functions, places     activations and their slopes; where in an image a number stands
    definitions, twins    the forward equation of each layer of core, and of each loss; nothing else is typed in
    backward              the chain rule over every path: the backward equations, with their steps
    derive                a network in, its equations out, in core's names and order
    arrays, code, symbols the same without indices, as a line of NumPy, and core itself run on symbols
    notation, printing    how a quantity is called and set; `tree` says it as plain data for a browser
    numbers, proof        the numbers an expression stands for, and the witnesses for every equation
    registry              every equation that can appear on a screen, and its proof
    01_… to 18_…          the lessons, read by `reader`
"""

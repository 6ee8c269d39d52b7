"""From forward equations to every backward one: derived, written in every form, and proved.

Each folder imports those above it:

    algebra/    indices that never mean two things, ∂, activations and their slopes, and the numbers of an expression
    twins/      the forward equation of each layer and loss of core; nothing else is typed in
    forms/      one expression in every form: LaTeX, arrays, a line of NumPy, a tree for the browser, its line of core
    reasons/    what was done from one line of a derivation to the next, read off the lines and said in words
    chain/      the chain rule: backward equations from forward ones, for a layer and then for a network
    proof/      the arrays of a pass, and the witnesses that reach the same numbers by other routes

An activation has one row, in `algebra/functions`; a layer or a loss has one twin, and a row in `twins/layers`.
"""

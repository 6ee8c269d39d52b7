"""Every equation is compared with numbers that were reached by other routes.

named_arrays    every array of a pass by its name in core
witnesses       what the routes are, and how far each is from an equation of a network
partials        what a named slope such as ∂z/∂W amounts to, by complex step in the definition of z
theorem         a derivation beyond one network, with witnesses of its own
symbols         core itself, run on SymPy's symbols in place of numbers
"""

"""The mathematics: derived by SymPy from forward equations alone, and proved against core."""

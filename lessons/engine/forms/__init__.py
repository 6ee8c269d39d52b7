"""One derived equation in every form: LaTeX, arrays, a line of NumPy, a tree for the browser."""

"""Python reads its own source into a tree, and before 3.11.8 and 3.12.2 it could not do so in two threads at once.

The depth of the tree is counted for all threads together (CPython's issue 106905). Another thread gets its turn in the
middle of it only where the garbage collector runs a finalizer; so for the moment there is no collection.
"""

import ast
import gc
import threading

_reading = threading.Lock()


def parsed(text: str, file: str = "<text>") -> ast.Module:
    """The tree of a text, whatever other threads read meanwhile."""
    with _reading:
        collects = gc.isenabled()
        gc.disable()
        try:
            return ast.parse(text, file)
        finally:
            if collects:
                gc.enable()

"""Who reads what a program prints may leave before it is done: `| head` has enough, and a server ends."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def for_a_reader() -> Iterator[None]:
    """Print within, and stop without a word where nobody reads any more. Raises SystemExit then."""
    try:
        yield
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is left would be tried again at the end
        raise SystemExit(1) from None

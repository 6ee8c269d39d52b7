"""Memory that a step of training lets go of is what the next step asks for.

The C library of Linux gives a large block back to the system as soon as it is free, and fetches it anew, page by page
and each page zeroed, when it is asked for again. A step of Adam on 109,386 numbers takes three and a half times as
long where that happens, and whether it happens depends on what else lies in memory.
"""

import ctypes

TRIM, MAP, ARENAS = -1, -3, -8  # M_TRIM_THRESHOLD, M_MMAP_THRESHOLD, M_ARENA_MAX of malloc.h
KEPT, LARGEST = 256 << 20, 32 << 20  # bytes: of free memory in all, and of a block that comes from what is kept
FREE, MIDDLE, SHARED = 4 << 20, 1 << 20, 2  # the same where memory is given back, and how many heaps there are


def keep() -> None:
    """Keep free memory for the next step, in a process that trains; elsewhere than on Linux this does nothing."""
    _set({MAP: LARGEST, TRIM: KEPT})


def give_back() -> None:
    """Give free memory back to the system, in a process that serves many; elsewhere than on Linux this does nothing.

    Left to itself the C library has up to eight heaps a core for the threads that answer, and learns from the first
    large block that it frees to keep up to 64 MB of each.
    """
    _set({ARENAS: SHARED, MAP: MIDDLE, TRIM: FREE})


def _set(options: dict[int, int]) -> None:
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError, TypeError):  # another C library; one that is linked in; Windows
        return
    for option, value in options.items():
        mallopt(option, value)

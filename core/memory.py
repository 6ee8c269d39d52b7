"""Memory that a step of training lets go of is what the next step asks for.

The C library of Linux gives a large block back to the system as soon as it is free, and fetches it anew, page by page
and each page zeroed, when it is asked for again. A step of Adam on 109,386 numbers takes three and a half times as
long where that happens, and whether it happens depends on what else lies in memory.
"""

import ctypes

TRIM, MAP = -1, -3  # M_TRIM_THRESHOLD, M_MMAP_THRESHOLD of malloc.h
KEPT, LARGEST = 256 << 20, 32 << 20  # bytes: of free memory in all, and of a block that comes from what is kept


def keep() -> None:
    """Keep free memory for the next step, in a process that trains; elsewhere than on Linux this does nothing."""
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError, TypeError):  # another C library; one that is linked in; Windows
        return
    mallopt(MAP, LARGEST)
    mallopt(TRIM, KEPT)

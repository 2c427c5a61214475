"""How does memory that is let go come back to the machine?

The allocator of Linux keeps blocks of up to 32 MB that were freed, for the next time.
A large model is made of such blocks in all sizes, so that a third of what the process
holds would be unused.
"""

from __future__ import annotations

import ctypes

BLOCK = 1_000_000  # bytes from which a block stands alone and is given back when freed
TRIM_THRESHOLD, MMAP_THRESHOLD = -1, -3  # names of mallopt, from malloc.h


def give_back_at_once() -> bool:
    """Let blocks of a megabyte and more go back as soon as they are freed.

    Returns
    -------
    is_set
        Whether the allocator knows how; elsewhere nothing changes.
    """
    try:
        choose = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError, TypeError):
        return False
    return all(choose(name, BLOCK) == 1 for name in (TRIM_THRESHOLD, MMAP_THRESHOLD))

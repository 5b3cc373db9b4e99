"""Making the C library give back memory: glibc keeps, for each thread that ever asked, whatever its largest piece was.

Checking a PIN takes 16 MiB: after sixteen people signed in at once, 450 MiB stayed. Other C libraries need no word.
"""

import ctypes
import os

MMAP_THRESHOLD, TRIM_THRESHOLD, ARENA_MAX = -3, -1, -8
"""glibc's names of what can be set, from malloc.h."""
LARGE_BYTES = 1024 * 1024
"""Pieces from this size on go back to the system at once. Unset, glibc raises it to the largest piece ever freed."""
MOST_ARENAS = 4


def bound_memory() -> bool:
    """Let this process, and those forked from it, keep little of what they freed; whether the C library is glibc."""
    if not _is_glibc():
        return False
    mallopt = ctypes.CDLL(None).mallopt
    for parameter, value in ((ARENA_MAX, MOST_ARENAS), (MMAP_THRESHOLD, LARGE_BYTES), (TRIM_THRESHOLD, LARGE_BYTES)):
        mallopt(parameter, value)
    return True


def give_back_free() -> None:
    """Let the system have the pages in which this process keeps nothing now, wherever they lie.

    By itself glibc gives back only the end of an arena: what is freed between two pieces that stay is kept for ever.
    """
    if _is_glibc():
        ctypes.CDLL(None).malloc_trim(0)


def _is_glibc() -> bool:
    try:
        return (os.confstr("CS_GNU_LIBC_VERSION") or "").startswith("glibc")
    except (AttributeError, ValueError, OSError):  # Windows, macOS, musl
        return False

"""How a server ends by itself: the process that serves says with which exit code, the one that watches over it ends.

The code lies in memory that both share from the start on: a signal carries none.
"""

import _thread
import mmap
import os
import signal
import sys


class Ending:
    """Made before the process that serves is."""

    def __init__(self) -> None:
        self._code = mmap.mmap(-1, 1)

    @property
    def code(self) -> int:
        """The exit code that was asked for; 0 where the server was ended from outside."""
        return self._code[0]

    def ask(self, code: int) -> None:
        """End the server in good order, from any thread of the process that serves."""
        self._code[0] = code
        if sys.platform == "win32":
            _thread.interrupt_main()  # one process does both there
        else:
            os.kill(os.getppid(), signal.SIGTERM)

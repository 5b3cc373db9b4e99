"""A command of its own process that need not load the product first: it is forked from one that has loaded it.

Loading takes longer than all else that a server does before it listens, and tests start more than a hundred of them.
"""

import os
import sys
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from subprocess import TimeoutExpired
from threading import Thread

from storeops.cli import COMMANDS, main

_context = get_context("forkserver")
_context.set_forkserver_preload(
    [
        *sorted({f"storeops.commands.{place.split(':')[0]}" for place in COMMANDS.values()}),
        "storeops.running.site",
        "storeops.running.hall_worker",
        "storeops.running.tls",
        "gunicorn.app.base",
    ]
)


class WarmCommand:
    """A command line that runs in a process of its own, with the environment of now. What of Popen tests ask for.

    `program` is what reads the arguments there.
    """

    def __init__(self, *arguments: str, program: Callable[[], object] = main) -> None:
        said, to_say = _context.Pipe(duplex=False)
        complained, to_complain = _context.Pipe(duplex=False)
        given = (program, arguments, dict(os.environ), to_say, to_complain)
        self._process = _context.Process(target=_become, args=given, name="storeops")
        self._process.start()
        to_say.close()
        to_complain.close()
        self.stdout, self._stderr = (os.fdopen(os.dup(end.fileno()), encoding="utf-8") for end in (said, complained))
        said.close()
        complained.close()
        self._complaints = ""
        # Read as it comes: a pipe that nobody empties holds up whoever complains much.
        self._reader = Thread(target=self._hear_complaints, daemon=True)
        self._reader.start()

    def _hear_complaints(self) -> None:
        self._complaints = self._stderr.read()

    @property
    def pid(self) -> int:
        assert self._process.pid is not None
        return self._process.pid

    @property
    def returncode(self) -> int:
        """Of a process that has ended: its exit code, or less the signal that ended it."""
        assert self._process.exitcode is not None
        return self._process.exitcode

    def poll(self) -> int | None:
        """The exit code; None while it runs."""
        return self._process.exitcode

    def terminate(self) -> None:
        """End it politely."""
        self._process.terminate()

    def kill(self) -> None:
        """End it at once."""
        self._process.kill()

    def communicate(self, timeout: float | None = None) -> tuple[str, str]:
        """What it still wrote until its end; TimeoutExpired if that does not come."""
        said: list[str] = []
        listener = Thread(target=lambda: said.append(self.stdout.read()), daemon=True)
        listener.start()
        self._process.join(timeout)
        if self._process.is_alive():
            raise TimeoutExpired("storeops", timeout or 0)
        listener.join()
        self._reader.join()
        return said[0], self._complaints


def _become(
    program: Callable[[], object],
    arguments: tuple[str, ...],
    environment: dict[str, str],
    to_say: Connection,
    to_complain: Connection,
) -> None:
    """What the new process does."""
    os.dup2(to_say.fileno(), 1)
    os.dup2(to_complain.fileno(), 2)
    to_say.close()
    to_complain.close()
    sys.stdout, sys.stderr = open(1, "w", closefd=False), open(2, "w", closefd=False)  # noqa: SIM115
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = ["storeops", *arguments]
    program()

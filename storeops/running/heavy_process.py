"""Doing a heavy work in a process of its own, within limits of memory and time. The server's side."""

import json
import logging
import os
import pickle
import signal
import struct
import subprocess
import sys
import threading
from collections.abc import Hashable
from contextlib import suppress
from contextvars import copy_context
from dataclasses import dataclass
from tempfile import TemporaryFile
from time import monotonic
from typing import IO

from storeops.base.clock import Clock
from storeops.base.errors import StoreOpsError
from storeops.base.request_mark import fault_number
from storeops.base.settings import Settings
from storeops.first_day.sent_book import SentBook
from storeops.history.sent_import import HistoryImport
from storeops.running import logs
from storeops.running.heavy_request import FAILED, LENGTH, MARK, MEMORY_GONE, REFUSED, SENDING, HeavyRequest, JobDue
from storeops.web.refusals import Fault, WorkStopped, WorkTooLarge, WorkTooLong
from storeops.web.workshop import IsUnwanted, Made, Progress, Tell

log = logging.getLogger("storeops.running.heavy_process")

LOOKS_EVERY_SECONDS = 0.2
"""How often it is looked whether a work is wanted still, and in time."""


@dataclass(frozen=True)
class HeavyLimits:
    """What one work may take: megabytes of memory of its own, and seconds."""

    megabytes: int
    seconds: float


FOR_A_READER = HeavyLimits(megabytes=1024, seconds=300)
FOR_A_JOB = HeavyLimits(megabytes=1024, seconds=1800)
"""A month of a million visits closes in a few minutes; nobody sits before it."""
FOR_A_BOOK = HeavyLimits(megabytes=512, seconds=20)
"""A workbook of the set-up is small; one that asks for more is none."""


FOR_AN_IMPORT = HeavyLimits(megabytes=512, seconds=3600)
"""Half a million rows are written in some minutes; the hall goes on meanwhile."""


FOR_SENDING = HeavyLimits(megabytes=512, seconds=4 * 3600)
"""A gigabyte over the slowest line that anybody still sends one by."""


def limits_of(work: Hashable) -> HeavyLimits:
    """What a work may take."""
    match work:
        case JobDue(name) if name == SENDING:
            return FOR_SENDING
        case JobDue():
            return FOR_A_JOB
        case SentBook():
            return FOR_A_BOOK
        case HistoryImport():
            return FOR_AN_IMPORT
        case _:
            return FOR_A_READER


class ProcessRunner:
    """Does each work in a fresh process, whose memory is gone with it. A Runner of the workshop."""

    def __init__(self, settings: Settings, clock: Clock, limits: HeavyLimits | None = None) -> None:
        self._settings = settings
        self._clock = clock
        self._limits = limits

    def __call__(self, work: Hashable, tell: Tell, is_unwanted: IsUnwanted) -> Made:
        limits = self._limits or limits_of(work)
        out = TemporaryFile()  # noqa: SIM115  # it lives as long as what was made
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "storeops.running.heavy_child", str(limits.megabytes)],
            stdin=subprocess.PIPE,
            stdout=out,
            stderr=subprocess.PIPE,
            env=_environment(),
            start_new_session=True,  # Ctrl-C is for the server, which ends it
        )
        assert process.stdin is not None
        assert process.stderr is not None
        # In this thread's context: what the work logs bears the mark of the request that asked for it.
        listening = threading.Thread(target=copy_context().run, args=(_listen, process.stderr, tell), daemon=True)
        listening.start()
        try:
            self._hand_over(process.stdin, work)
            _see_to_the_end(process, limits, is_unwanted)
        finally:
            process.kill()
            process.wait()
            listening.join()
            with suppress(OSError):
                process.stdin.close()
            process.stderr.close()
        return _outcome(process.returncode, out, limits)

    def _hand_over(self, stdin: IO[bytes], work: Hashable) -> None:
        text = pickle.dumps(HeavyRequest(work, self._settings, self._clock))
        with suppress(BrokenPipeError):  # it ended already; its exit code tells why
            stdin.write(struct.pack(LENGTH, len(text)) + text)
            stdin.flush()


def _environment() -> dict[str, str]:
    """That of the server, with its own search path; and few threads and arenas, each of which takes memory."""
    path = os.pathsep.join(each for each in sys.path if each)
    return {**os.environ, "PYTHONPATH": path, "MALLOC_ARENA_MAX": "2", "RAYON_NUM_THREADS": "1"}


def _listen(stderr: IO[bytes], tell: Tell) -> None:
    """Take what a process says until it ends; in a thread."""
    for line in stderr:
        text = line.decode(errors="replace")
        if text.startswith(MARK):
            tell(Progress(*json.loads(text.removeprefix(MARK))))
        else:
            with suppress(OSError):  # its terminal was closed; what comes next is read all the same
                logs.take_over(text)


def _see_to_the_end(process: subprocess.Popen[bytes], limits: HeavyLimits, is_unwanted: IsUnwanted) -> None:
    """Wait until a process has ended. WorkTooLong, WorkStopped; then it is for the caller to kill it."""
    ends_at = monotonic() + limits.seconds
    while True:
        with suppress(subprocess.TimeoutExpired):
            process.wait(LOOKS_EVERY_SECONDS)
            return
        if monotonic() > ends_at:
            raise WorkTooLong(minutes=max(round(limits.seconds / 60), 1))
        if is_unwanted():
            raise WorkStopped


def _outcome(exit_code: int, out: IO[bytes], limits: HeavyLimits) -> Made:
    """What came of a process that ended by itself; its refusal is raised. WorkTooLarge, Fault."""
    # Rust aborts where it gets no memory; the system kills where it has none left itself.
    if exit_code in (MEMORY_GONE, -signal.SIGABRT, -getattr(signal, "SIGKILL", 9)):
        raise WorkTooLarge(limit=limits.megabytes)
    if exit_code:
        raise _fault(f"the process ended with {exit_code}")
    footer = struct.calcsize(LENGTH)
    end = out.seek(-footer, os.SEEK_END)
    (size,) = struct.unpack(LENGTH, out.read(footer))
    out.seek(size)
    kind, told = pickle.loads(out.read(end - size))
    if kind == REFUSED:
        assert isinstance(told, StoreOpsError)
        raise told
    if kind == FAILED:
        raise _fault(str(told))
    return Made(told, out, size)


def _fault(words: str) -> Fault:
    number = fault_number()
    log.error("fault %s: a heavy work failed: %s", number, words)
    return Fault(number=number)

"""The process in which one heavy work is done: it is started for it, loads what that needs, and ends.

It reads the work from standard input, which stays open as long as the server lives; writes what comes of it to standard
output, a file of the server's; and tells on standard error how far it is.
"""

import json
import os
import pickle
import struct
import sys
import threading
from contextlib import closing, suppress
from typing import IO

from storeops.base.errors import StoreOpsError
from storeops.running.heavy_request import FAILED, LENGTH, MADE, MARK, MEMORY_GONE, REFUSED, HeavyRequest
from storeops.running.log_lines import told_error
from storeops.running.logs import set_up_heavy_work

POLITENESS = 10
"""How far a heavy work stands back behind whoever serves the hall."""


def main() -> None:
    """Do the work that standard input tells of, within so many MB of memory."""
    with os.fdopen(os.dup(1), "wb") as out:
        os.dup2(2, 1)  # what some library prints belongs to the log
        _bound_memory(int(sys.argv[1]))
        if hasattr(os, "nice"):
            os.nice(POLITENESS)
        (length,) = struct.unpack(LENGTH, sys.stdin.buffer.read(struct.calcsize(LENGTH)))
        request: HeavyRequest = pickle.loads(sys.stdin.buffer.read(length))
        threading.Thread(target=_end_with_the_server, daemon=True).start()
        set_up_heavy_work(request.settings.log)
        try:
            _do(request, out)
        except MemoryError:
            os._exit(MEMORY_GONE)
    os._exit(0)  # nothing is left to do, and taking all of it down takes time


def _do(request: HeavyRequest, out: IO[bytes]) -> None:
    from storeops.running.heavy_tasks import perform
    from storeops.store.database import connect

    outcome: tuple[str, object]
    try:
        with closing(connect(request.settings.database)) as db:
            outcome = MADE, perform(request, db, out, _tell)
    except StoreOpsError as refusal:
        outcome = REFUSED, refusal
    except MemoryError:
        raise
    except Exception as error:
        outcome = FAILED, told_error(error)
    size = out.tell()
    out.write(pickle.dumps(outcome))
    out.write(struct.pack(LENGTH, size))


def _tell(sentence: str, step: int, steps: int) -> None:
    sys.stderr.write(f"{MARK}{json.dumps([sentence, step, steps])}\n")
    sys.stderr.flush()


def _bound_memory(megabytes: int) -> None:
    with suppress(ImportError):  # Windows has no such bounds
        import resource

        limit = megabytes * 1024 * 1024
        resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))


def _end_with_the_server() -> None:
    """A server that was killed waits for nothing; what was not committed is due again when it starts."""
    sys.stdin.buffer.read(1)
    os._exit(1)


if __name__ == "__main__":
    main()

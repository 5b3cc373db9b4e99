"""What the process that serves does for itself now and then, jobs or no jobs: give back what it does not need."""

import logging
import threading

from storeops.running import allocator
from storeops.store.database import Pool, is_away
from storeops.store.log_folding import fold_log

log = logging.getLogger("storeops.running.upkeep")

LOOKS_EVERY_SECONDS = 10.0
WORRYING_LOG_BYTES = 256 * 1024 * 1024
"""Our own readers end within minutes: a log of this size is held by another program."""


class Upkeep:
    """A thread beside the server, by a watch that nobody sets."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._has_warned = False
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="upkeep", daemon=True)

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def stop(self) -> None:
        """End; a look that is under way is not waited for."""
        self._stopping.set()

    def look(self) -> None:
        """Close connections that nobody needs, give back what they held, fold the log, and say once where another
        program holds it."""
        self._pool.close_unused()
        allocator.give_back_free()
        with self._pool.lend() as db:
            state = fold_log(db)
        is_worrying = state.is_held and state.bytes > WORRYING_LOG_BYTES
        if is_worrying and not self._has_warned:
            log.warning(
                "the write-ahead log of %s has %d MB and cannot be folded: another program has been reading in the"
                " database for long; end it",
                self._pool.path,
                state.bytes // 1024**2,
            )
        self._has_warned = is_worrying

    def _run(self) -> None:
        while not self._stopping.wait(LOOKS_EVERY_SECONDS):
            try:
                self.look()
            except Exception as error:
                if not is_away(error):  # a locked, full or vanished disk is told where somebody asks for something
                    log.exception("a look at what can be given back failed and comes again")

"""Logging as the product does, for a block, without a trace of it in the tests that follow."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from storeops.base.settings import LogSettings
from storeops.running import logs


@contextmanager
def logging_as(settings: LogSettings, process: logs.Process = "serve") -> Iterator[None]:
    """Log so for the block."""
    root = logging.getLogger()
    before, level, hook = list(root.handlers), root.level, threading.excepthook
    try:
        logs.set_up(settings, process)
        yield
    finally:
        for each in [handler for handler in root.handlers if handler not in before]:
            root.removeHandler(each)
            each.close()
        root.setLevel(level)
        threading.excepthook = hook

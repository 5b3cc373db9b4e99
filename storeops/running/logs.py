"""How every process logs: the server, the jobs where they run apart, and those that do heavy works."""

import json
import logging
import sys
import threading
from pathlib import Path
from typing import Literal

from storeops.base.errors import BrokenSetting
from storeops.base.settings import LogSettings
from storeops.running.heavy_request import LOG_MARK
from storeops.running.log_file import LogFile
from storeops.running.log_lines import LinesForPeople, LinesForPrograms, LogLines, told_error, words_of

Process = Literal["serve", "jobs"]

CHATTY = ("apscheduler", "gunicorn", "waitress", "PIL", "fontTools")
"""Libraries that tell of each step that they take; what goes wrong in them is told all the same."""


def set_up(settings: LogSettings, process: Process) -> None:
    """Log from now on as the settings say. BrokenSetting where the file cannot be written.

    The jobs of a process of their own have a file of their own beside the server's.
    """
    made = _to_file(settings, process) if settings.file else logging.StreamHandler(sys.stderr)
    made.setFormatter((LinesForPrograms if settings.format == "json" else LinesForPeople)(process))
    _begin(made, settings)


def set_up_heavy_work(settings: LogSettings) -> None:
    """Hand everything that this process logs over to the server that started it."""
    _begin(ToServer(), settings)


def _to_file(settings: LogSettings, process: Process) -> LogFile:
    assert settings.file is not None
    path = settings.file if process == "serve" else _beside(settings.file, process)
    try:
        return LogFile(path, settings)
    except OSError as error:
        rule = f"a file that can be written ({error.strerror})"
        raise BrokenSetting(name="STOREOPS_LOG", value=repr(str(path)), rule=rule) from error


def _beside(file: Path, process: str) -> Path:
    return file.with_name(f"{file.stem}-{process}{file.suffix}")


def _begin(handler: logging.Handler, settings: LogSettings) -> None:
    root = logging.getLogger()
    for before in list(root.handlers):
        if isinstance(before, ToServer) or isinstance(before.formatter, LogLines):
            root.removeHandler(before)
            before.close()
    root.addHandler(handler)
    root.setLevel(settings.level.upper())
    for name in CHATTY:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))
    threading.excepthook = _log_end_of_thread


def _log_end_of_thread(ended: threading.ExceptHookArgs) -> None:
    if ended.exc_value is not None and not isinstance(ended.exc_value, SystemExit):
        exc_info = (ended.exc_type, ended.exc_value, ended.exc_traceback)
        logging.getLogger("storeops.running.logs").critical("a thread ended", exc_info=exc_info)


class ToServer(logging.Handler):
    """Writes each record as one line on standard error, where the server that started this process reads it."""

    def emit(self, record: logging.LogRecord) -> None:
        trace = told_error(record.exc_info[1]) if record.exc_info and record.exc_info[1] else None
        told = [record.levelno, record.name, words_of(record), trace]
        sys.stderr.write(f"{LOG_MARK}{json.dumps(told)}\n")
        sys.stderr.flush()


def take_over(line: str) -> None:
    """Log what a heavy work logged, or printed."""
    if line.startswith(LOG_MARK):
        level, name, text, trace = json.loads(line.removeprefix(LOG_MARK))
    else:
        level, name, text, trace = logging.WARNING, "storeops.running.heavy_child", f"printed: {line.rstrip()}", None
    log = logging.getLogger(name)
    if log.isEnabledFor(level):
        record = log.makeRecord(name, level, "", 0, "%s", (text,), None)
        record.exc_text = trace
        log.handle(record)

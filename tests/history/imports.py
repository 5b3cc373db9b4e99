"""Imports by the kind of their file."""

from functools import partial
from pathlib import Path

from storeops.base.actor import Actor
from storeops.base.clock import Clock
from storeops.history.code_matching import NO_HINTS, FileHints
from storeops.history.import_actions import import_file
from storeops.history.row_judgement import ImportResult
from storeops.store.database import HallDatabase


def _import(
    kind: str,
    db: HallDatabase,
    clock: Clock,
    by: Actor,
    path: Path,
    strict: bool = False,
    dry_run: bool = False,
    hints: FileHints = NO_HINTS,
) -> ImportResult:
    return import_file(db, clock, by, kind, path, strict, dry_run, hints)


import_legs = partial(_import, "legs")
import_transactions = partial(_import, "transactions")
import_ratings = partial(_import, "ratings")
import_checks = partial(_import, "checks")
import_care = partial(_import, "care")
import_roster = partial(_import, "roster")

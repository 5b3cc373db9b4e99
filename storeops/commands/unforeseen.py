"""What stopped a command where nobody foresaw it: a file that is damaged or cannot be used, or a fault of ours."""

from contextlib import closing
from pathlib import Path

from storeops.base.errors import FolderUnwritable, StoreOpsError
from storeops.running import integrity_view
from storeops.store import database
from storeops.store.refusals import DatabaseDamaged


def told_by_file(path: Path, error: Exception) -> StoreOpsError | None:
    """What to say of an error instead of its traceback; None for one that is a fault of the product.

    What stands on a damaged page may break any rule, so the hall is checked first.
    """
    told = database.told_error(path, error)
    if told is not None:
        return told
    if isinstance(error, OSError):
        return FolderUnwritable(path=error.filename or path.parent, cause=error.strerror or error)
    fault = _first_fault(path)
    return DatabaseDamaged(path=path, cause=fault) if fault else None


def _first_fault(path: Path) -> str | None:
    """What is wrong first with the hall's file; None where it is sound, or cannot be opened for another reason."""
    try:
        with closing(database.connect(path)) as db:
            return next(iter(integrity_view.findings(db)), None)
    except StoreOpsError as refusal:
        return str(refusal.values["cause"]) if isinstance(refusal, DatabaseDamaged) else None

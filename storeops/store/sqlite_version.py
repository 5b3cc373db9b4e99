"""Which versions of SQLite a hall may trust. Pure."""

REPAIRED_SQLITE = (3, 51, 3)
"""Older versions can corrupt a write-ahead log, very rarely, when a commit and a checkpoint collide."""


def is_repaired(version: tuple[int, ...]) -> bool:
    """Whether a version of SQLite keeps its write-ahead log whole."""
    return version >= REPAIRED_SQLITE


def unrepaired_sentence(version: tuple[int, ...]) -> str | None:
    """What to say of a version that may damage the file, and what to do; None of a repaired one."""
    if is_repaired(version):
        return None
    told, needed = (".".join(map(str, each)) for each in (version, REPAIRED_SQLITE))
    return (
        f"SQLite {told} can damage the database in rare cases; install {needed} or newer:"
        " pip install --require-hashes -r requirements.lock brings it"
    )

"""The ids of services, counters and employees by code. Named SQL."""

from collections.abc import Sequence

from sqlite_utils import Database

from storeops.history.code_matching import CodeKind, KnownCode


def service_ids(db: Database) -> dict[str, int]:
    """Every service, offered or not."""
    return dict(db.execute("SELECT code, id FROM service").fetchall())


def counter_ids(db: Database) -> dict[str, int]:
    """Every counter, in use or not."""
    return dict(db.execute("SELECT code, id FROM counter").fetchall())


def employee_ids(db: Database) -> dict[str, int]:
    """Everybody, those who left included."""
    return dict(db.execute("SELECT code, id FROM employee").fetchall())


def known_codes(db: Database) -> dict[CodeKind, Sequence[KnownCode]]:
    """Everybody and everything that the hall has a code for, in use or not, with their names."""
    return {
        CodeKind.EMPLOYEE: [
            KnownCode(code, (name,)) for code, name in db.execute("SELECT code, name FROM employee").fetchall()
        ],
        CodeKind.SERVICE: [
            KnownCode(code, (zh, en))
            for code, zh, en in db.execute("SELECT code, name_zh, name_en FROM service").fetchall()
        ],
        CodeKind.COUNTER: [KnownCode(code) for code in counter_ids(db)],
        CodeKind.ITEM: [
            KnownCode(code, (zh, en))
            for code, zh, en in db.execute("SELECT DISTINCT code, name_zh, name_en FROM sheet_item").fetchall()
        ],
    }


def take_out_of_use(db: Database, counter_id: int) -> None:
    """Let no screen show a counter."""
    db.execute("UPDATE counter SET is_active = 0 WHERE id = ?", (counter_id,))

"""All that the database holds of one employee. Named SQL; the tables are those that refer to an employee."""

from collections.abc import Iterator

from sqlite_utils import Database

SECRET = (
    *("pin_hash", "token_hash", "browser_hash", "code_hash", "secret", "new_secret", "local_salt", "mac", "seal"),
    "token",
)
"""Columns that nobody is given: with them one could sign in, act for a customer, or tell ours from others' codes."""

OF_CUSTOMERS = ("rating", "prompt")
"""Customers were promised that nobody can tie their answers to a visit; star sheets tell what came of them."""

_OF_CUSTOMERS_ACTS = (
    "kind NOT IN ('prompt_shown', 'rated', 'rating_undone', 'rating_reason', 'rating_reason_undone',"
    " 'rating_doubted', 'recovery_raised', 'recovery_withdrawn')"
)
_NARROWED = {
    "spot_check": "is_blind = 0",
    "check_version": "check_id NOT IN (SELECT id FROM spot_check WHERE is_blind = 1)",
    "event": f"{_OF_CUSTOMERS_ACTS} AND kind <> 'check_saved_blind'",
}
"""Whom a customer told what nobody is told; and a check that is still blind, nobody, whoever asks."""

Row = dict[str, object]


def rows_about(db: Database, employee_id: int) -> Iterator[tuple[str, list[Row]]]:
    """The rows of each table that tell of an employee, the employee's own first; tables without any are left out.

    Tables go by the names under which they are read.
    """
    yield "employee", _plain(db, "SELECT * FROM employee WHERE id = ?", (employee_id,))
    for table in sorted(db.table_names()):
        name = table.removeprefix("stored_")
        if name in OF_CUSTOMERS:
            continue
        keys = db.query(f"PRAGMA foreign_key_list({table})")
        columns = [key["from"] for key in keys if key["table"] == "employee"]
        if columns:
            about = [f"{column} = :id" for column in columns]
            if table == "event":
                about.append("actor = (SELECT 'employee:' || code FROM employee WHERE id = :id)")
            narrowed = _NARROWED.get(name, "true")
            sql = f"SELECT * FROM {table} WHERE ({' OR '.join(about)}) AND {narrowed}"
            found = _plain(db, sql, {"id": employee_id})
            if found:
                yield name, found


def _plain(db: Database, sql: str, values: tuple[int] | dict[str, int]) -> list[Row]:
    return [
        {name: value for name, value in row.items() if name not in SECRET and not isinstance(value, bytes)}
        for row in db.query(sql, values)
    ]

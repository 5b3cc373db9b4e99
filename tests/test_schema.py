"""Whose a table is: one room owns and writes it, and the page of the schema tells who else reads it."""

from tests.schema_page import ALSO_WRITES, OWNED, PAGE, columns, owner_of, page, writers


def test_every_table_and_view_has_one_owner() -> None:
    owned = [table for tables in OWNED.values() for table in tables.split()]

    assert sorted(owned) == sorted(columns())


def test_only_its_owner_writes_a_table() -> None:
    owners = owner_of()
    others = {
        (room, table)
        for table, rooms in writers().items()
        for room in rooms
        if table in owners and owners[table] != room
    }

    assert others - set(ALSO_WRITES) == set()
    assert set(ALSO_WRITES) - others == set(), "these exceptions are no longer needed"


def test_the_page_of_the_schema_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "make it anew: python -m tests.schema_page"


def test_nobody_writes_a_view() -> None:
    """What is written is a stored_... table: `ticket` and others are what of it is seen."""
    assert {table for table in writers() if columns().get(table, ("table",))[0] == "view"} == set()

"""Writing the hall's set-up: its own row, categories, services, counters and opening hours. Named SQL."""

from sqlite_utils import Database

from storeops.hall.sample import NewService


def add_hall(db: Database, name_zh: str, name_en: str, zone: str, is_sample: bool, secret_key: str) -> None:
    """Insert the one hall of a new database, with the shipped promises and targets."""
    db.execute(
        "INSERT INTO hall (id, name_zh, name_en, zone, is_sample, secret_key) VALUES (1, ?, ?, ?, ?, ?)",
        (name_zh, name_en, zone, int(is_sample), secret_key),
    )


def add_category(db: Database, code: str, prefix: str, name_zh: str, name_en: str, position: int) -> int:
    """Insert a category; its id."""
    row = db.execute(
        "INSERT INTO category (code, prefix, name_zh, name_en, position) VALUES (?, ?, ?, ?, ?) RETURNING id",
        (code, prefix, name_zh, name_en, position),
    ).fetchone()
    return int(row[0])


def add_service(db: Database, category_id: int, service: NewService, position: int) -> int:
    """Insert a service; its id."""
    row = db.execute(
        "INSERT INTO service (code, category_id, name_zh, name_en, bring_zh, bring_en, target_seconds,"
        " standard_minutes, is_active, position) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        (
            service.code,
            category_id,
            service.name_zh,
            service.name_en,
            service.bring_zh,
            service.bring_en,
            service.target_seconds,
            service.standard_minutes,
            int(service.is_active),
            position,
        ),
    ).fetchone()
    return int(row[0])


def add_counter(db: Database, code: str, serves_all: bool, position: int) -> int:
    """Insert a closed counter; its id."""
    row = db.execute(
        "INSERT INTO counter (code, serves_all, position) VALUES (?, ?, ?) RETURNING id",
        (code, int(serves_all), position),
    ).fetchone()
    return int(row[0])

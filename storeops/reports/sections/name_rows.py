"""What services, categories, employees and key moments are called. Named SQL."""

from sqlite_utils import Database

Names = dict[str, dict[str, object]]


def services(db: Database) -> Names:
    """Every service by its code, those no longer offered included: names, target in seconds or None, category."""
    rows = db.execute(
        "SELECT service.code, service.name_zh, service.name_en, service.target_seconds, category.code"
        " FROM service JOIN category ON category.id = service.category_id ORDER BY category.position, service.position"
    ).fetchall()
    return {row[0]: {"zh": row[1], "en": row[2], "target_seconds": row[3], "category": row[4]} for row in rows}


def categories(db: Database) -> Names:
    """Every category by its code."""
    rows = db.execute("SELECT code, name_zh, name_en FROM category ORDER BY position").fetchall()
    return {row[0]: {"zh": row[1], "en": row[2]} for row in rows}


def moments(db: Database) -> Names:
    """Every key moment by its code, in the order of a visit."""
    rows = db.execute("SELECT code, name_zh, name_en FROM moment ORDER BY position").fetchall()
    return {row[0]: {"zh": row[1], "en": row[2]} for row in rows}


def employees(db: Database) -> dict[str, str]:
    """Everybody's name by number, those who left included."""
    return dict(db.execute("SELECT code, name FROM employee ORDER BY code").fetchall())

"""What customers may come for: categories and services. Named SQL."""

from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from storeops.base.errors import UnknownCategory, UnknownService


@dataclass(frozen=True)
class Category:
    id: int
    code: str
    prefix: str
    name_zh: str
    name_en: str

    def name(self, language: str) -> str:
        return self.name_en if language == "en" else self.name_zh


@dataclass(frozen=True)
class Service:
    """`target_seconds` is the handling target of one normal transaction; None: not measured against one."""

    id: int
    code: str
    category_id: int
    category_code: str
    prefix: str
    name_zh: str
    name_en: str
    bring_zh: str
    bring_en: str
    target_seconds: int | None
    standard_minutes: float
    is_active: bool

    def name(self, language: str) -> str:
        return self.name_en if language == "en" else self.name_zh

    def bring(self, language: str) -> str:
        """What the customer should have at hand; empty if nothing."""
        return self.bring_en if language == "en" else self.bring_zh


_SERVICE = """
SELECT service.id, service.code, service.category_id, category.code, category.prefix, service.name_zh, service.name_en,
       service.bring_zh, service.bring_en, service.target_seconds, service.standard_minutes, service.is_active
FROM service JOIN category ON category.id = service.category_id
"""


def _service(row: Any) -> Service:
    values = [*row[:-1], bool(row[-1])]
    return Service(*values)


def service_by_code(db: Database, code: str) -> Service:
    """The service of this code, offered or not; UnknownService."""
    row = db.execute(_SERVICE + "WHERE service.code = ?", (code,)).fetchone()
    if row is None:
        raise UnknownService(service=code)
    return _service(row)


def all_services(db: Database) -> list[Service]:
    """Every service in the order of the set-up page, those not offered included."""
    rows = db.execute(_SERVICE + "ORDER BY category.position, service.position, service.id").fetchall()
    return [_service(row) for row in rows]


def active_services(db: Database) -> list[Service]:
    """The services on offer, in kiosk order."""
    return [service for service in all_services(db) if service.is_active]


def categories(db: Database) -> list[Category]:
    """Every category in kiosk order."""
    rows = db.execute("SELECT id, code, prefix, name_zh, name_en FROM category ORDER BY position, id").fetchall()
    return [Category(*row) for row in rows]


def category_by_code(db: Database, code: str) -> Category:
    """The category of this code; UnknownCategory."""
    row = db.execute("SELECT id, code, prefix, name_zh, name_en FROM category WHERE code = ?", (code,)).fetchone()
    if row is None:
        raise UnknownCategory(category=code)
    return Category(*row)

"""What customers may come for: categories and services. Named SQL."""

from dataclasses import dataclass

from sqlite_utils import Database

from storeops.base.i18n import NamedThing
from storeops.hall.refusals import UnknownCategory, UnknownService
from storeops.store import rows, traced_rows
from storeops.store.standing_rows import standing
from storeops.store.traced_rows import TracedTable, WrittenRows

_TRACED = (
    *("id", "code", "target_seconds", "standard_minutes", "category_id", "name_zh", "name_en", "bring_zh", "bring_en"),
    *("position", "last_ticket_minutes"),
)
TRACED_SERVICES = TracedTable("service", _TRACED, "FROM service WHERE is_active = 1")
"""Services on offer."""
TRACED_OLD_SERVICES = TracedTable("service_not_offered", _TRACED, "FROM service WHERE is_active = 0")
"""Services that are not on offer: earlier transactions are still measured against them."""


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
    """`target_seconds` is the handling target of one normal transaction; None: not measured against one.

    `last_ticket_minutes` before closing time its last tickets are given, or the hall's where those are earlier.
    """

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
    last_ticket_minutes: int

    def name(self, language: str) -> str:
        return self.name_en if language == "en" else self.name_zh

    @property
    def called(self) -> NamedThing:
        """What people call it."""
        return NamedThing(self.name_zh, self.name_en)

    def bring(self, language: str) -> str:
        """What the customer should have at hand; empty if nothing."""
        return self.bring_en if language == "en" else self.bring_zh


_SERVICE = """
SELECT service.id, service.code, service.category_id, category.code AS category_code, category.prefix, service.name_zh,
       service.name_en, service.bring_zh, service.bring_en, service.target_seconds, service.standard_minutes,
       service.is_active, service.last_ticket_minutes
FROM service JOIN category ON category.id = service.category_id
"""


@standing
def service_by_code(db: Database, code: str) -> Service:
    """The service of this code, offered or not; UnknownService."""
    service = rows.one(db, Service, _SERVICE + "WHERE service.code = ?", (code,))
    if service is None:
        raise UnknownService(service=code)
    return service


def service_by_id(db: Database, service_id: int) -> Service:
    """The service of this id, which must exist."""
    [service] = rows.many(db, Service, _SERVICE + "WHERE service.id = ?", (service_id,))
    return service


def all_services(db: Database) -> list[Service]:
    """Every service in the order of the set-up page, those not offered included."""
    return rows.many(db, Service, _SERVICE + "ORDER BY category.position, service.position, service.id")


def written_service(db: Database, service_id: int) -> WrittenRows:
    """A service as it is traced now, on offer or not."""
    return {
        **traced_rows.written(db, TRACED_SERVICES, service_id),
        **traced_rows.written(db, TRACED_OLD_SERVICES, service_id),
    }


def active_services(db: Database) -> list[Service]:
    """The services on offer, in kiosk order."""
    return [service for service in all_services(db) if service.is_active]


_CATEGORY = "SELECT id, code, prefix, name_zh, name_en FROM category "


def categories(db: Database) -> list[Category]:
    """Every category in kiosk order."""
    return rows.many(db, Category, _CATEGORY + "ORDER BY position, id")


def category_by_code(db: Database, code: str) -> Category:
    """The category of this code; UnknownCategory."""
    category = rows.one(db, Category, _CATEGORY + "WHERE code = ?", (code,))
    if category is None:
        raise UnknownCategory(category=code)
    return category

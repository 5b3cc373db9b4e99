"""Making a hall: the empty one, and the sample that shows every part at work. Actions on a new database."""

from dataclasses import dataclass
from datetime import datetime
from secrets import token_hex
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from storeops.base.actor import Actor
from storeops.base.errors import BadValue
from storeops.base.i18n import N_
from storeops.hall import offer_rows, set_up_rows
from storeops.people import employee_rows
from storeops.people.pin_steps import write_pin
from storeops.people.roles import Role
from storeops.people.secrets import random_pin
from storeops.quality.guideposts import card_rows
from storeops.sample import catalogue_steps
from storeops.sample.sample_cards import SAMPLE_CARDS
from storeops.sample.sample_offer import FIRST_ADMINISTRATOR, SAMPLE_PEOPLE, sample_clerk_name
from storeops.store import journal, traced_rows
from storeops.store.action import action
from storeops.store.database import HallDatabase

DEFAULT_ZONE = "Asia/Shanghai"


@dataclass(frozen=True)
class NewEmployee:
    """Somebody who can sign in now; the PIN is told this once."""

    code: str
    name: str
    role: Role
    pin: str


def known_zone(zone: str) -> str:
    """The zone, if there is one of that name; BadValue."""
    try:
        ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise BadValue(N_("There is no time zone %(zone)s; give one such as Asia/Shanghai."), zone=zone[:40]) from None
    return zone


@action
def found_hall(
    db: HallDatabase, now: datetime, by: Actor, zone: str, *, with_catalogue: bool = False
) -> list[NewEmployee]:
    """Make a new hall: one administrator, no opening hours (which means always open), no services or the catalogue's.

    It lets in only screens that were enrolled.
    """
    set_up_rows.add_hall(db, "营业厅", "Service hall", known_zone(zone), False, token_hex(32))
    set_up_rows.set_enrolment(db, True)
    if with_catalogue:
        catalogue_steps.add_categories(db)
    people = [_employ(db, now, FIRST_ADMINISTRATOR, "管理员", Role.ADMINISTRATOR, pin_is_one_time=True)]
    _tell(db, now, by)
    return people


@action
def found_sample_hall(db: HallDatabase, now: datetime, by: Actor, zone: str, counters: int) -> list[NewEmployee]:
    """Make the sample hall: nine categories with services, counters that serve everything, one clerk for each."""
    if not 1 <= counters <= 99:
        raise BadValue(N_("A sample hall has 1 to 99 counters."))
    set_up_rows.add_hall(db, "示范营业厅", "Sample hall", known_zone(zone), True, token_hex(32))
    catalogue_steps.add_categories(db)
    for service_code, texts in SAMPLE_CARDS:
        card_rows.add(db, offer_rows.service_by_code(db, service_code).id, texts, now)
    people = [_employ(db, now, FIRST_ADMINISTRATOR, "管理员", Role.ADMINISTRATOR)]
    for number in range(1, counters + 1):
        set_up_rows.add_counter(db, str(number), True, number)
        people.append(_employ(db, now, str(1000 + number), sample_clerk_name(number), Role.CLERK))
    people.extend(_employ(db, now, code, name, role) for code, name, role in SAMPLE_PEOPLE)
    _tell(db, now, by)
    return people


def _tell(db: HallDatabase, now: datetime, by: Actor) -> None:
    """Write into the journal with what the hall begins."""
    written = {
        table.name: list(traced_rows.standing(db, table))
        for table in (
            set_up_rows.TRACED_HALL,
            employee_rows.TRACED_EMPLOYEES,
            employee_rows.TRACED_PINS,
            set_up_rows.TRACED_CATEGORIES,
            offer_rows.TRACED_SERVICES,
            set_up_rows.TRACED_COUNTERS,
            card_rows.TRACED_CARDS,
        )
    }
    journal.append(db, now, "hall_founded", by.name, written=written)


def _employ(
    db: HallDatabase, now: datetime, code: str, name: str, role: Role, *, pin_is_one_time: bool = False
) -> NewEmployee:
    pin = random_pin()
    write_pin(db, employee_rows.add(db, code, name, role, now), pin, is_one_time=pin_is_one_time)
    return NewEmployee(code, name, role, pin)

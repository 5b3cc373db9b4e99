"""Setting up what customers may come for and where: categories, services, counters. Actions.

Codes never change, because history holds them. Each writes one event; a change that changes nothing writes nothing.
"""

from collections.abc import Collection, Sequence
from dataclasses import asdict, replace
from datetime import datetime

from storeops.base.actor import Actor
from storeops.base.each_field import each_field
from storeops.hall import offer_rows, set_up_rows
from storeops.hall.counter import CounterState
from storeops.hall.offer import NewService
from storeops.hall.offer_defaults import free_letter, made_code
from storeops.hall.offer_rows import Service
from storeops.hall.refusals import (
    CategoryInUse,
    CodeTaken,
    CounterInUse,
    PrefixTaken,
    ServiceNeeded,
    UnknownCategory,
    UnknownCounter,
)
from storeops.hall.set_up_rows import CounterSetUp
from storeops.hall.set_up_rules import (
    changes,
    given_code,
    given_counter_number,
    given_english,
    given_letter,
    given_name,
    given_service,
)
from storeops.store import journal, traced_rows
from storeops.store.action import action
from storeops.store.database import HallDatabase


@action
def add_category(
    db: HallDatabase, now: datetime, by: Actor, code: str, prefix: str, name_zh: str, name_en: str
) -> None:
    """Add a category behind the last. CodeNeeded, LetterNeeded, TextNeeded, CodeTaken, PrefixTaken.

    Left empty, code and letter are made up, and the English name is the Chinese one.
    """
    known = offer_rows.categories(db)
    code = code.strip() or made_code(name_en, "category", {category.code for category in known})
    prefix = prefix.strip() or free_letter({category.prefix for category in known}) or ""
    with each_field(CodeTaken, PrefixTaken) as take:
        code = take(_free_code, code, [category.code for category in known])
        prefix = take(_free_prefix, db, None, prefix)
        name_zh, name_en = take(given_name, "name_zh", name_zh), take(given_english, name_en, name_zh)
    position = set_up_rows.next_category_position(db)
    category_id = set_up_rows.add_category(db, code, prefix, name_zh, name_en, position)
    written = traced_rows.written(db, set_up_rows.TRACED_CATEGORIES, category_id)
    journal.append(db, now, "category_added", by.name, written=written, category=code)


@action
def change_category(
    db: HallDatabase, now: datetime, by: Actor, code: str, prefix: str, name_zh: str, name_en: str
) -> None:
    """Change a category's letter or names; tickets already issued keep their number. UnknownCategory, PrefixTaken."""
    category = offer_rows.category_by_code(db, code)
    before = {"prefix": category.prefix, "name_zh": category.name_zh, "name_en": category.name_en}
    with each_field(PrefixTaken) as take:
        after = {
            "prefix": take(_free_prefix, db, code, prefix),
            "name_zh": take(given_name, "name_zh", name_zh),
            "name_en": take(given_english, name_en, name_zh),
        }
    changed = changes(before, after)
    if changed:
        set_up_rows.update_category(db, code, after["prefix"], after["name_zh"], after["name_en"])
        written = traced_rows.written(db, set_up_rows.TRACED_CATEGORIES, category.id)
        journal.append(db, now, "category_changed", by.name, written=written, category=code, changed=changed)


@action
def remove_category(db: HallDatabase, now: datetime, by: Actor, code: str) -> None:
    """Delete a category that was never used, so that no history holds it. UnknownCategory, CategoryInUse."""
    category = offer_rows.category_by_code(db, code)
    if set_up_rows.is_category_used(db, category.id, category.prefix):
        raise CategoryInUse(prefix=category.prefix)
    set_up_rows.remove_category(db, category.id)
    written = traced_rows.written(db, set_up_rows.TRACED_CATEGORIES, category.id)
    journal.append(db, now, "category_removed", by.name, written=written, category=code)


def _free_code(text: str, taken: Collection[str]) -> str:
    """A code that nobody has yet; CodeNeeded, CodeTaken."""
    code = given_code("code", text)
    if code in taken:
        raise CodeTaken(code=code)
    return code


def _free_prefix(db: HallDatabase, own_code: str | None, text: str) -> str:
    """A letter that no other category has; LetterNeeded, PrefixTaken."""
    prefix = given_letter("prefix", text)
    if set_up_rows.category_of_prefix(db, prefix) not in (None, own_code):
        raise PrefixTaken(prefix=prefix)
    return prefix


@action
def add_service(db: HallDatabase, now: datetime, by: Actor, category_code: str, service: NewService) -> None:
    """Add a service behind the last of its category. CodeNeeded, CodeTaken, UnknownCategory, the fields' refusals.

    Left empty, the code is made up, and the English name is the Chinese one.
    """
    taken = {known.code for known in offer_rows.all_services(db)}
    typed = service.code.strip() or made_code(service.name_en, "service", taken)
    with each_field(CodeTaken, UnknownCategory) as take:
        category = take(offer_rows.category_by_code, db, category_code)
        code = take(_free_code, typed, taken)
        service = take(given_service, service)
    position = set_up_rows.next_service_position(db, category.id)
    service_id = set_up_rows.add_service(db, category.id, replace(service, code=code), position)
    written = offer_rows.written_service(db, service_id)
    journal.append(db, now, "service_added", by.name, written=written, service=code)


@action
def change_service(db: HallDatabase, now: datetime, by: Actor, category_code: str, service: NewService) -> None:
    """Change a service; one that is not active is no longer offered. UnknownService, UnknownCategory, the fields'."""
    before = offer_rows.service_by_code(db, service.code)
    with each_field(UnknownCategory) as take:
        category = take(offer_rows.category_by_code, db, category_code)
        service = take(given_service, service)
    changed = changes(
        {**asdict(_as_new(before)), "category": before.category_code}, {**asdict(service), "category": category.code}
    )
    if changed:
        set_up_rows.update_service(db, category.id, service)
        written = offer_rows.written_service(db, before.id)
        journal.append(db, now, "service_changed", by.name, written=written, service=service.code, changed=changed)


def _as_new(service: Service) -> NewService:
    return NewService(
        code=service.code,
        name_zh=service.name_zh,
        name_en=service.name_en,
        target_seconds=service.target_seconds,
        standard_minutes=service.standard_minutes,
        bring_zh=service.bring_zh,
        bring_en=service.bring_en,
        is_active=service.is_active,
        last_ticket_minutes=service.last_ticket_minutes,
    )


@action
def add_counter(
    db: HallDatabase, now: datetime, by: Actor, code: str, serves_all: bool, services: Sequence[str]
) -> None:
    """Add a closed counter behind the last. PlainCodeNeeded, CodeTaken, ServiceNeeded, UnknownService."""
    with each_field(CodeTaken) as take:
        code = take(_free_number, db, code)
        chosen = take(_chosen, db, serves_all, services)
    counter_id = set_up_rows.add_counter(db, code, serves_all, set_up_rows.next_counter_position(db))
    set_up_rows.choose_services(db, counter_id, chosen.values())
    written = traced_rows.written(db, set_up_rows.TRACED_COUNTERS, counter_id)
    journal.append(db, now, "counter_added", by.name, written=written, counter_id=counter_id, counter=code)


@action
def change_counter(
    db: HallDatabase, now: datetime, by: Actor, code: str, serves_all: bool, services: Sequence[str], is_active: bool
) -> None:
    """Change what a counter serves, or take it out of use and back: history keeps its number.

    UnknownCounter, ServiceNeeded, UnknownService; CounterInUse where an open counter is taken out of use.
    """
    before = _counter(db, code)
    if not is_active and before.state is not CounterState.CLOSED:
        raise CounterInUse(counter=code)
    chosen = _chosen(db, serves_all, services)
    changed = changes(
        {"serves_all": before.serves_all, "services": sorted(before.services), "is_active": before.is_active},
        {"serves_all": serves_all, "services": sorted(chosen), "is_active": is_active},
    )
    if changed:
        set_up_rows.update_counter(db, before.id, serves_all, is_active)
        set_up_rows.choose_services(db, before.id, chosen.values())
        journal.append(
            db,
            now,
            "counter_changed",
            by.name,
            written=traced_rows.written(db, set_up_rows.TRACED_COUNTERS, before.id),
            counter_id=before.id,
            counter=code,
            changed=changed,
        )


def _free_number(db: HallDatabase, text: str) -> str:
    """A counter's number that no other has; PlainCodeNeeded, CodeTaken."""
    code = given_counter_number("code", text)
    if any(counter.code == code for counter in set_up_rows.counters(db)):
        raise CodeTaken(code=code)
    return code


def _counter(db: HallDatabase, code: str) -> CounterSetUp:
    for counter in set_up_rows.counters(db):
        if counter.code == code:
            return counter
    raise UnknownCounter(counter=code)


def _chosen(db: HallDatabase, serves_all: bool, services: Sequence[str]) -> dict[str, int]:
    """The ids of the chosen services by code; none are kept where the counter serves everything."""
    if serves_all:
        return {}
    if not services:
        raise ServiceNeeded("services")
    return {code: offer_rows.service_by_code(db, code).id for code in services}

"""Setting up the hall and its offer: what is written, the event that says so, and what is refused."""

import json
from collections.abc import Callable
from datetime import date, time
from typing import Any

import pytest

from storeops.base.actor import Actor
from storeops.base.business_time import Hours
from storeops.base.clock import FrozenClock
from storeops.base.errors import (
    FieldRefused,
    NumberNeeded,
    PlainCodeNeeded,
    StoreOpsError,
    TextNeeded,
    TextTooLong,
    WholeNumberNeeded,
)
from storeops.hall import hall_rows
from storeops.hall.offer import NewService
from storeops.hall.offer_actions import (
    add_category,
    add_counter,
    add_service,
    change_category,
    change_counter,
    change_service,
)
from storeops.hall.refusals import (
    ClosingTooEarly,
    CodeNeeded,
    CodeTaken,
    CounterInUse,
    HoursOverlap,
    LetterNeeded,
    PrefixTaken,
    ServiceNeeded,
    UnknownCategory,
    UnknownCounter,
    UnknownService,
)
from storeops.hall.set_up_actions import (
    change_targets,
    change_weekly_hours,
    remove_special_day,
    rename_hall,
    set_special_day,
)
from storeops.hall.set_up_rows import targets
from storeops.hall.targets import SETTING_GROUPS, TARGET_LIMITS, Targets
from storeops.store.database import HallDatabase
from tests.factories import ADA, a_waiting_ticket, an_open_counter, everything, last_event, rows, ticket_row

BY = ADA.actor
ESIM = NewService("esim", "办理eSIM", "Get an eSIM", 240, 2.5, "身份证", "identity card")


def event(db: HallDatabase) -> tuple[str, dict[str, Any]]:
    """Kind and data of the newest event, which Ada must have caused."""
    newest = last_event(db)
    assert newest["actor"] == "employee:9001"
    return newest["kind"], json.loads(newest["data"])


def with_target(db: HallDatabase, **changes: int) -> Targets:
    return Targets(**{**vars(targets(db)), **changes})


# The hall


def test_a_new_name_is_written_with_the_old_one_in_the_event(db: HallDatabase, clock: FrozenClock) -> None:
    rename_hall(db, clock, BY, " 新街口营业厅 ", "Xinjiekou hall")

    assert rows(db, "SELECT name_zh, name_en FROM hall") == [{"name_zh": "新街口营业厅", "name_en": "Xinjiekou hall"}]
    assert event(db) == (
        "hall_renamed",
        {"changed": {"name_zh": ["测试厅", "新街口营业厅"], "name_en": ["Test hall", "Xinjiekou hall"]}},
    )


def test_a_change_that_changes_nothing_writes_nothing(db: HallDatabase, clock: FrozenClock) -> None:
    before = everything(db)

    rename_hall(db, clock, BY, "测试厅", "Test hall")
    change_targets(db, clock, BY, targets(db))
    change_weekly_hours(db, clock, BY, {})
    remove_special_day(db, clock, BY, date(2026, 10, 1))
    change_category(db, clock, BY, "payment", "A", "payment", "payment")
    change_service(db, clock, BY, "payment", NewService("payment", "交话费", "Pay a bill", 180, 2))
    change_counter(db, clock, BY, "3", False, ["invoice", "payment"], True)

    assert everything(db) == before


def test_targets_are_written_and_old_promises_stay(db: HallDatabase, clock: FrozenClock) -> None:
    a_waiting_ticket(db, clock)
    due_at = ticket_row(db, "A001")["due_at"]

    change_targets(db, clock, BY, with_target(db, standard_wait_seconds=60))
    a_waiting_ticket(db, clock)

    assert ticket_row(db, "A001")["due_at"] == due_at == "2026-03-02T01:05:00.000Z"
    assert ticket_row(db, "A002")["due_at"] == "2026-03-02T01:01:00.000Z"
    assert rows(db, "SELECT data FROM event WHERE kind = 'targets_changed'") == [
        {"data": '{"changed": {"standard_wait_seconds": [300, 60]}}'}
    ]


def test_the_set_up_form_asks_for_each_target_once() -> None:
    assert [name for group in SETTING_GROUPS for name in group.settings] == list(TARGET_LIMITS)


@pytest.mark.parametrize("name", TARGET_LIMITS)
def test_the_limits_of_a_target_are_those_of_the_schema(db: HallDatabase, clock: FrozenClock, name: str) -> None:
    low, high = TARGET_LIMITS[name]
    for value in (low, high):
        change_targets(db, clock, BY, with_target(db, **{name: value}))
        assert rows(db, f"SELECT {name} AS value FROM hall") == [{"value": value}]
    before = everything(db)

    for value in (low - 1, high + 1):
        with pytest.raises(WholeNumberNeeded) as refused:
            change_targets(db, clock, BY, with_target(db, **{name: value}))
        assert refused.value.field == name

    assert everything(db) == before


# Opening hours


def test_the_week_is_replaced(db: HallDatabase, clock: FrozenClock) -> None:
    change_weekly_hours(db, clock, BY, {1: (Hours(time(9), time(18)),), 2: (Hours(time(9), time(18)),)})

    change_weekly_hours(db, clock, BY, {1: (Hours(time(9), time(17, 30)),)})

    assert rows(db, "SELECT * FROM opening_hours") == [{"weekday": 1, "opens": "09:00", "closes": "17:30"}]
    assert event(db) == (
        "hours_changed",
        {"changed": {"1": ["09:00-18:00", "09:00-17:30"], "2": ["09:00-18:00", None]}},
    )


def test_a_day_may_close_at_noon_and_open_again(db: HallDatabase, clock: FrozenClock) -> None:
    morning, afternoon = Hours(time(9), time(12)), Hours(time(13, 30), time(18))

    change_weekly_hours(db, clock, BY, {1: (afternoon, morning)})

    assert rows(db, "SELECT opens, closes FROM opening_hours ORDER BY opens") == [
        {"opens": "09:00", "closes": "12:00"},
        {"opens": "13:30", "closes": "18:00"},
    ]
    assert event(db) == ("hours_changed", {"changed": {"1": [None, "09:00-12:00 13:30-18:00"]}})
    hall = hall_rows.hall(db)
    assert hall_rows.opening_hours(db, hall).weekly == {1: (morning, afternoon)}


def test_hours_that_end_before_they_begin_are_refused(db: HallDatabase, clock: FrozenClock) -> None:
    before = everything(db)

    with pytest.raises(ClosingTooEarly) as refused:
        change_weekly_hours(db, clock, BY, {1: (Hours(time(9), time(18)),), 5: (Hours(time(18), time(9)),)})

    assert refused.value.field == "closes_5"
    assert everything(db) == before


def test_a_special_day_is_set_replaced_and_taken_back(db: HallDatabase, clock: FrozenClock) -> None:
    day = date(2026, 10, 1)

    set_special_day(db, clock, BY, day, (), "国庆节")
    assert event(db) == ("special_day_set", {"day": "2026-10-01", "hours": None})
    set_special_day(db, clock, BY, day, (Hours(time(10), time(15)),), "")
    assert rows(db, "SELECT * FROM special_day") == [{"day": "2026-10-01", "note": ""}]
    assert rows(db, "SELECT * FROM special_hours") == [{"day": "2026-10-01", "opens": "10:00", "closes": "15:00"}]

    remove_special_day(db, clock, BY, day)
    assert rows(db, "SELECT * FROM special_day") == rows(db, "SELECT * FROM special_hours") == []
    assert event(db) == ("special_day_removed", {"day": "2026-10-01"})


# Categories


def test_a_category_is_added_behind_the_last(db: HallDatabase, clock: FrozenClock) -> None:
    add_category(db, clock, BY, "bills", "e", "账单", "Bills")

    row = rows(db, "SELECT code, prefix, position FROM category ORDER BY position DESC LIMIT 1")[0]
    assert row == {"code": "bills", "prefix": "E", "position": 3}
    assert event(db) == ("category_added", {"category": "bills"})


def test_a_category_changes_its_letter_and_issued_numbers_stay(db: HallDatabase, clock: FrozenClock) -> None:
    a_waiting_ticket(db, clock)

    change_category(db, clock, BY, "payment", "K", "缴费", "Payment")

    assert a_waiting_ticket(db, clock).number == "K001"
    assert ticket_row(db, "A001")["state"] == "waiting"


def test_a_category_keeps_its_own_letter(db: HallDatabase, clock: FrozenClock) -> None:
    change_category(db, clock, BY, "payment", "A", "缴费", "Payment")

    assert event(db)[1]["changed"] == {"name_zh": ["payment", "缴费"], "name_en": ["payment", "Payment"]}


# Services


def test_a_service_is_added_behind_the_last_of_its_category(db: HallDatabase, clock: FrozenClock) -> None:
    add_service(db, clock, BY, "payment", ESIM)

    row = rows(db, "SELECT * FROM service WHERE code = 'esim'")[0]
    assert (row["position"], row["target_seconds"], row["standard_minutes"]) == (2, 240, 2.5)
    assert (row["bring_zh"], row["is_active"]) == ("身份证", 1)
    assert event(db) == ("service_added", {"service": "esim"})


def test_a_service_moves_to_another_category(db: HallDatabase, clock: FrozenClock) -> None:
    change_service(db, clock, BY, "other", NewService("payment", "交话费", "Pay a bill", None, 2))

    assert event(db) == (
        "service_changed",
        {"service": "payment", "changed": {"target_seconds": [180, None], "category": ["payment", "other"]}},
    )
    assert a_waiting_ticket(db, clock).number == "J001"


# Counters


def test_a_counter_is_added_for_chosen_services(db: HallDatabase, clock: FrozenClock) -> None:
    add_counter(db, clock, BY, "12", False, ["invoice"])

    assert rows(db, "SELECT serves_all, is_active, state, position FROM counter WHERE code = '12'") == [
        {"serves_all": 0, "is_active": 1, "state": "closed", "position": 4}
    ]
    assert event(db) == ("counter_added", {"counter": "12"})


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("12号", "12"),
        ("12号柜台", "12"),
        ("柜台 12", "12"),
        ("第十二号窗口", "12"),
        ("二十", "20"),
        ("Counter 12", "12"),
        ("１２", "12"),
        ("VIP柜台", "VIP"),
        ("A12", "A12"),
        ("号", "号"),  # nothing is left without it
    ],
)
def test_a_counter_is_its_number_without_the_words_that_screens_add(
    db: HallDatabase, clock: FrozenClock, typed: str, number: str
) -> None:
    add_counter(db, clock, BY, typed, True, [])

    assert rows(db, "SELECT code FROM counter ORDER BY id DESC LIMIT 1") == [{"code": number}]
    assert event(db)[1]["counter"] == number


def test_a_counter_gets_other_services_while_it_is_open(db: HallDatabase, clock: FrozenClock) -> None:
    an_open_counter(db, clock, "3")

    change_counter(db, clock, BY, "3", False, ["advice"], True)

    assert event(db) == (
        "counter_changed",
        {"counter": "3", "changed": {"services": [["invoice", "payment"], ["advice"]]}},
    )


def test_a_counter_that_serves_everything_keeps_no_choice(db: HallDatabase, clock: FrozenClock) -> None:
    change_counter(db, clock, BY, "3", True, ["payment"], True)

    assert rows(db, "SELECT * FROM counter_service") == []
    assert rows(db, "SELECT serves_all FROM counter WHERE code = '3'") == [{"serves_all": 1}]


def test_a_counter_out_of_use_comes_back(db: HallDatabase, clock: FrozenClock) -> None:
    change_counter(db, clock, BY, "1", True, [], False)
    change_counter(db, clock, BY, "1", True, [], True)

    assert event(db) == ("counter_changed", {"counter": "1", "changed": {"is_active": [False, True]}})


# Refusals


REFUSALS: dict[str, tuple[type[StoreOpsError], Callable[..., None], tuple[object, ...]]] = {
    "a name of spaces": (TextNeeded, rename_hall, (" ", "x")),
    "a name that is too long": (TextNeeded, rename_hall, ("x", "x" * 81)),
    "a name with a control character": (TextNeeded, rename_hall, ("a\tb", "x")),
    "a note that is too long": (TextTooLong, set_special_day, (date(2026, 10, 1), (), "x" * 201)),
    "a special day that closes too early": (
        ClosingTooEarly,
        set_special_day,
        (date(2026, 10, 1), (Hours(time(9), time(9)),), ""),
    ),
    "a special day whose spans overlap": (
        HoursOverlap,
        set_special_day,
        (date(2026, 10, 1), (Hours(time(9), time(12)), Hours(time(11, 59), time(15))), ""),
    ),
    "a category's code that is taken": (CodeTaken, add_category, ("payment", "Z", "x", "x")),
    "a category's code with a space": (CodeNeeded, add_category, ("a b", "Z", "x", "x")),
    "a category's code that is too long": (CodeNeeded, add_category, ("x" * 41, "Z", "x", "x")),
    "a letter that is taken": (PrefixTaken, add_category, ("bills", "B", "x", "x")),
    "two letters": (LetterNeeded, add_category, ("bills", "ZZ", "x", "x")),
    "a letter of another category": (PrefixTaken, change_category, ("payment", "B", "x", "x")),
    "an unknown category": (UnknownCategory, change_category, ("nothing", "Z", "x", "x")),
    "a service's code that is taken": (CodeTaken, add_service, ("payment", NewService("invoice", "x", "x", 1, 1))),
    "a service of an unknown category": (UnknownCategory, add_service, ("nothing", ESIM)),
    "an unknown service": (UnknownService, change_service, ("payment", ESIM)),
    "a target of nothing": (WholeNumberNeeded, add_service, ("payment", NewService("esim", "x", "x", 0, 1))),
    "a target of more than a day": (
        WholeNumberNeeded,
        add_service,
        ("payment", NewService("esim", "x", "x", 86401, 1)),
    ),
    "no standard minutes": (NumberNeeded, add_service, ("payment", NewService("esim", "x", "x", 1, 0))),
    "papers without end": (TextTooLong, add_service, ("payment", NewService("esim", "x", "x", 1, 1, "x" * 201))),
    "a counter's code that is taken": (CodeTaken, add_counter, ("1", True, [])),
    "a counter's code that is taken in other words": (CodeTaken, add_counter, ("一号柜台", True, [])),
    "a counter without a code": (PlainCodeNeeded, add_counter, (" ", True, [])),
    "a counter whose code is a formula": (PlainCodeNeeded, add_counter, ("=1+1", True, [])),
    "a counter whose code is a path": (PlainCodeNeeded, add_counter, ("1/2", True, [])),
    "a counter whose code turns the writing": (PlainCodeNeeded, add_counter, ("1\u202e2", True, [])),
    "a counter that serves nothing": (ServiceNeeded, add_counter, ("9", False, [])),
    "a counter for an unknown service": (UnknownService, add_counter, ("9", False, ["nothing"])),
    "an unknown counter": (UnknownCounter, change_counter, ("9", True, [], True)),
}


@pytest.mark.parametrize("what", REFUSALS)
def test_what_cannot_be_is_refused_by_name_and_nothing_is_written(
    db: HallDatabase, clock: FrozenClock, what: str
) -> None:
    refusal, act, arguments = REFUSALS[what]
    before = everything(db)

    with pytest.raises(refusal) as refused:
        act(db, clock, BY, *arguments)

    assert type(refused.value) is refusal
    assert everything(db) == before


def test_an_open_counter_is_not_taken_out_of_use(db: HallDatabase, clock: FrozenClock) -> None:
    an_open_counter(db, clock)
    before = everything(db)

    with pytest.raises(CounterInUse):
        change_counter(db, clock, BY, "1", True, [], False)

    assert everything(db) == before


def test_a_refusal_of_a_field_names_it(db: HallDatabase, clock: FrozenClock) -> None:
    with pytest.raises(FieldRefused) as refused:
        rename_hall(db, clock, Actor("employee:9001"), "新", "")

    assert refused.value.field == "name_en"
    assert str(refused.value) == "Enter 1 to 80 characters."

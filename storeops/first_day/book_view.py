"""The set-up as a workbook, and what a workbook would change of it. A read model."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from re import fullmatch, split

from sqlite_utils import Database

from storeops.base.business_time import DayHours
from storeops.base.calendar_words import WEEKDAYS
from storeops.base.each_field import FieldsRefused, each_field
from storeops.base.errors import FieldRefused, StoreOpsError
from storeops.base.i18n import LANGUAGES, N_, Language, translate
from storeops.base.typed_text import given_plain_code
from storeops.base.whole_number import whole_number
from storeops.first_day.book import COLUMNS, TITLES, BookFault, BookPart, Cells, Line, passed_over, read_book
from storeops.first_day.book_plan import BookPlan, BookVerb, PlannedStep
from storeops.first_day.check_items import read_items
from storeops.first_day.check_points import points_written
from storeops.first_day.refusals import NotUnderstood, TwiceInBook
from storeops.hall import hours_text, offer_rows, set_up_rows
from storeops.hall.offer import NewService
from storeops.hall.offer_defaults import free_letter, made_code, minutes_for
from storeops.hall.offer_rows import Service
from storeops.hall.refusals import PrefixTaken
from storeops.hall.set_up_rules import (
    LONGEST_CODE,
    changes,
    given_code,
    given_counter_number,
    given_hours,
    given_name,
    given_service,
)
from storeops.people import employee_rows
from storeops.people.roles import ROLES, Role
from storeops.quality.checks import sheet_rows
from storeops.quality.checks.refusals import UnknownSheet
from storeops.quality.checks.sheet_rules import NewItem, SheetKind, given_items

USUAL_TARGET_SECONDS = 180
YES_WORD, NO_WORD = N_("yes"), N_("no")
YES = frozenset({"是", "yes", "y", "1", "true", "√", "✓", "对"})
NO = frozenset({"否", "no", "n", "0", "false", "×", "不"})
EVERYTHING = frozenset({"全部", "所有", "全部业务", "all", "everything"})
EVERYTHING_WORD = N_("everything")
DAY_OFF = N_("closed")
_SHORT_DAYS = {1: "周一", 2: "周二", 3: "周三", 4: "周四", 5: "周五", 6: "周六", 7: "周日"}


# The set-up as a workbook


def as_book(db: Database, today: date, language: Language) -> Cells:
    """The set-up as it stands, in the columns that are read back; its heads are in one language."""
    content = {
        BookPart.SERVICES: _services_written(db, language),
        BookPart.COUNTERS: _counters_written(db, language),
        BookPart.PEOPLE: [
            [person.code, person.name, translate(language, ROLES[person.role].name), _yes(person.is_active, language)]
            for person in employee_rows.all_employees(db)
        ],
        BookPart.HOURS: _hours_written(db, language),
        **{BookPart(kind.value): _sheet_written(db, kind, today) for kind in SheetKind},
    }
    return {
        translate(language, TITLES[part]): [
            [translate(language, column) for column in COLUMNS[part].values()],
            *rows,
        ]
        for part, rows in content.items()
    }


def _services_written(db: Database, language: Language) -> list[list[str]]:
    names = {category.id: category.name(language) for category in offer_rows.categories(db)}
    return [
        [
            names[service.category_id],
            service.name_zh,
            service.name_en,
            service.code,
            "-" if service.target_seconds is None else str(service.target_seconds),
            f"{service.standard_minutes:g}",
            service.bring_zh,
            service.bring_en,
            _yes(service.is_active, language),
        ]
        for service in offer_rows.all_services(db)
    ]


def _counters_written(db: Database, language: Language) -> list[list[str]]:
    names = {service.code: service.name(language) for service in offer_rows.all_services(db)}
    return [
        [
            counter.code,
            translate(language, EVERYTHING_WORD)
            if counter.serves_all
            else "、".join(names[code] for code in counter.services),
            _yes(counter.is_active, language),
        ]
        for counter in set_up_rows.counters(db)
    ]


def _hours_written(db: Database, language: Language) -> list[list[str]]:
    weekly = set_up_rows.weekly_hours(db)
    week = [
        [translate(language, name), hours_text.written(weekly.get(weekday, ())) or translate(language, DAY_OFF), ""]
        for weekday, name in WEEKDAYS.items()
        if weekly
    ]
    special = [
        [one.day.isoformat(), hours_text.written(one.hours) or translate(language, DAY_OFF), one.note]
        for one in set_up_rows.special_days(db)
    ]
    return [*week, *special]


def _sheet_written(db: Database, kind: SheetKind, today: date) -> list[list[str]]:
    return [
        [item.name_zh, points_written(item.kind, item.weight), item.name_en, item.code]
        for item in _items(db, kind, today)
    ]


def _items(db: Database, kind: SheetKind, today: date) -> tuple[sheet_rows.SheetItem, ...]:
    try:
        return sheet_rows.in_force(db, kind, today).items
    except UnknownSheet:
        return ()


def _yes(value: bool, language: Language) -> str:
    return translate(language, YES_WORD if value else NO_WORD)


# What a workbook would change


@dataclass
class _Planning:
    """A plan as it grows. `services` are those of the hall and of the lines so far."""

    db: Database
    today: date
    author: str
    language: Language
    steps: list[PlannedStep] = field(default_factory=list)
    faults: list[BookFault] = field(default_factory=list)
    unchanged_count: int = 0
    services: list[tuple[str, str, str]] = field(default_factory=list)

    @contextmanager
    def at(self, part: BookPart, line: int | None) -> Iterator[None]:
        """Note what is refused meanwhile, with its place, and go on."""
        try:
            yield
        except StoreOpsError as refusal:
            self.note(part, line, refusal)

    def note(self, part: BookPart, line: int | None, refusal: StoreOpsError) -> None:
        """Note what is refused with its place, and its column where one is meant; several fields one by one."""
        for one in refusal.refusals if isinstance(refusal, FieldsRefused) else [refusal]:
            name = COLUMNS[part].get(one.field) if isinstance(one, FieldRefused) else None
            self.faults.append(BookFault(self.say(TITLES[part]), line, one, self.say(name) if name else None))

    def say(self, message: str) -> str:
        """A message in the language of whoever reads the plan."""
        return translate(self.language, message)

    def add(self, verb: BookVerb, part: BookPart, name: str, *values: object, told: str = "") -> None:
        self.steps.append(PlannedStep(verb, self.say(TITLES[part]), name, values, told=told))

    def change(
        self, verb: BookVerb, part: BookPart, name: str, changed: Mapping[str, Sequence[object]], *values: object
    ) -> None:
        if changed:
            self.steps.append(PlannedStep(verb, self.say(TITLES[part]), name, values, changed))
        else:
            self.unchanged_count += 1


def book_plan(db: Database, today: date, author: str, cells: Cells, language: Language) -> BookPlan:
    """What these texts would change, step by step, and everything that is wrong with them. Nothing is changed.

    An empty cell leaves what stands there; where a line is new, it is made up as in the forms. What the workbook does
    not name stays.
    """
    parts, faults = read_book(cells, language)
    planning = _Planning(db, today, author, language, faults=faults)
    planning.services = [(known.code, known.name_zh, known.name_en) for known in offer_rows.all_services(db)]
    readers: Mapping[BookPart, Callable[[_Planning, list[Line]], None]] = {
        BookPart.SERVICES: _plan_services,
        BookPart.COUNTERS: _plan_counters,
        BookPart.PEOPLE: _plan_people,
        BookPart.HOURS: _plan_hours,
    }
    for part, reader in readers.items():
        reader(planning, parts.get(part, []))
    for kind in SheetKind:
        _plan_sheet(planning, kind, parts.get(BookPart(kind.value), []))
    return BookPlan(planning.steps, planning.faults, planning.unchanged_count, passed_over(cells))


def _plan_services(planning: _Planning, lines: list[Line]) -> None:
    known = {service.code: service for service in offer_rows.all_services(planning.db)}
    by_name = {service.name_zh: service for service in known.values()}
    categories = {
        name: category.code
        for category in offer_rows.categories(planning.db)
        for name in (category.name_zh, category.name_en, category.code)
    }
    letters = {category.prefix for category in offer_rows.categories(planning.db)}
    codes, seen, category_name = set(known), set[str](), ""
    for line in lines:
        with planning.at(BookPart.SERVICES, line.number):
            name = given_name("name_zh", line.text("name_zh"))
            category_name = line.text("category") or category_name  # of merged cells only the first tells it
            before = known.get(line.text("code")) or by_name.get(name)
            if before and not line.text("category"):
                category = before.category_code
            else:
                category = _category(planning, category_name, categories, letters)
            code = before.code if before else line.text("code") or made_code(line.text("name_en"), "service", codes)
            if code in seen:
                raise TwiceInBook(name=name)
            service = _service(planning, line, given_code("code", code), name, before)
            seen.add(code)
            codes.add(code)
            planning.services.append((code, service.name_zh, service.name_en))
            if before:
                changed = changes(
                    {**asdict(_as_new(before)), "category": before.category_code},
                    {**asdict(service), "category": category},
                )
                planning.change(BookVerb.CHANGE_SERVICE, BookPart.SERVICES, name, changed, category, service)
            else:
                planning.add(BookVerb.ADD_SERVICE, BookPart.SERVICES, name, category, service, told=category_name)


def _category(planning: _Planning, name: str, categories: dict[str, str], letters: set[str]) -> str:
    """The code of the category of this name; one that is not known is planned too."""
    if name not in categories:
        name = given_name("category", name)
        letter = free_letter(letters)
        if letter is None:
            raise PrefixTaken(prefix="A-Z")
        code = made_code(name, "category", set(categories.values()))
        categories[name] = code
        letters.add(letter)
        planning.add(BookVerb.ADD_CATEGORY, BookPart.SERVICES, name, code, letter, name, name)
    return categories[name]


def _service(planning: _Planning, line: Line, code: str, name: str, before: Service | None) -> NewService:
    base = _as_new(before) if before else NewService(code, name, name, USUAL_TARGET_SECONDS, 0)
    with each_field() as take:
        target = take(_given_target, planning, line, base.target_seconds)
        minutes = take(_given_minutes, line, base.standard_minutes or minutes_for(target))
        is_active = take(_given_yes, planning, line, base.is_active)
        return take(
            given_service,
            replace(
                base,
                name_zh=name,
                name_en=line.text("name_en") or base.name_en,
                target_seconds=target,
                standard_minutes=minutes or minutes_for(target),
                bring_zh=line.text("bring_zh") or base.bring_zh,
                bring_en=line.text("bring_en") or base.bring_en,
                is_active=is_active,
            ),
        )


def _given_target(planning: _Planning, line: Line, unsaid: int | None) -> int | None:
    text = line.text("target_seconds")
    if text in ("", "-"):
        return None if text else unsaid
    target = whole_number(text, most_digits=6)
    if target is None:
        raise NotUnderstood(
            "target_seconds", text=text, rule=planning.say(N_("seconds such as 180, or - for no target"))
        )
    return target


def _given_minutes(line: Line, unsaid: float) -> float:
    text = line.text("standard_minutes")
    try:
        return float(text) if text else unsaid
    except ValueError:
        raise NotUnderstood("standard_minutes", text=text, rule="2.5") from None


def _as_new(service: Service) -> NewService:
    return NewService(
        service.code,
        service.name_zh,
        service.name_en,
        service.target_seconds,
        service.standard_minutes,
        service.bring_zh,
        service.bring_en,
        service.is_active,
        service.last_ticket_minutes,
    )


def _plan_counters(planning: _Planning, lines: list[Line]) -> None:
    known = {counter.code: counter for counter in set_up_rows.counters(planning.db)}
    seen = set[str]()
    for line in lines:
        with planning.at(BookPart.COUNTERS, line.number):
            code = line.text("code") if line.text("code") in known else given_counter_number("code", line.text("code"))
            _refuse_second(code, seen)
            before = known.get(code)
            told = line.text("services")
            chosen = [] if told.lower() in {"", *EVERYTHING} else _chosen(planning, told)
            if before is None:
                serves = told if chosen else planning.say(EVERYTHING_WORD)
                planning.add(BookVerb.ADD_COUNTER, BookPart.COUNTERS, code, code, not chosen, chosen, told=serves)
                continue
            if not told:
                chosen = sorted(before.services)
            is_active = _given_yes(planning, line, before.is_active)
            serves_all = before.serves_all if not told else not chosen
            changed = changes(
                {"serves_all": before.serves_all, "services": sorted(before.services), "is_active": before.is_active},
                {"serves_all": serves_all, "services": sorted(chosen), "is_active": is_active},
            )
            planning.change(
                BookVerb.CHANGE_COUNTER, BookPart.COUNTERS, code, changed, code, serves_all, chosen, is_active
            )


def _chosen(planning: _Planning, told: str) -> list[str]:
    """The codes of services that a cell names by code or name, several behind each other."""
    found = []
    for name in filter(None, (part.strip() for part in split(r"[、,，;；\n]", told))):
        code = next((service[0] for service in planning.services if name in service), None)
        if code is None:
            raise NotUnderstood("services", text=name, rule=planning.say(N_("the name of a service, or all")))
        found.append(code)
    return found


def _plan_people(planning: _Planning, lines: list[Line]) -> None:
    known = {person.code: person for person in employee_rows.all_employees(planning.db)}
    roles = {
        text: role
        for role, row in ROLES.items()
        for text in (role.value, *(translate(language, row.name).lower() for language in LANGUAGES))
    }
    seen = set[str]()
    for line in lines:
        with planning.at(BookPart.PEOPLE, line.number):
            before = known.get(line.text("code"))
            with each_field() as take:
                code = take(given_plain_code, "code", line.text("code"), LONGEST_CODE)
                name = take(given_name, "name", line.text("name"))
                role = take(_given_role, planning, line, roles, before.role if before else Role.CLERK)
            _refuse_second(code, seen)
            if before is None:
                told = planning.say(ROLES[role].name)
                planning.add(BookVerb.ADD_EMPLOYEE, BookPart.PEOPLE, f"{code} {name}", code, name, role, told=told)
                continue
            is_active = _given_yes(planning, line, before.is_active)
            changed = changes(
                {"name": before.name, "role": before.role.value, "is_active": before.is_active},
                {"name": name, "role": role.value, "is_active": is_active},
            )
            planning.change(
                BookVerb.CHANGE_EMPLOYEE, BookPart.PEOPLE, f"{code} {name}", changed, code, name, role, is_active
            )


def _given_role(planning: _Planning, line: Line, roles: Mapping[str, Role], unsaid: Role) -> Role:
    told = line.text("role")
    if told and told.lower() not in roles:
        names = ", ".join(planning.say(row.name) for row in ROLES.values())
        raise NotUnderstood("role", text=told, rule=names)
    return roles[told.lower()] if told else unsaid


def _plan_hours(planning: _Planning, lines: list[Line]) -> None:
    week_before = set_up_rows.weekly_hours(planning.db)
    days_before = {one.day: one for one in set_up_rows.special_days(planning.db)}
    weekly: dict[int, DayHours] = {}
    named = set[int]()
    for line in lines:
        with planning.at(BookPart.HOURS, line.number):
            told, text = line.text("day"), line.text("hours")
            hours = hours_text.read(text)
            if hours is None:
                raise NotUnderstood("hours", text=text, rule="09:00-12:00 13:30-18:00")
            hours = given_hours("hours", hours)
            weekday = _weekday(told)
            if weekday is not None:
                if weekday in named:
                    raise TwiceInBook(name=told)
                named.add(weekday)
                weekly[weekday] = hours
                continue
            day, note = _day(told), line.text("note")
            before = days_before.get(day)
            if before is None:
                told = _hours_told(planning, hours)
                planning.add(BookVerb.SET_DAY, BookPart.HOURS, day.isoformat(), day, hours, note, told=told)
            else:
                changed = changes(
                    {"hours": _hours_told(planning, before.hours), "note": before.note},
                    {"hours": _hours_told(planning, hours), "note": note},
                )
                planning.change(BookVerb.SET_DAY, BookPart.HOURS, day.isoformat(), changed, day, hours, note)
    if named:
        week = {day: hours for day, hours in {**week_before, **weekly}.items() if hours}
        changed = changes(_week_told(planning, week_before), _week_told(planning, week))
        name = planning.say(N_("Every week"))
        planning.change(BookVerb.CHANGE_WEEK, BookPart.HOURS, name, changed, week)


def _week_told(planning: _Planning, week: Mapping[int, DayHours]) -> dict[str, str]:
    """The hours of each day by its name; nothing is told of a hall that never closes, which has no hours at all."""
    return {
        planning.say(day): _hours_told(planning, week.get(number, ())) if week else ""
        for number, day in WEEKDAYS.items()
    }


def _hours_told(planning: _Planning, hours: DayHours) -> str:
    return hours_text.written(hours) or planning.say(DAY_OFF)


def _weekday(told: str) -> int | None:
    asked = told.strip().lower()
    for weekday, name in WEEKDAYS.items():
        if asked in {
            str(weekday),
            _SHORT_DAYS[weekday],
            *(translate(language, name).lower() for language in LANGUAGES),
        }:
            return weekday
    return 7 if asked in ("星期天", "周天") else None


def _day(told: str) -> date:
    found = fullmatch(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?", told)
    try:
        return date(*map(int, found.groups() if found else ()))
    except (TypeError, ValueError):
        raise NotUnderstood("day", text=told, rule="周一, 2026-10-01") from None


def _plan_sheet(planning: _Planning, kind: SheetKind, lines: list[Line]) -> None:
    """A new version of a sheet, valid from today on; the items that stay keep their codes."""
    part = BookPart(kind.value)
    known = [as_new_item(item) for item in _items(planning.db, kind, planning.today)]
    read = read_items(lines, known)
    for number, refusal in read.faults:
        planning.note(part, number, refusal)
    if not lines or read.faults:
        return
    if known == read.items:
        planning.unchanged_count += 1
        return
    with planning.at(part, None):
        given = given_items(read.items)
        planning.add(BookVerb.ADD_SHEET, part, f"{len(given)}", planning.author, kind, planning.today, given)


def as_new_item(item: sheet_rows.SheetItem) -> NewItem:
    """An item of a sheet as a new version would have it."""
    return NewItem(item.code, item.name_zh, item.name_en, item.weight, item.kind)


def _refuse_second(name: str, seen: set[str]) -> None:
    if name in seen:
        raise TwiceInBook(name=name)
    seen.add(name)


def _given_yes(planning: _Planning, line: Line, unsaid: bool) -> bool:
    text = line.text("is_active")
    asked = text.lower()
    if not asked:
        return unsaid
    if asked in YES or asked in NO:
        return asked in YES
    raise NotUnderstood("is_active", text=text, rule=f"{planning.say(YES_WORD)} / {planning.say(NO_WORD)}")

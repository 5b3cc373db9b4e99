"""The day's irregular times: everybody once, nobody by themself, never two halves in a row for ever."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from math import ceil

from hypothesis import given
from hypothesis import strategies as st

from storeops.people.roles import ROLES, InspectorTurn, Role
from storeops.quality.checks.plan import (
    ENOUGH_INSPECTORS,
    FURTHEST_APART,
    LARGEST_SHARE,
    LAST_BEFORE_END,
    SECOND_WITHIN,
    Earlier,
    ExpectedShift,
    Planned,
    plan_day,
)

DAY = date(2026, 3, 2)
OPENS = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
CLOSES = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
SEEDS = st.text("0123456789abcdef", min_size=1, max_size=8)


def shifts(*employees: str, ahead: int = 0) -> list[ExpectedShift]:
    later = timedelta(days=ahead)
    return [ExpectedShift(employee, OPENS + later, CLOSES + later) for employee in employees]


def first_turn(*inspectors: str) -> dict[str, InspectorTurn]:
    return dict.fromkeys(inspectors, InspectorTurn.FIRST)


def plan(
    seed: str, employees: list[str], inspectors: dict[str, InspectorTurn], not_before: datetime = OPENS
) -> list[Planned]:
    return plan_day(seed, DAY, shifts(*employees), inspectors, Earlier(), not_before)


CLERKS = st.lists(st.sampled_from([f"10{place:02d}" for place in range(12)]), min_size=1, unique=True)
INSPECTORS = st.dictionaries(
    st.sampled_from(["1001", "4001", "5001", "5002", "7001", "9001"]), st.sampled_from(InspectorTurn), min_size=1
)


@given(SEEDS, CLERKS, INSPECTORS)
def test_everybody_is_planned_once_within_the_shift_and_never_by_themself(
    seed: str, clerks: list[str], inspectors: dict[str, InspectorTurn]
) -> None:
    planned = plan(seed, clerks, inspectors)

    expected = [clerk for clerk in clerks if set(inspectors) - {clerk}]
    assert sorted(check.employee for check in planned) == sorted(expected)
    for check in planned:
        assert check.first.inspector != check.employee
        assert OPENS <= check.first.due_at < CLOSES - LAST_BEFORE_END
        if check.second:
            assert check.second.inspector not in (check.employee, check.first.inspector)
            assert check.first.due_at <= check.second.due_at <= check.first.due_at + SECOND_WITHIN
            assert check.second.due_at <= CLOSES


@given(SEEDS, CLERKS, INSPECTORS)
def test_the_same_seed_gives_the_same_plan_in_any_order(
    seed: str, clerks: list[str], inspectors: dict[str, InspectorTurn]
) -> None:
    turned = dict(reversed(inspectors.items()))

    assert plan(seed, clerks, inspectors) == plan(seed, list(reversed(clerks)), turned)


@given(SEEDS, CLERKS, st.sampled_from(["1099", "1098"]))
def test_one_more_colleague_moves_nobody_elses_time(seed: str, clerks: list[str], newcomer: str) -> None:
    inspectors = first_turn("5001", "5002")

    before = {check.employee: check.first.due_at for check in plan(seed, clerks, inspectors)}
    after = {check.employee: check.first.due_at for check in plan(seed, [*clerks, newcomer], inspectors)}

    assert {employee: after[employee] for employee in before} == before


def a_month(seed: str, inspectors: dict[str, InspectorTurn], days: int) -> tuple[Counter[str], Counter[bool]]:
    """One clerk's month: the checks by inspector, and the halves in which they were due (True: the second)."""
    made: Counter[str] = Counter()
    halves: Counter[bool] = Counter()
    for ahead in range(days):
        earlier = Earlier(
            made={("1001", inspector): count for inspector, count in made.items()},
            halves={"1001": (halves[False], halves[True])},
        )
        (shift,) = shifts("1001", ahead=ahead)
        day = DAY + timedelta(days=ahead)
        (check,) = plan_day(seed, day, [shift], inspectors, earlier, shift.starts_at)
        made[check.first.inspector] += 1
        if check.second:
            made[check.second.inspector] += 1
        halves[check.first.due_at >= shift.middle] += 1
        assert abs(halves[False] - halves[True]) <= FURTHEST_APART
    return made, halves


@given(SEEDS, st.integers(ENOUGH_INSPECTORS, 5), st.integers(8, 23))
def test_inspectors_take_turns_so_that_nobody_has_too_many_of_one_clerks_checks(
    seed: str, inspector_count: int, days: int
) -> None:
    inspectors = first_turn(*(f"500{place}" for place in range(inspector_count)))

    made, _ = a_month(seed, inspectors, days)

    assert max(made.values()) <= ceil(made.total() / inspector_count)
    assert max(made.values()) <= LARGEST_SHARE * made.total()


def test_about_one_check_in_ten_is_doubled() -> None:
    clerks = [str(number) for number in range(2000)]

    doubled = sum(check.second is not None for check in plan("seed", clerks, first_turn("5001", "5002", "4001")))

    assert 160 <= doubled <= 240  # 200 +- 3 standard deviations of sqrt(2000 * 0.1 * 0.9) = 13.4


def test_a_single_inspector_doubles_nothing() -> None:
    clerks = [str(number) for number in range(100)]

    planned = plan("seed", clerks, first_turn("5001"))

    assert len(planned) == 100
    assert all(check.second is None for check in planned)


def test_later_turns_help_out_only_where_there_are_too_few_earlier_ones() -> None:
    enough = first_turn("4001", "5001", "5002") | {"7001": InspectorTurn.SECOND, "9001": InspectorTurn.LAST}
    few = first_turn("5001") | {"7001": InspectorTurn.SECOND, "9001": InspectorTurn.LAST}
    clerks = [str(number) for number in range(60)]

    asked = {check.first.inspector for check in plan("seed", clerks, enough)}
    all_asked = {check.first.inspector for check in plan("seed", clerks, few)}

    assert asked == {"4001", "5001", "5002"}
    assert all_asked == {"5001", "7001", "9001"}


def test_duty_managers_and_shift_leads_inspect_first_and_clerks_never() -> None:
    assert {
        role: ROLES[role].inspects for role in (Role.DUTY_MANAGER, Role.SUPERVISOR, Role.ADMINISTRATOR, Role.CLERK)
    } == {
        Role.DUTY_MANAGER: InspectorTurn.FIRST,
        Role.SUPERVISOR: InspectorTurn.SECOND,
        Role.ADMINISTRATOR: InspectorTurn.LAST,
        Role.CLERK: None,
    }


def test_the_checks_of_a_day_are_shared_among_the_inspectors() -> None:
    planned = plan("seed", [str(number) for number in range(30)], first_turn("4001", "5001", "5002"))

    load = Counter(slot.inspector for check in planned for slot in (check.first, check.second) if slot)

    assert max(load.values()) - min(load.values()) <= 2


def test_a_plan_that_is_made_late_has_no_time_before_it() -> None:
    late = CLOSES - timedelta(hours=1, seconds=-30)

    planned = plan("seed", [str(number) for number in range(50)], first_turn("5001"), not_before=late)

    assert len(planned) == 50
    assert all(late <= check.first.due_at < CLOSES - LAST_BEFORE_END for check in planned)
    assert all(check.first.due_at.second == 0 for check in planned)


def test_nobody_is_planned_once_the_shift_is_over() -> None:
    assert plan("seed", ["1001"], first_turn("5001"), not_before=CLOSES - LAST_BEFORE_END) == []

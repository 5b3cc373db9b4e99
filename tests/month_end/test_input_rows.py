"""What a document is counted from, as it is declared, and the checksum that follows from it."""

import pytest

from storeops.base.months import month_span
from storeops.month_end.counted_from import ByDay, ByInstants, ByMonth, MonthRows, Overlapping, PartOf, together
from storeops.month_end.input_rows import inputs_checksum, select_of
from storeops.store.database import HallDatabase
from tests.month_end.diary import MARCH
from tests.quality.stars.star_story import ANA, ZONE, a_transaction

TICKETS = MonthRows("ticket", ByDay("business_day"), key=("business_day", "number"))
LEGS = MonthRows("leg", PartOf(TICKETS, "ticket_id"), key=("leg_index",))
CALLS = MonthRows(
    "duty_call",
    ByInstants(("requested_at",)),
    key=("id",),
    until_closing={"outcome": "settled_at"},
    came_at="requested_at",
)
FEBRUARY = month_span("2026-02", ZONE)


def test_declarations_of_one_table_become_one_with_all_columns() -> None:
    assert together([TICKETS.of("state"), LEGS.of("outcome"), TICKETS.of("segment", "state")]) == (
        LEGS.of("outcome"),
        TICKETS.of("segment", "state"),
    )


def test_a_table_is_never_declared_in_two_ways() -> None:
    other = MonthRows("ticket", ByMonth("month"), key=("id",))

    with pytest.raises(ValueError, match="the rows of ticket are declared in two ways"):
        together([TICKETS.of("state"), other.of("state")])


def test_a_part_is_told_with_the_keys_of_its_whole() -> None:
    assert select_of(LEGS.of("outcome")) == (
        "SELECT json_array(ticket.business_day, ticket.number, leg.leg_index, leg.outcome)"
        " FROM ticket CROSS JOIN leg ON leg.ticket_id = ticket.id"
        " WHERE ticket.business_day BETWEEN :first AND :last"
        " ORDER BY ticket.business_day, ticket.number, leg.leg_index"
    )


def test_what_comes_after_the_closing_is_not_told() -> None:
    assert select_of(CALLS.of("outcome")) == (
        "SELECT json_array(duty_call.id,"
        " CASE WHEN duty_call.settled_at <= :closes THEN duty_call.outcome END) FROM duty_call"
        " WHERE (duty_call.requested_at >= :begins AND duty_call.requested_at < :ends)"
        " AND duty_call.requested_at <= :closes ORDER BY duty_call.id"
    )


def test_what_goes_on_belongs_to_every_month_that_it_touches() -> None:
    stays = MonthRows("signed_in_span", Overlapping("signed_in_at", "signed_out_at"), key=("id",))

    assert select_of(stays.of()).split(" WHERE ")[1] == (
        "signed_in_span.signed_in_at < :ends"
        " AND (signed_in_span.signed_out_at IS NULL OR signed_in_span.signed_out_at > :begins)"
        " ORDER BY signed_in_span.id"
    )


def test_the_checksum_follows_the_declared_columns_of_the_month_alone(db: HallDatabase) -> None:
    a_transaction(db, "2026-03-02", ANA)
    counted_from = together([TICKETS.of("segment"), LEGS.of("outcome")])

    def both() -> tuple[str, str]:
        return inputs_checksum(db, counted_from, MARCH), inputs_checksum(db, counted_from, FEBRUARY)

    march, february = both()
    db.execute("UPDATE stored_ticket SET channel = 'phone'")
    undeclared = both()
    db.execute("UPDATE stored_leg SET outcome = 'transferred'")
    declared = both()

    assert undeclared == (march, february)
    assert declared[0] != march
    assert declared[1] == february

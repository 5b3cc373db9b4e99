"""How the rows of each table that a report counts belong to a month, and what is no part of any month. Pure.

A section takes these rows `of` the columns that it counts. Every column that a section reads must be declared: a test
listens to the database while each section is counted.
"""

from storeops.month_end.counted_from import ByDay, ByInstants, ByMonth, MonthRows, Overlapping, PartOf

TICKETS = MonthRows("ticket", ByDay("business_day"), key=("business_day", "number"))
LEGS = MonthRows("leg", PartOf(TICKETS, "ticket_id"), key=("leg_index",))
LEGS_AS_IMPORTED = MonthRows("leg_as_imported", PartOf(LEGS, "leg_id"), key=())
TRANSACTIONS = MonthRows("leg_transaction", PartOf(LEGS, "leg_id"), key=("transaction_index",))
SYSTEM_PAUSES = MonthRows("system_pause", PartOf(TRANSACTIONS, "transaction_id"), key=("started_at", "id"))
PROMPTS = MonthRows("prompt", PartOf(TICKETS, "ticket_id"), key=("id",))
RATINGS = MonthRows("rating", PartOf(TICKETS, "ticket_id"), key=("answered_at", "id"))
DOUBTED_RATINGS = MonthRows("doubted_rating", PartOf(RATINGS, "rating_id"), key=())

SIGNED_IN = MonthRows(
    "signed_in_span",
    Overlapping("signed_in_at", "signed_out_at"),
    key=("signed_in_at", "id"),
    until_closing={"signed_out_at": "signed_out_at", "left_open": "signed_out_at"},
)
COUNTER_SPANS = MonthRows(
    "counter_span", ByInstants(("started_at",)), key=("started_at", "id"), until_closing={"ended_at": "ended_at"}
)

SPOT_CHECKS = MonthRows("spot_check", ByDay("business_day"), key=("id",))
CHECK_VERSIONS = MonthRows("check_version", PartOf(SPOT_CHECKS, "check_id"), key=("version",))
# How often something was seen changes with another version of the check alone, which makes the month stale.
CHECK_MARKS = MonthRows(
    "check_mark", PartOf(CHECK_VERSIONS, "version_id"), key=("item_id",), unjudged=frozenset({"times"})
)

# A case goes on after the month's closing: who owns it then, and how often it was opened again, is another month's.
FOLLOW_UPS = MonthRows(
    "follow_up",
    ByInstants(("opened_at", "due_at", "closed_at")),
    key=("id",),
    until_closing={
        "reply_at": "reply_at",
        "first_answered_at": "first_answered_at",
        "closed_at": "closed_at",
        "closed_by": "closed_at",
    },
    came_at="opened_at",
    unjudged=frozenset({"owner_id", "reopened_count", "contact_id"}),
)
FOLLOW_UP_WARNINGS = MonthRows(
    "follow_up_warning", PartOf(FOLLOW_UPS, "follow_up_id"), key=("due_at", "step"), came_at="due_at"
)
HAND_OVERS = MonthRows(
    "hand_over",
    PartOf(FOLLOW_UPS, "follow_up_id"),
    key=("id",),
    until_closing={"is_accepted": "answered_at"},
    came_at="offered_at",
    unjudged=frozenset({"from_id", "is_take_over"}),
)
RECOVERY_TASKS = MonthRows(
    "recovery_task",
    PartOf(RATINGS, "rating_id"),
    key=("id",),
    until_closing={"taken_at": "taken_at", "closed_at": "closed_at", "outcome": "closed_at"},
)
DUTY_CALLS = MonthRows(
    "duty_call",
    ByInstants(("requested_at",)),
    key=("requested_at", "id"),
    until_closing={"arrived_at": "arrived_at", "outcome": "settled_at", "settled_at": "settled_at"},
)

WISHES = MonthRows("heard_wish", ByInstants(("heard_at",)), key=("heard_at", "id"))
RETENTION_CASES = MonthRows("retention_case", ByInstants(("recorded_at",)), key=("recorded_at", "id"))
OBSERVED_MOMENTS = MonthRows("observed_moment", ByInstants(("observed_at",)), key=("observed_at", "id"))

CARE_ENTRIES = MonthRows("care_entry", ByDay("day"), key=("day", "id"))
SKILL_RESULTS = MonthRows("skill_result", ByDay("day"), key=("day", "id"))
STAR_APPEALS = MonthRows(
    "star_appeal",
    ByMonth("month"),
    key=("id",),
    until_closing={"is_upheld": "answered_at", "answered_at": "answered_at"},
    came_at="appealed_at",
    unjudged=frozenset({"answer", "answered_by", "version", "employee_id", "row_kind", "row_id", "grounds"}),
)
FLAG_REVIEWS = MonthRows("flag_review", ByMonth("month"), key=("id",), came_at="reviewed_at")

_AS_SET_UP = "as the hall is set up now: it holds for every earlier month, and alone makes no version"
_STARS_JUDGE = "the stars are counted from it, and their version stands beside the report's"
_KEPT = "kept of rows that are judged themselves"

NOT_OF_A_MONTH = {
    **dict.fromkeys(
        (
            "hall",
            "opening_hours",
            "special_day",
            "special_hours",
            "category",
            "service",
            "moment",
            "counter",
            "counter_service",
        ),
        _AS_SET_UP,
    ),
    **dict.fromkeys(("employee", "sheet", "sheet_item", "year_target"), _AS_SET_UP),
    **dict.fromkeys(("star_policy", "team", "team_membership", "set_aside"), _STARS_JUDGE),
    **dict.fromkeys(("star_month", "report_month", "day_summary"), _KEPT),
    "clock_step": "when the clock was set is noted then; a closed month keeps the days that it named",
    "event": "only ever added to: what it tells of a month stays as it was written",
    "hall_import": "an import calls for a version of its closed months by itself, and none of theirs is taken back",
    "set_up_edition": "a number drawn at random, by which the set-up is kept in memory",
    "customer_contact": "forgotten after some weeks, which changes nothing that was counted",
}
"""The tables that a section reads and that make no closed month stale, each with the reason."""

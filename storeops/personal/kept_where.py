"""Where the data of one person stand, why, how long; what goes when they are cleared, and what stays. Pure.

docs/personal-data.md tells it column by column; the words are translated where they are shown.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from storeops.base.i18n import N_

WITH_THE_FIGURES = N_("as long as the hall keeps its figures")


class Who(StrEnum):
    """By what a person is looked up."""

    EMPLOYEE = "employee"
    CUSTOMER = "customer"
    VISIT = "visit"


@dataclass(frozen=True)
class KeptPlace:
    """Tables that hold one matter, and why. `kind` is the kind of data whose time rules there; None: see `how_long`."""

    matter: str
    tables: tuple[str, ...]
    why: str
    kind: str | None = None
    how_long: str = WITH_THE_FIGURES


PLACES: Sequence[KeptPlace] = (
    KeptPlace(N_("Number, name and role"), ("employee",), N_("to sign in, and to name who did something")),
    KeptPlace(N_("Sign-ins"), ("session",), N_("to know who is signed in, and from where"), "sessions"),
    KeptPlace(
        N_("Known browsers"), ("known_browser",), N_("so that strangers lock nobody out there"), kind="known_browsers"
    ),
    KeptPlace(
        N_("Second factor"),
        ("second_factor", "recovery_code"),
        N_("to sign in"),
        how_long=N_("until it is taken back"),
    ),
    KeptPlace(
        N_("The trace: who did what when"),
        ("event",),
        N_("so that no figure can be bent unseen"),
        how_long=N_("with the figures; addresses, browsers and names go earlier"),
    ),
    KeptPlace(
        N_("Time at the counters"),
        ("signed_in_span", "counter_span", "counter", "quiet_guidepost"),
        N_("to staff the hall, and for the volume line"),
    ),
    KeptPlace(
        N_("Visits and transactions"),
        ("ticket", "leg", "leg_transaction", "exceptional_claim"),
        N_("to serve, and to count waits and the 3 minutes"),
    ),
    KeptPlace(
        N_("Checks and rulings"),
        ("spot_check", "check_version", "check_appeal", "planned_check", "sheet", "doubted_rating"),
        N_("for the checklist line, and to name who ruled"),
    ),
    KeptPlace(
        N_("Care, skill, stars and teams"),
        (
            *("care_entry", "skill_result", "case_verdict", "star_sheet", "star_month", "star_appeal", "star_policy"),
            *("policy_reading", "flag_review", "found_flag", "team", "team_membership", "report_month", "year_target"),
        ),
        N_("for pay that can be counted again"),
    ),
    KeptPlace(
        N_("Follow-ups"),
        ("follow_up", "hand_over", "call_back"),
        N_("to keep what a customer was promised"),
        kind="case_texts",
    ),
    KeptPlace(N_("Readings of phone numbers"), ("contact_reading",), N_("to guard customers' numbers")),
    KeptPlace(
        N_("Notes from the floor"),
        ("duty_call", "recovery_task", "heard_wish", "observed_moment", "retention_case"),
        N_("to mend what went wrong, and to improve the offer"),
        kind="desk_notes",
    ),
)


@dataclass(frozen=True)
class Clearing:
    """What goes when somebody is cleared, and what stays with its reason."""

    goes: Sequence[str]
    stays: Sequence[str]


_FIGURES_STAY = N_("Figures, stars and closed reports: pay must stay countable again.")
_TRACE_STAYS = N_("The trace of who did what, without addresses and names: so that no figure can be bent unseen.")
_ANSWERS_STAY = N_("Answers to questions: they stand there without a name, and nobody can tie them to a visit.")
_CASE_TEXTS_GO = N_("What was written in the follow-ups: summary, reply, answer and notes.")
_NUMBER_GOES = N_("The phone number, its mask and its code.")

CLEARINGS: Mapping[Who, Clearing] = {
    Who.EMPLOYEE: Clearing(
        goes=(
            N_("The name; the number stands in its place."),
            N_("PIN, second factor and recovery codes."),
            N_("Sign-ins with their addresses and browsers."),
            N_("Addresses, browsers and names in the trace."),
        ),
        stays=(
            N_(
                "What was done, under the employee's number: tickets, checks and cases must keep who answered for them."
            ),
            _FIGURES_STAY,
            _TRACE_STAYS,
        ),
    ),
    Who.CUSTOMER: Clearing(
        goes=(_NUMBER_GOES, _CASE_TEXTS_GO),
        stays=(
            N_("That there was a case, of which kind, when, and who answered it: the first-asked line counts it."),
            _FIGURES_STAY,
        ),
    ),
    Who.VISIT: Clearing(
        goes=(
            N_("Notes of wishes, moments, recoveries, duty calls and reasons to leave at this visit."),
            _NUMBER_GOES,
            _CASE_TEXTS_GO,
        ),
        stays=(
            N_("The ticket with its times and who served it: waits and the 3 minutes are counted from it."),
            _ANSWERS_STAY,
            _FIGURES_STAY,
        ),
    ),
}

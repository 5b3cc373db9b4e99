"""Who stands where: order, shared places, the star of the month, and what is too close to call. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from math import sqrt

from storeops.quality.policy.policy import Policy, StarLine
from storeops.quality.stars.sheet import StarSheet

MANY_ERRORS = 2
"""Two totals closer than so many standard errors of their difference do not differ clearly."""

Standing = tuple[Decimal, int, Fraction, int]


def ranked(sheets: Sequence[StarSheet], policy: Policy) -> list[StarSheet]:
    """The eligible sheets by rank, then the others by employee number, each with its places filled in.

    On equal totals: fewer upheld complaints, higher checklist score, more checked days; then by name, marked equal.
    """
    eligible = sorted((sheet for sheet in sheets if sheet.is_eligible), key=_order)
    places = _ranks([_standing(sheet) for sheet in eligible])
    least = _least_of_the_month(eligible, policy)
    close = [_too_close(one, other, policy) for one, other in pairwise(eligible)]
    by_checklist = _checklist_ranks(eligible)
    ranked_sheets = [
        replace(
            sheet,
            rank=place,
            is_equal=places.count(place) > 1,
            is_star_of_month=sheet.total is not None and least is not None and sheet.total >= least,
            is_close_to_next=index < len(close) and close[index],
            checklist_rank=by_checklist[sheet.facts.employee],
        )
        for index, (sheet, place) in enumerate(zip(eligible, places, strict=True))
    ]
    others = sorted((sheet for sheet in sheets if not sheet.is_eligible), key=lambda sheet: sheet.facts.employee)
    return [*ranked_sheets, *others]


def _standing(sheet: StarSheet) -> Standing:
    """What decides a rank, smaller is better."""
    total, checklist = sheet.total or Decimal(0), sheet.components[StarLine.CHECKLIST] or Fraction(0)
    return -total, sheet.facts.complaints_upheld, -checklist, -sheet.checked.days


def _order(sheet: StarSheet) -> tuple[Standing, str, str]:
    return _standing(sheet), sheet.facts.name, sheet.facts.employee


def _ranks(standings: Sequence[object]) -> list[int]:
    """The rank of each of these, best first: equal ones share a rank, and the next one counts them."""
    ranks: list[int] = []
    for index, standing in enumerate(standings):
        ranks.append(ranks[-1] if index and standing == standings[index - 1] else index + 1)
    return ranks


def _least_of_the_month(eligible: Sequence[StarSheet], policy: Policy) -> Decimal | None:
    """The total from which on somebody is a star of the month; None if nobody is ranked."""
    totals = [sheet.total for sheet in eligible if sheet.total is not None]
    if not totals:
        return None
    last_place = totals[min(policy.places, len(totals)) - 1]
    return last_place - Decimal(policy.shared_within.numerator) / Decimal(policy.shared_within.denominator)


def _too_close(one: StarSheet, other: StarSheet, policy: Policy) -> bool:
    """Whether two totals differ by less than the checks' own uncertainty lets one say."""
    errors = (one.checklist_error, other.checklist_error)
    if one.total is None or other.total is None or errors[0] is None or errors[1] is None:
        return False
    weight = float(policy.weights[StarLine.CHECKLIST]) ** 2
    limit = MANY_ERRORS * sqrt(weight * (errors[0] ** 2 + errors[1] ** 2))
    return abs(float(one.total - other.total)) < limit


def _checklist_ranks(eligible: Sequence[StarSheet]) -> dict[str, int]:
    """The ranks that the checklist alone would give: the second shipped policy."""
    scores = {sheet.facts.employee: sheet.components[StarLine.CHECKLIST] for sheet in eligible}
    ordered = sorted(scores.items(), key=lambda item: (-(item[1] or Fraction(0)), item[0]))
    return dict(zip([employee for employee, _ in ordered], _ranks([score for _, score in ordered]), strict=True))

"""The tallies of one business day: of the hall, of its half hours and of its services. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from storeops.measuring.desk_tally import DeskTally
from storeops.measuring.half_hours import half_hour
from storeops.measuring.measures import MeasuredLeg, MeasuredTransaction, MeasuredVisit
from storeops.measuring.tally import Tally


@dataclass(frozen=True)
class DayTally:
    """What a business day's visits add up to.

    `hall` is the sum of the half hours, with the time at the counters. `half_hours` are those of issue on the hall's
    wall clock, written HH:MM; `services` are by code: visits by what they came for first, legs and transactions each by
    their own service.
    """

    business_day: date
    hall: Tally
    half_hours: Mapping[str, Tally]
    services: Mapping[str, Tally]

    @classmethod
    def of(cls, day: date, visits: Sequence[MeasuredVisit], desk: DeskTally, zone: ZoneInfo) -> "DayTally":
        """The tallies of a day's visits, none of them void."""
        half_hours = _by_half_hour(visits, zone)
        hall = replace(Tally.merged(half_hours.values()), desk=desk)
        return cls(day, hall, half_hours, _by_service(visits))

    def bodies(self) -> dict[str, dict[str, Any]]:
        """The parts as they are kept, JSON-ready and always in the same order."""
        return {
            "hall": self.hall.as_json(),
            "half_hours": _as_json(self.half_hours),
            "services": _as_json(self.services),
        }

    @classmethod
    def from_bodies(cls, day: date, bodies: Mapping[str, Mapping[str, Any]]) -> "DayTally":
        """What `bodies` wrote."""
        return cls(
            day,
            Tally.from_json(bodies["hall"]),
            _from_json(bodies["half_hours"]),
            _from_json(bodies["services"]),
        )


def merged_by_key(tallies: Iterable[Mapping[str, Tally]]) -> dict[str, Tally]:
    """The half hours, or the services, of many days together, in order."""
    parts: defaultdict[str, list[Tally]] = defaultdict(list)
    for of_day in tallies:
        for key, tally in of_day.items():
            parts[key].append(tally)
    return {key: Tally.merged(parts[key]) for key in sorted(parts)}


def _as_json(tallies: Mapping[str, Tally]) -> dict[str, Any]:
    return {key: tallies[key].as_json() for key in sorted(tallies)}


def _from_json(stored: Mapping[str, Any]) -> dict[str, Tally]:
    return {key: Tally.from_json(body) for key, body in stored.items()}


def _by_half_hour(visits: Iterable[MeasuredVisit], zone: ZoneInfo) -> dict[str, Tally]:
    groups: defaultdict[str, list[MeasuredVisit]] = defaultdict(list)
    for visit in visits:
        groups[half_hour(visit.fact.issued_at, zone)].append(visit)
    return {key: Tally.of(groups[key]) for key in sorted(groups)}


def _by_service(day_visits: Iterable[MeasuredVisit]) -> dict[str, Tally]:
    visits: defaultdict[str, list[MeasuredVisit]] = defaultdict(list)
    legs: defaultdict[str, list[MeasuredLeg]] = defaultdict(list)
    transactions: defaultdict[str, list[MeasuredTransaction]] = defaultdict(list)
    for visit in day_visits:
        visits[visit.fact.service].append(visit)
        for leg in visit.legs:
            legs[leg.fact.service].append(leg)
            for transaction in leg.transactions:
                transactions[transaction.fact.service].append(transaction)
    codes = sorted({*visits, *legs, *transactions})
    return {code: Tally.of_parts(visits[code], legs[code], transactions[code]) for code in codes}

"""What the kiosk offers: categories, their services, and how long each would take now."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlite_utils import Database

from storeops.base.business_time import LastTicket, OpeningHours
from storeops.hall import hall_rows, offer_rows
from storeops.hall.offer_rows import Category, Service
from storeops.hall.targets import Segment
from storeops.promises.call_order import promised_call
from storeops.promises.estimate import ToldWait
from storeops.promises.estimate_rows import RECENT, recent_handling_seconds, wait_to_tell
from storeops.queueing import issuing_stop_rows, ticket_rows
from storeops.queueing.issuing_stop_view import stopped_for
from storeops.store import journal

NOT_SURE = "not_sure"
"""The service for customers who do not know what they need."""


@dataclass(frozen=True)
class CategoryTile:
    """A category as the next customer would find it: the fewest and the most who are ahead at one of its services."""

    category: Category
    fewest_ahead: int
    most_ahead: int


@dataclass(frozen=True)
class TicketHours:
    """Whether tickets are given; if not, `tickets_from` says from when on, None: not known.

    `stopped_for` is the reason for which the duty manager stopped them; None: nobody did. `last_ticket` is when the
    last ones of today are given; None: at closing time, or always.
    """

    gives_tickets: bool
    tickets_from: datetime | None
    stopped_for: str | None = None
    last_ticket: LastTicket | None = None


@dataclass(frozen=True)
class StartView:
    """The first screen: the categories that offer something, and the service for "not sure" where there is one.

    `seq` is the journal's number at which this was read.
    """

    seq: int
    tiles: tuple[CategoryTile, ...]
    not_sure: Service | None
    waiting_count: int


@dataclass(frozen=True)
class ServiceChoice:
    """A service as the next customer would find it.

    `stopped_for` is the reason for which no tickets of it are given; None: they are. `last_ticket` is when the last
    ones of today are given, where it ends them sooner than the hall does.
    """

    service: Service
    ahead_count: int
    wait: ToldWait
    stopped_for: str | None
    last_ticket: LastTicket | None


@dataclass(frozen=True)
class CategoryView:
    """The services of a category; `tile_index` is where its tile stands among those of the first screen."""

    category: Category
    tile_index: int
    choices: tuple[ServiceChoice, ...]


def ticket_hours(db: Database, now: datetime) -> TicketHours:
    """Whether the kiosk gives tickets at `now`."""
    hours = hall_rows.opening_hours(db, hall_rows.hall(db))
    last_ticket = hours.last_ticket(now)
    if not hours.gives_tickets(now):
        return TicketHours(False, hours.tickets_from(now), last_ticket=last_ticket)
    reason = stopped_for(db, now, None)
    return TicketHours(reason is None, None, reason, last_ticket)


def start(db: Database, now: datetime) -> StartView:
    """The first screen; who is ahead at a category is counted as its services tell it then."""
    seq = journal.last_seq(db)
    services = offer_rows.active_services(db)
    ahead = ticket_rows.ahead_of_newcomers(db, (service.id for service in services), _newcomers_order(db, now))
    by_category = {
        category: [ahead[service.id] for service in services if service.category_id == category.id]
        for category in offer_rows.categories(db)
    }
    return StartView(
        seq=seq,
        tiles=tuple(
            CategoryTile(category, min(counts), max(counts)) for category, counts in by_category.items() if counts
        ),
        not_sure=next((service for service in services if service.code == NOT_SURE), None),
        waiting_count=ticket_rows.count_waiting(db),
    )


def category(db: Database, now: datetime, code: str) -> CategoryView:
    """The services on offer in a category, each with its wait for a standard customer who comes now.

    UnknownCategory.
    """
    found = offer_rows.category_by_code(db, code)
    services = offer_rows.active_services(db)
    offered = [service for service in services if service.category_id == found.id]
    ahead = ticket_rows.ahead_of_newcomers(db, (service.id for service in offered), _newcomers_order(db, now))
    hours = hall_rows.opening_hours(db, hall_rows.hall(db))
    opens_at = hours.opens_next(now)
    handling = recent_handling_seconds(db, now - RECENT)
    stopped = {stop.service_id: stop.reason for stop in issuing_stop_rows.stops(db, now)}
    tiles = list(dict.fromkeys(service.category_id for service in services))
    return CategoryView(
        found,
        tiles.index(found.id) if found.id in tiles else 0,
        tuple(
            ServiceChoice(
                service,
                ahead[service.id],
                wait_to_tell(db, service.id, ahead[service.id], handling, opens_at),
                stopped.get(service.id),
                _own_last_ticket(hours, now, service),
            )
            for service in offered
        ),
    )


def _newcomers_order(db: Database, now: datetime) -> datetime:
    """By when a standard customer who comes now would be called."""
    return promised_call(Segment.STANDARD, now, None, hall_rows.hall(db).promises)


def _own_last_ticket(hours: OpeningHours, now: datetime, service: Service) -> LastTicket | None:
    own = timedelta(minutes=service.last_ticket_minutes)
    return hours.last_ticket(now, own) if own > hours.last_ticket_before else None

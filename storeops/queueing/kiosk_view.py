"""What the kiosk offers: categories, their services, and how long each would take now."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlite_utils import Database

from storeops.base.business_time import LastTicket, OpeningHours
from storeops.hall import hall_rows, offer_rows
from storeops.hall.offer_rows import Category, Service
from storeops.hall.targets import Segment
from storeops.promises.call_order import promised_call
from storeops.promises.estimate import WaitRange
from storeops.promises.estimate_rows import present_wait
from storeops.queueing import issuing_stop_rows, screen_rows, ticket_rows

NOT_SURE = "not_sure"
"""The service for customers who do not know what they need."""


@dataclass(frozen=True)
class CategoryTile:
    category: Category
    waiting_count: int


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
    """The first screen: the categories that offer something, and the service for "not sure" where there is one."""

    tiles: tuple[CategoryTile, ...]
    not_sure: Service | None
    waiting_count: int


@dataclass(frozen=True)
class ServiceChoice:
    """A service as the next customer would find it. `wait` None: not known.

    `stopped_for` is the reason for which no tickets of it are given; None: they are. `last_ticket` is when the last
    ones of today are given, where it ends them sooner than the hall does.
    """

    service: Service
    ahead_count: int
    wait: WaitRange | None
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
    stopped_for = next((stop.reason for stop in issuing_stop_rows.stops(db, now) if stop.service_id is None), None)
    return TicketHours(stopped_for is None, None, stopped_for, last_ticket)


def start(db: Database) -> StartView:
    """The first screen."""
    services = offer_rows.active_services(db)
    waiting = screen_rows.waiting(db)
    offered = {service.category_id for service in services}
    tiles = tuple(
        CategoryTile(category, sum(ticket.category_id == category.id for ticket in waiting))
        for category in offer_rows.categories(db)
        if category.id in offered
    )
    return StartView(
        tiles=tiles,
        not_sure=next((service for service in services if service.code == NOT_SURE), None),
        waiting_count=len(waiting),
    )


def category(db: Database, now: datetime, code: str) -> CategoryView:
    """The services on offer in a category, each with its wait for a standard customer who comes now.

    UnknownCategory.
    """
    found = offer_rows.category_by_code(db, code)
    hall = hall_rows.hall(db)
    hours = hall_rows.opening_hours(db, hall)
    order_at = promised_call(Segment.STANDARD, now, None, hall.promises)
    services = offer_rows.active_services(db)
    stopped = {stop.service_id: stop.reason for stop in issuing_stop_rows.stops(db, now)}
    tiles = list(dict.fromkeys(service.category_id for service in services))
    return CategoryView(
        found,
        tiles.index(found.id) if found.id in tiles else 0,
        tuple(
            _choice(db, now, service, order_at, stopped.get(service.id), _own_last_ticket(hours, now, service))
            for service in services
            if service.category_id == found.id
        ),
    )


def _choice(
    db: Database,
    now: datetime,
    service: Service,
    order_at: datetime,
    stopped_for: str | None,
    last_ticket: LastTicket | None,
) -> ServiceChoice:
    ahead = ticket_rows.ahead_of_newcomer(db, service.id, order_at)
    return ServiceChoice(service, ahead, present_wait(db, service.id, ahead, now), stopped_for, last_ticket)


def _own_last_ticket(hours: OpeningHours, now: datetime, service: Service) -> LastTicket | None:
    own = timedelta(minutes=service.last_ticket_minutes)
    return hours.last_ticket(now, own) if own > hours.last_ticket_before else None

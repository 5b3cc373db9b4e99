"""What a clerk of the demo writes down beside the queue: cases, wishes, customers who leave, calls for help."""

from contextlib import suppress
from datetime import timedelta

from storeops.base.actor import Actor
from storeops.base.errors import StoreOpsError
from storeops.demo import stories
from storeops.demo.clerks import GREETER
from storeops.demo.customers import Business, Errand
from storeops.demo.demo_hall import SimulatedVisit
from storeops.demo.seat import Seat
from storeops.quality.duty.duty_call_actions import call_duty_manager
from storeops.quality.follow_ups.case import Kind
from storeops.quality.follow_ups.follow_up_actions import open_follow_up
from storeops.quality.heard.retention_actions import record_retention
from storeops.quality.heard.wish_actions import note_wish
from storeops.queueing.ticket import TransactionClass

CALLS_FOR_HELP = 0.55
WISHES = 0.02
PRAISES = 0.004
COMPLAINS = 0.005
LEAVES_UNFINISHED = 0.012


def call_for_help(seat: Seat) -> None:
    """Ask the duty manager to the counter for exceptional business."""
    if seat.hall.voices.random() < CALLS_FOR_HELP:
        with suppress(StoreOpsError):
            seat.do(call_duty_manager, "exceptional")


def write_down(seat: Seat, visit: SimulatedVisit, errand: Errand) -> None:
    """Note what a customer leaves behind: a case, a wish, a reason for leaving the network."""
    voices = seat.hall.voices
    if voices.random() < WISHES:
        kind, note = voices.choice(stories.WISHES)
        with suppress(StoreOpsError):
            seat.do(note_wish, kind, note)
    for business in errand.businesses:
        if business.service == "leaving":
            _retain(seat, visit)
    kind_of_case = _case(seat, errand.businesses)
    if kind_of_case:
        _open_case(seat, visit, kind_of_case)


def _case(seat: Seat, businesses: tuple[Business, ...]) -> Kind | None:
    drawn = seat.hall.voices.random()
    if any(business.handled_as is TransactionClass.TECHNICAL for business in businesses) and drawn < 0.7:
        return Kind.TECHNICAL
    for kind, share in (
        (Kind.PRAISE, PRAISES),
        (Kind.COMPLAINT, COMPLAINS),
        (Kind.UNFINISHED, LEAVES_UNFINISHED),
    ):
        if drawn < share:
            return kind
        drawn -= share
    return None


def _open_case(seat: Seat, visit: SimulatedVisit, kind: Kind) -> None:
    hall, clerk = seat.hall, seat.shift.employee
    opener = GREETER if kind is Kind.PRAISE else clerk  # nobody praises themself
    reply = hall.voices.choice(stories.REPLIES) if kind is Kind.TECHNICAL and hall.voices.random() < 0.9 else None
    promised_at = hall.now() + timedelta(hours=hall.voices.choice((4, 24, 24, 48))) if kind is Kind.UNFINISHED else None
    with suppress(StoreOpsError):
        open_follow_up(
            hall.db,
            hall.clock,
            Actor(f"employee:{opener}"),
            opener,
            kind,
            hall.voices.choice(stories.SUMMARIES[kind]),
            visit.number,
            None,
            promised_at,
            None if kind is Kind.PRAISE else f"138{hall.voices.randrange(10**8):08d}",
            reply,
            clerk if kind is Kind.PRAISE else None,
        )


def _retain(seat: Seat, visit: SimulatedVisit) -> None:
    hall, clerk = seat.hall, seat.shift.employee
    outcome = hall.voices.choices(("kept", "thinking", "left"), (34, 18, 48))[0]
    with suppress(StoreOpsError):
        record_retention(
            hall.db,
            hall.clock,
            Actor(f"employee:{clerk}"),
            clerk,
            visit.number,
            hall.voices.choice(stories.LEAVING_REASONS),
            hall.voices.choice(stories.LEAVING_FOR),
            hall.voices.choice(stories.OFFERS),
            outcome,
        )

"""The verbs of tickets and counters as screens and programs know them: one row each.

The API's endpoints, the forms of the desk and of the hall page, their buttons and menus and the words of the trace are
all made from VERB_TABLE. Whether a verb may happen now is not said here: the tables of moves say that. For whom it is,
the table of doors says.

Not in it: issuing, which makes a ticket out of nothing and is asked for differently everywhere; closing a day, which
nobody asks for.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from storeops.base.i18n import N_
from storeops.hall.counter import CounterSnapshot, CounterVerb
from storeops.hall.reasons import PAUSE_REASONS, SYSTEM_PAUSE_REASONS
from storeops.queueing import calling, issue, moving, serving, staffing
from storeops.queueing import verb_bodies as bodies
from storeops.queueing.ticket import Snapshot, Verb


class NamedBy(StrEnum):
    """By what a verb is told what it is for: the field of a form, and a part of the API's address."""

    COUNTER = "counter"
    NUMBER = "number"
    TOKEN = "token"


class DeskPlace(StrEnum):
    """Where on the desk a button stands."""

    FIRST = "first"
    """Large, on top: what the clerk does next."""
    CUSTOMER = "customer"
    """What else can be done for the customer at the counter."""
    COUNTER = "counter"
    """What can be done at a counter with no customer."""
    WITHIN = "within"
    """In a list, or within the form of another verb."""


class ListPlace(StrEnum):
    """Where in a list of tickets that are at no counter a button stands."""

    BESIDE = "beside"
    """Beside the ticket: what the list is looked at for."""
    MENU = "menu"
    """In a menu that is opened first, so that nothing changes by accident."""


@dataclass(frozen=True)
class Button:
    """How a verb is offered to people. Its words are translated where they are shown.

    `title` asks for the choice that the verb needs, and `hint` says what follows from it: the button then opens them
    instead of doing it at once. `in_full` names the ticket by %(number)s or the counter by %(code)s, for lists, menus
    and a last confirmation. `is_pressing`: what stands still until it is pressed.
    """

    label: str
    key: str = ""
    place: DeskPlace = DeskPlace.WITHIN
    note: str = ""
    title: str = ""
    hint: str = ""
    in_full: str = ""
    is_pressing: bool = False


@dataclass(frozen=True)
class VerbRow:
    """One verb. `action(db, clock, by, what it is for, *the body's fields in their order)` does it.

    `path` is its name in every address, `summary` what the API's description says, `happened` what the page of the
    trace says afterwards. Of the body's fields, a form says the first ones, by the names in `asks`, and one of
    `reasons`; the hall page's forms say none but those of a list. `in_lists`: where lists of tickets offer it,
    on the desk and in the hall as far as it belongs there; None for what belongs to a counter.
    `hall_action`: what the hall page does instead, which names every ticket by its number: a token is the customer's.
    `button` is None for the one verb that needs a form of its own: the clerk who sits down chooses a counter.
    """

    verb: Verb | CounterVerb
    path: str
    action: Callable[..., Snapshot | CounterSnapshot]
    summary: str
    happened: str
    named_by: NamedBy = NamedBy.COUNTER
    body: type[bodies.Body] = bodies.Nothing
    button: Button | None = None
    is_at_desk: bool = True
    is_in_hall: bool = False
    in_lists: ListPlace | None = None
    hall_action: Callable[..., Snapshot] | None = None
    asks: tuple[str, ...] = ()
    reasons: Mapping[str, str] | None = None

    @property
    def name(self) -> str:
        """The path as a name in the code."""
        return self.path.replace("-", "_")

    @property
    def hall_named_by(self) -> NamedBy:
        """By what the hall page tells the verb what it is for."""
        return NamedBy.NUMBER if self.named_by is NamedBy.TOKEN else self.named_by

    @property
    def hall_asks(self) -> tuple[str, ...]:
        """What a form of the hall page says beside what the verb is for."""
        if self.hall_action:
            return ("id",)
        return self.asks if self.in_lists else ()


_OF_TECHNICAL = ("reason", "reply", "promised_at")
"""The desk asks for the first one afterwards, and for the others where the business is technical."""

_ROWS = (
    VerbRow(
        Verb.VOID,
        "void",
        issue.void,
        "Take back a test or duplicate",
        N_("Ticket voided"),
        named_by=NamedBy.NUMBER,
        button=Button(N_("Void"), in_full=N_("Void %(number)s")),
        body=bodies.OfTicket,
        asks=("id",),
        is_at_desk=False,
        is_in_hall=True,
        in_lists=ListPlace.MENU,
    ),
    VerbRow(
        Verb.CHANGE_SEGMENT,
        "change-segment",
        moving.change_segment,
        "The customer is of another segment",
        N_("Kind of customer changed"),
        named_by=NamedBy.NUMBER,
        body=bodies.ChangeSegment,
        button=Button(N_("Kind of customer"), in_full=N_("Kind of customer of %(number)s")),
        is_in_hall=True,
        in_lists=ListPlace.MENU,
        asks=("segment", "id"),
    ),
    VerbRow(
        Verb.CANCEL,
        "cancel",
        issue.cancel,
        "The customer leaves",
        N_("Ticket cancelled"),
        named_by=NamedBy.TOKEN,
        button=Button(N_("Cancel ticket"), in_full=N_("Cancel %(number)s")),
        is_at_desk=False,
        is_in_hall=True,
        in_lists=ListPlace.MENU,
        hall_action=issue.cancel_by_number,
    ),
    VerbRow(
        CounterVerb.OPEN,
        "open",
        staffing.open_counter,
        "Sign an employee in at a counter",
        N_("Counter opened"),
        body=bodies.OpenCounter,
        is_at_desk=False,
    ),
    VerbRow(
        Verb.CALL_NEXT,
        "call-next",
        calling.call_next,
        "Call the ticket whose promise is due first",
        N_("Next customer called"),
        button=Button(N_("Call the next"), "N", DeskPlace.FIRST),
    ),
    VerbRow(
        Verb.CALL_TICKET,
        "call",
        calling.call_ticket,
        "Call a chosen ticket",
        N_("Ticket called by number"),
        body=bodies.CallTicket,
        button=Button(N_("Call"), in_full=N_("Call %(number)s")),
        asks=("number", "id"),
    ),
    VerbRow(
        Verb.START,
        "start",
        serving.start,
        "Begin the first transaction",
        N_("Service begun"),
        button=Button(N_("Start"), "S", DeskPlace.FIRST, note=N_("the customer is here")),
    ),
    VerbRow(
        Verb.FINISH,
        "finish",
        serving.finish,
        "The visit is done",
        N_("Service finished"),
        body=bodies.Finish,
        button=Button(
            N_("Finish"), "F", DeskPlace.FIRST, note=N_("the visit is done"), in_full=N_("Finish %(number)s")
        ),
        is_in_hall=True,
        asks=("class", *_OF_TECHNICAL),
    ),
    VerbRow(
        Verb.NEXT_TRANSACTION,
        "next-transaction",
        serving.next_transaction,
        "End this transaction, begin the next",
        N_("Next transaction begun"),
        body=bodies.NextTransaction,
        button=Button(
            N_("Next transaction"),
            "T",
            note=N_("same customer, one-stop"),
            title=N_("Next transaction of the same customer"),
        ),
        asks=("service", "class", *_OF_TECHNICAL),
    ),
    VerbRow(
        CounterVerb.UNPAUSE,
        "unpause",
        staffing.unpause,
        "Call again",
        N_("Pause ended"),
        button=Button(N_("End the pause"), "U", DeskPlace.FIRST),
    ),
    VerbRow(
        CounterVerb.READY,
        "ready",
        staffing.ready,
        "End after-work",
        N_("After-work ended"),
        button=Button(N_("Ready"), "A", DeskPlace.FIRST, note=N_("after-work is done")),
    ),
    VerbRow(
        Verb.RECALL,
        "recall",
        calling.recall,
        "Call the same customer again",
        N_("Called again"),
        button=Button(N_("Call again"), "R", DeskPlace.CUSTOMER),
    ),
    VerbRow(
        Verb.MARK_NO_SHOW,
        "no-show",
        calling.mark_no_show,
        "The called customer did not come",
        N_("Marked as no-show"),
        button=Button(N_("No-show"), "X", DeskPlace.CUSTOMER, in_full=N_("%(number)s is a no-show")),
        is_in_hall=True,
    ),
    VerbRow(
        Verb.SYSTEM_PAUSE,
        "system-pause",
        serving.system_pause,
        "The systems stop",
        N_("System fault begun"),
        body=bodies.SystemPause,
        button=Button(N_("System pause"), "Y", DeskPlace.CUSTOMER, title=N_("Why do the systems stand still?")),
        asks=("reason",),
        reasons=SYSTEM_PAUSE_REASONS,
    ),
    VerbRow(
        Verb.SYSTEM_RESUME,
        "system-resume",
        serving.system_resume,
        "The systems work again",
        N_("System fault over"),
        button=Button(N_("Systems work again"), "Y", DeskPlace.CUSTOMER, is_pressing=True),
    ),
    VerbRow(
        Verb.HOLD,
        "hold",
        moving.hold,
        "Put the customer aside",
        N_("Ticket put on hold"),
        button=Button(N_("Put on hold"), "H", DeskPlace.CUSTOMER),
    ),
    VerbRow(
        Verb.TRANSFER,
        "transfer",
        moving.transfer,
        "Send the customer to another queue",
        N_("Ticket sent on"),
        body=bodies.Transfer,
        button=Button(
            N_("Transfer"),
            "G",
            DeskPlace.CUSTOMER,
            title=N_("Transfer to another service's queue"),
            hint=N_("A transfer counts against one-stop service. The customer keeps promise and place."),
        ),
        asks=("service",),
    ),
    VerbRow(
        Verb.REOPEN,
        "reopen",
        serving.reopen,
        "The last customer served comes back",
        N_("Visit opened again"),
        button=Button(
            N_("Reopen"),
            "O",
            DeskPlace.COUNTER,
            title=N_("Reopen the last visit?"),
            hint=N_("The customer came back: a new transaction begins, marked as reopened."),
            in_full=N_("Reopen %(number)s"),
        ),
    ),
    VerbRow(
        CounterVerb.AFTER_WORK,
        "after-work",
        staffing.after_work,
        "Write up the last customer's business",
        N_("After-work begun"),
        button=Button(N_("After-work"), "A", DeskPlace.COUNTER),
    ),
    VerbRow(
        CounterVerb.PAUSE,
        "pause",
        staffing.pause,
        "Stop calling for a reason",
        N_("Counter paused"),
        body=bodies.Pause,
        button=Button(N_("Pause"), "P", DeskPlace.COUNTER, title=N_("Why does this counter pause?")),
        asks=("reason",),
        reasons=PAUSE_REASONS,
    ),
    VerbRow(
        CounterVerb.CLOSE,
        "close",
        staffing.close_counter,
        "Sign the employee out",
        N_("Counter closed"),
        button=Button(
            N_("Close the counter"),
            "C",
            DeskPlace.COUNTER,
            title=N_("Close the counter?"),
            hint=N_("Nobody will be called here until it is opened again."),
            in_full=N_("Close counter %(code)s"),
        ),
        is_in_hall=True,
    ),
    VerbRow(
        Verb.RESUME,
        "resume",
        moving.resume,
        "The held customer is back",
        N_("Ticket back from hold"),
        named_by=NamedBy.NUMBER,
        body=bodies.OfTicket,
        asks=("id",),
        button=Button(N_("Resume"), in_full=N_("Resume %(number)s")),
        is_in_hall=True,
        in_lists=ListPlace.BESIDE,
    ),
    VerbRow(
        Verb.REINSTATE,
        "reinstate",
        moving.reinstate,
        "A no-show came after all",
        N_("No-show taken back"),
        named_by=NamedBy.NUMBER,
        body=bodies.OfTicket,
        asks=("id",),
        button=Button(N_("Reinstate"), in_full=N_("Reinstate %(number)s")),
        is_in_hall=True,
        in_lists=ListPlace.BESIDE,
    ),
    VerbRow(
        Verb.TAKE_BACK,
        "take-back",
        moving.take_back,
        "The day's end found the customer waiting, and they are still here",
        N_("Taken back after the day's end"),
        named_by=NamedBy.NUMBER,
        body=bodies.OfTicket,
        asks=("id",),
        button=Button(N_("Back into the queue"), in_full=N_("Take %(number)s back into the queue")),
        is_in_hall=True,
        in_lists=ListPlace.BESIDE,
    ),
)

VERB_TABLE: dict[Verb | CounterVerb, VerbRow] = {row.verb: row for row in _ROWS}
"""In the order in which desk and menus show their buttons."""

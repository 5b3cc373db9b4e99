"""What the JSON API answers. null: unknown, or did not happen."""

from dataclasses import dataclass

from storeops.base.business_time import stamp, stamp_or_none
from storeops.quality.ratings.question_state import Rating
from storeops.quality.ratings.question_view import Question
from storeops.queueing.board_view import BoardView
from storeops.queueing.ticket import Snapshot
from storeops.web import request as web


@dataclass(frozen=True)
class TicketObject:
    """A ticket as those who serve it see it: whoever has its token speaks for the customer, so it is not here."""

    number: str
    business_day: str
    state: str
    service: str
    segment: str
    issued_at: str
    due_at: str
    ahead_count: int | None
    estimate_low_seconds: int | None
    estimate_high_seconds: int | None
    counter: str | None
    id: int | None


@dataclass(frozen=True)
class IssuedTicketObject(TicketObject):
    """A ticket as whoever took it sees it; `url` is the customer's page, to which `token` is the key."""

    token: str
    url: str


@dataclass(frozen=True)
class ServiceObject:
    code: str
    category: str
    prefix: str
    name_zh: str
    name_en: str
    target_seconds: int | None
    is_open: bool


@dataclass(frozen=True)
class ServiceList:
    services: list[ServiceObject]


@dataclass(frozen=True)
class CalledObject:
    """A ticket that is called or being served, or was served a short while ago."""

    number: str
    counter: str
    state: str
    called_at: str


@dataclass(frozen=True)
class LineObject:
    """The people waiting in one category; `next` names the first few in call order."""

    category: str
    prefix: str
    waiting_count: int
    next: list[str]


@dataclass(frozen=True)
class BoardObject:
    """What the board shows; `seq` is the journal's number to follow `events` from."""

    seq: int
    called: list[CalledObject]
    waiting: list[LineObject]
    waiting_count: int


@dataclass(frozen=True)
class Session:
    access_token: str
    token_type: str
    expires_in: int
    employee: str
    role: str


@dataclass(frozen=True)
class QuestionObject:
    """A question that the ticket's customer may answer now, and the words of the answers 1 to 5."""

    moment: str
    text_zh: str
    text_en: str
    answers_zh: list[str]
    answers_en: list[str]


@dataclass(frozen=True)
class QuestionList:
    questions: list[QuestionObject]


@dataclass(frozen=True)
class RatingObject:
    """One answer of a customer; `undone_at` is given where it was taken back."""

    rating: int
    moment: str
    value: int
    answered_at: str
    undone_at: str | None


def board_object(board: BoardView, heard_up_to: int) -> BoardObject:
    """The board in the API's words; `heard_up_to` is its `seq` in the numbers by which the caller is told events."""
    return BoardObject(
        seq=heard_up_to,
        called=[
            CalledObject(call.number, call.counter, call.state.value, stamp(call.called_at)) for call in board.calls
        ],
        waiting=[
            LineObject(line.category.code, line.category.prefix, line.waiting_count, list(line.next_numbers))
            for line in board.lines
        ],
        waiting_count=board.waiting_count,
    )


def ticket_object(snapshot: Snapshot) -> TicketObject:
    """The ticket without its customer's key."""
    return TicketObject(**{name: value for name, value in vars(snapshot).items() if name != "token"})


def issued_ticket_object(snapshot: Snapshot) -> IssuedTicketObject:
    """The ticket with the address of its phone page."""
    return IssuedTicketObject(**vars(snapshot), url=f"{web.public_base()}/t/{snapshot.token}")


def question_list(questions: list[Question]) -> QuestionList:
    """The questions in the API's words."""
    return QuestionList(
        [
            QuestionObject(
                found.moment.value, found.text_zh, found.text_en, list(found.answers_zh), list(found.answers_en)
            )
            for found in questions
        ]
    )


def rating_object(rating: Rating) -> RatingObject:
    """An answer in the API's words."""
    return RatingObject(
        rating=rating.id,
        moment=rating.moment.value,
        value=rating.value,
        answered_at=stamp(rating.answered_at),
        undone_at=stamp_or_none(rating.undone_at),
    )

"""Calling customers out: which calls a board announces, and what its voice says. Pure.

Letters and digits of a ticket are said one by one, because "A twenty-three" is not what the slip shows; the counter is
said as a number, which every voice does by itself with "12".
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from storeops.base.i18n import Language
from storeops.queueing.ticket import State

NEWS_FOR = timedelta(seconds=60)
"""A call that a board hears of later than this is announced only if its customer has not come yet."""

LONGEST_MARK = 4


@dataclass(frozen=True)
class AnnouncedCall:
    """One call of a ticket. `seq` is its event; `is_latest` is False once the ticket was called again.

    `state` is the ticket's present one; `is_announced` says whether a board has shown its latest call.
    """

    seq: int
    called_at: datetime
    number: str
    counter: str
    state: State
    is_announced: bool
    is_latest: bool


def is_news(call: AnnouncedCall, now: datetime) -> bool:
    """Whether a board that hears of this call now should announce it."""
    return now - call.called_at <= NEWS_FOR or (call.is_latest and call.state is State.CALLED)


def is_unheard(call: AnnouncedCall) -> bool:
    """Whether no board has announced this call although its customer is still waited for."""
    return call.state is State.CALLED and not call.is_announced


def is_numbered(counter: str) -> bool:
    """Whether a counter is called by a number or a mark such as VIP, which needs a word beside it; a name does not."""
    return counter.isascii() and len(counter) <= LONGEST_MARK


_DIGITS: dict[Language, tuple[str, ...]] = {
    "zh": ("零", "一", "二", "三", "四", "五", "六", "七", "八", "九"),
    "en": ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
}
_BETWEEN: dict[Language, str] = {"zh": "", "en": " "}
_SENTENCE: dict[Language, str] = {
    "zh": "请{number}号顾客到{counter}号柜台办理业务",
    "en": "Ticket {number}, please go to counter {counter}",
}
_TO_A_NAME: dict[Language, str] = {
    "zh": "请{number}号顾客到“{counter}”柜台",
    "en": "Ticket {number}, please go to {counter}",
}


def spoken_call(number: str, counter: str, language: Language) -> str:
    """The sentence that calls `number` to `counter`, for a speech synthesiser of that language."""
    digits = _DIGITS[language]
    letters = [digits[int(letter)] if letter in "0123456789" else letter for letter in number]
    sentences = _SENTENCE if is_numbered(counter) else _TO_A_NAME
    return sentences[language].format(number=_BETWEEN[language].join(letters), counter=counter)

"""How many decisions wait for whoever is signed in, for the links in the head of every page.

Follow-ups have a badge of their own. Flags are those that were found when the detectors last looked, in the night: they
are worked out anew from a whole month, which no head of a page may cost.
"""

from collections.abc import Callable, Mapping

from staff_console.page.doors import employee, may_open
from storeops.quality.checks import one_check_view
from storeops.quality.detectors import flags_view
from storeops.quality.ratings.doubts_view import doubts_to_decide
from storeops.quality.stars import appealed_entry_view
from storeops.web import request as web

_COUNTS: Mapping[str, Mapping[str, Callable[[str], int]]] = {
    "checks": {"check_results.answer": lambda code: one_check_view.appeals_to_answer(web.db(), code)},
    "feedback": {"doubts.decide": lambda code: doubts_to_decide(web.db(), code)},
    "stars": {
        "star_appeals.answer": lambda code: appealed_entry_view.appeals_to_answer(web.db(), code),
        "flags.review": lambda code: flags_view.flags_to_review(web.db(), code),
    },
}
"""By the link and the address at which a decision is made: how many wait there for an employee."""


def waiting_for_reader(link: str) -> int:
    """How many decisions behind a link the reader may make; 0 where they make none."""
    return sum(count(employee().code) for endpoint, count in _COUNTS[link].items() if may_open(endpoint))

"""D6: customers given up at once, or who were there after all. Pure."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from storeops.base.i18n import N_
from storeops.quality.detectors.detector_facts import MoveFact
from storeops.quality.detectors.detector_settings import DetectorSettings
from storeops.quality.detectors.early_close import CALLS
from storeops.quality.detectors.flag import Detector, Verdict
from storeops.quality.detectors.share_flags import share_flags

SENTENCE = N_(
    "%(hits)s of %(total)s called customers became doubtful no-shows: %(own_share)s, against %(pooled_share)s in the"
    " hall. %(quick)s were given up within %(seconds)s s of the first call, %(elsewhere)s were served by a colleague"
    " later."
)


def false_no_shows(moves: Sequence[MoveFact], settings: DetectorSettings) -> Verdict:
    """Flag each clerk with too many doubtful no-shows among the customers called.

    Doubtful: given up less than 30 s after the first call of that round, or served by somebody else later. The share
    is judged as `share_flags` says.
    """
    calls, quick, elsewhere, doubtful = _no_shows(moves, settings.no_show_seconds)
    counts = {code: (doubtful[code], count) for code, count in calls.items()}
    judged, flags = share_flags(
        Detector.FALSE_NO_SHOWS,
        SENTENCE,
        counts,
        settings,
        lambda share: {
            "quick": quick[share.subject],
            "elsewhere": elsewhere[share.subject],
            "seconds": settings.no_show_seconds,
        },
    )
    return Verdict(Detector.FALSE_NO_SHOWS, judged, tuple(flags))


def _no_shows(moves: Sequence[MoveFact], within: int) -> tuple[Counter[str], Counter[str], Counter[str], Counter[str]]:
    """By clerk: customers called, no-shows too quick, no-shows served by a colleague later, and either of the two."""
    calls: Counter[str] = Counter()
    called: dict[int, MoveFact] = {}
    given_up: defaultdict[int, list[tuple[str, bool]]] = defaultdict(list)
    served_by: dict[int, str | None] = {}
    for move in moves:
        ticket_id, kind, at, _, employee, _, _ = move
        if kind in CALLS and employee:
            calls[employee] += 1
            called[ticket_id] = move
        elif kind == "mark_no_show" and ticket_id in called:
            call = called.pop(ticket_id)
            given_up[ticket_id].append((call.employee or "", 0 <= at - call.at < within))
        elif kind == "finish":
            served_by[ticket_id] = employee
    quick, elsewhere, doubtful = Counter[str](), Counter[str](), Counter[str]()
    for ticket_id, rounds in given_up.items():
        for clerk, is_quick in rounds:
            is_elsewhere = served_by.get(ticket_id, clerk) not in (clerk, None)
            quick[clerk] += is_quick
            elsewhere[clerk] += is_elsewhere
            doubtful[clerk] += is_quick or is_elsewhere
    return calls, quick, elsewhere, doubtful

"""D9: answers that may not be the customer's: one phone for many visits, pads tapped with nobody there. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from storeops.base.i18n import N_
from storeops.quality.detectors.detector_facts import DetectorFacts, PadTapFact, PhoneAnswerFact
from storeops.quality.detectors.detector_settings import DetectorSettings
from storeops.quality.detectors.flag import HALL, Detector, Flag, Value, Verdict
from storeops.quality.detectors.share_flags import share_flags
from storeops.quality.detectors.subject_shares import counted

BROWSER_SENTENCE = N_(
    "Phones that answered for more than %(visits)s visits of one day: %(browsers)s. Of %(total)s answers on phones"
    " %(hits)s are kept out of the figures and %(accepted)s were accepted; %(open)s are not decided yet."
)
CLERK_SENTENCE = N_(
    "%(hits)s of %(total)s answers on phones that are credited here came from phones that answered for many visits:"
    " %(own_share)s, against %(pooled_share)s in the hall."
)
UNATTENDED_SENTENCE = N_(
    "Pad of counter %(counter)s: %(hits)s of %(total)s taps came while nobody was signed in there or no visit had"
    " ended."
)
EARLY_SENTENCE = N_(
    "Pad of counter %(counter)s: %(hits)s of %(total)s taps came less than %(milliseconds)s ms after the question"
    " appeared: %(own_share)s, against %(pooled_share)s in the hall."
)


def doubtful_taps(facts: DetectorFacts, settings: DetectorSettings) -> Verdict:
    """Flag the hall and its clerks by four signs.

    1. Any phone browser that answered for more than two visits of a day; 2. clerks whose answers came from such phones
    too often, judged as `share_flags` says. 3. Counters at whose pad at least 3 taps came while nobody was signed in
    there, or about a service that nobody had finished or begun; 4. counters with too many taps less than 1 s after the
    question appeared, judged as `share_flags` says. What is found of pads is about the hall: they have no person.
    """
    clerks_judged, clerks = share_flags(
        Detector.DOUBTFUL_TAPS,
        CLERK_SENTENCE,
        counted(facts.phone_answers, lambda answer: answer.employee, lambda answer: answer.browser is not None),
        settings,
    )
    early_judged, early = share_flags(
        Detector.DOUBTFUL_TAPS,
        EARLY_SENTENCE,
        _by_counter(facts.pad_taps, lambda tap: tap.is_at_once),
        settings,
        lambda share: {"counter": share.subject, "milliseconds": settings.at_once_milliseconds},
        subject_kind="hall",
    )
    pads_judged, unattended = _unattended(facts.pad_taps, settings)
    flags = [*_browsers(facts.phone_answers, settings), *unattended, *(replace(flag, subject=HALL) for flag in early)]
    judged = max(bool(facts.phone_answers), clerks_judged, early_judged, pads_judged)
    return Verdict(Detector.DOUBTFUL_TAPS, judged, (*flags, *clerks))


def _browsers(answers: Mapping[PhoneAnswerFact, int], settings: DetectorSettings) -> list[Flag]:
    in_doubt = {answer: times for answer, times in answers.items() if answer.browser is not None}
    if not in_doubt:
        return []
    return [
        _of_hall(
            BROWSER_SENTENCE,
            {
                "browsers": len({answer.browser for answer in in_doubt}),
                "visits": settings.visits_of_a_browser,
                "hits": sum(times for answer, times in in_doubt.items() if not answer.is_accepted),
                "total": sum(answers.values()),
                "accepted": sum(times for answer, times in in_doubt.items() if answer.is_accepted),
                "open": sum(times for answer, times in in_doubt.items() if answer.is_accepted is None),
            },
        )
    ]


def _unattended(taps: Mapping[PadTapFact, int], settings: DetectorSettings) -> tuple[int, list[Flag]]:
    """Nobody taps a pad rightly while nobody serves there: the hall's share is no measure for it."""
    counts = _by_counter(taps, lambda tap: not tap.is_attended)
    flags = [
        _of_hall(UNATTENDED_SENTENCE, {"counter": counter, "hits": hits, "total": total})
        for counter, (hits, total) in sorted(counts.items())
        if hits >= settings.least_hits
    ]
    return len(counts), flags


def _by_counter(taps: Mapping[PadTapFact, int], is_hit: Callable[[PadTapFact], bool]) -> Mapping[str, tuple[int, int]]:
    return counted(taps, lambda tap: tap.counter, is_hit)


def _of_hall(sentence: str, values: dict[str, Value]) -> Flag:
    return Flag(sentence, values, detector=Detector.DOUBTFUL_TAPS, subject_kind="hall", subject=HALL)

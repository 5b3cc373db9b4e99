"""What each detector looks for, in words: its name, what a flag means, and what else could explain it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from storeops.base.i18n import N_
from storeops.quality.detectors.flag import Detector

FINDINGS: Mapping[str, str] = {
    "explained": N_("Explained"),
    "to_discuss": N_("To be talked about"),
    "confirmed": N_("Confirmed"),
}


@dataclass(frozen=True)
class DetectorWords:
    """Messages, translated where they are shown."""

    name: str
    meaning: str
    other_causes: str


WORDS: Mapping[Detector, DetectorWords] = {
    Detector.BUNCHING: DetectorWords(
        N_("Just under the target"),
        N_("Services may be closed at the last second to stay within the target, done or not."),
        N_("A reminder at the target; a standard procedure that takes just so long."),
    ),
    Detector.EARLY_CLOSE: DetectorWords(
        N_("Closed early, still serving"),
        N_("A visit may be closed while the customer still stands at the counter."),
        N_("After-work done without pressing the button; customers who come back with one more question."),
    ),
    Detector.SHORT_SERVICES: DetectorWords(
        N_("Very short services"),
        N_("Tickets may be started and finished without serving anybody, which lifts speed and volume."),
        N_("Customers who left are finished instead of marked as no-shows; a counter for very short business."),
    ),
    Detector.FEEDBACK_PICKING: DetectorWords(
        N_("Cherry-picked feedback"),
        N_("Customers may be asked where praise is likely and passed over elsewhere, or somebody taps for them."),
        N_("A pad that fails; customers in a hurry after a long wait; one very good day."),
    ),
    Detector.LATE_START: DetectorWords(
        N_("Late start"),
        N_("The service may begin before start is pressed, which moves handling into walking."),
        N_("A counter far from the seats; many elderly customers; a board that is hard to see."),
    ),
    Detector.FALSE_NO_SHOWS: DetectorWords(
        N_("Doubtful no-shows"),
        N_("Customers may be given up before they can reach the counter."),
        N_("A day on which many had left; customers who called out that they do not come."),
    ),
    Detector.SPLIT_TICKETS: DetectorWords(
        N_("Split tickets"),
        N_("One customer's business may be spread over several tickets, which shortens waits and adds visits."),
        N_("Clerks who issue tickets for customers who cannot use the kiosk; families who come together."),
    ),
    Detector.INSPECTOR_HABITS: DetectorWords(
        N_("Inspectors' habits"),
        N_("Scores may follow the inspector's habit more than what was seen."),
        N_("A very good team; a plan that sends one inspector to the same shifts; notes entered after a round."),
    ),
    Detector.DOUBTFUL_TAPS: DetectorWords(
        N_("Answers that may not be the customer's"),
        N_("Somebody may answer for customers: with a phone for many visits, or on a pad where no customer stands."),
        N_("A greeter or a relative who helps with the phone; children at a pad; a pad that shows its question late."),
    ),
    Detector.CLASS_CHOICE: DetectorWords(
        N_("Classes that leave the 3 minutes"),
        N_("Slow transactions may be called exceptional or technical, so that the target does not count them."),
        N_("A clerk to whom the difficult cases are sent; duty managers who confirm without looking."),
    ),
}

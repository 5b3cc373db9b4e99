"""All detectors over one month. Pure."""

from storeops.quality.detectors.bunching import bunching
from storeops.quality.detectors.class_choice import class_choice
from storeops.quality.detectors.detector_facts import DetectorFacts
from storeops.quality.detectors.detector_settings import DetectorSettings
from storeops.quality.detectors.doubtful_taps import doubtful_taps
from storeops.quality.detectors.early_close import early_close
from storeops.quality.detectors.false_no_shows import false_no_shows
from storeops.quality.detectors.feedback_picking import feedback_picking
from storeops.quality.detectors.flag import Verdict
from storeops.quality.detectors.inspector_habits import inspector_habits
from storeops.quality.detectors.late_start import late_start
from storeops.quality.detectors.short_services import short_services
from storeops.quality.detectors.split_tickets import split_tickets


def verdicts(facts: DetectorFacts, settings: DetectorSettings) -> tuple[Verdict, ...]:
    """What each detector makes of the month, in their order."""
    return (
        bunching(facts.services, settings),
        early_close(facts, settings),
        short_services(facts.services, settings),
        feedback_picking(facts, settings),
        late_start(facts.walks, settings),
        false_no_shows(facts.moves, settings),
        split_tickets(facts.moves, facts.customers, settings),
        inspector_habits(facts.checks, facts.band_edges, settings),
        doubtful_taps(facts, settings),
        class_choice(facts.classes, settings),
    )

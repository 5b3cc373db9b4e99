"""The numbers of the detectors, in one place. Pure."""

from dataclasses import dataclass

from storeops.quality.ratings.phone_mark import VISITS_OF_A_BROWSER


@dataclass(frozen=True)
class DetectorSettings:
    """Seconds, counts and shares at which the detectors begin to see something."""

    false_discovery_rate: float = 0.10
    """Of the people whom a detector flags, at most so many by chance, on average."""
    least_total: int = 30
    """Fewer cases than these are not judged, where the definition of a detector names no number of its own."""
    least_hits: int = 3
    """A single slip is no pattern, however rare it is."""
    least_ratio: float = 1.5
    least_points: float = 0.10
    """Among thousands of cases a trifle is significant: a share must be so many times the pooled one, or lie so far
    above it."""

    bin_seconds: int = 15
    least_in_bins: int = 200
    bunching_z: float = 3.0

    gap_seconds: int = 60
    gap_quantile: float = 0.95
    reopened_within_seconds: int = 15 * 60

    short_seconds: int = 10
    short_z: float = 4.0
    class_z: float = 4.0

    long_wait_seconds: int = 300
    least_difference: float = 0.10
    """By how much more often a question must stay unanswered in the cases in doubt than in the clerk's others."""
    busy_hours_quantile: float = 0.75
    hurried_tap_seconds: int = 3
    least_run: int = 10

    walk_quantile: float = 0.95
    no_show_seconds: int = 30
    next_ticket_seconds: int = 60

    band_edge_points: int = 1
    pair_share: float = 0.40
    pair_ratio: float = 1.5
    """Who makes most of the checks meets everybody often: a pair must meet half as often again."""
    least_checks_of_pair: int = 8
    batch_seconds: int = 60

    at_once_milliseconds: int = 1000
    """Nobody reads a question and chooses a face in less."""
    visits_of_a_browser: int = VISITS_OF_A_BROWSER


SHIPPED = DetectorSettings()

"""How long personal data are kept that no figure needs for good, kind by kind, and within which bounds a hall sets it.

From when on each time runs, and what goes then, docs/personal-data.md tells; a test holds the two together. Pure.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from storeops.base.i18n import N_

CLEARS_EVERY = timedelta(hours=1)
"""How often the jobs look for what is due."""
CLEARING_JOB = "clear_personal_data"
"""The job whose last run is kept, for the period LATEST: it looks at none."""
LATEST = "latest"
CLEARED_TEXT = "-"
"""Stands where a text was that was cleared."""
CLEARED = "personal_data_cleared"
"""The event that records what was cleared."""

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
_NETWORK_LOGS = N_("Network logs are kept for six months (Cybersecurity Law, article 21).")
_THREE_YEARS = N_("After three years nobody follows it up any more.")


@dataclass(frozen=True)
class KeptKind:
    """A kind of personal data: what it is, from when on its time runs, how long it is kept unless the hall sets it.

    `shortest` and `longest` are counted in `unit`, each with the reason for it. The words are translated where they are
    shown.
    """

    what: str
    since: str
    unit: timedelta
    usual: timedelta
    shortest: timedelta
    not_shorter: str
    longest: timedelta
    not_longer: str

    def in_units(self, kept: timedelta) -> int:
        """A time as the number that people type."""
        return int(kept / self.unit)


KEPT_KINDS: Mapping[str, KeptKind] = {
    "contact_numbers": KeptKind(
        N_("Customers' phone numbers"),
        N_("after the case is closed"),
        HOUR,
        usual=24 * HOUR,
        shortest=1 * HOUR,
        not_shorter=N_("A case that was closed by mistake can still be answered."),
        longest=168 * HOUR,
        not_longer=N_("Nobody calls back once a case is closed."),
    ),
    "contact_codes": KeptKind(
        N_("Codes by which a customer is known again"),
        N_("after the number was written down"),
        DAY,
        usual=35 * DAY,
        shortest=31 * DAY,
        not_shorter=N_("The detectors look at whole months."),
        longest=60 * DAY,
        not_longer=N_("The keys of the codes are kept for two months."),
    ),
    "phone_marks": KeptKind(
        N_("Marks of phones that answered"),
        N_("after the answer"),
        DAY,
        usual=7 * DAY,
        shortest=1 * DAY,
        not_shorter=N_("The visits that one phone answers for are counted by day."),
        longest=30 * DAY,
        not_longer=N_("A mark is another one each day; later it tells nothing."),
    ),
    "local_parts": KeptKind(
        N_("Addresses, browsers and names in the trace"),
        N_("after the event"),
        DAY,
        usual=184 * DAY,
        shortest=184 * DAY,
        not_shorter=_NETWORK_LOGS,
        longest=1096 * DAY,
        not_longer=_THREE_YEARS,
    ),
    "sessions": KeptKind(
        N_("Sign-ins with address and browser"),
        N_("after their end"),
        DAY,
        usual=184 * DAY,
        shortest=184 * DAY,
        not_shorter=_NETWORK_LOGS,
        longest=1096 * DAY,
        not_longer=_THREE_YEARS,
    ),
    "known_browsers": KeptKind(
        N_("Browsers at which somebody is known"),
        N_("after they were last used"),
        DAY,
        usual=184 * DAY,
        shortest=31 * DAY,
        not_shorter=N_("Whoever comes back from leave must not be locked out."),
        longest=366 * DAY,
        not_longer=N_("A browser that nobody used for a year is another one."),
    ),
    "check_photos": KeptKind(
        N_("Photos of the checks"),
        N_("after they were added"),
        DAY,
        usual=400 * DAY,
        shortest=93 * DAY,
        not_shorter=N_("Whoever judges an appeal has to see the photo."),
        longest=1096 * DAY,
        not_longer=_THREE_YEARS,
    ),
    "desk_notes": KeptKind(
        N_("Notes of wishes, moments, recoveries, duty calls and customers who leave"),
        N_("after they were written"),
        DAY,
        usual=400 * DAY,
        shortest=62 * DAY,
        not_shorter=N_("The report of the month before is made from them."),
        longest=1096 * DAY,
        not_longer=_THREE_YEARS,
    ),
    "case_texts": KeptKind(
        N_("Texts of the follow-ups"),
        N_("after the case is closed"),
        DAY,
        usual=730 * DAY,
        shortest=184 * DAY,
        not_shorter=N_("A customer may come back to what was answered."),
        longest=1826 * DAY,
        not_longer=N_("After five years nobody comes back to it."),
    ),
}

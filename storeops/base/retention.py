"""How long personal data are kept that no figure needs for good, kind by kind. Pure.

From when on each time runs, and what goes then, docs/personal-data.md tells; a test holds the two together.
"""

from datetime import timedelta

KEPT: dict[str, timedelta] = {
    "contact_numbers": timedelta(hours=24),
    "contact_codes": timedelta(days=35),
    "phone_marks": timedelta(days=7),
    # Network logs are to be kept for six months (Cybersecurity Law of the PRC, article 21).
    "local_parts": timedelta(days=184),
    "sessions": timedelta(days=184),
    "known_browsers": timedelta(days=184),
    "check_photos": timedelta(days=400),
    "desk_notes": timedelta(days=400),
    "case_texts": timedelta(days=730),
}
CLEARED_TEXT = "-"
"""Stands where a text was that was cleared."""
CLEARED = "personal_data_cleared"
"""The event that records what was cleared."""

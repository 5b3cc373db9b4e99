"""Whether every closed month of stars still says what it was computed from."""

from collections.abc import Iterator

from sqlite_utils import Database

from storeops.month_end.kept_check_view import Recount, kept_findings
from storeops.quality.policy import policy_rows
from storeops.quality.stars import frozen, star_rows
from storeops.quality.stars.star_month import star_month
from storeops.quality.stars.stars_document import STARS, KeptStars


def star_findings(db: Database) -> Iterator[str]:
    """One sentence for each version that is gone or unreadable, and each checksum, total or number of stars that
    differs from its inputs."""
    return kept_findings(db, STARS, _RECOUNT)


def _checksum(kept: KeptStars) -> str:
    return frozen.checksum(kept.inputs)


def _differences(db: Database, kept: KeptStars, before: KeptStars | None) -> Iterator[str]:
    del before
    computed = _computed(db, kept)
    stored = {code: (sheet.total, sheet.stars) for code, sheet in star_rows.sheets(db, kept.id).items()}
    for code in sorted({*computed, *stored}):
        if code not in stored or code not in computed:
            yield f"employee {code} has a sheet {'stored' if code in stored else 'computed'} only"
        elif stored[code] != computed[code]:
            yield f"employee {code} has {_told(stored[code])} stored and {_told(computed[code])} computed"


_RECOUNT = Recount(
    wrong_checksum="the inputs do not have the stored checksum",
    unreadable="the inputs or the policy cannot be read",
    checksum=_checksum,
    differences=_differences,
)


Result = tuple[str | None, int | None]


def _computed(db: Database, kept: KeptStars) -> dict[str, Result]:
    policy = policy_rows.by_id(db, kept.policy_id).policy
    return {
        sheet.facts.employee: (None if sheet.total is None else str(sheet.total), sheet.stars)
        for sheet in star_month(frozen.from_text(kept.inputs), policy).sheets
    }


def _told(result: Result) -> str:
    total, stars = result
    return f"{total or 'no total'} ({stars or 'no'} stars)"

"""Whether every frozen month still says what it was computed from: what `storeops check` asks of the stars."""

from collections.abc import Iterator

from sqlite_utils import Database

from storeops.quality.policy import policy_rows
from storeops.quality.policy.refusals import PolicyRefused
from storeops.quality.stars import frozen, star_rows
from storeops.quality.stars.star_month import star_month
from storeops.quality.stars.star_rows import FrozenMonth


def star_findings(db: Database) -> Iterator[str]:
    """One sentence for each stored checksum, total or number of stars that differs from its inputs."""
    for kept in star_rows.all_frozen(db):
        named = f"the stars of {kept.month}, version {kept.version}"
        if frozen.checksum(kept.inputs) != kept.checksum:
            yield f"{named}: the inputs do not have the stored checksum"
        try:
            computed = _computed(db, kept)
        except (ValueError, KeyError, TypeError, ArithmeticError, PolicyRefused):
            yield f"{named}: the inputs or the policy cannot be read"
            continue
        stored = {code: (sheet.total, sheet.stars) for code, sheet in star_rows.sheets(db, kept.id).items()}
        for code in sorted({*computed, *stored}):
            if code not in stored or code not in computed:
                yield f"{named}: employee {code} has a sheet {'stored' if code in stored else 'computed'} only"
            elif stored[code] != computed[code]:
                yield f"{named}: employee {code} has {_told(stored[code])} stored and {_told(computed[code])} computed"


Result = tuple[str | None, int | None]


def _computed(db: Database, kept: FrozenMonth) -> dict[str, Result]:
    policy = policy_rows.by_id(db, kept.policy_id).policy
    return {
        sheet.facts.employee: (None if sheet.total is None else str(sheet.total), sheet.stars)
        for sheet in star_month(frozen.from_text(kept.inputs), policy).sheets
    }


def _told(result: Result) -> str:
    total, stars = result
    return f"{total or 'no total'} ({stars or 'no'} stars)"

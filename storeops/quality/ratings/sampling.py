"""Which moments of a visit are asked beside its end: drawn from the ticket's id, so that nobody chooses. Pure."""

import hashlib
import hmac
from dataclasses import dataclass

from storeops.quality.ratings.moments import DRAWN_MOMENTS, Moment, WhyShown

DIARY_SHARE = 0.05
"""This share of visits is asked about every moment."""
RANDOM_SHARE = 0.30
"""This share of visits is asked about one moment beside the end."""
BYTES = 8


@dataclass(frozen=True)
class Draw:
    """What was drawn for a visit. `why` is None where nothing was."""

    why: WhyShown | None
    moments: frozenset[Moment]


NOTHING = Draw(None, frozenset())
ALL = Draw(WhyShown.DIARY, frozenset(DRAWN_MOMENTS))


def drawn_moments(ticket_id: int, secret_key: str) -> Draw:
    """The moments asked of a ticket beside its end; always the same for a ticket of a hall.

    The hall's key keeps anybody at the door from working out which numbers will be asked.
    """
    drawn = hmac.new(secret_key.encode(), f"moments:{ticket_id}".encode(), hashlib.sha256).digest()
    share = int.from_bytes(drawn[:BYTES]) / 2 ** (8 * BYTES)
    if share < DIARY_SHARE:
        return ALL
    if share < DIARY_SHARE + RANDOM_SHARE:
        one = int.from_bytes(drawn[BYTES : 2 * BYTES]) % len(DRAWN_MOMENTS)
        return Draw(WhyShown.RANDOM, frozenset({DRAWN_MOMENTS[one]}))
    return NOTHING

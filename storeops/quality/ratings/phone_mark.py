"""How the answers of one phone browser are known: by a mark that it keeps for a day, never by who holds it. Pure."""

import hashlib
import hmac
from collections.abc import Sequence
from datetime import date

VISITS_OF_A_BROWSER = 2
"""For so many visits of a day one phone may answer: its owner's, and one of somebody who came along."""


def kept_mark(mark: str, day: date, secret_key: str) -> str:
    """What is kept of the mark of a browser. The same browser has another one on another day."""
    return hmac.new(secret_key.encode(), f"browser:{day.isoformat()}:{mark}".encode(), hashlib.sha256).hexdigest()


def is_doubtful(ticket_id: int, answered: Sequence[int]) -> bool:
    """Whether an answer about a ticket is in doubt; `answered` are the tickets that its browser answered about, by
    their first answer."""
    return ticket_id in answered[VISITS_OF_A_BROWSER:]

"""What somebody wrote into a form that was not taken, so that it can be shown and sent again: no words are lost."""

from collections.abc import Collection
from dataclasses import dataclass

from flask import request

GIVEN_ANEW = frozenset({"csrf_token", "idempotency_key"})
"""What every form gets anew."""


@dataclass(frozen=True)
class SentForm:
    """The form of this request: where it was sent, the texts to be shown, and what else stood in it."""

    address: str
    texts: list[tuple[str, str]]
    others: list[tuple[str, str]]


def sent_form(shown: Collection[str]) -> SentForm:
    """The form of this request; `shown` are the names of the fields that are texts."""
    sent = [(name, text) for name, text in request.form.items(multi=True) if name not in GIVEN_ANEW]
    address = request.full_path if request.query_string else request.path
    return SentForm(
        address=f"{request.script_root}{address}",
        texts=[(name, text) for name, text in sent if name in shown],
        others=[(name, text) for name, text in sent if name not in shown],
    )

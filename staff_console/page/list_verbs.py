"""Which verbs a list of tickets offers on the desk and on the hall page, to whom, and what their forms say."""

from collections.abc import Collection
from typing import Literal

from flask import Flask, request

from staff_console.page.doors import may_open
from storeops.base.typed_text import given_choice
from storeops.hall.targets import Segment
from storeops.queueing.ticket import Verb
from storeops.queueing.verb_table import VERB_TABLE, ListPlace, VerbRow

VerbPage = Literal["desk", "hall"]


def add_list_verbs(app: Flask) -> None:
    """Let the templates ask."""
    app.jinja_env.globals["verbs_in_list"] = verbs_in_list


def verbs_in_list(page: VerbPage, place: ListPlace, offered: Collection[Verb]) -> list[VerbRow]:
    """The verbs that a page shows at this place of a ticket: `offered` by its state, and open to whoever looks."""
    return [
        row
        for row in VERB_TABLE.values()
        if row.in_lists == place
        and (row.is_at_desk if page == "desk" else row.is_in_hall)
        and row.verb in offered
        and may_open(f"{page}.{row.name}")
    ]


def told_in_list(row: VerbRow) -> list[Segment]:
    """What the form of a verb in a list says beside the ticket. BadValue for an unknown segment."""
    return [given_choice("segment", request.form.get("segment", ""), Segment)] if "segment" in row.asks else []

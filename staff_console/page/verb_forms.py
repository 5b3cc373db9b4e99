"""Which verbs a list of tickets offers on the desk and on the hall page, to whom, and what the forms of verbs say."""

from collections.abc import Collection
from datetime import datetime
from typing import Literal

from flask import Flask, request

from staff_console.page.doors import may_open
from storeops.base.typed_text import given_choice
from storeops.base.whole_number import row_id
from storeops.hall.counter import CounterVerb
from storeops.hall.targets import Segment
from storeops.quality.follow_ups.promise_choice import PromiseChoice, promised_at
from storeops.queueing.last_counter_view import refuse_unless_meant
from storeops.queueing.ticket import TransactionClass, Verb
from storeops.queueing.verb_table import VERB_TABLE, ListPlace, VerbRow
from storeops.web import request as web

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


def told_ticket_id() -> int | None:
    """Which ticket of its number a form means; None where it does not say."""
    said = request.form.get("id", "")
    return row_id(said) if said else None


def refuse_unasked(row: VerbRow, counter_code: str) -> None:
    """A counter whose close would end visits is closed only by a form that said so. VisitsEndWithCounter."""
    if row.verb is CounterVerb.CLOSE:
        refuse_unless_meant(web.db(), web.clock().now(), counter_code, "ends_visits" in request.form)


def told(row: VerbRow, field: str) -> str | int | datetime | None:
    """What the form of a verb says in a field; None for what need not be said.

    BadValue for an unknown segment, class or promise.
    """
    if field == "id":
        return told_ticket_id()
    if field == "segment":
        return given_choice("segment", request.form.get("segment", ""), Segment)
    if field == "class":
        return given_choice("class", request.form.get("class", TransactionClass.NORMAL.value), TransactionClass)
    if field == "promised_at":
        choice = given_choice("promise", request.form.get("promise", PromiseChoice.NORM.value), PromiseChoice)
        return promised_at(choice, "", web.clock().now(), web.hall().zone)
    said = request.form.get(field, "")
    return (said.strip() or None) if row.body.model_fields[field].default is None else said

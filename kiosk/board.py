"""The board on the hall's television: who is called where, shown and spoken in both languages."""

from datetime import timedelta

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from kiosk.both_languages import InBoth, in_both, in_both_with
from storeops.base.actor import Actor
from storeops.base.i18n import LANGUAGES, N_
from storeops.base.typed_text import given_choice
from storeops.base.whole_number import whole_number
from storeops.hall.reasons import STOP_REASONS
from storeops.queueing import board_view, moving
from storeops.queueing.announcement import AnnouncedCall, is_numbered, spoken_call
from storeops.queueing.board_places import PLACES_ON_A_PAGE, breadth
from storeops.queueing.board_view import BoardView
from storeops.queueing.board_voices import Voice
from storeops.queueing.ticket import REINSTATE_WITHIN, State
from storeops.web import enrolled_screen
from storeops.web import request as web
from storeops.web.event_stream import seq_of_screen

pages = Blueprint("board", __name__, url_prefix="/board")

BOARD = "board"
"""The actor of a hall that enrols no screens."""

WORDS = {
    "title": N_("Calling board"),
    "ticket": N_("Ticket"),
    "counter": N_("Counter"),
    "at_counter": N_("Counter %(counter)s"),
    "go_to": N_("Please go to the counter"),
    "no_calls": N_("Nobody has been called yet"),
    "waiting": N_("People waiting"),
    "nobody": N_("Nobody is waiting"),
    "missed": N_("Missed your number? See the greeter within %(minutes)s minutes and keep your ticket."),
    "sound_on": N_("Turn on the sound"),
    "no_voice": N_("No voice here: please watch the numbers"),
    "refused": N_("The sound is off: please watch the numbers"),
    "disconnected": N_("Connection lost. The numbers may be out of date."),
    "stopped": N_("No tickets at the moment: %(what)s. Whoever has a ticket is served."),
    "restored": N_(
        "The hall was restored to %(time)s. If you took your number later, please ask our staff for a new one."
    ),
    "sample": N_("Sample hall: figures are not real"),
}
STATE_WORDS = {
    State.CALLED: N_("Please come"),
    State.SERVING: N_("Being served"),
    State.SERVED: N_("Served"),
}


def what_is_stopped(view: BoardView) -> InBoth:
    """The sentence about tickets that are not given: why in the whole hall, else for which services."""
    whole_hall = next((stop for stop in view.stops if stop.service is None), None)
    if whole_hall:
        what = in_both(STOP_REASONS[whole_hall.reason])
    else:
        services = [stop.service for stop in view.stops if stop.service]
        what = InBoth("、".join(one.name_zh for one in services), ", ".join(one.name_en for one in services))
    return in_both_with(WORDS["stopped"], what=what)


def spoken(call: AnnouncedCall) -> dict[str, str]:
    """What the voice says for a call, by language."""
    return {language: spoken_call(call.number, call.counter, language) for language in LANGUAGES}


@pages.get("")
def page() -> str:
    """The whole board."""
    return _render("board.html", None)


@pages.get("/fragment")
def fragment() -> str:
    """The parts that change, with the calls to announce after the event that the board had last."""
    after = whole_number(request.args.get("after", ""))
    return _render("board_fragment.html", None if after is None else seq_of_screen(after))


@pages.post("/announced")
def announced() -> Response:
    """The board has shown a call, and spoken it if it says so."""
    number, is_spoken = request.form.get("number", ""), request.form.get("is_spoken") == "1"
    moving.acknowledge(web.db(), web.clock(), Actor(enrolled_screen.acting(BOARD)), number, is_spoken)
    return Response(status=204)


@pages.post("/voice")
def voice() -> Response:
    """The board says every now and then whether it can speak."""
    heard = given_choice("voice", request.form.get("voice", ""), Voice)
    board = enrolled_screen.acting(request.remote_addr or "-")
    if web.take_voice(board, heard):
        moving.tell_voice(web.db(), web.clock(), Actor(enrolled_screen.acting(BOARD)), heard)
    return Response(status=204)


def _render(template: str, announced_up_to: int | None) -> str:
    return render_template(
        template,
        hall=web.hall(),
        view=board_view.board(web.db(), web.clock().now(), announced_up_to),
        words=WORDS,
        state_words=STATE_WORDS,
        in_both=in_both,
        spoken=spoken,
        what_is_stopped=what_is_stopped,
        PLACES_ON_A_PAGE=PLACES_ON_A_PAGE,
        breadth=breadth,
        is_numbered=is_numbered,
        minutes_to_return=REINSTATE_WITHIN // timedelta(minutes=1),
    )

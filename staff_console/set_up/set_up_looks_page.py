"""The looks: every component of the console in every state, for whoever changes a style or checks one."""

from datetime import timedelta

from flask import Blueprint, render_template

from staff_console.page.form import Form
from storeops.base.i18n import N_, translate
from storeops.queueing.stopwatch import Stopwatch
from storeops.web import request as web

pages = Blueprint("set_up_looks", __name__, url_prefix="/setup/looks")

STEPS = ("note", "small", "body", "lead", "title", "figure", "large", "huge")
"""The steps of the scale of type, smallest first."""

SHORT = {"zh": "变更套餐", "en": "Change the plan"}
LONG = {
    "zh": "企业集团套餐变更（含副卡共享流量、携号转网历史号码及国际漫游数据包的一并办理与核对）",
    "en": "Change of a company's group plan, with shared data of all extra cards, numbers brought along from another"
    " network, and roaming packages, done and checked together",
}
"""Texts as short as most, and as long as a hall can make them."""

TARGET_SECONDS = 180
RUNNING_SECONDS = {"fine": 65, "near": 150, "over": 245}
"""For each pace a time that has it."""


@pages.get("")
def looks() -> str:
    """The components, one card each. Nothing on the page does anything."""
    return render_template(
        "set_up_looks.html",
        form=_form(),
        steps=STEPS,
        short=SHORT[web.language()],
        long=LONG,
        watches={pace: _watch(seconds, TARGET_SECONDS) for pace, seconds in RUNNING_SECONDS.items()},
        without_target=_watch(RUNNING_SECONDS["over"], None),
    )


def _form() -> Form:
    """A form in which one field of each kind is refused and the others are filled."""
    refusal = translate(web.language(), N_("Give a whole number."))
    refused = ("refused", "refused_choice", "refused_text")
    typed = {"filled": LONG[web.language()], "choice": "2", "text": LONG[web.language()], "ticked": "1", "refused": "x"}
    return Form(typed, refusals=dict.fromkeys(refused, refusal))


def _watch(seconds: int, target_seconds: int | None) -> Stopwatch:
    """A time that stands still."""
    now = web.clock().now()
    return Stopwatch(now - timedelta(seconds=seconds), now, is_running=False, target_seconds=target_seconds)

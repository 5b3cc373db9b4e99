"""The list of the first day, which ticks itself off from what is there."""

from dataclasses import dataclass

from flask import Blueprint, request
from werkzeug.wrappers import Response

from staff_console.page.doors import asking_each_time
from staff_console.page.form import saved
from storeops.base.i18n import N_
from storeops.first_day import first_day_actions, first_day_view
from storeops.first_day.first_day_list import Step
from storeops.web import request as web

pages = Blueprint("set_up_first_day", __name__, url_prefix="/setup/first-day")


@dataclass(frozen=True)
class StepWords:
    """What a step is called, what to do, where, and what somebody says who ticks it by hand."""

    title: str
    to_do: str
    endpoint: str
    link: str
    said: str = ""


WORDS = {
    Step.NAME: StepWords(
        N_("Name of the hall"), N_("As customers know it, in both languages."), "set_up_hall.hall", N_("Name the hall")
    ),
    Step.LOOK: StepWords(
        N_("Logo and house colour"),
        N_("For the kiosk, the board and the customer's phone."),
        "set_up_hall.hall",
        N_("Choose them"),
        N_("We need none"),
    ),
    Step.HOURS: StepWords(
        N_("Opening hours"),
        N_("Several spans a day, days off, and single days that differ. Tickets are given by them."),
        "set_up_hall.hours",
        N_("Enter the hours"),
        N_("The hall never closes"),
    ),
    Step.CATALOGUE: StepWords(
        N_("Categories and services"),
        N_("Nine categories are ready to be taken; or type your own, or bring them from Excel."),
        "set_up_offer.categories",
        N_("Choose the services"),
    ),
    Step.COUNTERS: StepWords(
        N_("Counters"), N_("As they are numbered in the hall."), "set_up_counters.counters", N_("Add the counters")
    ),
    Step.PEOPLE: StepWords(
        N_("Employees"),
        N_("Each gets a PIN for one time and chooses an own one."),
        "set_up_people.employees",
        N_("Add the people"),
    ),
    Step.SCREENS: StepWords(
        N_("Kiosk and board"),
        N_("The page Devices says which address each opens; type the code that it shows there."),
        "set_up_devices.devices",
        N_("Pair the screens"),
    ),
    Step.VOICE: StepWords(
        N_("The board's voice"),
        N_("Touch the board once so that it may sound, then listen to the call."),
        "hall.page",
        N_("To the hall"),
        N_("We heard it"),
    ),
    Step.TAKEN: StepWords(
        N_("A test ticket is taken"),
        N_("At the kiosk, as a customer would; scan its code with a phone."),
        "hall.page",
        N_("To the hall"),
    ),
    Step.CALLED: StepWords(
        N_("It is called"),
        N_("At the counter's computer a clerk signs in, opens the counter, calls it, starts and finishes."),
        "desk.page",
        N_("To the desk"),
    ),
    Step.RATED: StepWords(
        N_("It is rated"),
        N_("The phone that scanned the code, or the counter's pad, asks right after the finish, for 15 seconds."),
        "hall.page",
        N_("To the hall"),
    ),
    Step.VOIDED: StepWords(
        N_("A ticket is voided"),
        N_("Take one more and void it within a minute, as after a mistake: on the hall page."),
        "hall.page",
        N_("To the hall"),
    ),
}


@pages.get("")
def page() -> Response:
    """The steps, those that are done ticked."""
    return web.page("set_up_first_day.html", day=first_day_view.first_day(web.db()), words=WORDS)


@pages.post("/done")
def done() -> Response:
    """Tick a step that nobody can see, or put the list away."""
    first_day_actions.say_done(web.db(), web.clock(), asking_each_time(), request.form.get("step", ""))
    return saved(".page")

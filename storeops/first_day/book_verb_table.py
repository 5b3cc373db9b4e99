"""Which actions the steps of a workbook are."""

from collections.abc import Callable, Mapping

from storeops.first_day.book_plan import BookVerb
from storeops.hall import offer_actions, set_up_actions
from storeops.people import enrolment_actions
from storeops.quality.checks import sheet_actions

BOOK_VERBS: Mapping[BookVerb, Callable[..., object]] = {
    BookVerb.ADD_CATEGORY: offer_actions.add_category,
    BookVerb.ADD_SERVICE: offer_actions.add_service,
    BookVerb.CHANGE_SERVICE: offer_actions.change_service,
    BookVerb.ADD_COUNTER: offer_actions.add_counter,
    BookVerb.CHANGE_COUNTER: offer_actions.change_counter,
    BookVerb.ADD_EMPLOYEE: enrolment_actions.add_employee,
    BookVerb.CHANGE_EMPLOYEE: enrolment_actions.change_employee,
    BookVerb.CHANGE_WEEK: set_up_actions.change_weekly_hours,
    BookVerb.SET_DAY: set_up_actions.set_special_day,
    BookVerb.ADD_SHEET: sheet_actions.add_sheet_version,
}
"""Each takes database, clock, who asks, and the values of its step; adding an employee answers the PIN for one time."""

"""What the asking of key moments refuses, by name."""

from storeops.base.errors import FieldRefused, NotFound, StoreOpsError
from storeops.base.i18n import N_


class RatingNotAsked(StoreOpsError):
    sentence = N_("This question is not being asked for this ticket now; nothing was recorded.")


class RatingTooLate(StoreOpsError):
    sentence = N_("The time for this answer is over; nothing was recorded. Please tell our staff what you think.")


class RatingGiven(StoreOpsError):
    sentence = N_("This question was answered already; the first answer counts.")


class RatingUndone(StoreOpsError):
    sentence = N_("This answer was taken back already.")


class ReasonNotAsked(StoreOpsError):
    status = 422
    sentence = N_("A reason is asked only after one of the two lowest answers; nothing was recorded.")


class NoReason(StoreOpsError):
    sentence = N_("No reason stands with this answer; there is nothing to take back.")


class OwnRatings(StoreOpsError):
    status = 403
    sentence = N_("Some of these answers are about yourself; somebody else must decide.")


class UnknownDoubt(NotFound):
    sentence = N_("There are no such answers in doubt; look at the list again.")


class UnknownRating(NotFound):
    sentence = N_("There is no such answer for this ticket.")


class AnswersNeeded(FieldRefused):
    sentence = N_(
        "Enter %(count)s different answers, one a line from the worst to the best, each up to %(limit)s characters."
    )

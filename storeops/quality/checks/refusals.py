"""What the daily checks refuse, by name. Pure."""

from storeops.base.errors import FieldRefused, NotFound, StoreOpsError
from storeops.base.i18n import N_

# Making a check


class UnknownSheet(NotFound):
    sentence = N_("There is no such sheet; choose one from the list.")


class UnknownItem(NotFound):
    sentence = N_("The sheet has no item %(item)s; reload the page.")


class UnknownCheck(NotFound):
    sentence = N_("There is no such check; choose one from the list.")


class UnknownPlannedCheck(NotFound):
    sentence = N_("There is no such planned check; look at today's plan.")


class CheckOfOneself(StoreOpsError):
    status = 403
    sentence = N_("Nobody checks or judges themself; let a colleague do it.")


class SheetDoesNotFit(StoreOpsError):
    sentence = N_("The sheet does not fit: a colleague's sheet needs a colleague, the hall's environment has none.")


class SheetOutdated(StoreOpsError):
    sentence = N_("The sheet has changed meanwhile; begin the check again with the version in force.")


class CheckTooLate(StoreOpsError):
    sentence = N_("A check is saved within %(minutes)s minutes of its start; begin it again.")


class CheckFromTheFuture(StoreOpsError):
    sentence = N_("The check begins later than now; begin it again.")


class PlannedCheckSettled(StoreOpsError):
    sentence = N_("This planned check is done or dropped already; choose another.")


class PlannedForLater(StoreOpsError):
    sentence = N_("This check is planned for %(time)s; checks at their planned time keep the times irregular.")


class PlannedForAnother(StoreOpsError):
    sentence = N_("This planned check is about somebody else or another day; choose it again from the plan.")


class DoubleOfAnother(StoreOpsError):
    status = 403
    sentence = N_("A double check is made by the two inspectors whom the plan names; choose another check.")


class MarkNeeded(FieldRefused):
    sentence = N_("Mark this item: 1, ½, 0 or N/A.")


class TimesNeeded(FieldRefused):
    sentence = N_("Say how often this was seen, 0 to %(most)s times, or N/A.")


class VetoNeeded(FieldRefused):
    sentence = N_("Say whether this happened: no, yes or N/A.")


class ReasonNeeded(FieldRefused):
    sentence = N_("Give the reason for what is taken off, at most %(limit)s characters.")


# What happens to a check afterwards


class MayNotEdit(StoreOpsError):
    status = 403
    sentence = N_("Only the inspector, or somebody who answers appeals, may change this check.")


class NotYourCheck(StoreOpsError):
    status = 403
    sentence = N_("This check is about somebody else; only the checked colleague may do this.")


class NotYourCheckToSee(StoreOpsError):
    status = 403
    sentence = N_("You may see your own checks and those that you made.")


class NothingChanged(StoreOpsError):
    status = 422
    sentence = N_("Nothing was changed: change a mark or a reason first.")


class PhotoRefused(FieldRefused):
    sentence = N_("Choose a photo as JPEG, PNG or WebP of at most %(limit)s MB.")


class PhotoUnreadable(FieldRefused):
    sentence = N_("This file cannot be read as a photo; take it again, or choose another one as JPEG, PNG or WebP.")


class PhotoTooWide(FieldRefused):
    sentence = N_("The photo has more than %(limit)s million pixels; choose a smaller one.")


class TooManyPhotos(StoreOpsError):
    sentence = N_("A check holds at most %(limit)s photos; this one was not added.")


class UnknownPhoto(NotFound):
    sentence = N_("There is no such photo; look at the check again.")


# Appeals


class UnknownCheckAppeal(NotFound):
    sentence = N_("There is no such appeal; look at the list again.")


class CheckAppealOpen(StoreOpsError):
    sentence = N_("An appeal about this item is open already; wait for its answer.")


class CheckAppealTooLate(StoreOpsError):
    sentence = N_("Appeals were possible until %(day)s; talk to the supervisor.")


class CheckAppealAnswered(StoreOpsError):
    sentence = N_("This appeal has been answered already.")


class AppealOfOwnCheck(StoreOpsError):
    status = 403
    sentence = N_("An appeal is answered by somebody who neither made nor changed the check and is not checked in it.")


class MayNotAnswer(StoreOpsError):
    status = 403
    sentence = N_("Only inspectors and supervisors may answer appeals.")


class NewMarkNeeded(FieldRefused):
    sentence = N_("Choose the new mark; it must differ from the present one.")


# Sheets


class WeightsNotHundred(StoreOpsError):
    status = 422
    sentence = N_("The weights add up to %(sum)s; they must add up to 100.")


class TooFewItems(StoreOpsError):
    status = 422
    sentence = N_("A sheet needs at least %(least)s items; this one has %(count)s.")


class CodeTwice(FieldRefused):
    sentence = N_("The code %(code)s stands here twice; choose another.")


class DayPast(FieldRefused):
    sentence = N_("Choose today or a later day.")

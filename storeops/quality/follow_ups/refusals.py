"""What follow-ups refuse, by name."""

from storeops.base.errors import FieldRefused, NotFound, StoreOpsError
from storeops.base.i18n import N_


class UnknownFollowUp(NotFound):
    sentence = N_("There is no such follow-up; look at the list and choose one.")


class FollowUpClosed(StoreOpsError):
    sentence = N_("Follow-up %(id)s is closed; reopen it first if the customer has come back.")


class FollowUpStillOpen(StoreOpsError):
    sentence = N_("Follow-up %(id)s is still open; there is nothing to reopen.")


class PraiseNeedsNoAnswer(StoreOpsError):
    sentence = N_("Praise is recorded and shown; there is nothing to answer or to hand over.")


class PraiseOfYourself(FieldRefused):
    sentence = N_("Nobody praises themself; let the colleague who heard it write it down.")


class NothingToRule(StoreOpsError):
    sentence = N_("Follow-up %(id)s waits for no verdict: only closed complaints and praise of a colleague do.")


class RuledAlready(StoreOpsError):
    sentence = N_("Follow-up %(id)s has its verdict already; its employee may appeal against the entry.")


class NotYourFollowUp(StoreOpsError):
    status = 403
    sentence = N_("Follow-up %(id)s belongs to employee %(owner)s; only they or a manager may do this.")


class NotForYou(StoreOpsError):
    status = 403
    sentence = N_("You may write down follow-ups in your own name only; leave the opener empty or name yourself.")


class AlreadyReplied(StoreOpsError):
    sentence = N_("Follow-up %(id)s already has the reply that was given on the spot; write what is new when closing.")


class HandOverOpen(StoreOpsError):
    sentence = N_(
        "Follow-up %(id)s is offered to employee %(offered_to)s already; wait for the answer or take it back."
    )


class NothingOffered(StoreOpsError):
    sentence = N_("Follow-up %(id)s is not offered to you any more; look at the list.")


class AlreadyTheOwner(FieldRefused):
    sentence = N_("Employee %(owner)s owns this follow-up already; choose somebody else.")


class NotEscalated(StoreOpsError):
    sentence = N_("Follow-up %(id)s has not escalated; its owner still has time to answer or to hand it over.")


class PhoneNeeded(FieldRefused):
    sentence = N_("Enter a phone number with its area code, such as 13812345678, or leave it empty.")


class PromiseNeeded(FieldRefused):
    sentence = N_("Promise a time that is still to come, at most %(hours)s hours from now.")


class MomentNeeded(FieldRefused):
    sentence = N_("Enter a day and a time, such as 2026-10-01 17:00.")


class NoSuchTicket(FieldRefused):
    sentence = N_("There is no ticket with this number; check it, or leave it empty.")


class PhoneNotKept(FieldRefused):
    sentence = N_(
        "The hall's key file is missing, so no phone number can be kept. Leave it out and tell the administrator."
    )


class NoContact(NotFound):
    sentence = N_("No phone number was left with this follow-up, or it has been cleared.")


class ContactLost(StoreOpsError):
    sentence = N_("This phone number cannot be read: the key file was lost or replaced; ask the customer again.")

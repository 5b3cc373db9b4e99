"""What writing down customers' words refuses, by name. Pure."""

from storeops.base.errors import FieldRefused, StoreOpsError
from storeops.base.i18n import N_


class UnknownNumber(FieldRefused):
    sentence = N_("No ticket has the number %(number)s; check it, or leave the field empty.")


class WishNeedsWords(FieldRefused):
    sentence = N_("Write in a few words what the customer would like; an empty wish is not noted.")


class UnknownWish(StoreOpsError):
    status = 404
    sentence = N_("This wish is not among those that you noted today; only these can be taken back.")


class NoteTooLong(FieldRefused):
    sentence = N_("The note is too long; write at most %(limit)s characters.")

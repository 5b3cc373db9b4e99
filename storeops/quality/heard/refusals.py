"""What writing down customers' words refuses, by name. Pure."""

from storeops.base.errors import FieldRefused
from storeops.base.i18n import N_


class UnknownNumber(FieldRefused):
    sentence = N_("No ticket has the number %(number)s; check it, or leave the field empty.")


class NoteTooLong(FieldRefused):
    sentence = N_("The note is too long; write at most %(limit)s characters.")

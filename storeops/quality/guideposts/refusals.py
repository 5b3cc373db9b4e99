"""What key moments and answer cards refuse, by name. Pure."""

from storeops.base.errors import NotFound
from storeops.base.i18n import N_


class UnknownMoment(NotFound):
    sentence = N_("There is no key moment %(moment)s; choose one from the list.")


class UnknownCard(NotFound):
    sentence = N_("There is no such answer card; choose one from the list.")

"""What the server refuses, by name. Pure."""

from storeops.base.errors import StoreOpsError
from storeops.base.i18n import N_


class PortTaken(StoreOpsError):
    sentence = N_("Port %(port)s on %(host)s cannot be used (%(cause)s); choose another with --port.")

"""What the sample hall refuses, by name. Pure."""

from storeops.base.errors import StoreOpsError
from storeops.base.i18n import N_


class NoSample(StoreOpsError):
    sentence = N_("This is a real hall already; only a sample hall is made real, because its people and history go.")

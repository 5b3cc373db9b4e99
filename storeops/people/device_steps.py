"""The name and the counter of a device, as a form gives them. Steps of several actions."""

from storeops.base.typed_text import given_text
from storeops.people import device_rows
from storeops.people.devices import LONGEST_NAME
from storeops.people.refusals import DeviceExists, PadNeedsCounter
from storeops.store.database import HallDatabase


def free_name(db: HallDatabase, text: str, own: str | None = None) -> str:
    """A name that no other device has; TextNeeded, DeviceExists."""
    name = given_text("name", text, LONGEST_NAME)
    if name != own and device_rows.name_taken(db, name):
        raise DeviceExists(name=name)
    return name


def counter_in_use(db: HallDatabase, code: str) -> int:
    """The id of a counter that is in use; PadNeedsCounter."""
    counter_id = device_rows.counter_in_use(db, code)
    if counter_id is None:
        raise PadNeedsCounter("counter")
    return counter_id

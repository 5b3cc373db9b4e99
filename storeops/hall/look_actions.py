"""Giving the hall its own look: logo and house colour. Actions."""

from datetime import datetime
from hashlib import sha256

from storeops.base.actor import Actor
from storeops.hall import hall_rows, look_rows, set_up_rows
from storeops.hall.house_colour import given_colour
from storeops.hall.sent_logo import CleanLogo
from storeops.hall.set_up_rules import changes
from storeops.store import journal, traced_rows
from storeops.store.action import action
from storeops.store.database import HallDatabase


@action
def set_logo(db: HallDatabase, now: datetime, by: Actor, logo: CleanLogo) -> None:
    """Show a picture that was written anew on every screen."""
    mark = sha256(logo.content).hexdigest()[:16]
    if mark != hall_rows.hall(db).logo_mark:
        look_rows.keep_logo(db, logo.content, mark)
        written = traced_rows.written(db, set_up_rows.TRACED_HALL, 1)
        journal.append(db, now, "logo_set", by.name, written=written, logo=mark)


@action
def remove_logo(db: HallDatabase, now: datetime, by: Actor) -> None:
    """Show no logo any more; nothing happens where there is none."""
    if hall_rows.hall(db).logo_mark is not None:
        look_rows.drop_logo(db)
        written = traced_rows.written(db, set_up_rows.TRACED_HALL, 1)
        journal.append(db, now, "logo_removed", by.name, written=written)


@action
def set_house_colour(db: HallDatabase, now: datetime, by: Actor, colour: str) -> None:
    """Draw every screen in this colour; empty: in the shipped one. ColourNeeded, ColourTooLight."""
    new = given_colour("house_colour", colour)
    changed = changes({"house_colour": hall_rows.hall(db).house_colour}, {"house_colour": new})
    if changed:
        look_rows.write_colour(db, new)
        written = traced_rows.written(db, set_up_rows.TRACED_HALL, 1)
        journal.append(db, now, "house_colour_set", by.name, written=written, changed=changed)

"""Setting up the key moments: core need, norm, guidepost and question of each. An action."""

from dataclasses import asdict
from datetime import datetime

from storeops.base.actor import Actor
from storeops.hall.set_up_rules import changes
from storeops.quality.guideposts import moment_rows
from storeops.quality.guideposts.guidepost import MomentTexts
from storeops.quality.guideposts.moment_rules import given_moment
from storeops.store import journal, traced_rows
from storeops.store.action import action
from storeops.store.database import HallDatabase


@action
def change_moment(db: HallDatabase, now: datetime, by: Actor, texts: MomentTexts) -> None:
    """Change a key moment's texts; a change that changes nothing writes nothing. TextNeeded, TextTooLong."""
    texts = given_moment(texts)
    before = next(moment for moment in moment_rows.all_moments(db) if moment.code is texts.code)
    changed = changes(asdict(before), asdict(texts))
    if changed:
        moment_rows.update_moment(db, texts)
        written = traced_rows.written(db, moment_rows.TRACED_MOMENTS, texts.code.value)
        journal.append(
            db, now, "moment_changed", by.name, written=written, moment=texts.code.value, changed=sorted(changed)
        )

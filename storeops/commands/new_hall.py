"""Making a hall where none stands."""

from pathlib import Path

from storeops.base.clock import Clock
from storeops.commands.command_line import COMMAND_LINE
from storeops.sample import founding_actions
from storeops.store import database
from storeops.tracing.chain_actions import begin_chain


def found_hall(
    path: Path, zone: str, sample_counters: int | None, clock: Clock, *, with_catalogue: bool = False
) -> list[founding_actions.NewEmployee]:
    """Make the database and the hall in it; whatever goes wrong, no half hall ever stands at the path."""
    founding_actions.known_zone(zone)
    with database.created_aside(path) as db:
        begin_chain(db, clock, COMMAND_LINE, "founded")
        if sample_counters is None:
            return founding_actions.found_hall(db, clock, COMMAND_LINE, zone, with_catalogue=with_catalogue)
        return founding_actions.found_sample_hall(db, clock, COMMAND_LINE, zone, sample_counters)

"""Whom a number means."""

import re

from storeops.queueing.ticket import LIVE
from storeops.store.named_ticket_rows import MEANT_BY_NUMBER


def test_whoever_is_alive_is_looked_for_in_every_state_of_the_living() -> None:
    [states] = re.findall(r"state IN \((.*?)\)", MEANT_BY_NUMBER)

    assert set(states.replace("'", "").split(", ")) == {state.value for state in LIVE}

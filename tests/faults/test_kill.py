"""A server that is killed in the middle of its work loses nothing that it has answered."""

import threading
from http.client import HTTPException
from pathlib import Path

import pytest
from sqlite_utils import Database

from tests.served_hall import ServedHall

KILLS = 20
CLIENTS = 4
TICKETS_BEFORE_KILL = 40


@pytest.mark.slow
def test_every_ticket_that_was_answered_survives_twenty_kills(tmp_path: Path) -> None:
    hall = ServedHall.founded(tmp_path, counters=CLIENTS)
    answered: list[str] = []

    for _ in range(KILLS):
        hall.start()
        answered += _issue_and_serve_until_killed(hall)

    assert len(answered) >= KILLS * TICKETS_BEFORE_KILL
    assert len(set(answered)) == len(answered)
    db = Database(hall.path)
    kept = {row["token"] for row in db.query("SELECT token FROM ticket")}
    db.close()
    assert set(answered) <= kept
    assert hall.check().stdout == "clean\n"


def _issue_and_serve_until_killed(hall: ServedHall) -> list[str]:
    """Let clients work, kill the server under them, and answer the tokens of the tickets that it had answered."""
    answered: list[str] = []
    enough = threading.Event()

    def work(counter: int) -> None:
        verbs = ("call-next", "start", "finish")
        try:
            hall.ask("POST", f"/counters/{counter}/open", {"employee": str(1000 + counter)})
            while True:
                issued = hall.ask("POST", "/tickets", {"service": "payment"})
                if issued.status == 201:
                    answered.append(issued.body["token"])
                if len(answered) >= TICKETS_BEFORE_KILL:
                    enough.set()
                for verb in verbs:
                    hall.ask("POST", f"/counters/{counter}/{verb}")
        except (OSError, HTTPException, ValueError):
            return  # the server is gone, as it should be

    clients = [threading.Thread(target=work, args=(counter,)) for counter in range(1, CLIENTS + 1)]
    for client in clients:
        client.start()
    assert enough.wait(60)
    hall.kill()
    for client in clients:
        client.join()
    return answered

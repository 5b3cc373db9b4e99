"""A hall as the version that landed a schema left it, kept in tests/schemas: the tests bring each of them up to date.

    python -m tests.old_halls [TREE]

plays a piece of a day at the tree of a version, this one unless told, by that version's own server and over its API;
then the server is killed, so that counters are open, tickets wait and the write-ahead log is left. What stands in the
folder then, the key file included, is packed into tests/schemas/STEP.tar.xz, where STEP is the newest step of the tree.
"""

import json
import os
import re
import signal
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

FOLDER = Path(__file__).parent / "schemas"
KEPT = sorted(file.name.removesuffix(".tar.xz") for file in FOLDER.glob("*.tar.xz"))
"""The steps of which a hall is kept."""
UNKEPT = {
    "0001_hall": "no version ended with it",
    "0002_queueing": "no version with its present text ended with it",
    "0004_quality": "it landed with the step that follows it",
    "0007_vocabulary": "no version with its present text ended with it",
    "0010_scopes_of_programs": "it landed under another number",
    "0011_enrolled_screens": "it landed under another number",
    "0012_policy_of_closed_month": "it landed under another number",
    "0013_case_verdict": "it landed under another number",
    "0014_first_asked": "it landed with the step that follows it",
    "0016_exceptional_claims": "it landed with the step that follows it",
    "0019_hall_key": "it landed under another number",
    "0023_what_cases_came_of": "no version with the present text of the steps before it ended with it",
    "0036_set_up_edition": "no version with the present text of the steps before it ended with it",
    "0037_issuing_stop": "it landed under another number",
}
"""The steps of which none is, with the reason: they landed before halls were kept."""
SCOPES = "issue,serve,read,rate,check,care,set-up"
"""What a program may do that plays the day, where its version knows such a thing."""


class OldHall:
    """A hall that a tree's own command line made in a folder, and what its program asks of it."""

    def __init__(self, tree: Path, path: Path) -> None:
        self._tree = tree
        self.path = path
        self._command("init", "--sample", "--counters", "3")
        adding = ("device", "add", "till", "--kind", "integration")
        try:
            self._token = self._command(*adding, "--allow", SCOPES).strip()
        except subprocess.CalledProcessError:  # from before there were scopes
            self._token = self._command(*adding).strip()

    def _start(self, *arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "-m", "storeops.cli", "--db", str(self.path), *arguments],
            cwd=self._tree,
            env={**os.environ, "PYTHONPATH": str(self._tree)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def _command(self, *arguments: str) -> str:
        process = self._start(*arguments)
        said, complained = process.communicate()
        if process.returncode:
            raise subprocess.CalledProcessError(process.returncode, arguments, said, complained)
        return said

    @contextmanager
    def served(self) -> Iterator[None]:
        """Serve it for the block; at its end the server is killed as by a power cut."""
        process = self._start("serve", "--port", "0")
        try:
            assert process.stdout is not None
            told = process.stdout.readline()
            found = re.search(r":(\d+)\s*$", told)
            assert found, f"the server said {told!r}"
            self._port = int(found.group(1))
            yield
        finally:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()

    def ask(self, path: str, body: object = None) -> dict[str, Any]:
        """Send a body to an address of the API; its answer. AssertionError where it is refused."""
        connection = HTTPConnection("127.0.0.1", self._port, timeout=20)
        try:
            headers = {"Authorization": f"Bearer {self._token}", "Content-Type": "application/json"}
            connection.request("POST", f"/api/v1{path}", json.dumps(body or {}), headers)
            answer = connection.getresponse()
            content = answer.read()
        finally:
            connection.close()
        assert answer.status < 300, f"{path}: {answer.status} {content!r}"
        found: dict[str, Any] = json.loads(content)
        return found


def play(hall: OldHall) -> None:
    """Two counters are open: one served two customers and asked one, and serves a third; the other has called one."""
    for counter in ("1", "2"):
        hall.ask(f"/counters/{counter}/open", {"employee": f"100{counter}"})
    for service in ("payment", "payment", "plan_change", "payment", "invoice", "advice"):
        hall.ask("/tickets", {"service": service})
    for _ in range(2):
        for verb in ("call-next", "start", "finish"):
            hall.ask(f"/counters/1/{verb}")
    hall.ask("/counters/1/call-next")
    hall.ask("/counters/1/start")
    hall.ask("/counters/2/call-next")


def unpacked(step: str, folder: Path) -> Path:
    """The kept hall of a step, put into a folder; its database."""
    with tarfile.open(FOLDER / f"{step}.tar.xz") as packed:
        packed.extractall(folder, filter="data")
    return folder / "hall.db"


def newest_step(tree: Path) -> str:
    """The name of a tree's newest step."""
    return max(file.stem for file in (tree / "migrations").glob("*.sql"))


def make(tree: Path) -> Path:
    """Play at a tree and pack what is left; the file that was written."""
    made = FOLDER / f"{newest_step(tree)}.tar.xz"
    with TemporaryDirectory() as folder:
        hall = OldHall(tree, Path(folder) / "hall.db")
        with hall.served():
            play(hall)
        assert Path(f"{hall.path}-wal").stat().st_size, "no write-ahead log was left"
        with tarfile.open(made, "w:xz") as packed:
            for name in ("hall.db", "hall.db-wal", "hall.db.keys"):
                if (Path(folder) / name).exists():
                    packed.add(Path(folder) / name, name)
    return made


if __name__ == "__main__":
    print(make(Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else Path(__file__).parents[1]))

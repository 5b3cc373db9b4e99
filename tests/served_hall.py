"""A hall as its users meet it: the real `storeops serve` in a process of its own, on a free port."""

import http.client
import io
import json
import os
import re
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from storeops.cli import main
from storeops.people.scopes import Scope
from tests.warm_start import WarmCommand

START_SECONDS = 30


def storeops(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command line to its end and answer what it said: its exit code, and what it wrote.

    In this process, because starting one takes longer than most commands; one that serves gets a process of its own.
    """
    if "serve" in arguments:
        served = WarmCommand(*arguments)
        told = served.communicate(timeout=START_SECONDS)
        return subprocess.CompletedProcess(list(arguments), served.returncode, *told)
    said, complained = io.StringIO(), io.StringIO()
    before, sys.argv = sys.argv, ["storeops", *arguments]
    try:
        with redirect_stdout(said), redirect_stderr(complained), pytest.raises(SystemExit) as left:
            main()
    finally:
        sys.argv = before
    code = left.value.code
    assert isinstance(code, int)
    return subprocess.CompletedProcess(list(arguments), code, said.getvalue(), complained.getvalue())


@dataclass
class Answer:
    status: int
    body: Any
    headers: dict[str, str]


Process = WarmCommand | subprocess.Popen[str]


@dataclass
class ServedHall:
    """A running server. `token` is that of a program that may do everything; `pins` are those that `init` printed.

    `program` is what serves it: the command line, unless something is put under it.
    """

    path: Path
    token: str
    pins: dict[str, str]
    options: tuple[str, ...] = ()
    port: int = 0
    program: Callable[[], object] = main
    process: Process | None = field(default=None, repr=False)

    @classmethod
    def founded(cls, folder: Path, counters: int = 3, options: tuple[str, ...] = ()) -> "ServedHall":
        """Found a sample hall in `folder`; start() serves it."""
        path = folder / "hall.db"
        made = storeops("--db", str(path), "init", "--sample", "--counters", str(counters))
        assert made.returncode == 0, made.stderr
        pins = dict(re.findall(r"^(\d+) +PIN (\d+)", made.stdout, re.MULTILINE))
        allowed = ",".join(Scope)
        added = storeops("--db", str(path), "device", "add", "tests", "--kind", "integration", "--allow", allowed)
        token = added.stdout.strip()
        return cls(path, token, pins, options)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> "ServedHall":
        """Serve, and come back once the server says that it listens."""
        arguments = ("--db", str(self.path), "serve", "--port", "0", *self.options)
        return self._run_by(WarmCommand(*arguments, program=self.program))

    def start_cold(self) -> "ServedHall":
        """Serve by a command that shares nothing with the tests, as in a real hall: what is measured is its own."""
        return self.start_by(
            [sys.executable, "-m", "storeops.cli", "--db", str(self.path), "serve", "--port", "0", *self.options]
        )

    def start_by(self, command: list[str]) -> "ServedHall":
        """Serve by a command, and come back once it says that it listens."""
        return self._run_by(subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True))

    def _run_by(self, process: Process) -> "ServedHall":
        self.process = process
        line = _first_line(self.process, START_SECONDS)
        found = re.fullmatch(r"listening on https?://127\.0\.0\.1:(\d+)", line.strip())
        assert found, f"the server said {line!r} and then: {self._last_words()}"
        self.port = int(found.group(1))
        return self

    def _last_words(self) -> str:
        assert self.process is not None
        self.process.kill()
        return self.process.communicate()[1]

    def kill(self) -> None:
        """End the server and all its children as a power cut would."""
        assert self.process is not None
        for pid in self.processes():
            os.kill(pid, signal.SIGKILL)
        self.process.communicate()

    def freeze(self) -> None:
        """Stop the server and its children in the midst of what they do: ports stay open, and nobody answers."""
        for pid in self.processes():
            os.kill(pid, signal.SIGSTOP)

    def thaw(self) -> None:
        """Let a frozen server go on."""
        for pid in self.processes():
            os.kill(pid, signal.SIGCONT)

    def processes(self) -> list[int]:
        """The process that watches and the one that serves, without those of heavy works."""
        assert self.process is not None
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return [self.process.pid, *map(int, children)]

    def stop(self) -> int:
        """End the server politely; its exit code."""
        assert self.process is not None
        if self.process.poll() is None:
            self.thaw()
            self.process.terminate()
        self.process.communicate(timeout=20)
        return self.process.returncode

    def ask(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        token: str | None = "",
        headers: dict[str, str] | None = None,
        raw: bytes | None = None,
    ) -> Answer:
        """One request to the API; `token` "" is the integration's, None sends none."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        sent = dict(headers or {})
        if token is not None:
            sent["Authorization"] = f"Bearer {token or self.token}"
        data = raw if raw is not None else json.dumps(body).encode() if body is not None else None
        try:
            connection.request(method, f"/api/v1{path}", data, sent)
            response = connection.getresponse()
            content = response.read()
        finally:
            connection.close()
        parsed = json.loads(content) if "json" in response.headers.get("Content-Type", "") else content
        return Answer(response.status, parsed, dict(response.headers))

    def open_counters(self, count: int) -> None:
        """Open counters 1 to `count` with their clerks."""
        for number in range(1, count + 1):
            opened = self.ask("POST", f"/counters/{number}/open", {"employee": str(1000 + number)})
            assert opened.status == 200, opened

    def check(self) -> subprocess.CompletedProcess[str]:
        """What `storeops check` says of the database."""
        return storeops("--db", str(self.path), "check")


def _first_line(process: Process, seconds: float) -> str:
    """The first line that a process prints; empty if it ends or stays silent."""
    assert process.stdout is not None
    with selectors.DefaultSelector() as selector:
        selector.register(process.stdout, selectors.EVENT_READ)
        ends = time.monotonic() + seconds
        while time.monotonic() < ends and process.poll() is None:
            if selector.select(0.2):
                return process.stdout.readline()
    return process.stdout.read() if process.poll() is not None else ""

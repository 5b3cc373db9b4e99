"""Heavy work done where the test runs: what is done is the same, only the process is not another one."""

import pickle
from collections.abc import Hashable
from contextlib import closing
from io import BytesIO
from pathlib import Path

from storeops.base.clock import Clock
from storeops.base.settings import read
from storeops.running.heavy_request import HeavyRequest
from storeops.running.heavy_tasks import perform
from storeops.store.database import connect
from storeops.web.workshop import IsUnwanted, Made, Progress, Tell


class RunsHere:
    """A Runner of the workshop, for tests that look at what a page makes of a work."""

    def __init__(self, path: Path, clock: Clock) -> None:
        self._path = path
        self._clock = clock

    def __call__(self, work: Hashable, tell: Tell, is_unwanted: IsUnwanted) -> Made:
        request = HeavyRequest(work, read({}, self._path), self._clock)
        content = BytesIO()
        with closing(connect(self._path)) as db:
            value = perform(pickle.loads(pickle.dumps(request)), db, content, lambda *step: tell(Progress(*step)))
        return Made(pickle.loads(pickle.dumps(value)), content, content.tell())

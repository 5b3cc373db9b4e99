"""What programs are told after a fault: a problem, whose detail has the number under which the log tells of it."""

import re

import pytest

from storeops.store.database import HallDatabase
from storeops.web.request import Runtime
from tests.api.conftest import Program
from tests.factories import lose


def test_a_fault_is_a_problem_with_the_number_of_its_line_in_the_log(
    program: Program, db: HallDatabase, caplog: pytest.LogCaptureFixture
) -> None:
    lose(db, "service")

    answer = program.get("/services")

    assert (answer.status_code, answer.mimetype) == (500, "application/problem+json")
    assert answer.json["type"] == "urn:storeops:problem:fault"
    (number,) = re.findall(r"number (\d{6})\.", answer.json["detail"])
    (told,) = [each for each in caplog.records if each.levelname == "ERROR"]
    assert told.getMessage() == f"fault {number}: GET /services"


def test_a_database_that_is_gone_is_a_problem_of_its_own(program: Program, runtime: Runtime) -> None:
    runtime.pool.close()
    runtime.pool.path.rename(runtime.pool.path.with_suffix(".away"))

    answer = program.get("/services")

    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
    assert answer.json["type"] == "urn:storeops:problem:database-gone"

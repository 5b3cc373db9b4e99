"""What the API describes, asked with made-up values by everybody: each answer is one that the document tells."""

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis.checks import (
    content_type_conformance,
    not_a_server_error,
    response_schema_conformance,
    status_code_conformance,
)
from schemathesis.core.result import Ok
from werkzeug.exceptions import NotFound
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from storeops.api.app import create_app
from storeops.base.clock import FrozenClock
from storeops.people.door_table import DOORS, Open, Site, lets_in
from storeops.store.database import HallDatabase
from storeops.web import request as web
from tests.callers import KNOCKERS, Knocker, standing_at

BASE = "/api/v1"
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
EXAMPLES = 3
"""Of each operation by each caller: 23 callers with 50 operations make some thousands of requests."""


@pytest.mark.parametrize("who", [who for who in KNOCKERS if not who.screen], ids=lambda who: who.name)
def test_whatever_anybody_asks_the_api_answers_as_it_describes(
    runtime: web.Runtime, db: HallDatabase, clock: FrozenClock, who: Knocker
) -> None:
    app = create_app(runtime)
    caller = standing_at(app, Site.API, who, db, clock)
    bearer = caller.client.environ_base.get("HTTP_AUTHORIZATION")
    schema = schemathesis.openapi.from_wsgi(f"{BASE}/openapi.json", DispatcherMiddleware(NotFound(), {BASE: app}))
    asked = 0
    for operation in (found.ok() for found in schema.get_all_operations() if isinstance(found, Ok)):
        if operation.method == "delete":
            continue  # it ends the session that the others need

        @given(case=operation.as_strategy())
        @settings(max_examples=EXAMPLES, suppress_health_check=list(HealthCheck))
        def ask(case: Any) -> None:
            nonlocal asked
            asked += 1
            response = case.call(headers={"Authorization": bearer} if bearer else {})
            case.validate_response(response, checks=CHECKS)
            door = DOORS[Site.API][f"{case.method} {case.path.replace('{', '<').replace('}', '>')}"]
            if door is not Open.TO_ALL and not lets_in(door, who.permissions_at(Site.API)):
                assert response.status_code in (401, 403, 404, 405)

        ask()

    assert asked > 100

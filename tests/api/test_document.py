"""The OpenAPI document names every address that there is."""

import re

from flask.testing import FlaskClient

from storeops.api.app import create_app
from storeops.web import request as web
from tests.api.conftest import Program


def test_the_document_names_each_route_and_no_other(runtime: web.Runtime, stranger: Program) -> None:
    app = create_app(runtime)
    routes = {
        (re.sub(r"<(\w+)>", r"{\1}", rule.rule), method.lower())
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }

    document = stranger.get("/openapi.json").json

    named = {(path, method) for path, methods in document["paths"].items() for method in methods}
    assert named == routes - {("/openapi.json", "get")}
    assert document["openapi"].startswith("3.1")


def test_every_reference_in_the_document_leads_somewhere(stranger: Program) -> None:
    text = stranger.get("/openapi.json").text
    schemas = stranger.get("/openapi.json").json["components"]["schemas"]

    assert set(re.findall(r"#/components/schemas/(\w+)", text)) <= set(schemas)


def test_the_class_of_a_transaction_is_called_class(stranger: Program, client: FlaskClient) -> None:
    finish = stranger.get("/openapi.json").json["components"]["schemas"]["Finish"]

    assert set(finish["properties"]) == {"class", "reason", "reply", "promised_at"}

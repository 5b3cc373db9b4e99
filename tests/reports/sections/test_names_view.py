"""The names that a closed month keeps."""

from storeops.reports.sections.records_view import names
from storeops.reports.sections.section_json import written
from storeops.store.database import HallDatabase
from tests.factories import CAST
from tests.reports.sections.march import MARCH


def test_everything_that_a_figure_may_belong_to_has_its_names(db: HallDatabase) -> None:
    found = written(names(db, MARCH))

    assert found["services"]["payment"] == {
        "zh": "交话费",
        "en": "Pay a bill",
        "target_seconds": 180,
        "category": "payment",
    }
    assert found["services"]["advice"]["target_seconds"] is None
    assert "fax" in found["services"], "a service that is no longer offered has figures of earlier months"
    assert found["categories"] == {code: {"zh": code, "en": code} for code in ("payment", "plans", "other")}
    assert found["employees"] == {person.code: person.name for person in CAST}
    assert {"zh", "en", "answers_zh", "answers_en"} == set(found["moments"]["farewell"])
    assert found["moments"]["ticket"]["answers_en"] == ["Very hard", "Hard", "So-so", "Easy", "Very easy"]
    assert found["moments"]["ticket"]["answers_zh"][0] == "很难"

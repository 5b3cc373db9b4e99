"""The page of definitions."""

from pathlib import Path

from storeops.measuring.definitions_text import metrics_page
from storeops.measuring.metric_registry import ALL_METRICS
from tests.served_hall import storeops

PAGE = Path(__file__).parents[2] / "docs" / "metrics.md"


def test_every_metric_is_defined_once() -> None:
    ids = [metric.id for metric in ALL_METRICS]

    assert len(set(ids)) == len(ids)
    assert all(f"## `{name}`" in metrics_page() for name in ids)


def test_the_page_in_docs_is_made_from_the_code() -> None:
    assert PAGE.read_text(encoding="utf-8") == metrics_page(), "run: storeops metrics > docs/metrics.md"


def test_the_command_prints_the_page(tmp_path: Path) -> None:
    answer = storeops("--db", str(tmp_path / "none.db"), "metrics")

    assert (answer.returncode, answer.stdout) == (0, metrics_page())

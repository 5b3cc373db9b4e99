"""docs/security.md names tests for what it claims: each of them is there."""

import ast
import re

from tests.source_code import ROOT

PAGE = ROOT / "docs" / "security.md"
NAMED = re.compile(r"\btest_\w+")


def names_of_tests() -> set[str]:
    """The names of all tests."""
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in ROOT.glob("tests/**/test_*.py"))
    return {node.name for tree in trees for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_every_test_that_the_page_names_is_there() -> None:
    named = set(NAMED.findall(PAGE.read_text(encoding="utf-8")))

    assert named - names_of_tests() == set()
    assert len(named) > 100


def test_each_row_of_the_standard_names_a_test_or_gives_a_reason() -> None:
    rows = re.findall(r"^\| (\d+\.\d[^|]*) \| ([^|]*) \| ([^|]*) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)

    assert len(rows) > 80
    assert [number for number, _, met in rows if not NAMED.search(met) and len(met) < 20] == []

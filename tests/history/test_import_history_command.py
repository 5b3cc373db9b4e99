"""`import-history` and `export` of every kind, as an owner types them."""

import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from openpyxl import load_workbook

from storeops.cli import main
from tests import served_hall
from tests.factories import copied_hall

LEGS = (
    "business_day,ticket,leg,service,segment,issued_at,called_at,started_at,ended_at,counter,employee,outcome\n"
    "1999-02-01,A001,0,payment,standard,1999-02-01T09:00:00,1999-02-01T09:01:00,1999-02-01T09:01:10,"
    "1999-02-01T09:06:00,W1,S01,served\n"
)

FILES = {
    "transactions": (
        "business_day,ticket,leg,service,class,started_at,ended_at\n",
        "1999-02-01,A001,0,payment,normal,1999-02-01T09:01:10+08:00,1999-02-01T09:03:00+08:00\n",
        "1999-02-01,A001,0,invoice,technical,1999-02-01T09:03:00+08:00,1999-02-01T09:06:00+08:00\n",
    ),
    "ratings": (
        "business_day,ticket,moment,value,answered_at,employee,counts\n",
        "1999-02-01,A001,result,4,1999-02-01T09:06:10+08:00,S01,1\n",
        "1999-02-01,A001,farewell,5,1999-02-01T09:06:20+08:00,,1\n",
    ),
    "checks": (
        "employee,inspector,checked_at,item,mark,reason\n",
        'S01,D01,1999-02-01T10:00:00+08:00,smile,0.5,"tired, at noon"\n',
        "S01,D01,1999-02-01T10:00:00+08:00,amounts,NA,\n",
    ),
    "care": (
        "employee,day,kind,note\n",
        "S01,1999-02-01,error,收款有误\n",
        "S01,1999-02-01,praise,\n",
    ),
    "roster": (
        "employee,signed_in_at,signed_out_at\n",
        "S01,1999-02-01T08:30:00+08:00,1999-02-01T12:00:00+08:00\n",
        "S02,1999-02-01T13:00:00+08:00,1999-02-01T17:30:00+08:00\n",
    ),
}
"""A header and two rows of each kind, in the words of an export."""

NEW = {
    "transactions": "",
    "ratings": "",
    "checks": "new employee D01\n",
    "care": "",
    "roster": "new employee S02\n",
}
"""Who is new in these rows: the hall knows S01, who served A001."""


@pytest.fixture(scope="module")
def february(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sample hall that has taken the visit A001 of another system."""
    folder = tmp_path_factory.mktemp("february")
    legs = folder / "legs.csv"
    legs.write_text(LEGS)
    served_hall.storeops("--db", str(folder / "hall.db"), "init", "--sample", "--counters", "1")
    served_hall.storeops("--db", str(folder / "hall.db"), "import-history", str(legs))
    return folder / "hall.db"


@pytest.fixture
def hall(february: Path, tmp_path: Path) -> str:
    """A copy of that hall."""
    return str(copied_hall(february, tmp_path / "hall.db"))


class Done(NamedTuple):
    """What a command said, and how it ended."""

    returncode: int
    stdout: str
    stderr: str


Storeops = Callable[..., Done]


@pytest.fixture
def storeops(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Storeops:
    """Run the command line here: thirty processes would take their time."""

    def storeops(*arguments: str) -> Done:
        monkeypatch.setattr(sys, "argv", ["storeops", *arguments])
        with pytest.raises(SystemExit) as left:
            main()
        return Done(int(left.value.code or 0), *capsys.readouterr())

    return storeops


@pytest.mark.parametrize("kind", list(FILES))
def test_a_file_is_taken_named_where_refused_and_given_out_again(
    storeops: Storeops, hall: str, tmp_path: Path, kind: str
) -> None:
    header, *told = FILES[kind]
    path = tmp_path / "told.csv"
    path.write_text("".join([header, *told, "nonsense,1\n"]), encoding="utf-8")

    strict = storeops("--db", hall, "import-history", "--kind", kind, "--strict", str(path))
    first = storeops("--db", hall, "import-history", "--kind", kind, str(path))
    again = storeops("--db", hall, "import-history", str(path), "--kind", kind)
    out = storeops("--db", hall, "export", "--kind", kind, "--from", "1999-02-01", "--to", "1999-02-01")

    assert (strict.returncode, strict.stdout) == (1, "")
    assert re.fullmatch(r"storeops: .+nothing was taken\.\n", strict.stderr)
    counts = "taken 2, already there 0, refused 1\n4: wrong number of cells\n"
    assert (first.returncode, first.stdout) == (0, counts + NEW[kind])
    assert again.stdout.splitlines()[0] == "taken 0, already there 2, refused 1"
    assert out.stdout.splitlines()[0] == "\ufeff" + header.strip()
    assert sorted(out.stdout.splitlines()[1:]) == sorted(row.strip() for row in told)
    assert storeops("--db", hall, "check").stdout == "clean\n"


@pytest.mark.parametrize("kind", list(FILES))
def test_a_file_of_another_kind_or_encoding_takes_nothing(
    storeops: Storeops, hall: str, tmp_path: Path, kind: str
) -> None:
    legs, western = tmp_path / "legs.csv", tmp_path / "western.csv"
    legs.write_text(LEGS)
    western.write_bytes("".join(FILES[kind]).encode() + "café\n".encode("latin-1"))

    for path in (legs, western):
        done = storeops("--db", hall, "import-history", "--kind", kind, str(path))

        assert (done.returncode, done.stdout) == (1, "")
        assert re.fullmatch(r"storeops: .+nothing was taken\.\n", done.stderr)


def test_an_unknown_kind_is_wrong_usage(storeops: Storeops, hall: str, tmp_path: Path) -> None:
    assert storeops("--db", hall, "import-history", "--kind", "visits", str(tmp_path / "x.csv")).returncode == 2
    assert (
        storeops("--db", hall, "export", "--kind", "moon", "--from", "1999-02-01", "--to", "1999-02-01").returncode == 2
    )


def test_who_is_new_and_what_was_matched_is_named_after_the_counts(
    storeops: Storeops, hall: str, tmp_path: Path
) -> None:
    care, codes = tmp_path / "care.csv", tmp_path / "map.csv"
    care.write_text("工号,day,kind,note\ns01,1999-02-01,praise,a\nS09,1999-02-01,praise,b\n1,1999-02-01,gossip,\n")
    codes.write_text("what,told,meant\ncolumn,工号,employee\n")
    asked = ("--db", hall, "import-history", "--kind", "care", str(care), "--map", str(codes))

    trial = storeops(*asked, "--dry-run")
    known = storeops(*asked, "--dry-run", "--known-only")
    done = storeops(*asked)

    assert done.stdout.splitlines() == [
        "taken 2, already there 0, refused 1",
        "4: kind gossip is not known",
        "new employee S09",
        "matched s01 to S01",
    ]
    assert (trial.stdout, trial.stderr) == (done.stdout, "this was a trial: nothing was taken\n")
    assert known.stdout.splitlines() == [
        "taken 1, already there 0, refused 2",
        "3: employee S09 is not known",
        "4: employee 1 is not known",
        "matched s01 to S01",
    ]


def test_a_template_is_written_without_a_hall_and_help_tells_columns_and_words(
    storeops: Storeops, tmp_path: Path
) -> None:
    path = tmp_path / "roster.xlsx"

    done = storeops("--db", str(tmp_path / "none.db"), "import-history", "--kind", "roster", "--template", str(path))

    assert (done.returncode, done.stdout) == (0, f"wrote {path}\n")
    assert [cell.value for cell in load_workbook(path).worksheets[0][1]] == [
        "employee",
        "signed_in_at",
        "signed_out_at",
    ]
    told = storeops("import-history", "--help").stdout
    assert "signed_out_at" in told
    assert "complaint_upheld | error | praise" in told

"""The units that the product brings for systemd: it understands them, and the server is kept within its bounds."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.source_code import ROOT

UNITS = sorted((ROOT / "docs" / "services").glob("*.service"))
needs_systemd = pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="needs systemd-analyze")


@needs_systemd
@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_systemd_understands_the_unit(tmp_path: Path, unit: Path) -> None:
    # It looks whether the program is there, which stands elsewhere on this machine.
    text = re.sub(r"^ExecStart=\S+", f"ExecStart={sys.executable}", unit.read_text(), flags=re.MULTILINE)
    copy = tmp_path / unit.name
    copy.write_text(text)

    done = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", str(copy)], capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stderr) == (0, "")


@needs_systemd
def test_the_server_is_shut_off_from_all_that_it_does_not_need() -> None:
    unit = str(ROOT / "docs" / "services" / "storeops.service")
    done = subprocess.run(
        ["systemd-analyze", "security", "--offline=true", unit], capture_output=True, text=True, check=False
    )

    (exposure,) = re.findall(r"exposure level for storeops.service: ([\d.]+)", done.stdout)
    assert float(exposure) < 2.0  # of 10; below 2 systemd itself calls it fine

"""The product as it is handed out: built, installed where no checkout is, and a hall run from there."""

import json
import os
import re
import shutil
import site
import subprocess
import sys
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

from tests.source_code import ROOT

PARTS = ("storeops", "kiosk", "staff_console", "migrations", "setup.cfg", "pyproject.toml", "README.md", "LICENSE")
pytestmark = pytest.mark.slow


def build(kind: str, source: Path, into: Path) -> Path:
    """Let the build backend make an sdist or a wheel of a folder, as any front end does; nothing is downloaded."""
    call = f"import sys; from setuptools.build_meta import build_{kind} as build; print(build(sys.argv[1]))"
    done = subprocess.run([sys.executable, "-c", call, str(into)], cwd=source, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return into / done.stdout.splitlines()[-1]


@pytest.fixture(scope="module")
def command(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`storeops` in an environment of its own, which knows the locked libraries and no checkout."""
    folder = tmp_path_factory.mktemp("package")
    checkout = folder / "checkout"
    for part in PARTS:
        copy = shutil.copytree if (ROOT / part).is_dir() else shutil.copy
        (checkout).mkdir(exist_ok=True)
        copy(ROOT / part, checkout / part)
    sdist = build("sdist", checkout, folder)
    with tarfile.open(sdist) as packed:
        packed.extractall(folder / "unpacked", filter="data")
    (unpacked,) = (folder / "unpacked").iterdir()
    wheel = build("wheel", unpacked, folder)  # of what was handed out, not of the checkout
    env = folder / "env"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(env)], check=True)
    (own,) = env.glob("lib/python*/site-packages")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "-qq", "--python", str(env / "bin" / "python")]
    install = [*pip, "install", "--no-deps", "--no-index", "--no-compile", str(wheel)]
    subprocess.run(install, env=without_checkout(), check=True)
    # Named by a .pth, the other folder is searched, but what its own .pth files name, such as a checkout, is not.
    (own / "libraries.pth").write_text("\n".join(site.getsitepackages()))
    shutil.rmtree(checkout)
    shutil.rmtree(folder / "unpacked")
    return env / "bin" / "storeops"


def without_checkout() -> dict[str, str]:
    """An environment in which nobody is led to the checkout."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}


def run(command: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(command), *arguments], cwd=command.parent, env=without_checkout(), capture_output=True, text=True
    )


@contextmanager
def served(command: Path, path: Path) -> Iterator[str]:
    """The address of a hall that is served from there."""
    process = subprocess.Popen(
        [str(command), "--db", str(path), "serve", "--port", "0"],
        cwd=command.parent,
        env=without_checkout(),
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        listens = re.search(r"http://127\.0\.0\.1:\d+", process.stdout.readline())
        assert listens
        yield listens[0]
    finally:
        process.terminate()
        process.communicate(timeout=20)


def read(address: str) -> bytes:
    with urlopen(address, timeout=20) as answer:
        content: bytes = answer.read()
    return content


def test_a_hall_runs_from_the_package_alone(command: Path, tmp_path: Path) -> None:
    path = tmp_path / "hall.db"

    assert run(command, "--db", str(path), "init", "--sample").returncode == 0
    with served(command, path) as address:
        kiosk, console = read(f"{address}/?lang=zh").decode(), read(f"{address}/console/sign-in").decode()
        linked = re.findall(r'(?:href|src)="(/[^"]+)"', kiosk + console)
        assets = {f"{address}{each}" for each in linked if "/static/" in each or "/shared/" in each}
        sizes = {each: len(read(each)) for each in assets | {f"{address}/shared/fonts/NotoSansSC-Regular.otf"}}
        health = json.loads(read(f"{address}/healthz"))

    assert "交费" in kiosk
    assert len(sizes) > 4
    assert {each for each, size in sizes.items() if not size} == set()
    assert health["status"] == "ok"


def test_a_report_is_written_from_the_package_alone(command: Path, tmp_path: Path) -> None:
    path = tmp_path / "hall.db"
    run(command, "--db", str(path), "init", "--sample")

    done = run(command, "--db", str(path), "report", "--month", "2026-01", "--out", str(tmp_path / "reports"))

    assert done.returncode == 0, done.stderr
    made = {each.suffix: each.stat().st_size for each in (tmp_path / "reports").rglob("report-*")}
    assert {".html", ".pdf", ".xlsx", ".json"} <= made.keys()
    assert min(made.values()) > 0


def test_the_package_holds_all_that_the_checkout_does_and_no_tests(command: Path) -> None:
    (own,) = command.parent.parent.glob("lib/python*/site-packages")
    for package in ("storeops", "kiosk", "staff_console", "migrations"):
        kept = {
            each.relative_to(ROOT).as_posix()
            for each in (ROOT / package).rglob("*")
            if each.is_file() and "__pycache__" not in each.parts
        }
        installed = {each.relative_to(own).as_posix() for each in (own / package).rglob("*") if each.is_file()}
        assert kept - installed == set()
    assert not (own / "tests").exists()

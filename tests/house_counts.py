"""Figures of the house: `python -m tests.house_counts [CHECKOUT]` prints them for this checkout, or for another.

They tell whether the code keeps its rooms: how large it is, which rules have more than one home, what is read by
position, what bears a name twice, and how many files a customer's touch runs through. See docs/decisions.
"""

import ast
import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent.parent
TOPS = ("storeops", "kiosk", "staff_console", "migrations")
PLUMBING = re.compile(r"storeops/(base|store|web|running)/|storeops/\w+\.py$|migrations/")
"""What every act runs through and none is about: the foundation, the store, the web; once the files at the root."""

VOID = re.compile(r"(<>|!=|IS NOT|NOT IN \([^)]*)\s*'void'")
NOT_UNDONE = re.compile(r"undone_at\s+IS\s+NULL")

Counts = dict[str, object]


def counts(root: Path) -> Counts:
    """What can be told by reading the files of a checkout."""
    sources = {path: path.read_text(encoding="utf-8") for path in _files(root, "*.py")}
    void = [path for path, text in sources.items() for _ in VOID.findall(text)]
    undone = [path for path, text in sources.items() for _ in NOT_UNDONE.findall(text)]
    return {
        "files": len(sources),
        "lines": sum(text.count("\n") for text in sources.values()),
        "rows by position": sum(len(re.findall(r"\brow\[\d", text)) for text in sources.values()),
        "void never counts": f"{len(void)} in {len(set(void))} files",
        "rating not undone": f"{len(undone)} in {len(set(undone))} files",
        "pairs of packages that import each other": len(_pairs(root, sources)),
        "module names twice": len(_twice(path.stem for path in sources if path.stem not in {"app", "refusals"})),
        "public class names twice": len(_twice(_classes(sources))),
    }


def _files(root: Path, pattern: str) -> Iterator[Path]:
    return (
        path for top in TOPS for path in sorted((root / top).rglob(pattern)) if path.stat().st_size and path.is_file()
    )


def _twice(names: Iterator[str]) -> list[str]:
    return sorted(name for name, count in Counter(names).items() if count > 1 and name != "__init__")


def _classes(sources: dict[Path, str]) -> Iterator[str]:
    for text in sources.values():
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                yield node.name


def _pairs(root: Path, sources: dict[Path, str]) -> set[tuple[str, str]]:
    """Packages of which each imports the other; three names deep in quality and reports, two elsewhere."""
    modules = {path.relative_to(root).with_suffix("").parts for path in sources}
    packages = {module[:-1] for module in modules}

    def package(name: tuple[str, ...]) -> str:
        home = name if name in packages else name[:-1]
        return ".".join(home[: 3 if home[1:2] in (("quality",), ("reports",)) else 2])

    arrows = set()
    for path, text in sources.items():
        here = package(path.relative_to(root).with_suffix("").parts)
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.ImportFrom) and node.module:
                base = tuple(node.module.split("."))
                for alias in node.names:
                    name = (*base, alias.name) if (*base, alias.name) in modules | packages else base
                    if name in modules | packages and package(name) != here:
                        arrows.add((here, package(name)))
    return {(one, other) for one, other in arrows if one < other and (other, one) in arrows}


def files_run(root: Path) -> dict[str, int]:
    """How many files of the product each of four acts runs through, plumbing aside; it really does them."""
    told = subprocess.run(
        [sys.executable, "-m", "tests.acts_traced"], cwd=root, capture_output=True, text=True, check=True
    )
    found: dict[str, list[str]] = json.loads(told.stdout)
    return {act: len([path for path in paths if not PLUMBING.match(path)]) for act, paths in found.items()}


def main() -> None:
    root = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else HERE
    for name, value in counts(root).items():
        print(f"{name:45} {value}")
    for act, count in files_run(root).items():
        print(f"{'files run by: ' + act:45} {count}")


if __name__ == "__main__":
    main()

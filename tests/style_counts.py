"""Counts of the style sheets: what a page loads, and how far the sheets keep to the tokens.

python -m tests.style_counts
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent
SHARED = ROOT / "storeops" / "static"
TOKENS = SHARED / "tokens.css"
APPS = {"staff_console": ROOT / "staff_console" / "static" / "css", "kiosk": ROOT / "kiosk" / "static" / "css"}

COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
IMPORT = re.compile(r'@import url\("([^"]+)"\)')
COLOUR = re.compile(r"#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch)\(", re.IGNORECASE)
NAMED_COLOUR = re.compile(
    r"(?<![\w-])(?:white|black|gr[ae]y|silver|red|maroon|orange|yellow|olive|lime|green|teal|aqua|cyan|blue|navy|purple"
    r"|fuchsia|magenta|pink|brown|gold|beige|ivory|tan|(?:dark|light)[a-z]+)(?![\w-])"
)
CUSTOM_PROPERTY = re.compile(r"var\((--[\w-]+)")


@dataclass(frozen=True)
class StyleRule:
    """One selector of a list with its declarations; `context` is the @media around it, "" for none."""

    sheet: Path
    context: str
    listed: str
    selector: str
    declarations: tuple[tuple[str, str], ...]


def sheets() -> list[Path]:
    """Every style sheet of the product."""
    return sorted([*SHARED.glob("*.css"), *(path for folder in APPS.values() for path in folder.rglob("*.css"))])


def pages() -> dict[str, list[Path]]:
    """By page sheet, every sheet that a page which links it loads."""
    loaded = {}
    for app, folder in APPS.items():
        common = [folder / "base.css", *sorted((folder / "components").glob("*.css"))]
        for sheet in sorted((folder / "pages").glob("*.css")):
            loaded[f"{app}/{sheet.stem}"] = [TOKENS, *common, *_imported(sheet), sheet]
    loaded["the report's file"] = [TOKENS, SHARED / "report.css", SHARED / "report_file.css"]
    loaded["the page of a fault"] = [TOKENS, SHARED / "broken.css"]
    return loaded


def _imported(sheet: Path) -> list[Path]:
    """The shared sheets that a page sheet imports."""
    return [SHARED / Path(address).name for address in IMPORT.findall(sheet.read_text(encoding="utf-8"))]


@cache
def rules(sheet: Path) -> tuple[StyleRule, ...]:
    """The rules of a sheet; key frames, fonts and paper have no selectors."""
    return tuple(_rules(sheet, COMMENT.sub("", sheet.read_text(encoding="utf-8")), ""))


def _rules(sheet: Path, text: str, context: str) -> Iterator[StyleRule]:
    for prelude, block in _blocks(text):
        if prelude.startswith("@layer"):
            yield from _rules(sheet, block, context)
        elif prelude.startswith("@media"):
            yield from _rules(sheet, block, f"{context} {prelude}".strip())
        elif not prelude.startswith("@"):
            parted = (declaration.partition(":") for declaration in block.split(";") if declaration.strip())
            declarations = tuple((name.strip(), value.strip()) for name, _, value in parted)
            for selector in _parted(prelude):
                yield StyleRule(sheet, context, prelude, selector, declarations)


def _blocks(text: str) -> Iterator[tuple[str, str]]:
    """What stands before each outermost pair of braces, and in it."""
    begin = 0
    while (opening := text.find("{", begin)) >= 0:
        prelude = text[begin:opening].rpartition(";")[2]
        depth, end = 1, opening + 1
        while depth:
            depth += {"{": 1, "}": -1}.get(text[end], 0)
            end += 1
        yield " ".join(prelude.split()), text[opening + 1 : end - 1]
        begin = end


def _parted(prelude: str) -> Iterator[str]:
    """The selectors of a list; a comma within brackets parts nothing."""
    depth, begin = 0, 0
    for at, sign in enumerate(prelude):
        depth += {"(": 1, "[": 1, ")": -1, "]": -1}.get(sign, 0)
        if sign == "," and not depth:
            yield prelude[begin:at].strip()
            begin = at + 1
    yield prelude[begin:].strip()


# What is counted


def selectors_twice(loaded: list[Path]) -> dict[str, list[str]]:
    """The selectors that two sheets of one page define, and the lists of them that one sheet has twice; and where.

    Within a sheet a selector may stand in a list with others and then alone: what they share, and what is its own.
    """
    standing: defaultdict[str, list[str]] = defaultdict(list)
    for sheet in loaded:
        for selector in dict.fromkeys(rule.selector for rule in rules(sheet)):
            standing[selector].append(_name(sheet))
        for rule in dict.fromkeys((rule.context, rule.listed, rule.declarations) for rule in rules(sheet)):
            standing[f"{rule[0]} {{ {rule[1]} }}"].append(_name(sheet))
    return {selector: where for selector, where in standing.items() if len(where) > 1}


def colours(sheet: Path) -> list[tuple[str, str, str]]:
    """The selector, property and value of each declaration of a sheet that spells a colour."""
    return [
        (rule.selector, name, value)
        for rule in rules(sheet)
        for name, value in rule.declarations
        if COLOUR.search(value) or NAMED_COLOUR.search(CUSTOM_PROPERTY.sub("", value))
    ]


def sizes_of_type(sheet: Path) -> set[str]:
    """The font sizes that a sheet uses; what is inherited is none of its own."""
    sizes = {value for rule in rules(sheet) for name, value in rule.declarations if name == "font-size"}
    shorthand = {
        size
        for rule in rules(sheet)
        for name, value in rule.declarations
        if name == "font" and value != "inherit"
        for size in re.findall(r"(?:var\(--text-\w+\)|[\d.]+[a-z]+)(?=\s*/|\s)", value)
    }
    return (sizes | shorthand) - {"inherit"}


def gaps(sheet: Path) -> set[str]:
    """The gaps that a sheet uses."""
    wanted = {"gap", "row-gap", "column-gap"}
    values = (value for rule in rules(sheet) for name, value in rule.declarations if name in wanted)
    return {gap for value in values for gap in re.findall(r"var\([^)]*\)|\S+", value)} - {"0"}


def unknown_properties(loaded: list[Path]) -> set[str]:
    """The custom properties that a page's sheets use and none of them gives."""
    text = "".join(COMMENT.sub("", sheet.read_text(encoding="utf-8")) for sheet in loaded)
    return set(CUSTOM_PROPERTY.findall(text)) - set(re.findall(r"(--[\w-]+)\s*:", text))


def layers(sheet: Path) -> list[str]:
    """What stands outermost in a sheet: its layers, and whatever is in none."""
    text = COMMENT.sub("", sheet.read_text(encoding="utf-8"))
    return [prelude.removeprefix("@layer ") for prelude, _ in _blocks(text)]


def linked_sheets() -> dict[Path, int]:
    """By template, how many style sheets it links itself."""
    folders = [ROOT / "staff_console", ROOT / "kiosk", ROOT / "storeops"]
    templates = [path for folder in folders for path in folder.rglob("*.html")]
    return {path: path.read_text(encoding="utf-8").count('rel="stylesheet"') for path in templates}


def _name(sheet: Path) -> str:
    return str(sheet.relative_to(ROOT))


def main() -> None:
    """Print the counts, and what is wrong."""
    others = [sheet for sheet in sheets() if sheet != TOKENS]
    sizes = set().union(*map(sizes_of_type, others))
    used_gaps = set().union(*map(gaps, others))
    spelt = [(_name(sheet), *found) for sheet in others for found in colours(sheet)]
    print(f"{len(sheets())} sheets, {sum(len(rules(sheet)) for sheet in sheets())} selectors")
    print(f"{len(sizes)} sizes of type: {', '.join(sorted(sizes))}")
    print(f"{len(used_gaps)} gaps: {', '.join(sorted(used_gaps))}")
    print(f"{len(spelt)} colours outside the tokens", *spelt, sep="\n  ")
    print(f"{max(linked_sheets().values())} sheets linked by a template at most")
    for page, loaded in pages().items():
        twice = selectors_twice(loaded)
        print(f"{page}: {len(loaded)} files, {len(twice)} selectors twice, unknown: {unknown_properties(loaded)}")
        for selector, where in twice.items():
            print(f"  {selector}  {' '.join(where)}")


if __name__ == "__main__":
    main()

"""The one style sheet that every page of a web app links: the shared tokens, then the app's base and components.

They stand in a file each, so that a component is found by its name; they are sent as one, so that a page asks once.
"""

from pathlib import Path


def common_sheet(shared: Path, own: Path) -> str:
    """The sheet of an app whose styles stand in the folder `own`; `shared` holds the tokens.

    It is read when the app is made: who changes a file of it starts the server anew.
    """
    parts = [shared / "tokens.css", own / "base.css", *sorted((own / "components").glob("*.css"))]
    return "\n".join(part.read_text(encoding="utf-8") for part in parts)

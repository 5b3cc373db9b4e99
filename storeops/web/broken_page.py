"""The page for where none can be made as usual: after a fault, without the database, before any app was reached.

It is made of what it is handed alone. Public screens have no single reader and show it in both languages.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, PackageLoader, Template

from storeops.base.errors import StoreOpsError
from storeops.base.i18n import LANGUAGES, N_, Language, translate
from storeops.web.first_script import first_script

AGAIN_SECONDS = 10

NOT_POSSIBLE = N_("Not possible")
A_MOMENT = N_("One moment, please")
TRY_AGAIN = N_("Try again")
TO_THE_START = N_("Back to the start")


@dataclass(frozen=True)
class BrokenText:
    """What the page says in one language."""

    lang: str
    title: str
    sentence: str
    next: str


def broken_page(
    error: StoreOpsError,
    next_url: str,
    languages: Sequence[Language] = LANGUAGES,
    *,
    root: str = "",
    to_customers: str | None = None,
    goes_on: bool = False,
) -> str:
    """The page as HTML; it leads to `next_url`, and where it `goes_on`, it goes there by itself once that answers well.

    `root` is where the app is mounted whose sheets it links. `to_customers` is said instead of the error's sentence,
    which is for those who run the hall; a fault's number then stands beside it.
    """
    is_broken = error.status >= 500
    texts = [
        BrokenText(
            "zh-CN" if language == "zh" else "en",
            translate(language, A_MOMENT if is_broken else NOT_POSSIBLE),
            translate(language, to_customers) if to_customers else error.in_language(language),
            translate(language, TRY_AGAIN if is_broken else TO_THE_START),
        )
        for language in languages
    ]
    return _template().render(
        texts=texts,
        number=error.values.get("number") if to_customers else None,
        next_url=next_url,
        again_seconds=AGAIN_SECONDS if goes_on else None,
        root=root,
        first_script=first_script,
    )


@cache
def _template() -> Template:
    environment = Environment(loader=PackageLoader("storeops", "templates"), autoescape=True, auto_reload=False)
    return environment.get_template("broken.html")

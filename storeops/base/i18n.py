"""Words that people see, in Simplified Chinese and English.

English is the source language of every message; the files in `translations/zh` of each package, one for each area,
hold the Chinese. They are read as text at start (milliseconds), so an installation needs no compile step.
"""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import BytesIO
from typing import Literal

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")
CATALOGUES = ("storeops", "kiosk", "staff_console")


@dataclass(frozen=True)
class NamedThing:
    """What people call something of the hall, for the sentence of a refusal: they know no codes."""

    zh: str
    en: str

    def in_language(self, language: Language) -> str:
        """The name, in `language`."""
        return self.en if language == "en" else self.zh


def N_(message: str) -> str:  # noqa: N802 - gettext's customary mark for "translate this later"
    """Mark a message for extraction; it is translated where it is shown."""
    return message


@functools.cache
def translations(language: Language) -> NullTranslations:
    """All catalogues of one language, merged; English needs none."""
    merged: NullTranslations = NullTranslations()
    if language == "en":
        return merged
    for source in catalogue_files(language):
        compiled = BytesIO()
        with source.open("rb") as file:
            write_mo(compiled, read_po(file, locale=language))
        compiled.seek(0)
        loaded = Translations(compiled)
        if isinstance(merged, Translations):
            merged.merge(loaded)
        else:
            merged = loaded
    return merged


def catalogue_files(language: Language) -> list[Traversable]:
    """The files that hold the words of a language, of all packages."""
    folders = [files(package).joinpath("translations", language) for package in CATALOGUES]
    found = [file for folder in folders if folder.is_dir() for file in folder.iterdir() if file.name.endswith(".po")]
    return sorted(found, key=str)


def translate(language: Language, message: str, values: Mapping[str, object] | None = None) -> str:
    """The message in `language`, with `%(name)s` filled from `values`."""
    text = translations(language).gettext(message) if message else ""
    return text % values if values else text

"""Why a row of an import is not taken. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from storeops.base.i18n import Language, translate


@dataclass(frozen=True)
class Reason:
    """One short reason; `str()` gives it in English."""

    sentence: str
    values: Mapping[str, object] = field(default_factory=dict)

    def in_language(self, language: Language) -> str:
        """The reason, in `language`."""
        return translate(language, self.sentence, self.values)

    def __str__(self) -> str:
        return self.in_language("en")


class RowRefused(Exception):
    """A row cannot be read as what it should be."""

    def __init__(self, sentence: str, **values: object) -> None:
        self.reason = Reason(sentence, values)
        super().__init__(str(self.reason))

"""What is asked of a look over the hall's computer that is made apart from the server, and what comes of it. Pure."""

from dataclasses import dataclass

from storeops.base.i18n import Language


@dataclass(frozen=True)
class AskedDoctor:
    """A look over the computer that serves; `is_secured`: whoever asks was answered over TLS."""

    language: Language
    is_secured: bool


@dataclass(frozen=True)
class DoctorLine:
    """What is so of one thing and what to do about it (empty where nothing is), in the language that was asked for.

    `verdict` is ok, look or bad, and `verdict_words` says it.
    """

    verdict: str
    verdict_words: str
    subject: str
    so: str
    to_do: str

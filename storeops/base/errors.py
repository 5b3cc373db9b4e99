"""What every refusal is, and those that no room owns: a value, a field, a file, a change meanwhile.

A refusal says in one sentence what is so and what to do. `sentence` is a message for translation; the named
values in it are given when it is raised. `status` is what HTTP answers; the command line exits with `exit_code`.
"""

import re
from collections.abc import Iterable
from typing import Any, ClassVar

from storeops.base.i18n import N_, Language, NamedThing, translate


class StoreOpsError(Exception):
    """A named refusal. Raise one of the children."""

    status: ClassVar[int] = 409
    exit_code: ClassVar[int] = 1
    sentence: str = ""

    def __init__(self, **values: object) -> None:
        self.values = values
        super().__init__(self.in_language("en"))

    @property
    def slug(self) -> str:
        """The stable name of this refusal in URLs and logs: `TicketNotWaiting` is `ticket-not-waiting`."""
        return re.sub(r"(?<!^)(?=[A-Z])", "-", type(self).__name__).lower()

    def in_language(self, language: Language) -> str:
        """The sentence, in `language`."""
        values = {
            name: value.in_language(language) if isinstance(value, NamedThing) else value
            for name, value in self.values.items()
        }
        return translate(language, self.sentence, values)

    def for_programs(self, language: Language) -> str:
        """The sentence as a program's author needs it: with the names of fields and codes that people do not know."""
        return self.in_language(language)

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickled by what it holds: a work that is done in a process of its own hands its refusal over."""
        return _refused_again, (type(self), self.args, self.__dict__)


def _refused_again(kind: type[StoreOpsError], args: tuple[Any, ...], held: dict[str, Any]) -> StoreOpsError:
    error = kind.__new__(kind, *args)
    error.args = args
    error.__dict__.update(held)
    return error


class NotFound(StoreOpsError):
    """Something named does not exist."""

    status = 404


class BadValue(StoreOpsError):
    """A value that cannot be used. Each is raised with its own whole sentence: a rule in pieces fits no grammar."""

    status = 422

    def __init__(self, sentence: str = "", to_program: str = "", /, **values: object) -> None:
        self.sentence = sentence or self.sentence
        self._to_program = to_program
        super().__init__(**values)

    def for_programs(self, language: Language) -> str:
        """The sentence with the names of fields and codes, where it has one for programs."""
        return translate(language, self._to_program, self.values) if self._to_program else self.in_language(language)


def no_choice(name: str, value: str, choices: Iterable[str]) -> BadValue:
    """The refusal of a value that is none of a list."""
    return BadValue(
        N_("This is not on the list; choose one of those that are offered."),
        N_("%(name)s knows no %(value)s; choose one of these: %(choices)s."),
        name=name,
        value=value[:40],
        choices=", ".join(choices),
    )


class ChangedMeanwhile(StoreOpsError):
    sentence = N_("Somebody changed this at the same moment; look again and repeat if it is still needed.")


class AlreadyExists(StoreOpsError):
    sentence = N_("%(name)s %(code)s exists already; choose another code.")


class InUse(StoreOpsError):
    sentence = N_("%(name)s %(code)s is in use now; close it first.")


class FieldRefused(BadValue):
    """One field of a form cannot be used; the sentence says what to enter. Raise one of the children."""

    def __init__(self, field: str, **values: object) -> None:
        self.field = field
        super().__init__("", **values)


class WholeNumberNeeded(FieldRefused):
    sentence = N_("Enter a whole number from %(low)s to %(high)s.")


class NumberNeeded(FieldRefused):
    sentence = N_("Enter a number above 0 and up to %(high)s, such as 2.5.")


class DecimalNeeded(FieldRefused):
    sentence = N_("Enter a number from 0 up, such as 0.25.")


class TextNeeded(FieldRefused):
    sentence = N_("Enter 1 to %(limit)s characters.")


class PlainCodeNeeded(FieldRefused):
    sentence = N_("Enter 1 to %(limit)s characters without a slash; =, +, - and @ may not come first.")


class TextTooLong(FieldRefused):
    sentence = N_("Enter at most %(limit)s characters.")


class TimeNeeded(FieldRefused):
    sentence = N_("Enter a time such as 09:00.")


class DayNeeded(FieldRefused):
    sentence = N_("Enter a day such as 2026-10-01.")


class MonthNeeded(FieldRefused):
    sentence = N_("Enter a month such as 2026-10.")


class ChoiceNeeded(FieldRefused):
    sentence = N_("Choose one from the list.")


class BrokenSetting(StoreOpsError):
    exit_code = 3
    sentence = N_("The setting %(name)s is %(value)s; it must be %(rule)s.")


class KeyFileBroken(StoreOpsError):
    exit_code = 3
    sentence = N_("The key file %(path)s cannot be used (%(cause)s); put it back from the backup or move it away.")


class FolderUnwritable(StoreOpsError):
    sentence = N_("Nothing could be written to %(path)s (%(cause)s); choose another folder or make room.")

"""All that is wrong with the fields of one form, told at once: whoever fills it in mends it in one go."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import ParamSpec, Protocol, TypeVar, cast

from storeops.base.errors import BadValue, StoreOpsError
from storeops.base.i18n import N_, Language, translate

P = ParamSpec("P")
T = TypeVar("T")


class FieldsRefused(BadValue):
    """Several fields of a form cannot be used; each refusal says its own sentence beside its field."""

    sentence = N_("Several values cannot be used: %(sentences)s")

    def __init__(self, refusals: Sequence[StoreOpsError]) -> None:
        self.refusals = tuple(refusals)
        super().__init__()

    def in_language(self, language: Language) -> str:
        """The sentences of all, for whoever shows them in one place."""
        sentences = " ".join(dict.fromkeys(refusal.in_language(language) for refusal in self.refusals))
        return translate(language, self.sentence, {"sentences": sentences})


class Take(Protocol):
    """Asks a rule for the value of one field, and notes its refusal."""

    def __call__(self, rule: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T: ...


@contextmanager
def each_field(*kinds: type[StoreOpsError]) -> Iterator[Take]:
    """A block that takes field after field and refuses all that are wrong at its end; one alone as it is.

    `kinds` are refusals that belong to a field beside BadValue, such as a code that is taken. What a refused field
    gives is no value: nothing may be made of what was taken before the block is over.
    """
    refused: list[StoreOpsError] = []

    def take(rule: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return rule(*args, **kwargs)
        except StoreOpsError as refusal:
            if not isinstance(refusal, (BadValue, *kinds)):
                raise
            refused.extend(refusal.refusals if isinstance(refusal, FieldsRefused) else [refusal])
            return cast(T, None)

    yield take
    if refused:
        raise refused[0] if len(refused) == 1 else FieldsRefused(refused)

"""What the voice says."""

import pytest

from storeops.base.i18n import Language
from storeops.queueing.announcement import spoken_call


@pytest.mark.parametrize(
    ("number", "counter", "language", "sentence"),
    [
        ("A023", "3", "zh", "请A零二三号顾客到3号柜台办理业务"),
        ("B1456", "12", "zh", "请B一四五六号顾客到12号柜台办理业务"),
        ("A789", "VIP", "zh", "请A七八九号顾客到VIP号柜台办理业务"),
        ("A023", "业务办理", "zh", "请A零二三号顾客到“业务办理”柜台"),
        ("A023", "Counter 12", "en", "Ticket A zero two three, please go to Counter 12"),
        ("A023", "12", "en", "Ticket A zero two three, please go to counter 12"),
    ],
)
def test_digits_are_said_one_by_one_and_counters_as_numbers(
    number: str, counter: str, language: Language, sentence: str
) -> None:
    assert spoken_call(number, counter, language) == sentence

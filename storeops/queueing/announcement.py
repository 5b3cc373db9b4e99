"""What the voice of the hall says when a customer is called. Pure.

Letters and digits of a ticket are said one by one, because "A twenty-three" is not what the slip shows; the counter is
said as a number, which every voice does by itself with "12".
"""

from storeops.i18n import Language

_DIGITS: dict[Language, tuple[str, ...]] = {
    "zh": ("零", "一", "二", "三", "四", "五", "六", "七", "八", "九"),
    "en": ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
}
_BETWEEN: dict[Language, str] = {"zh": "", "en": " "}
_SENTENCE: dict[Language, str] = {
    "zh": "请{number}号顾客到{counter}号柜台办理业务",
    "en": "Ticket {number}, please go to counter {counter}",
}


def spoken_call(number: str, counter: str, language: Language) -> str:
    """The sentence that calls `number` to `counter`, for a speech synthesiser of that language."""
    digits = _DIGITS[language]
    letters = [digits[int(letter)] if letter in "0123456789" else letter for letter in number]
    return _SENTENCE[language].format(number=_BETWEEN[language].join(letters), counter=counter)

"""Each question is answered by words that fit it; what is kept of an answer stays a number from 1 to 5."""

import pytest

from storeops.quality.ratings.answer_words import answers_in, given_answers, shipped_answers
from storeops.quality.ratings.moments import Moment
from storeops.quality.ratings.refusals import AnswersNeeded

OWN = "差极了\n不行\n凑合\n不错\n棒极了"


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("moment", Moment)
def test_every_moment_has_five_different_answers(moment: Moment, language: str) -> None:
    answers = shipped_answers(moment, language)

    assert (len(answers), len(set(answers))) == (5, 5)
    assert given_answers("answers", moment, "\n".join(answers), language) is None


def test_how_easy_it_was_is_not_answered_by_how_content_one_is() -> None:
    assert answers_in(Moment.TICKET, None, "zh") == ("很难", "较难", "一般", "容易", "很容易")
    assert answers_in(Moment.TICKET, None, "en") == ("Very hard", "Hard", "So-so", "Easy", "Very easy")
    assert answers_in(Moment.FAREWELL, None, "zh") == ("很不满意", "不满意", "一般", "满意", "很满意")


def test_a_halls_own_answers_take_the_place_of_the_shipped_ones() -> None:
    own = given_answers("answers_zh", Moment.TICKET, f"\n {OWN} \n", "zh")

    assert own == OWN
    assert answers_in(Moment.TICKET, own, "zh") == ("差极了", "不行", "凑合", "不错", "棒极了")


@pytest.mark.parametrize("typed", ["", " \n ", "很难\n较难\n一般\n容易\n很容易"])
def test_nothing_and_what_is_shipped_are_the_shipped_ones(typed: str) -> None:
    assert given_answers("answers_zh", Moment.TICKET, typed, "zh") is None


@pytest.mark.parametrize(
    "typed",
    ["差\n中\n良\n优", "差\n中\n良\n优\n优", f"{OWN}\n多", "差\n中\n良\n优\n" + "很" * 17, "差\n中\n良\n优\n\u202e好"],
)
def test_answers_that_are_not_five_or_do_not_fit_a_button_are_refused(typed: str) -> None:
    with pytest.raises(AnswersNeeded):
        given_answers("answers_zh", Moment.TICKET, typed, "zh")

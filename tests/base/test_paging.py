"""Long lists, a page at a time."""

import pytest

from storeops.base.paging import Page, page_of


@pytest.mark.parametrize(
    ("number", "items"),
    [(1, [0, 1, 2]), (2, [3, 4, 5]), (3, [6])],
)
def test_the_last_page_may_be_shorter(number: int, items: list[int]) -> None:
    assert page_of(range(7), number, 3) == Page(range(items[0], items[-1] + 1), number, 3)


def test_a_page_that_is_no_longer_there_is_the_last_one() -> None:
    assert page_of([1, 2, 3], 9, 2) == Page([3], 2, 2)


def test_a_list_that_fills_its_pages_has_no_empty_one() -> None:
    assert page_of([1, 2], 1, 2).count == 1


def test_nothing_is_one_empty_page() -> None:
    assert page_of([], 1, 2) == Page([], 1, 1)

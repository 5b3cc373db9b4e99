"""Which browser a screen is: the same after an update, another on another machine."""

import pytest

from storeops.people.browser_mark import browser_mark, browser_version

CHROME = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/{} Safari/537.36"
EDGE = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140 Safari/537 Edg/140"
TABLET = "Mozilla/5.0 (Linux; Android 14; SM-X200) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140 Safari/537.36"
IPAD = "Mozilla/5.0 (iPad; CPU OS 17_5 like Mac OS X) AppleWebKit/605 (KHTML, like Gecko) Version/17.5 Safari/604"


@pytest.mark.parametrize(
    ("says", "mark"),
    [
        (CHROME.format("139.0"), "Chrome, Linux"),
        (EDGE, "Edge, Windows"),
        (TABLET, "Chrome, Android"),
        (IPAD, "Safari, iPad"),
        ("curl/8.5", "other, other"),
        ("", "other, other"),
    ],
)
def test_a_browser_is_told_in_two_words(says: str, mark: str) -> None:
    assert browser_mark(says) == mark


def test_an_update_changes_nothing() -> None:
    assert browser_mark(CHROME.format("139.0")) == browser_mark(CHROME.format("141.7"))


@pytest.mark.parametrize(
    ("says", "version"),
    [
        (CHROME.format("139.0"), 139),
        (EDGE, 140),
        (IPAD, 17),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", 128),
        (
            "Mozilla/5.0 (Linux; Android 9) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/110.0 Safari/537",
            110,
        ),
        ("Mozilla/5.0 (iPad; CPU OS 17_0) AppleWebKit/605.1.15 Version/17.0 EdgiOS/125.0.1 Mobile Safari/604.1", 125),
        ("curl/8.5", None),
        ("Chrome/99999999999", None),
        ("", None),
    ],
)
def test_the_version_is_that_of_the_engine(says: str, version: int | None) -> None:
    assert browser_version(says) == version

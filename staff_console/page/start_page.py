"""The page that somebody begins with: the first that the doors open to their role."""

from collections.abc import Callable

IN_ORDER = (
    "hall.page",
    "checks.page",
    "follow_ups.page",
    "feedback.mine",
    "stars.start",
    "reports.page",
    "set_up_hall.start",
)
"""As the bar shows them. The desk is the start itself."""
OWN = "account.page"
"""Opens to whoever is signed in."""


def start_page(opens: Callable[[str], bool]) -> str:
    """The endpoint at which whoever serves at no counter begins, of those that open to them."""
    return next(filter(opens, IN_ORDER), OWN)

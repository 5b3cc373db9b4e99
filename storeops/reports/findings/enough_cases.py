"""How few say nothing. Pure.

What moved, and what differs from what, is judged by the days (measuring/chance.py).
"""

ENOUGH_CASES = 30
"""Below it nobody should be praised or blamed for so few."""

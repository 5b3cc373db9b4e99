"""What the benchmarks measure, as lines of one table."""

import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One measured value. `beside` is what it is compared with, measured in the same run; `at_most` what is aimed at:
    the ratio where there is one, else the value. None: nothing of the kind."""

    what: str
    value: float
    unit: str
    beside: float | None = None
    at_most: float | None = None
    at_least: float | None = None

    @property
    def ratio(self) -> float | None:
        return self.value / self.beside if self.beside else None

    @property
    def is_reached(self) -> bool | None:
        """Whether the aim is reached; None without one."""
        judged = self.value if self.ratio is None else self.ratio
        if self.at_most is not None:
            return judged <= self.at_most
        return None if self.at_least is None else judged >= self.at_least

    @property
    def cells(self) -> tuple[str, str, str, str, str]:
        """The line of the table: what, value, beside, ratio, aim."""
        bound = self.at_most if self.at_most is not None else self.at_least
        sign = "at most" if self.at_most is not None else "at least"
        aim = "" if bound is None else f"{sign} {bound:g}{'' if self.is_reached else ' **missed**'}"
        return (
            self.what,
            f"{shown(self.value)} {self.unit}".strip(),
            "" if self.beside is None else f"{shown(self.beside)} {self.unit}".strip(),
            "" if self.ratio is None else f"{self.ratio:.2f}",
            aim,
        )


HEAD = ("what", "value", "beside", "ratio", "aim")


def print_all(figures: Iterable[Figure]) -> None:
    """A line for each."""
    for figure in figures:
        print("  ".join(figure.cells), flush=True)


def shown(value: float) -> str:
    """A number with as many digits as say something."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.1f}" if abs(value) >= 10 else f"{value:.2f}"


def median_ms(times: int, act: Callable[[], object]) -> float:
    """The median of so many times, in milliseconds."""
    took = []
    for _ in range(times):
        begun = time.perf_counter()
        act()
        took.append(time.perf_counter() - begun)
    return statistics.median(took) * 1000

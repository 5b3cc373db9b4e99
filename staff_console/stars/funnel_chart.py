"""A funnel of shares as a drawing: where each point lies, and the line that few pass by chance."""

from dataclasses import dataclass
from math import sqrt

from storeops.quality.detectors.subject_shares import Funnel, Share

WIDTH, HEIGHT = 640, 300
LEFT, RIGHT, TOP, BOTTOM = 56, 16, 16, 44
STEPS = 60
STEP_SIZES = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0)


@dataclass(frozen=True)
class Dot:
    """One subject. It is named where it stands out, to the left of the dot where the edge is near."""

    x: float
    y: float
    subject: str
    stands_out: bool
    is_near_edge: bool


@dataclass(frozen=True)
class Tick:
    """A mark on an axis with its label."""

    place: float
    label: str


@dataclass(frozen=True)
class FunnelChart:
    """The drawing, in its own units: `limit` are the points of the line at `z`, left to right."""

    width: int
    height: int
    left: int
    bottom: int
    right: int
    top: int
    z: float
    pooled_y: float
    limit: str
    dots: tuple[Dot, ...]
    rows: tuple[Tick, ...]
    columns: tuple[Tick, ...]


def funnel_chart(funnel: Funnel, z: float, standing_out: frozenset[str]) -> FunnelChart:
    """Draw the shares over the number of cases, with the line that lies `z` deviations above the pooled share.

    A share that stands against another one than the pooled lies as many deviations from the pooled share as from its
    own: so the one line judges all of them.
    """
    most = max(share.total for share in funnel.shares)
    highest = max(*(_height(funnel, share) for share in funnel.shares), _limit(funnel, most, z), 0.01)
    top_share = min(highest * 1.12, 1.0)

    def x(total: float) -> float:
        return round(LEFT + total / (most * 1.05) * (WIDTH - LEFT - RIGHT), 1)

    def y(share: float) -> float:
        return round(HEIGHT - BOTTOM - share / top_share * (HEIGHT - TOP - BOTTOM), 1)

    curve = ((most * 1.05 * step / STEPS) for step in range(1, STEPS + 1))
    limit = " ".join(f"{x(n)},{y(_limit(funnel, n, z))}" for n in curve if _limit(funnel, n, z) <= top_share)
    return FunnelChart(
        width=WIDTH,
        height=HEIGHT,
        left=LEFT,
        bottom=HEIGHT - BOTTOM,
        right=WIDTH - RIGHT,
        top=TOP,
        z=z,
        pooled_y=y(funnel.pooled_share),
        limit=limit,
        dots=tuple(
            Dot(x(s.total), y(_height(funnel, s)), s.subject, s.subject in standing_out, s.total > 0.85 * most)
            for s in funnel.shares
        ),
        rows=tuple(Tick(y(share), f"{100 * share:g} %") for share in _ticks(top_share)),
        columns=tuple(Tick(x(total), f"{total:,}") for total in _count_ticks(most)),
    )


def _height(funnel: Funnel, share: Share) -> float:
    return share.share if share.z is None else min(max(_limit(funnel, share.total, share.z), 0.0), 1.0)


def _limit(funnel: Funnel, total: float, z: float) -> float:
    """The share that lies `z` deviations above the pooled one, of so many cases."""
    pooled = funnel.pooled_share
    return pooled + z * sqrt(pooled * (1 - pooled) / total)


def _ticks(top: float) -> list[float]:
    """Round shares from 0 up, at most six."""
    size = next((size for size in STEP_SIZES if top / size <= 5), 1.0)
    return [round(size * count, 4) for count in range(int(top / size + 1e-9) + 1)]


def _count_ticks(most: int) -> list[int]:
    """Round counts from 0 up, at most six."""
    sizes = (digit * 10**power for power in range(len(str(most)) + 1) for digit in (1, 2, 5))
    size = next(size for size in sizes if most / size <= 5)
    return list(range(0, most + 1, size))

"""Stretches of time as pairs of seconds, begin and end: joined, cut out of each other and overlaid. Pure."""

from collections.abc import Iterable

Stretch = tuple[int, int]


def union(stretches: Iterable[Stretch]) -> list[Stretch]:
    """The same time without overlaps, in order; stretches that end before they begin are nothing."""
    joined: list[Stretch] = []
    for begin, end in sorted(stretches):
        if end <= begin:
            continue
        if not joined or begin > joined[-1][1]:
            joined.append((begin, end))
        elif end > joined[-1][1]:
            joined[-1] = joined[-1][0], end
    return joined


def common(one: Iterable[Stretch], other: Iterable[Stretch]) -> list[Stretch]:
    """The time in both."""
    ones, others = union(one), union(other)
    found, i, j = [], 0, 0
    while i < len(ones) and j < len(others):
        begin, end = max(ones[i][0], others[j][0]), min(ones[i][1], others[j][1])
        if begin < end:
            found.append((begin, end))
        if ones[i][1] < others[j][1]:
            i += 1
        else:
            j += 1
    return found


def without(stretches: Iterable[Stretch], cut: Iterable[Stretch]) -> list[Stretch]:
    """The time of `stretches` that is not in `cut`."""
    left, cuts, j = [], union(cut), 0
    for begin, end in union(stretches):
        while j < len(cuts) and cuts[j][1] <= begin:
            j += 1
        at, k = begin, j
        while k < len(cuts) and cuts[k][0] < end:
            if at < cuts[k][0]:
                left.append((at, cuts[k][0]))
            at = max(at, cuts[k][1])
            k += 1
        if at < end:
            left.append((at, end))
    return left


def seconds(stretches: Iterable[Stretch]) -> int:
    """How long stretches are together; overlaps count each time."""
    return sum(max(end - begin, 0) for begin, end in stretches)

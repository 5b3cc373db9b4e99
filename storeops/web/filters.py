"""How times and durations are written on pages: the filters of all templates."""

from datetime import datetime
from zoneinfo import ZoneInfo

from storeops.base.business_time import instant
from storeops.base.i18n import N_, translate
from storeops.promises.estimate import WaitRange
from storeops.web.request import hall, language


def _local(stamp: str | datetime) -> datetime:
    moment = stamp if isinstance(stamp, datetime) else instant(stamp)
    zone: ZoneInfo = hall().zone
    return moment.astimezone(zone)


def clock_time(stamp: str | datetime | None) -> str:
    """HH:MM on the hall's wall; "-" if it did not happen."""
    return f"{_local(stamp):%H:%M}" if stamp else "-"


def clock_second(moment: str | datetime) -> str:
    """HH:MM:SS on the hall's wall."""
    return f"{_local(moment):%H:%M:%S}"


def local_date(stamp: str | datetime | None) -> str:
    """YYYY-MM-DD in the hall's zone; "-" if it did not happen."""
    return f"{_local(stamp):%Y-%m-%d}" if stamp else "-"


def stopwatch(seconds: float | None) -> str:
    """M:SS; "-" if it did not happen."""
    if seconds is None:
        return "-"
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes}:{rest:02d}"


def duration(seconds: float | None) -> str:
    """A duration in words, whole minutes from one minute on; "-" if it did not happen."""
    if seconds is None:
        return "-"
    if seconds < 60:
        return translate(language(), N_("%(n)s s"), {"n": int(seconds)})
    return translate(language(), N_("%(n)s min"), {"n": round(seconds / 60)})


def wait_words(low_seconds: int | None, high_seconds: int | None) -> str:
    """The wait range in words, as the kiosk, the phone page and the board say it."""
    if low_seconds is None or high_seconds is None:
        return translate(language(), N_("not known yet"))
    told = WaitRange(low_seconds, high_seconds)
    if told.is_long:
        return _long_wait(told)
    if low_seconds == 0:
        return translate(language(), N_("under %(high)s min"), {"high": high_seconds // 60})
    return translate(
        language(),
        N_("about %(low)s to %(high)s min"),
        {"low": low_seconds // 60, "high": high_seconds // 60},
    )


def _long_wait(told: WaitRange) -> str:
    low, high = (f"{hours:g}" for hours in told.hours)
    if told.low_seconds == 0:
        return translate(language(), N_("under %(high)s hours"), {"high": high})
    return translate(language(), N_("about %(low)s to %(high)s hours"), {"low": low, "high": high})

"""The definitions of all metrics as a page to read: docs/metrics.md and `storeops metrics` are made of it. Pure."""

from storeops.base.i18n import LANGUAGES, translate
from storeops.measuring.metric import DEFINITIONS_VERSION, Metric
from storeops.measuring.metric_registry import ALL_METRICS

_UNITS = {"s": "seconds", "share": "share, 0 to 1", "count": "count", "per_hour": "per hour", "points": "points"}
_HEAD = f"""# Metrics

Definitions version {DEFINITIONS_VERSION}, made from the code by `storeops metrics`; a test keeps this page equal to it.

Everywhere: void tickets count nowhere; durations are whole seconds computed from events; what did not happen is null,
shown as "-", and a share of nothing is null too. A figure belongs to the business day of its ticket. A month's figures
are provisional until the 8th of the next month, 03:00 in the hall's time zone.

Figures marked with * need the whole hall: the time at the counters, ratings, checks or cases.
"""


def metrics_page() -> str:
    """The page in Markdown: one section for each metric, with its names in both languages."""
    return "\n".join([_HEAD, *(_section(metric) for metric in ALL_METRICS)])


def _section(metric: Metric) -> str:
    star = " *" if metric.is_of_hall else ""
    names = " · ".join(translate(language, metric.name) for language in LANGUAGES)
    return (
        f"## `{metric.id}`{star}\n\n"
        f"{names} ({_UNITS[metric.unit]})\n\n"
        f"- {metric.formula}\n"
        f"- {translate('zh', metric.formula)}\n"
        f"- Left out: {metric.left_out}\n"
        f"- Better: {metric.better or 'neither higher nor lower'}\n"
        f"- From the events: {', '.join(metric.sources) or 'none yet'}\n"
    )

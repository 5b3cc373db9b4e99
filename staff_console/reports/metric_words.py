"""What a figure on a page means, from the table of metrics, in the reader's language."""

from dataclasses import dataclass

from flask import Flask

from storeops.base.i18n import translate
from storeops.measuring.metric_registry import METRIC_OF
from storeops.web import request as web


@dataclass(frozen=True)
class Definition:
    """What a figure is called, how it is computed, and what is left out of it."""

    name: str
    formula: str
    left_out: str


def add_metric_words(app: Flask) -> None:
    """Give the templates the definitions of metrics."""
    app.jinja_env.globals.update(definition=definition)


def definition(metric_id: str) -> Definition:
    """The definition of one of ALL_METRICS."""
    metric, language = METRIC_OF[metric_id], web.language()
    return Definition(*(translate(language, text) for text in (metric.name, metric.formula, metric.left_out)))

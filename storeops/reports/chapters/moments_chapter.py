"""Chapter: Key moments and the peak-end score. Pure."""

from collections.abc import Mapping
from typing import Any

from storeops.base.i18n import N_, Language, translate
from storeops.quality.feedback.intervals import LEAST_VISITS, Interval
from storeops.quality.feedback.predictors import (
    PREDICTOR_DEFINITIONS,
    PREDICTOR_NAMES,
    Predictor,
    PredictorError,
    PredictorTest,
)
from storeops.reports.chapters.called import moment_name
from storeops.reports.chapters.figure import figure
from storeops.reports.chapters.punctuation import together
from storeops.reports.document.report_document import Report
from storeops.reports.layout.blocks import (
    BarChart,
    Block,
    Chapter,
    Column,
    Figure,
    KeyFigures,
    Sentences,
    Series,
    Table,
)
from storeops.reports.layout.shown import shown

SHARES = ("csat", "delight", "response_rate", "prompt_rate")
SCORES = {"peak_end_mean": Predictor.PEAK_END, "average_mean": Predictor.AVERAGE}


def moments(report: Report, language: Language) -> Chapter:
    """How each key moment was rated, the peak-end score beside the plain average, and which of them predicts better."""
    found = report["moments"]
    shares = [figure(report, metric, language) for metric in SHARES]
    blocks: list[Block] = []
    if any(share.value is not None for share in shares):
        scores = [_score(found[key], way, key, language) for key, way in SCORES.items()]
        blocks.append(KeyFigures("feedback", translate(language, N_("What customers said")), [*shares, *scores]))
    if any(line["mean"] is not None for line in found["moments"]):
        blocks.append(_chart(report, language))
    if found["moments"]:
        blocks.append(_table(report, language))
    if found["test"]:
        title = translate(language, N_("What customers remember"))
        blocks.append(Sentences("predictors", title, [predictor_answer(found["test"], language)]))
    return Chapter("moments", translate(language, N_("Key moments")), blocks, _lead(found, language) if blocks else "")


def _lead(found: Mapping[str, Any], language: Language) -> str:
    sentence = N_(
        "%(visits)s visits have two answered moments or more, one of them the end; only these have a peak-end score."
        " A mean is shown from %(least)s answers on."
    )
    return translate(
        language, sentence, {"visits": shown(found["rated_visits"], "count", language), "least": LEAST_VISITS}
    )


def _score(value: float | None, way: Predictor, metric: str, language: Language) -> Figure:
    name, definition = translate(language, PREDICTOR_NAMES[way]), translate(language, PREDICTOR_DEFINITIONS[way])
    return Figure(metric, name, definition, "points", value)


def _chart(report: Report, language: Language) -> BarChart:
    published = [line for line in report["moments"]["moments"] if line["mean"] is not None]
    return BarChart(
        id="moment_means",
        title=translate(language, N_("Mean score of each key moment")),
        description=translate(
            language,
            N_("Means of the ratings in the order of a visit. The five faces are worth 0, 25, 50, 75 and 100 points."),
        ),
        label_title=translate(language, N_("Moment")),
        labels=[moment_name(report, line["moment"], language) for line in published],
        series=[Series(translate(language, N_("Mean score")), [line["mean"] for line in published])],
        kind="points",
    )


def _table(report: Report, language: Language) -> Table:
    return Table(
        id="moment_ratings",
        title=translate(language, N_("Ratings of each key moment")),
        columns=[
            Column(translate(language, N_("Moment"))),
            Column(translate(language, N_("Ratings")), "count"),
            Column(translate(language, N_("Mean score")), "points"),
            Column(translate(language, N_("Satisfied (4 and 5)")), "share"),
            Column(translate(language, N_("Delighted (5)")), "share"),
        ],
        rows=[
            [
                moment_name(report, line["moment"], language),
                *(line[key] for key in ("ratings", "mean", "csat", "delight")),
            ]
            for line in report["moments"]["moments"]
        ],
    )


def predictor_answer(told: Mapping[str, Any], language: Language) -> str:
    """Whether peak-end predicts what customers remember better than the plain average, as far as the month decides."""
    test = PredictorTest(
        visit_count=told["visits"],
        day_count=told["days"],
        errors=[
            PredictorError(Predictor(line["predictor"]), line["error"], Interval(line["low"], line["high"]))
            for line in told["errors"]
        ],
        best=Predictor(told["best"]) if told["best"] else None,
        headline=Predictor(told["headline"]),
        advantage=Interval(**told["advantage"]) if told["advantage"] else None,
    )
    best = translate(language, PREDICTOR_NAMES[test.best]) if test.best else ""
    answer = translate(language, test.sentence, {**test.values, "best": best})
    return together([answer, translate(language, test.difference or "")], language)

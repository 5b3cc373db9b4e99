"""Chapter: Key moments and the peak-end score. Pure."""

from storeops.quality.feedback.intervals import LEAST_VISITS, Interval
from storeops.quality.feedback.predictors import (
    PREDICTOR_DEFINITIONS,
    PREDICTOR_NAMES,
    Predictor,
    PredictorError,
    PredictorTest,
)
from storeops.quality.ratings.moments import HIGHEST, LOWEST
from storeops.reports.chapters.called import moment_name
from storeops.reports.chapters.chapter_words import Words
from storeops.reports.chapters.figure import figure
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
from storeops.reports.sections.quality_section import KeptPredictorTest, Moments

SHARES = ("csat", "delight", "response_rate", "prompt_rate")


def moments(report: Report, _: Words) -> Chapter:
    """How each key moment was rated, the peak-end score beside the plain average, and which of them predicts better."""
    found = report.moments
    shares = [figure(report, metric, _) for metric in SHARES]
    blocks: list[Block] = []
    if any(share.value is not None for share in shares):
        scores = [
            _score(found.peak_end_mean, Predictor.PEAK_END, "peak_end_mean", _),
            _score(found.average_mean, Predictor.AVERAGE, "average_mean", _),
        ]
        blocks.append(KeyFigures("feedback", _("What customers said"), [*shares, *scores]))
    if any(line.mean is not None for line in found.moments):
        blocks.append(_chart(report, _))
    if found.moments:
        blocks.append(_table(report, _))
        blocks += _answers(report, _)
    if found.test:
        title = _("What customers remember")
        blocks.append(Sentences("predictors", title, [predictor_answer(found.test, _)]))
    return Chapter("moments", _("Key moments"), blocks, _lead(found, _) if blocks else "")


def _lead(found: Moments, _: Words) -> str:
    return _(
        "%(visits)s visits have two answered moments or more, one of them the end; only these have a peak-end score."
        " A mean is shown from %(least)s answers on.",
        {"visits": _.shown(found.rated_visits, "count"), "least": LEAST_VISITS},
    )


def _score(value: float | None, way: Predictor, metric: str, _: Words) -> Figure:
    name, definition = _(PREDICTOR_NAMES[way]), _(PREDICTOR_DEFINITIONS[way])
    return Figure(metric, name, definition, "points", value)


def _chart(report: Report, _: Words) -> BarChart:
    published = [line for line in report.moments.moments if line.mean is not None]
    return BarChart(
        id="moment_means",
        title=_("Mean score of each key moment"),
        description=_(
            "Means of the ratings in the order of a visit. The five faces are worth 0, 25, 50, 75 and 100 points."
        ),
        label_title=_("Moment"),
        labels=[moment_name(report, line.moment, _) for line in published],
        series=[Series(_("Mean score"), [line.mean for line in published])],
        kind="points",
    )


def _table(report: Report, _: Words) -> Table:
    return Table(
        id="moment_ratings",
        title=_("Ratings of each key moment"),
        columns=[
            Column(_("Moment")),
            Column(_("Ratings"), "count"),
            Column(_("Mean score"), "points"),
            Column(_("Satisfied (4 and 5)"), "share"),
            Column(_("Delighted (5)"), "share"),
        ],
        rows=[
            [
                moment_name(report, line.moment, _),
                line.ratings,
                line.mean,
                line.csat,
                line.delight,
            ]
            for line in report.moments.moments
        ],
    )


def _answers(report: Report, _: Words) -> list[Table]:
    """What the numbers from 1 to 5 mean: each question has answers of its own."""
    named = [report.names.moments.get(line.moment) for line in report.moments.moments]
    rows = [[name.in_language(_.language), *words] for name in named if name and (words := name.answers(_.language))]
    if not rows:
        return []
    columns = [Column(_("Moment")), *(Column(str(value)) for value in range(LOWEST, HIGHEST + 1))]
    return [Table(id="moment_answers", title=_("What customers could answer, from 1 to 5"), columns=columns, rows=rows)]


def predictor_answer(told: KeptPredictorTest, _: Words) -> str:
    """Whether peak-end predicts what customers remember better than the plain average, as far as the month decides."""
    test = PredictorTest(
        visit_count=told.visits,
        day_count=told.days,
        errors=[
            PredictorError(Predictor(line.predictor), line.error, Interval(line.low, line.high)) for line in told.errors
        ],
        best=Predictor(told.best) if told.best else None,
        headline=Predictor(told.headline),
        advantage=Interval(told.advantage.low, told.advantage.high) if told.advantage else None,
    )
    best = _(PREDICTOR_NAMES[test.best]) if test.best else ""
    answer = _(test.sentence, {**test.values, "best": best})
    return _.together([answer, _(test.difference or "")])

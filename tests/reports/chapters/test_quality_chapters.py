"""The chapters on service quality: what they show, in both languages, and that they leave out what did not happen."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from storeops.base.i18n import LANGUAGES, Language
from storeops.reports.chapters.chapter_words import Words
from storeops.reports.chapters.checklist_chapter import checklist
from storeops.reports.chapters.flags import flags
from storeops.reports.chapters.follow_ups import follow_ups
from storeops.reports.chapters.leaving import leaving
from storeops.reports.chapters.moments_chapter import moments
from storeops.reports.chapters.stars import stars
from storeops.reports.document.report_document import Report
from storeops.reports.layout.blocks import BarChart, Block, Chapter, KeyFigures, Sentences, Table
from tests.reports.chapters.quality_report import QUALITY, empty_report, quality_report
from tests.reports.told_reports import CHINESE, ENGLISH

CHAPTERS: list[Callable[[Report, Words], Chapter]] = [
    moments,
    checklist,
    follow_ups,
    leaving,
    stars,
    flags,
]


def block(chapter: Chapter, block_id: str) -> Block:
    return next(found for found in chapter.blocks if found.id == block_id)


def table(chapter: Chapter, block_id: str) -> Table:
    found = block(chapter, block_id)
    assert isinstance(found, Table)
    return found


def items(chapter: Chapter, block_id: str) -> list[str]:
    found = block(chapter, block_id)
    assert isinstance(found, Sentences)
    return list(found.items)


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.__name__)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_month_in_which_nothing_happened_has_no_block(chapter: Callable[..., Chapter], language: Language) -> None:
    assert chapter(empty_report(), Words(language)).blocks == []


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.__name__)
def test_every_table_is_filled_and_every_row_fits_its_columns(chapter: Callable[..., Chapter]) -> None:
    for language in LANGUAGES:
        for found in chapter(quality_report(), Words(language)).blocks:
            if isinstance(found, Table):
                assert found.rows
                assert {len(row) for row in found.rows} == {len(found.columns)}


@pytest.mark.parametrize("chapter", CHAPTERS, ids=lambda chapter: chapter.__name__)
def test_the_chinese_chapter_holds_no_english(chapter: Callable[..., Chapter]) -> None:
    told = str(chapter(quality_report(), CHINESE))
    texts = re.findall(r"(?:title|lead|note|description|name|label_title)='([^']*)'", told)

    assert texts
    # Names of people are as they are.
    assert [text for text in texts if re.search("[A-Za-z]{3,}", text.replace("Ana", ""))] == []


# Moments


def test_moments_show_figures_means_and_shares() -> None:
    chapter = moments(quality_report(), ENGLISH)

    key_figures, chart = block(chapter, "feedback"), block(chapter, "moment_means")

    assert isinstance(key_figures, KeyFigures)
    assert [(each.metric, each.value) for each in key_figures.figures] == [
        ("csat", 0.875),
        ("delight", 0.5),
        ("response_rate", 0.65),
        ("prompt_rate", 0.92),
        ("peak_end_mean", 82.5),
        ("average_mean", 71.25),
    ]
    assert all(each.definition for each in key_figures.figures)
    # The farewell has too few ratings for a mean: no bar, but a row.
    assert isinstance(chart, BarChart)
    assert (chart.labels, chart.series[0].values) == (["Waiting"], [60.0])
    assert list(table(chapter, "moment_ratings").rows[1]) == ["Farewell", 19, None, 1.0, 0.5]


def test_the_numbers_from_one_to_five_are_told_in_the_words_of_each_question() -> None:
    words = {"zh": ["很差", "差", "一般", "好", "很好"], "en": ["Very bad", "Bad", "Fair", "Good", "Very good"]}
    report = quality_report()
    waiting = replace(report.names.moments["waiting"], answers_zh=words["zh"], answers_en=words["en"])
    told = replace(report, names=replace(report.names, moments={**report.names.moments, "waiting": waiting}))

    english, chinese = (table(moments(told, own), "moment_answers") for own in (ENGLISH, CHINESE))

    assert [column.title for column in english.columns] == ["Moment", "1", "2", "3", "4", "5"]
    assert [list(row) for row in english.rows] == [["Waiting", *words["en"]]]
    assert [list(row) for row in chinese.rows] == [["等候", *words["zh"]]]


def test_a_month_that_was_closed_before_it_kept_the_words_shows_none() -> None:
    assert "moment_answers" not in [block.id for block in moments(quality_report(), ENGLISH).blocks]


def test_an_undecided_test_says_what_is_missing() -> None:
    (told,) = items(moments(quality_report(), ENGLISH), "predictors")

    assert told == (
        "Not decided: 3 visits of the month also have a remembered overall, on 2 days; at least 60 on two days are"
        " needed. Peak-end stays the headline until then."
    )


def test_a_decided_test_says_no_more_than_its_interval_allows() -> None:
    test = {
        "visits": 80,
        "days": 20,
        "errors": [
            {"predictor": "peak_end", "error": 12.04, "low": 10.0, "high": 14.0},
            {"predictor": "average", "error": 13.06, "low": 11.0, "high": 15.0},
        ],
        "best": "peak_end",
        "headline": "peak_end",
        "advantage": {"low": -0.5, "high": 2.0},
    }
    report = quality_report(moments={**QUALITY["moments"], "test": test})

    (told,) = items(moments(report, ENGLISH), "predictors")

    assert "it is off by 12.0 points on average, the plain average by 13.1" in told
    assert told.endswith("Between peak-end and the plain average there is no clear difference yet.")


# Checks


def test_checks_show_what_failed_and_what_a_shift_means() -> None:
    chapter = checklist(quality_report(), ENGLISH)

    assert chapter.lead == "40 checks of people. Of 45 days of work, each employee by themself, 36 were checked."
    assert list(table(chapter, "failed_items").rows[0]) == ["Smile", "Clerk's sheet", 40, 8, 0.2, 48.0]
    inspectors = table(chapter, "inspectors")
    assert [list(row) for row in inspectors.rows] == [["Chen", 30, 92.0, -2.5], ["Han", 10, 97.0, None]]
    assert inspectors.note.startswith("Shift: by how many points somebody marks above (+) or below (-)")
    assert "mean score 97.5" in items(chapter, "environment")[0]


def test_only_the_items_that_lost_most_are_listed() -> None:
    item = QUALITY["checklist"]["failed_items"][0]
    report = quality_report(checklist={**QUALITY["checklist"], "failed_items": [item] * 12})

    assert len(table(checklist(report, ENGLISH), "failed_items").rows) == 10


# Follow-ups


def test_late_follow_ups_are_listed_by_local_time_without_what_they_say() -> None:
    chapter = follow_ups(quality_report(), ENGLISH)

    assert chapter.lead == "Written down in the month: Complaint 2, Unfinished business 1, Praise 1."
    assert list(table(chapter, "follow_ups_late").rows[0]) == [
        "#7",
        "Complaint",
        "Pay a bill",
        "2026-03-03 09:00",
        "not yet",
        26.5,
    ]


def test_without_a_late_case_one_sentence_says_so() -> None:
    report = quality_report(cases={**QUALITY["cases"], "in_time": 2, "late": []})

    assert items(follow_ups(report, ENGLISH), "follow_ups_late") == [
        "All 2 follow-ups that were due were answered in time."
    ]


def test_where_nothing_was_due_nothing_is_said_of_lateness() -> None:
    report = quality_report(cases={**QUALITY["cases"], "due": 0, "in_time": 0, "late": []})

    assert [found.id for found in follow_ups(report, ENGLISH).blocks] == ["follow_ups"]


# Leaving


def test_the_composition_of_those_who_wanted_to_leave() -> None:
    chapter = leaving(quality_report(), ENGLISH)

    assert chapter.lead == "4 customers came to the retention desk; 25.0% were kept (Kept 1, Left the network 3)."
    assert [list(row) for row in table(chapter, "leaving_reasons").rows] == [
        ["Price", 3, 0.75, 1 / 3],
        ["Coverage", 1, 0.25, 0.0],
    ]
    assert {"leaving_going_to", "leaving_offers"} < {found.id for found in chapter.blocks}


# Stars


def test_stars_show_bands_ranks_and_why_somebody_has_none() -> None:
    chapter = stars(quality_report(), ENGLISH)
    bands = block(chapter, "star_bands")

    assert chapter.lead == "Version 2 of the stars, by version 1 of the rules."
    assert items(chapter, "stars_told") == [
        "Star of the month: Ana.",
        "1 of 2 are ranked. Who is not ranked has no disadvantage by it.",
        "Appeals: 1 open, 0 upheld, 2 refused.",
    ]
    assert isinstance(bands, BarChart)
    assert list(zip(bands.labels, bands.series[0].values, strict=True)) == [
        ("5 stars", 0),
        ("4 stars", 1),
        ("3 stars", 0),
        ("2 stars", 0),
        ("Below the bands", 0),
    ]
    ana, bruno = table(chapter, "star_sheets").rows
    assert list(ana) == ["Ana 1001", 1, 90.21, 4, "Star of the month, no clear difference from the next"]
    assert list(bruno) == [
        "Bruno 1002",
        None,
        None,
        None,
        "Not ranked: checked on 3 of the 8 days needed; the line Volume cannot be computed this month",
    ]


def test_the_reasons_are_told_in_chinese_too() -> None:
    _, bruno = table(stars(quality_report(), CHINESE), "star_sheets").rows

    assert bruno[4] == "不参评：检查天数 3 天，需要 8 天；本月无法计算“业务量”一项"


def test_people_without_a_place_for_the_same_reasons_share_a_row() -> None:
    ana, bruno = QUALITY["stars"]["sheets"]
    dina = {**bruno, "employee": "1003", "name": "1003"}

    rows = table(
        stars(quality_report(stars={**QUALITY["stars"], "sheets": [ana, bruno, dina]}), ENGLISH), "star_sheets"
    ).rows

    assert [row[0] for row in rows] == ["Ana 1001", "Bruno 1002, 1003"]


def test_stars_of_an_open_month_are_provisional() -> None:
    report = quality_report(stars={**QUALITY["stars"], "stars_version": None})

    assert stars(report, ENGLISH).lead == "Provisional, by version 1 of the rules."


# Flags


def test_flags_are_questions_with_what_came_of_looking() -> None:
    reviewed = {**QUALITY["flags"][0], "review": QUALITY["flags"][1]["review"]}
    chapter = flags(quality_report(flags=[reviewed, QUALITY["flags"][1]]), ENGLISH)
    found = table(chapter, "flags")

    assert chapter.lead.startswith("A flag is a question, no verdict, and nothing is deducted for it. Flags: 2,")
    assert list(found.rows[0]) == [
        "Inspectors' habits",
        "Chen",
        "24 of 41 checks got full marks: 58.5%, against 40.0% of all checks.",
        "Explained",
    ]
    assert (found.rows[1][1], found.rows[1][3]) == ("The hall", "Explained")
    assert found.note.startswith("What else could explain Inspectors' habits: A very good team;")


def test_a_flag_that_nobody_has_looked_at_names_nobody() -> None:
    report = quality_report()
    chapter = flags(replace(report, flags=[flag.for_readers() for flag in report.flags]), ENGLISH)

    (unseen, _) = table(chapter, "flags").rows
    assert list(unseen) == ["Inspectors' habits", "named only after a review", None, "not looked at yet"]

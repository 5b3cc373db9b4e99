"""A report layout that holds every kind of block with the values that are hard to show, for the tests of renderings.

The words are made up in both languages; names of services are what a user may have typed, so they hold markup.
"""

from storeops.base.i18n import Language
from storeops.reports.layout.blocks import (
    BarChart,
    Change,
    Chapter,
    Column,
    Figure,
    HeatMap,
    KeyFigures,
    LineChart,
    ReportLayout,
    Sentences,
    Series,
    Table,
    YearProgress,
)

MARKUP = "<script>alert('x')</script> & \"more\""
LONG_ZH = "企业及个体工商户综合业务受理（含过户、销户、实名变更与发票补打）"
LONG_EN = "Business customers: change of owner, closing an account, change of name and reprinted invoices"


def sample_layout(language: Language) -> ReportLayout:
    """Three chapters in front, four behind."""
    words = _ZH if language == "zh" else _EN
    return ReportLayout(
        language=language,
        hall=words["hall"],
        month="2026-03",
        title=words["title"],
        status=words["status"],
        front=[_tracking(words), _problems(words), _strategy(words)],
        appendix=[_waiting(words), _parts(words), _edges(words), _definitions(words)],
    )


def half_hours(count: int, first_hour: int = 0) -> list[str]:
    """Labels HH:MM, from a full hour on."""
    minutes = (first_hour * 60 + 30 * place for place in range(count))
    return [f"{each // 60:02d}:{each % 60:02d}" for each in minutes]


def _tracking(words: dict[str, str]) -> Chapter:
    figures = [
        Figure(
            "service_level",
            words["service_level"],
            words["definition"],
            "share",
            0.8412,
            previous=Change(0.7931, 0.0481, "share_difference", True),
            last_year=Change(0.8612, -0.02, "share_difference", False),
            base=Change(0.8, 0.0412, "share_difference", True),
            year=YearProgress(0.85, 0.8255, None, 0.2466, False),
        ),
        Figure(
            "wait_mean",
            words["wait"],
            words["definition"],
            "s",
            312.4,
            previous=Change(290.0, 0.0772, "relative", False),
            last_year=Change(390.0, -0.199, "relative", True),
        ),
        Figure(
            "issued",
            words["issued"],
            words["definition"],
            "count",
            12345,
            previous=Change(12345, 0.0, "relative", None),
            last_year=Change(0, None, "relative", None),
            year=YearProgress(150000, 36950, 0.2463, 0.2466, True),
        ),
        Figure(
            "nps", words["points"], words["definition"], "points", 92.45, Change(94, -1.55, "points_difference", False)
        ),
        Figure("handling", words["handling"], words["definition"], "s", 4225.0),
        Figure("kept", words["kept"], words["definition"], "share", None),
    ]
    trend = LineChart(
        "trend_service_level",
        words["trend"],
        words["trend_says"],
        words["month"],
        [f"2025-{month:02d}" for month in range(4, 13)] + ["2026-01", "2026-02", "2026-03"],
        [Series(words["service_level"], [0.71, 0.74, 0.735, 0.78, None, 0.79, 0.81, 0.8, 0.77, 0.78, 0.7931, 0.8412])],
        "share",
        target=0.8,
    )
    return Chapter(
        "tracking", words["tracking"], [KeyFigures("key_figures", words["key"], figures), trend], words["lead"]
    )


def _problems(words: dict[str, str]) -> Chapter:
    table = Table(
        "over_target",
        words["over_target"],
        [
            Column(words["service"]),
            Column(words["over"], "count"),
            Column(words["share"], "share"),
            Column(words["time"], "s"),
        ],
        [
            [words["long"], 148, 0.3126, 30125],
            [MARKUP, 12, 0.05, 61],
            [words["service_c"], 0, None, None],
        ],
        note=words["note"],
    )
    return Chapter("problems", words["problems"], [table])


def _strategy(words: dict[str, str]) -> Chapter:
    items = [words["action_1"], words["action_2"], f"{words['action_3']} {MARKUP}"]
    return Chapter("strategy", words["strategy"], [Sentences("actions", words["actions"], items, is_numbered=True)])


def _waiting(words: dict[str, str]) -> Chapter:
    labels = half_hours(19, 9)
    median = [None, 61, 125, 190, 305, 420, 380, 290, 200, 150, 130, None, 180, 240, 330, 410, 300, 160, 45]
    p90 = [None, 150, 280, 400, 640, 905, 800, 610, 430, 320, 300, None, 390, 520, 700, 860, 640, 350, 90]
    lines = LineChart(
        "wait_by_half_hour",
        words["wait_by_half_hour"],
        words["trend_says"],
        words["half_hour"],
        labels,
        [Series(words["median"], median), Series(words["p90"], p90)],
        "s",
        target=300,
    )
    bars = BarChart(
        "handling_by_service",
        words["handling_by_service"],
        words["trend_says"],
        words["service"],
        [words["long"], MARKUP, words["service_c"], "C", "D"],
        [Series(words["median"], [182, 95.4, 0, None, 1200]), Series(words["p90"], [400, 180, 0, None, 4225])],
        "s",
        targets=[180, 120, None, 300, 900],
    )
    return Chapter("waiting", words["waiting"], [lines, bars])


def _parts(words: dict[str, str]) -> Chapter:
    labels = half_hours(19, 9)
    cells = [
        [None if (row + place) % 11 == 0 else ((row * 37 + place * 53) % 100) / 100 for place in range(19)]
        for row in range(7)
    ]
    heat = HeatMap(
        "service_level_parts",
        words["heat"],
        words["trend_says"],
        words["weekdays"].split(),
        labels,
        cells,
        "share",
        good=0.8,
        bad=0.6,
    )
    waits = HeatMap(
        "wait_parts_whole_day",
        words["heat_wait"],
        words["trend_says"],
        words["weekdays"].split(),
        half_hours(48),
        [[(row * 97 + place * 211) % 1500 for place in range(48)] for row in range(7)],
        "s",
        good=300,
        bad=900,
    )
    columns = BarChart(
        "issued_by_weekday",
        words["issued"],
        words["trend_says"],
        words["weekday"],
        words["weekdays"].split(),
        [Series(words["issued"], [412, 388, 401, 377, 455, 620, None])],
        "count",
    )
    return Chapter("days_and_parts", words["parts"], [heat, waits, columns])


def _edges(words: dict[str, str]) -> Chapter:
    whole_day = half_hours(48)
    return Chapter(
        "edges",
        words["edges"],
        [
            LineChart("one_point", words["one_point"], "", words["month"], ["2026-03"], [Series("A", [7])], "count"),
            LineChart(
                "no_point", words["no_point"], "", words["month"], ["1", "2"], [Series("A", [None, None])], "s", 300
            ),
            LineChart("zeros", words["zeros"], "", words["month"], ["1", "2", "3"], [Series("A", [0, 0, 0])], "count"),
            LineChart(
                "huge",
                words["huge"],
                "",
                words["month"],
                ["1", "2", "3"],
                [Series("A", [1, 98_765_432, 12]), Series(words["long"], [5, None, 45_000_000])],
                "count",
            ),
            BarChart(
                "whole_day",
                words["whole_day"],
                "",
                words["half_hour"],
                whole_day,
                [Series(words["issued"], [place * 3 % 41 for place in range(48)])],
                "count",
            ),
            BarChart("no_bar", words["no_bar"], "", words["service"], ["A", "B"], [Series("A", [None, None])], "s"),
            Table("empty", words["empty"], [Column(words["service"]), Column(words["time"], "s")], []),
            Table(
                "long_table",
                words["long_table"],
                [Column(words["service"]), Column(words["over"], "count"), Column(words["difference"], "relative")],
                [[f"{words['service']} {place}", place, place / 100 - 0.2] for place in range(1, 61)],
            ),
            Sentences("none_said", words["sentences"], [words["action_1"]]),
        ],
    )


def _definitions(words: dict[str, str]) -> Chapter:
    rows = [
        [words[name], words["definition"]] for name in ("service_level", "wait", "issued", "points", "handling", "kept")
    ]
    return Chapter(
        "definitions",
        words["definitions"],
        [Table("definitions_table", words["definitions"], [Column(words["figure"]), Column(words["means"])], rows)],
    )


_EN = {
    "hall": "Sample hall, Renmin Road",
    "title": "Service report of March 2026",
    "status": "Version 2, definitions version 1",
    "tracking": "Tracking",
    "lead": "84.1% of the customers waited no longer than promised; the month before it was 79.3%.",
    "key": "Key figures",
    "service_level": "Service level",
    "wait": "Wait, mean",
    "issued": "Tickets issued",
    "points": "Quality of service, mean of the spot checks",
    "handling": "Handling time, longest",
    "kept": "Customers kept",
    "definition": "Visits whose wait was at most the target / visits that were called.",
    "trend": "Service level, the last twelve months",
    "trend_says": "From 71% in April to 84.1% in March; the best month is the last.",
    "month": "Month",
    "problems": "Problems",
    "over_target": "Transactions over their target time",
    "service": "Service",
    "over": "Over target",
    "share": "Share",
    "time": "Time over target",
    "long": LONG_EN,
    "service_c": "Recharge",
    "note": "Services with fewer than 5 transactions are left out.",
    "strategy": "Strategy",
    "actions": "What to do next month",
    "action_1": "Open one more counter from 10:30 to 12:00 on Mondays.",
    "action_2": "Ask for a fix of the system fault that cost 8 hours 22 minutes.",
    "action_3": "Move the paper check of this service to the greeter:",
    "waiting": "Waiting",
    "wait_by_half_hour": "Wait by half hour of issue",
    "half_hour": "Half hour",
    "median": "Median",
    "p90": "90th percentile",
    "handling_by_service": "Handling time by service",
    "parts": "Days and parts of the day",
    "heat": "Service level by weekday and half hour",
    "heat_wait": "Wait, 90th percentile, by weekday and half hour",
    "weekday": "Weekday",
    "weekdays": "Mon Tue Wed Thu Fri Sat Sun",
    "edges": "What is hard to draw",
    "one_point": "One point",
    "no_point": "Nothing happened",
    "zeros": "Zeros",
    "huge": "Huge values",
    "whole_day": "Tickets of a whole day",
    "no_bar": "No bar",
    "empty": "A table without rows",
    "long_table": "A table over two pages",
    "difference": "Change",
    "sentences": "Notes",
    "definitions": "Definitions",
    "figure": "Figure",
    "means": "What it means",
}

_ZH = {
    "hall": "人民路示例营业厅",
    "title": "2026年3月服务质量月报",
    "status": "第 2 版，指标口径第 1 版",
    "tracking": "指标跟踪",
    "lead": "84.1% 的顾客等待未超过承诺时间，上月为 79.3%。",
    "key": "主要指标",
    "service_level": "等待达标率",
    "wait": "平均等待时间",
    "issued": "取号数",
    "points": "服务质量检查平均得分",
    "handling": "最长办理时间",
    "kept": "挽留成功率",
    "definition": "等待时间不超过目标的到访数 ÷ 被呼叫的到访数。",
    "trend": "近十二个月等待达标率",
    "trend_says": "从四月的 71% 升至三月的 84.1%，本月最高。",
    "month": "月份",
    "problems": "问题分析",
    "over_target": "超时业务",
    "service": "业务",
    "over": "超时笔数",
    "share": "占比",
    "time": "超时时长",
    "long": LONG_ZH,
    "service_c": "充值缴费",
    "note": "办理不足 5 笔的业务未列入。",
    "strategy": "策略",
    "actions": "下月要做的事",
    "action_1": "周一 10:30 至 12:00 增开一个窗口。",
    "action_2": "请修复造成 8 小时 22 分钟延误的系统故障。",
    "action_3": "将此业务的资料核对前移至迎宾台：",
    "waiting": "等待",
    "wait_by_half_hour": "各半小时取号的等待时间",
    "half_hour": "半小时",
    "median": "中位数",
    "p90": "90 分位",
    "handling_by_service": "各业务办理时间",
    "parts": "各日与各时段",
    "heat": "各星期各半小时等待达标率",
    "heat_wait": "各星期各半小时等待时间 90 分位",
    "weekday": "星期",
    "weekdays": "周一 周二 周三 周四 周五 周六 周日",
    "edges": "难画的图",
    "one_point": "只有一个点",
    "no_point": "无数据",
    "zeros": "全为零",
    "huge": "极大值",
    "whole_day": "全天取号数",
    "no_bar": "没有柱",
    "empty": "空表",
    "long_table": "跨页长表",
    "difference": "变化",
    "sentences": "备注",
    "definitions": "指标口径",
    "figure": "指标",
    "means": "含义",
}

"""The actions as the hall reads them."""

from typing import Any

import pytest

from storeops.base.i18n import Language
from storeops.reports.chapters.chapter_words import Words
from storeops.reports.chapters.strategy import strategy
from storeops.reports.layout.blocks import Sentences
from tests.reports.findings.told_month import report_of
from tests.reports.told_reports import ENGLISH, told

STRETCH = {"weekdays": [1], "begins": "10:00", "ends": "11:30", "late": 41, "late_in_all": 63}
SAID: dict[str, tuple[str, dict[str, Any], str, str]] = {
    "one more counter": (
        "open_counter",
        {**STRETCH, "open": None, "needed": None, "more": 1},
        "Open one more counter from 10:00 to 11:30 on Monday: about 41 of 63 long waits came then.",
        "星期一 10:00–11:30 增开一个柜台：本月 63 位超时等候的顾客中约有 41 位在这一时段。",
    ),
    "one more counter where the need is known": (
        "open_counter",
        {**STRETCH, "open": 2.8, "needed": 4.0, "more": 1},
        "Open one more counter from 10:00 to 11:30 on Monday: about 41 of 63 long waits came then, with 2.8 counters"
        " open where 4.0 were needed.",
        "星期一 10:00–11:30 增开一个柜台：本月 63 位超时等候的顾客中约有 41 位在这一时段；"
        "平均开台 2.8 个，应开 4.0 个。",
    ),
    "more counters every day": (
        "open_counter",
        {**STRETCH, "weekdays": [1, 2, 3, 4, 5, 6, 7], "open": 1.8, "needed": 4.0, "more": 2},
        "Open 2 more counters from 10:00 to 11:30 every day: about 41 of 63 long waits came then, with 1.8 counters"
        " open where 4.0 were needed.",
        "每天 10:00–11:30 增开 2 个柜台：本月 63 位超时等候的顾客中约有 41 位在这一时段；"
        "平均开台 1.8 个，应开 4.0 个。",
    ),
    "free counters": (
        "call_at_once",
        {"seconds": 47000, "beyond": 3000, "seconds_to_call": 15, "handling_mean": 200, "transactions": 15},
        "Call the next customer as soon as a counter is free: counters stood free for 13 h 3 min while customers"
        " waited; what goes beyond 15 seconds for each customer is time for 15 transactions.",
        "柜台一空就叫号：有人等候时柜台空闲 13 小时 3 分；每位顾客扣除 15 秒的正常间隔后，还够办理 15 笔业务。",
    ),
    "a step to remove": (
        "remove_step",
        {"reason": "entered_twice", "service": "sim", "count": 90, "seconds_over": 12000},
        "Remove what makes “Replace a SIM card” long: “Entered twice” was the reason 90 times and cost 3 h 20 min over"
        " the target.",
        "简化“补换卡”的办理：因“重复录入”超时 90 笔，共超时 3 小时 20 分。",
    ),
    "a service without reasons": (
        "watch_service",
        {"service": "sim", "transactions": 1200, "over": 300, "seconds_over": 12000, "given": 0},
        "Find out what makes “Replace a SIM card” long: 300 of 1,200 took longer than the target, 3 h 20 min in all,"
        " and none has a reason. Note one at every finish.",
        "查清“补换卡”为什么慢：1,200 笔中 300 笔超时，共超时 3 小时 20 分，都没有填原因。超时办结时请逐笔填写原因。",
    ),
    "a service with few reasons": (
        "watch_service",
        {"service": "sim", "transactions": 1200, "over": 300, "seconds_over": 12000, "given": 7},
        "Find out what makes “Replace a SIM card” long: 300 of 1,200 took longer than the target, 3 h 20 min in all,"
        " and only 7 have a reason. Note one at every finish.",
        "查清“补换卡”为什么慢：1,200 笔中 300 笔超时，共超时 3 小时 20 分，只有 7 笔填了原因。"
        "超时办结时请逐笔填写原因。",
    ),
    "hand-overs": (
        "keep_whole",
        {"from": "payment", "to": "sim", "count": 120, "visits": 300},
        "Let the counters for “Pay a bill” also do “Replace a SIM card”, with training where it is needed: 120"
        " customers were handed over for it, in 300 visits with a hand-over.",
        "让办理“交话费”的柜台也能办理“补换卡”，必要时先培训：300 次有转办的到访中，为此转办 120 次。",
    ),
    "late cases": (
        "answer_cases",
        {"kind": "technical", "count": 8, "late": 17, "hours_late": 6.26, "due": 213},
        "Look through the open technical cases every morning and answer what falls due that day: 8 of 17 late answers"
        " were of this kind, the longest by 6 h 16 min.",
        "每天早上查看未结的技术性业务跟进单，当天到期的当天答复：17 张超时单中此类占 8 张，最长超时 6 小时 16 分。",
    ),
    "an offer": (
        "offer_first",
        {"offer": "discount", "count": 100, "kept_share": 0.5, "others": 80, "others_kept_share": 0.25, "more": 20},
        "Offer leaving customers “Discount” first: it kept 50.0% of 100, the other offers 25.0% of 80.",
        "离网挽留先推“资费优惠”：100 位中留住 50.0%，其他方案 80 位中留住 25.0%。",
    ),
    "a moment": (
        "improve_moment",
        {"moment": "money", "ratings": 412, "unhappy": 130},
        "Practise the moment “Amounts” at the morning meeting: 130 of 412 ratings there were not satisfied.",
        "在晨会上演练“唱收唱付”：该时刻 412 次评价中有 130 次未达到满意。",
    ),
    "an item of the checklist": (
        "practise_item",
        {"zh": "微笑服务", "en": "Smile", "failed": 14, "marked": 117},
        "Practise “Smile” with everybody: 14 of 117 checks found it short of full marks.",
        "全员演练“微笑服务”：117 次检查中有 14 次未得满分。",
    ),
    "questions not asked": (
        "ask_everyone",
        {"missing": 1300, "served": 6600, "rate": 0.8},
        "Ask every customer the closing question: 1,300 of 6,600 visits ended without it, so the ratings do not speak"
        " for them.",
        "办结时请每位顾客评价：6,600 次到访中有 1,300 次没有询问，现有评价不能代表这些顾客。",
    ),
}


def said(actions: list[dict[str, Any]], language: Language) -> list[list[str]]:
    chapter = strategy(told({**report_of({}), "findings": {"actions": actions}}), Words(language))
    return [list(block.items) for block in chapter.blocks if isinstance(block, Sentences) and block.is_numbered]


@pytest.mark.parametrize("action", SAID)
def test_each_action_says_what_to_do_and_the_figures_behind_it(action: str) -> None:
    code, values, english, chinese = SAID[action]

    assert said([{"code": code, "values": values}], "en") == [[english]]
    assert said([{"code": code, "values": values}], "zh") == [[chinese]]


def test_a_month_without_actions_has_no_chapter() -> None:
    assert strategy(told({**report_of({}), "findings": {"actions": []}}), ENGLISH).blocks == []

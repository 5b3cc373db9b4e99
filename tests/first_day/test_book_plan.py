"""What a workbook would change: every step and every fault, and nothing done meanwhile."""

from datetime import date, time

import pytest

from storeops.base.business_time import Hours
from storeops.base.clock import FrozenClock
from storeops.base.i18n import Language
from storeops.first_day.book import Cells
from storeops.first_day.book_plan import BookPlan, BookVerb
from storeops.first_day.book_verb_table import BOOK_VERBS
from storeops.first_day.book_view import as_book, book_plan
from storeops.first_day.refusals import TwiceInBook
from storeops.quality.checks.sheet_rules import SheetKind
from storeops.store.database import HallDatabase
from tests.factories import ADA, everything, open_daily, rows

MONDAY = date(2026, 3, 2)
ITEMS = [[f"项目{number}", "5"] for number in range(1, 13)]


def planned(db: HallDatabase, cells: Cells, language: Language = "en") -> BookPlan:
    return book_plan(db, MONDAY, ADA.code, cells, language)


def do(db: HallDatabase, clock: FrozenClock, plan: BookPlan) -> None:
    for step in plan.steps:
        BOOK_VERBS[step.verb](db, clock, ADA.actor, *step.values)


def said(plan: BookPlan) -> list[tuple[str, int | None, str]]:
    return [(fault.sheet, fault.line, str(fault.refusal)) for fault in plan.faults]


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_set_up_written_and_read_back_changes_nothing(db: HallDatabase, language: Language) -> None:
    open_daily(db)
    db.execute("INSERT INTO special_day (day, note) VALUES ('2026-10-01', '国庆节')")
    before = everything(db)

    plan = planned(db, as_book(db, MONDAY, language))

    assert (plan.steps, plan.faults) == ([], [])
    assert plan.unchanged_count > 10
    assert everything(db) == before


def test_a_list_from_excel_sets_up_a_hall(db: HallDatabase, clock: FrozenClock) -> None:
    cells = {
        "业务": [
            ["大类", "业务", "时限（秒）"],
            ["政企业务", "专线办理", "600"],
            ["", "集团套餐", ""],  # of merged cells only the first tells the category
        ],
        "柜台": [["柜台", "业务"], ["8", "专线办理、集团套餐"], ["9", "全部"]],
        "员工": [["工号", "姓名", "岗位"], ["1008", "王芳", "营业员"], ["4002", "刘洋", "值班长"]],
        "营业时间": [["日子", "时间"], ["周一", "09:00-12:00 13:30-18:00"], ["2026/10/1", "休息"]],
    }

    plan = planned(db, cells)

    assert said(plan) == []
    assert [step.verb for step in plan.steps] == [
        *(BookVerb.ADD_CATEGORY, BookVerb.ADD_SERVICE, BookVerb.ADD_SERVICE),
        *(BookVerb.ADD_COUNTER, BookVerb.ADD_COUNTER, BookVerb.ADD_EMPLOYEE, BookVerb.ADD_EMPLOYEE),
        *(BookVerb.SET_DAY, BookVerb.CHANGE_WEEK),
    ]
    do(db, clock, plan)
    sql = (
        "SELECT service.code, target_seconds, standard_minutes FROM service JOIN category ON category.id = category_id"
    )
    assert rows(db, f"{sql} WHERE category.name_zh = '政企业务'") == [
        {"code": "service_1", "target_seconds": 600, "standard_minutes": 10.0},  # 600 s are 10 minutes
        {"code": "service_2", "target_seconds": 180, "standard_minutes": 3.0},
    ]
    assert rows(db, "SELECT code, role FROM employee WHERE code IN ('1008', '4002')") == [
        {"code": "1008", "role": "clerk"},
        {"code": "4002", "role": "shift_lead"},
    ]
    assert rows(db, "SELECT opens FROM opening_hours WHERE weekday = 1") == [{"opens": "09:00"}, {"opens": "13:30"}]
    again = planned(db, cells)
    assert (again.steps, said(again)) == ([], [])


def test_all_faults_are_told_at_once_with_their_places(db: HallDatabase) -> None:
    cells = {
        "Services": [
            ["Service", "Target in seconds", "Offered"],
            ["Pay", "soon", ""],
            ["", "180", ""],
            ["Top", "", "maybe"],
        ],
        "Counters": [["Counter", "Services"], ["7", "nothing"], ["8", ""], ["8", ""]],
        "Employees": [["Employee number", "Name", "Role"], ["1009", "Eva", "king"]],
        "Opening hours": [["Day", "Hours"], ["Monday", "early"], ["someday", "09:00-18:00"], ["Friday", "18:00-09:00"]],
        "Unknown": [["anything"]],
    }
    before = everything(db)

    plan = planned(db, cells)

    assert [(sheet, line) for sheet, line, _ in said(plan)] == [
        *(("Services", 2), ("Services", 3), ("Services", 4)),
        *(("Counters", 2), ("Counters", 4), ("Employees", 2)),
        *(("Opening hours", 2), ("Opening hours", 3), ("Opening hours", 4)),
    ]
    assert everything(db) == before


def test_a_workbook_of_something_else_says_which_sheets_are_known(db: HallDatabase) -> None:
    [fault] = planned(db, {"Budget": [["x"]]}).faults
    assert "Services, Counters, Employees, Opening hours" in str(fault.refusal)

    [fault] = planned(db, {"Employees": [["Number"], ["1"]]}).faults
    assert "Employee number, Name" in str(fault.refusal)


@pytest.mark.parametrize(("title", "column"), [("业务清单", "业务名称"), ("业务", "业务"), ("业务表", "名称")])
def test_sheets_and_columns_have_the_names_that_people_give_them(db: HallDatabase, title: str, column: str) -> None:
    plan = planned(db, {title: [["业务大类", column], ["政企业务", "专线办理"]]})

    assert [step.name for step in plan.steps] == ["政企业务", "专线办理"]
    assert plan.passed_over == []


def test_a_filled_sheet_that_nobody_reads_is_named(db: HallDatabase) -> None:
    plan = planned(db, {"柜台": [["柜台"], ["8"]], "排班": [["王芳", "早班"]], "Sheet2": [[""]]})

    assert (len(plan.steps), plan.passed_over) == (1, ["排班"])


def test_a_fault_names_its_column(db: HallDatabase) -> None:
    [fault] = planned(db, {"员工": [["工号", "姓名"], ["1008", ""]]}, "zh").faults

    assert (fault.sheet, fault.line, fault.column) == ("员工", 2, "姓名")


def test_all_cells_of_a_line_are_told_each_with_its_column(db: HallDatabase) -> None:
    cells = {
        "业务": [
            ["大类", "业务", "时限（秒）", "标准分钟数", "开放办理"],
            ["政企业务", "专线办理", "3分钟", "几分钟", "也许"],
        ],
        "员工": [["工号", "姓名", "岗位"], ["1008", "", "柜员"]],
        "营业时间": [["日期", "营业时间"], ["周一", "9点到18点"], ["2027/2/30", "休息"]],
    }

    told = [(fault.sheet, fault.column) for fault in planned(db, cells, "zh").faults]

    assert told == [
        *(("业务", "时限（秒）"), ("业务", "标准分钟数"), ("业务", "开放办理"), ("员工", "姓名"), ("员工", "岗位")),
        *(("营业时间", "营业时间"), ("营业时间", "日期")),
    ]


def test_the_preview_tells_what_is_added(db: HallDatabase) -> None:
    cells = {
        "业务": [["大类", "业务"], ["政企业务", "专线办理"], ["", "集团套餐"]],
        "柜台": [["柜台", "业务"], ["8", "专线办理"], ["9", ""]],
        "员工": [["工号", "姓名", "岗位"], ["1008", "王芳", ""]],
        "营业时间": [["日期", "时间"], ["2027年2月17日", "休息"]],
    }

    told = [(step.name, step.told) for step in planned(db, cells, "zh").steps]

    assert told == [
        *(("政企业务", ""), ("专线办理", "政企业务"), ("集团套餐", "政企业务")),  # an empty cell goes on with the last
        *(("8", "专线办理"), ("9", "全部业务"), ("1008 王芳", "营业员"), ("2027-02-17", "休息")),
    ]


def test_counters_are_numbers_whatever_words_stand_around_them(db: HallDatabase, clock: FrozenClock) -> None:
    cells = {"柜台": [["柜台"], ["8号柜台"], ["九号"], ["9"]]}

    plan = planned(db, cells, "zh")

    assert [step.name for step in plan.steps] == ["8", "9"]
    assert said(plan) == [("柜台", 4, str(TwiceInBook(name="9")))]
    do(db, clock, plan)
    assert planned(db, {"柜台": [["柜台"], ["8号柜台"]]}, "zh").steps == []


def test_the_hours_of_the_week_change_by_their_days(db: HallDatabase) -> None:
    open_daily(db)
    [step] = planned(db, {"营业时间": [["日子", "时间"], ["周日", "休息"]]}, "zh").steps

    assert dict(step.changed) == {"星期日": ["09:00-18:00", "休息"]}


def test_a_first_day_with_hours_shuts_the_others_and_says_so(db: HallDatabase) -> None:
    [step] = planned(db, {"营业时间": [["日子", "时间"], ["周日", "10:00-16:00"]]}, "zh").steps

    assert list(step.changed.values()) == [*[["", "休息"]] * 6, ["", "10:00-16:00"]]


def test_a_line_that_differs_changes_and_an_empty_cell_leaves(db: HallDatabase, clock: FrozenClock) -> None:
    cells = {
        "Services": [["Service", "Code", "Target in seconds"], ["交费", "payment", "-"]],
        "Employees": [["Employee number", "Name", "Role", "Works here"], ["1001", "Ana B", "", "no"]],
    }

    plan = planned(db, cells)
    do(db, clock, plan)

    assert [dict(step.changed) for step in plan.steps] == [
        {"name_zh": ["交话费", "交费"], "target_seconds": [180, None]},
        {"name": ["Ana", "Ana B"], "is_active": [True, False]},
    ]
    assert rows(db, "SELECT role, is_active FROM employee WHERE code = '1001'") == [{"role": "clerk", "is_active": 0}]


def test_a_check_sheet_of_two_columns_becomes_a_version_of_100_points(db: HallDatabase, clock: FrozenClock) -> None:
    plan = planned(db, {"营业员检查表": [["项目", "分值"], *ITEMS]})

    assert said(plan) == []
    [step] = plan.steps
    do(db, clock, plan)
    added = (
        "SELECT code, name_en, weight FROM sheet_item WHERE sheet_id = (SELECT max(id) FROM sheet) ORDER BY position"
    )
    found = rows(db, added)
    # 12 items of 5: a twelfth of 100 is 8.33, which leaves 4 points for the first four
    assert [row["weight"] for row in found] == [9, 9, 9, 9, 8, 8, 8, 8, 8, 8, 8, 8]
    assert found[0] == {"code": "item_1", "name_en": "项目1", "weight": 9}
    assert found[1]["code"] == "item_2"
    assert step.values[1] is SheetKind.CLERK
    assert planned(db, {"营业员检查表": [["项目", "分值"], *ITEMS]}).steps == []


def test_items_of_the_workbook_may_deduct_and_veto(db: HallDatabase, clock: FrozenClock) -> None:
    lines = [*ITEMS, ["玩手机", "每次扣3分"], ["与顾客争吵", "一票否决"]]

    [step] = planned(db, {"营业员检查表": [["项目", "分值"], *lines]}).steps
    do(db, clock, BookPlan([step], [], 0))

    sql = "SELECT weight, kind FROM sheet_item WHERE sheet_id = (SELECT max(id) FROM sheet) ORDER BY position"
    # 12 items of 5 are 60 points: 3 of 60 are 5 of 100
    assert rows(db, sql)[-2:] == [{"weight": 5, "kind": "deduct"}, {"weight": 100, "kind": "veto"}]
    assert planned(db, as_book(db, MONDAY, "zh")).steps == []


def test_a_check_sheet_tells_all_its_faults(db: HallDatabase) -> None:
    lines = [["项目1", "x"], ["", "5"], ["项目3", "5"], ["项目3", "5"]]

    assert [line for _, line, _ in said(planned(db, {"营业员检查表": [["项目", "分值"], *lines]}))] == [2, 3, 5]
    short = planned(db, {"营业员检查表": [["项目", "分值"], *ITEMS[:3]]})
    assert [line for _, line, _ in said(short)] == [None]  # a sheet needs ten items


def test_hours_of_the_workbook_are_spans(db: HallDatabase) -> None:
    [step] = planned(db, {"Opening hours": [["Day", "Hours"], ["Sunday", "10:00-16:00"]]}).steps

    assert step.values == ({7: (Hours(time(10), time(16)),)},)

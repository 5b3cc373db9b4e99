"""The sample hall's offer and people: nine business categories of a telecom operator's service hall. Pure data."""

from dataclasses import dataclass

from storeops.hall.offer import NewService
from storeops.people.roles import Role


@dataclass(frozen=True)
class SampleCategory:
    code: str
    prefix: str
    name_zh: str
    name_en: str
    services: tuple[NewService, ...]


FIRST_ADMINISTRATOR = "9001"
"""The number of the administrator with whom every hall begins."""
_ID = ("本人身份证原件", "your identity card")

SAMPLE_CATEGORIES = (
    SampleCategory(
        "payment",
        "A",
        "充值交费",
        "Payment",
        (
            NewService("payment", "交话费", "Pay a bill", 180, 2),
            NewService("top_up", "话费充值", "Top up", 180, 2),
            NewService("invoice", "打印发票", "Print an invoice", 180, 2),
        ),
    ),
    SampleCategory(
        "plans",
        "B",
        "套餐与业务变更",
        "Plan and service change",
        (
            NewService("plan_change", "变更套餐", "Change the plan", 180, 3, *_ID),
            NewService("suspend_resume", "停机、复机", "Suspend or resume service", 180, 2, *_ID),
            NewService("campaigns", "促销活动办理", "Campaigns and offers", 300, 4, *_ID),
        ),
    ),
    SampleCategory(
        "sim_replacement",
        "C",
        "补换卡",
        "SIM replacement",
        (
            NewService("sim_lost", "补办遗失的卡", "Replace a lost SIM card", 300, 5, *_ID),
            NewService("sim_damaged", "更换损坏的卡", "Replace a damaged SIM card", 300, 5, *_ID),
        ),
    ),
    SampleCategory(
        "sim_unlock",
        "D",
        "SIM卡解锁",
        "SIM unlock",
        (NewService("puk", "PUK解锁", "Unlock with PUK", 180, 2, *_ID),),
    ),
    SampleCategory(
        "bills",
        "E",
        "账单详单",
        "Bills and statements",
        (
            NewService("statement", "话费详单查询", "Call statement", 180, 3, *_ID),
            NewService("wrong_bill", "错误话单核查", "Check a wrong bill", 300, 5, *_ID),
        ),
    ),
    SampleCategory(
        "identity",
        "F",
        "证件与实名登记",
        "Identity and registration",
        (
            NewService("new_number", "开户入网", "New number", 300, 6, *_ID),
            NewService("registration", "实名登记", "Real-name registration", 180, 3, *_ID),
        ),
    ),
    SampleCategory(
        "ownership",
        "G",
        "过户",
        "Transfer of ownership",
        (NewService("ownership", "号码过户", "Transfer a number", 300, 6, "双方身份证原件", "both identity cards"),),
    ),
    SampleCategory(
        "value_added",
        "H",
        "增值业务",
        "Value-added services",
        (
            NewService("data_packs", "流量与增值包", "Data packs and extras", 180, 3),
            NewService("broadband", "宽带与智能家居", "Broadband and smart home", 300, 6, *_ID),
        ),
    ),
    SampleCategory(
        "other",
        "J",
        "其他业务",
        "Other business",
        (
            NewService("advice", "咨询与投诉", "Advice and complaints", 300, 4),
            NewService("leaving", "离网办理", "Leave the network", 300, 6, *_ID),
            NewService("not_sure", "不确定要办什么", "Not sure what I need", 180, 3),
        ),
    ),
)


SAMPLE_PEOPLE = (
    ("3001", "许静", Role.GREETER),
    ("4001", "罗涛", Role.SHIFT_LEAD),
    ("5001", "陈立", Role.DUTY_MANAGER),
    ("5002", "方敏", Role.DUTY_MANAGER),
    ("7001", "杜岩", Role.SUPERVISOR),
)

_CLERK_NAMES = (
    "安雅",
    "毕波",
    "曹颖",
    "邓飞",
    "范琳",
    "高远",
    "何佳",
    "姜南",
    "柯欣",
    "李娜",
    "马超",
    "倪虹",
)


def sample_clerk_name(number: int) -> str:
    """The name of the sample hall's clerk of counter `number`; with many counters the names come again, numbered."""
    name = _CLERK_NAMES[(number - 1) % len(_CLERK_NAMES)]
    return name if number <= len(_CLERK_NAMES) else f"{name}{(number - 1) // len(_CLERK_NAMES) + 1}"

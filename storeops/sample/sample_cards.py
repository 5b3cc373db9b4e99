"""The best-answer cards of the sample hall, in both languages. Pure."""

from storeops.quality.guideposts.card import CardTexts

SAMPLE_CARDS: tuple[tuple[str, CardTexts], ...] = (
    (
        "payment",
        CardTexts(
            "交费后多久恢复通话？",
            "How soon does my phone work again after paying?",
            "系统约 5 分钟内自动开机。10 分钟后仍不通，请重启手机；还不行，凭缴费回执当场处理。",
            "It is switched on by itself within about 5 minutes. After 10 minutes restart the phone; if that does not"
            " help, we settle it here with the receipt.",
        ),
    ),
    (
        "plan_change",
        CardTexts(
            "新套餐什么时候生效？",
            "When does the new plan begin?",
            "次月 1 日生效，本月仍按原套餐计费。办完把生效日期写给顾客，并提醒原有优惠是否保留。",
            "On the 1st of next month; this month is billed as before. Write the date down for the customer and say"
            " whether old discounts stay.",
        ),
    ),
    (
        "sim_lost",
        CardTexts(
            "手机丢了，号码会不会被别人用？",
            "My phone is lost. Can somebody else use my number?",
            "先挂失停机，再补卡。提醒顾客同时冻结网银和支付账户，并修改常用密码。",
            "Block the number first, then replace the card. Remind the customer to freeze bank and payment accounts and"
            " to change passwords.",
        ),
    ),
    (
        "wrong_bill",
        CardTexts(
            "账单为什么比上月高？",
            "Why is the bill higher than last month?",
            "打开详单对比两个月，先看套餐外流量和增值业务。确认多收的，当场登记，24 小时内答复。",
            "Compare both months item by item, data beyond the plan and value-added services first. What was charged"
            " wrongly is written down here and answered within 24 hours.",
        ),
    ),
    (
        "ownership",
        CardTexts(
            "过户要带什么？",
            "What do I bring for a transfer of ownership?",
            "双方本人带有效身份证到场，结清欠费。原机主不能来的，需公证委托书。",
            "Both owners come with valid identity cards and all bills are paid. Who cannot come sends a notarised"
            " authorisation.",
        ),
    ),
)
"""By service code."""

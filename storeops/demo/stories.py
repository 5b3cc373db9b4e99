"""What the demo's people say and write, in the hall's own language. Pure."""

from storeops.quality.follow_ups.case import Kind

SUMMARIES: dict[Kind, tuple[str, ...]] = {
    Kind.COMPLAINT: (
        "顾客反映套餐外流量扣费不清楚，要求核对上月账单",
        "顾客反映等候时间长，前面有人插队",
        "顾客反映宽带装机两次改期，没有人通知",
        "顾客反映优惠到期没有提醒",
    ),
    Kind.TECHNICAL: (
        "小区信号弱，通话中断，需网络部核查基站",
        "话单有两笔重复扣费，需计费部核查",
        "补卡后收不到验证码，需后台同步",
        "国际漫游开通后无法上网",
    ),
    Kind.UNFINISHED: (
        "过户缺少原机主身份证，资料齐后回电办理",
        "靓号预占，等系统放号后回电",
        "发票机故障，修好后寄出发票",
        "合约机缺货，到货通知",
    ),
    Kind.SUGGESTION: ("希望老年顾客有专门的窗口", "希望自助机能打印详单"),
    Kind.PRAISE: (
        "老人不会用手机，营业员耐心教了三遍",
        "赶火车，营业员两分钟就办好补卡",
        "主动帮忙核对账单，找回多扣的费用",
    ),
}
REPLIES = (
    "已当场登记，24 小时内回电答复",
    "先临时恢复服务，明天回电告知原因",
    "已请后台核查，今天下班前回电",
)
RESOLUTIONS = (
    "已核实并退费，顾客认可",
    "已补办，顾客表示满意",
    "已解释原因并送流量，顾客接受",
    "后台已修复，顾客确认正常",
)
DECISIONS = ("同意先办理，资料三日内补齐", "按规定不能办理，已向顾客说明", "特批减免滞纳金")
WISHES = (
    ("suggestion", "希望增加座椅"),
    ("suggestion", "希望叫号声音大一些"),
    ("suggestion", "希望有充电的地方"),
    ("unmet_need", "想要只给孩子用的低价套餐"),
    ("unmet_need", "想办一张只收短信的卡"),
    ("unmet_need", "想把两个号码的流量合并使用"),
)
LEAVING_REASONS = ("price", "price", "price", "coverage", "service", "moving_away", "other_sim", "family_plan")
LEAVING_FOR = ("operator_a", "operator_a", "operator_b", "virtual_operator", "not_needed", "not_told")
OFFERS = ("discount", "discount", "plan_change", "gift_data", "none")
ERROR_NOTE = "录入错误，已更正"
CONTESTS = ("业务知识周赛", "点钞与录入周赛", "服务礼仪周赛")
APPEAL_GROUNDS = "这笔业务当时系统反复报错，没有按系统停顿记录，请核实。"
APPEAL_ANSWER = "经核对系统日志，情况属实，该笔不计入时效。"

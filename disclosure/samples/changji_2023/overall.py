"""部门（单位）整体支出绩效目标自评表, as published. Its 全年预算数 is the account's 总计 to the 分."""

from decimal import Decimal

from disclosure.samples.shorthand import funds, group, row, together
from finance.terms import FundSource
from performance.scorecards import Scorecard, ScorecardKind

_BASIS = "《关于统筹开展2023年公共就业服务专项活动的通知》新人社函〔2022〕266号"
_QUANTITY = ("运行成本", "数量指标")

OVERALL = Scorecard(
    kind=ScorecardKind.OVERALL,
    name="昌吉回族自治州公共就业服务中心",
    funds=(
        funds(FundSource.CENTRAL, "0.00", "0.00", "0.00"),
        funds(FundSource.REGION, "15.38", "15.38", "15.38"),
        funds(FundSource.PREFECTURE, "531.02", "531.02", "520.54"),
        funds(FundSource.COUNTY, "0.00", "0.00", "0.00"),
        funds(FundSource.OTHER, "402.15", "178.549254", "178.549254"),
    ),
    goal=(
        "认真贯彻落实习近平总书记对新疆工作的重要指示精神，抓住各族求职群众最关心最直接最现实的就业问题，"
        "开展公共就业服务活动。1.保证单位各项业务工作正常运行，开展公共就业服务。"
        "保证单位各项业务工作正常运行、负责对全州公共就业服务机构日常工作指导及实施公共就业服务活动；"
        "2.开展“就业援助月”“春风行动”“民营企业招聘周”“高校毕业生就业服务月”和“高校毕业生就业服务周”五大公共就"
        "业专项活动。"
    ),
    result=(
        "2023年我单位全年预算数为724.95万元，全年执行数为714.47万元，总预算执行率为99.86%，"
        "主要完成了以下工作：1.保证单位各项业务工作正常运行，开展公共就业服务。保证单位各项业务工作正常运行、"
        "负责对全州公共就业服务机构日常工作指导及实施公共就业服务活动；"
        "2.开展“就业援助月”“春风行动”“民营企业招聘周”“高校毕业生就业服务月”和“高校毕业生就业服务周”五大公共就"
        "业专项活动。完成发布用工信息25000条、求职登记、职业指导700人，发放就业宣传资料20000份，"
        "全年五大专项活动5次，举办线上、线下招聘会301场次。"
    ),
    indicators=together(
        group(
            _QUANTITY,
            row("发布用工信息", ">=22300 条", "=25000 条", 20, "20", basis=_BASIS),
            row("求职登记、职业指导", ">=700 人", "=700 人", 20, "20", basis=_BASIS),
            row("就业宣传资料发（发放）", ">=17500 份", "=20000 份", 10, "10", basis=_BASIS),
            row("全年5大专项活动（次）", ">=5 次", "=5 次", 20, "20", basis=_BASIS),
            row("举办“线上+线下”招聘会（场次）", ">=135 场次", "=301 场次", 10, "10", basis=_BASIS),
        ),
        group(
            _QUANTITY,
            row("县市人力资源市场指导（个）", "7 县市", "=7 县市", 10, "10", basis=_BASIS),
            starts_group=True,
        ),
    ),
    filed_execution_score=Decimal("9.86"),
    rule_set="xj_2023_overall",
)

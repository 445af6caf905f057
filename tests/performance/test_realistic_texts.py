"""Ways in which scorecards are really written, all of them consistent: the checks of words must accuse none."""

from dataclasses import dataclass
from decimal import Decimal

import pytest

from finance.checks.registry import Severity
from finance.terms import FundSource
from performance.checks import SCORECARD_CHECKS, Evaluation
from performance.scorecards import FundLine, Indicator, IndicatorValue, Measure, Operator, Scorecards
from tests.performance.cards import make_card
from tests.samples import no_offices

_OF_WORDS = ("P31", "P32", "P40", "P41")
_OPERATORS = {">=": Operator.AT_LEAST, "<=": Operator.AT_MOST, "=": Operator.EQUAL, "": Operator.NONE}


def indicator(
    name: str, target: str, achieved: str, unit: str, reason: str = "", achieved_unit: str = "-"
) -> Indicator:
    sign = next(sign for sign in _OPERATORS if target.startswith(sign))
    return Indicator(
        level1="产出指标",
        level2="数量指标",
        level3=name,
        target=IndicatorValue(_OPERATORS[sign], target.removeprefix(sign), unit),
        achieved=IndicatorValue(Operator.EQUAL, achieved, unit if achieved_unit == "-" else achieved_unit),
        points=Decimal(10),
        measure=Measure.COST if sign == "<=" else Measure.PERCENT if unit == "%" else Measure.COUNT,
        deviation_reason=reason,
    )


@dataclass(frozen=True)
class Text:
    """A card of 100.00 万元 (80.00 at first), of which 89.974 are spent."""

    result: str
    indicators: tuple[Indicator, ...] = ()
    goal: str = "完成年度任务。"


TRAINED = indicator("培训人数", ">=200", "245", "人")
FAIRS = indicator("举办招聘会场次", ">=200", "301", "场次")

TEXTS = (
    Text("2023年购买13台安可电脑，并于12月前完成资金支付。", (indicator("购买安可电脑数量", "=13", "13", "台"),)),
    Text(
        "本项目共完成预算资金89.97万元。其中：30万元用于编制；30万元用于审计；29.99万元用于设计、规划、测绘。",
        (
            indicator("项目总成本", "<=90", "90", "万元"),
            indicator("委托业务项目数量", ">=50", "50", "个", achieved_unit=""),
        ),
    ),
    Text("培训干部245人次（其中少数民族干部80人次）。", (indicator("培训干部人次", ">=200", "245", "人次"),)),
    Text("一季度培训50人，二季度培训60人，三季度培训70人，四季度培训65人。", (TRAINED,)),
    Text("培训5期，每期50人，共计245人，人均受训20学时。", (TRAINED,)),
    Text("超额完成培训200人的目标任务，实际培训245人。", (TRAINED,)),
    Text("下达培训任务200人，完成培训245人，完成率122.50%。", (TRAINED,)),
    Text("举办线上招聘会100场次、线下招聘会201场次，上年为招聘会280场次。", (FAIRS,)),
    Text("举办招聘会20期、301场次，参会企业1200余家，近3000人达成意向。", (FAIRS,)),
    Text("巡查河道每月4次，全年巡查河道48次。", (indicator("巡查河道次数", ">=48", "48", "次"),)),
    Text(
        "新建道路3.5公里（A线2公里，B线1.5公里），涉及3个乡镇、12个村。",
        (indicator("新建道路长度", ">=3.5", "3.5", "公里"), indicator("受益行政村数量", ">=12", "12", "个")),
    ),
    Text(
        "全年受理案件1200件，办结1180件，办结率98.33%。",
        (indicator("受理案件数量", ">=1000", "1200", "件"), indicator("案件办结率", ">=95", "98.33", "%")),
    ),
    Text(
        "发放补贴资金120万元，惠及350户。",
        (indicator("发放补贴资金", "=120.5", "120.5", "万元"), indicator("惠及困难群众户数", ">=300", "350", "户")),
    ),
    Text("群众满意度达到95%以上，资金到位率100%。", (indicator("群众满意度", ">=90", "98", "%"),)),
    Text("宣传册发放1万份，印刷2.5万份。", (indicator("宣传册发放数量", ">=10000", "10000", "份"),)),
    Text("项目全年预算数为100万元，实际执行89.97万元，预算执行率为89.97%。"),
    Text("项目预算数80万元，追加20万元。", goal="项目预算数80.00万元，确保预算执行率达到100%。"),
    Text("其中财政拨款全年预算数为60万元，上年执行率为75%，下年计划执行率95%。"),
    Text("依据《关于下达2022年资金的通知》（财社〔2022〕45号），第一批任务全部完成。", (TRAINED,)),
    Text("服务热线12345全年7×24小时值守，接听1.2万个电话。", (indicator("受理来电数量", ">=10000", "12000", "个"),)),
    Text(
        "完成。", (indicator("培训人数", ">=200", "150", "人", "部分培训未开展，实际培训人数150人，较计划减少50人。"),)
    ),
    Text("完成。", (indicator("培训人数", ">=200", "245", "人", "超出目标值45人，因学员3人请假、新增2个班。"),)),
    Text(
        "完成。", (indicator("培训人数", ">=200", "245", "人", "培训人数超过200人，完成率为122.5%，较上年增加30人。"),)
    ),
    Text("完成。", (indicator("培训费", "<=20", "15", "万元", "年初预算20万元，年中调减2万元，实际支出15万元。"),)),
    Text("完成。", (indicator("培训费", "<=100", "89.97", "万元", "节约10.03万元，其中质保金2.00万元下年支付。"),)),
    Text("完成。", (indicator("预算控制率", "<=100", "89.97", "%", "剩余10.03万元由财政收回。"),)),
    Text("完成。", (indicator("维修面积", ">=100", "60", "平方米", "因二期3号楼未开工，比计划少40平方米。"),)),
    Text("完成。", (indicator("满意度", ">=95", "90", "%", "满意度低于目标5个百分点，下年改进服务。"),)),
    Text("完成。", (indicator("科目调整次数", "<=10", "4", "次"), indicator("结余率", "<=5", "3", "%"))),
)


@pytest.mark.parametrize("text", TEXTS, ids=[text.result[:12] + str(n) for n, text in enumerate(TEXTS)])
def test_consistent_text_is_not_accused(text: Text) -> None:
    line = FundLine(FundSource.FISCAL, Decimal(800_000), Decimal(1_000_000), Decimal(899_740))
    card = make_card(*text.indicators, name="示例项目", funds=(line,), goal=text.goal, result=text.result)
    found = SCORECARD_CHECKS.run(Evaluation(no_offices(), Scorecards(None, (card,))))
    accused = [
        f"{f.check} {f.message}"
        for f in found
        if f.check.startswith(_OF_WORDS) and f.severity in (Severity.ERROR, Severity.WARNING)
    ]
    assert accused == []

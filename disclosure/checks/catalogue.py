"""The catalogue of rules 1–78, and what upholds each that is not, or not only, upheld by a check.

The rules are the trade's 勾稽关系 in the order of the working catalogue (财决01表审核公式, F03 填报说明, practice).
Which checks uphold a rule stands with the checks; here stand the others: by construction, with the test that shows
it, or no check at all, with the reason.
"""

from dataclasses import dataclass

RULES = {
    1: "01表：本年收入合计＝各项收入之和",
    2: "01表：本年支出合计＝各类支出之和",
    3: "01表：收入总计＝本年收入合计＋使用非财政拨款结余＋年初结转和结余",
    4: "01表：支出总计＝本年支出合计＋结余分配＋年末结转和结余",
    5: "01表：收入总计＝支出总计",
    6: "收入、支出各项不为负；年初、年末结转和结余为负须说明",
    7: "02表每行：合计＝各栏之和；教育收费≤事业收入",
    8: "类＝款之和，款＝项之和，合计＝类之和；上级科目齐全，编码升序，编码和名称符合当年科目表",
    9: "03表每行：合计＝各栏之和；基本支出、项目支出列在相应科目",
    10: "04表：本年收入合计、本年支出合计＝各行之和",
    11: "04表：合计＝一般公共预算＋政府性基金＋国有资本经营",
    12: "04表：年初结转合计、收入总计、支出总计＝各部分之和，收支总计相等",
    13: "04表：每项财政拨款收支两端相等",
    14: "支出科目与资金性质一致（国有资本经营预算、抗疫特别国债）",
    15: "05表每行：合计＝基本支出＋项目支出",
    16: "06表：类＝款之和；人员经费＝301＋303，公用经费＝302＋307＋310＋399（＋312）",
    17: "06表没有309、311、313类科目",
    18: "07表：合计、小计＝各项之和；决算数≤全年预算数",
    19: "08、09表：年末＝年初＋收入－支出，支出＝基本＋项目",
    20: "空表保留表样并说明，非空表没有空表说明",
    21: "01表本年收入合计＝02表合计",
    22: "01表财政拨款收入＝02表财政拨款收入＝04表本年收入合计",
    23: "01表其他各项收入＝02表相应各栏",
    24: "01表本年支出合计＝03表合计",
    25: "01表各类支出＝03表同类",
    26: "01表三项财政拨款＝04表三项",
    27: "04表各类支出≤01表同类支出",
    28: "04表一般公共预算支出＝05表，逐类相等",
    29: "05表基本支出＝06表人员经费＋公用经费",
    30: "05表各项支出≤03表同项支出",
    31: "04表政府性基金、国有资本经营各数＝08、09表",
    32: "“三公”经费各项≥06表同名科目；全为基本支出时相等",
    33: "04表结转≤01表结转",
    34: "年初结转和结余＝上年年末数",
    35: "非财政拨款收支两端相等",
    36: "功能分类的社保、公积金、医疗支出＝经济分类同名缴费",
    37: "事业收入、经营收支只属于事业单位",
    38: "文字一：收支总计各数＝01表",
    39: "文字二：各项收入＝02表，占比正确，合计100%",
    40: "文字三：各项支出＝03表，占比正确",
    41: "文字四：财政拨款各数＝04表",
    42: "文字五：各类、各项＝05表，一项一条，次序、名称一致",
    43: "文字六：人员、公用经费＝06表，所列科目恰为有金额的科目",
    44: "文字七：“三公”经费各数＝07表，数量与支出相互对应",
    45: "与上年相比：增减额、增减率、方向词正确；上年为零不计算增减率；无变化不写原因",
    46: "上年各部分之和＝上年合计，“三公”各项增减之和＝总增减",
    47: "预决算差异率＝（决算－预算）÷预算；预算为零不计算",
    48: "机关运行经费＝06表公用经费（行政、参公单位）；事业单位不计算",
    49: "政府采购总额＝货物＋工程＋服务；小微≤中小≤总额",
    50: "车辆＝八类之和；房屋、车辆价值≤固定资产原值",
    51: "实有人数＝在职＋离休＋退休；无离休人员不列离休费；“下设n个”＝名单个数",
    52: "08、09表为空时，文字八、九说明为空表",
    53: "每一处增减都有主要原因，原因之间、原因与增减方向不矛盾",
    54: "文字中的每个数都有出处",
    55: "整体自评表：合计＝各来源之和；执行率＝执行÷全年预算；执行≤全年预算",
    56: "整体自评表：全年预算＝支出总计，全年执行＝本年支出；按来源与04表一致",
    57: "整体自评表年初财政资金＝年初预算",
    58: "项目自评表：总额＝财政＋其他；执行率、执行≤全年预算；年中追加项目年初预算为零",
    59: "分值合计100，总分＝得分之和，得分在0与分值之间",
    60: "得分＝按评分规则计算；失分、超额30%以上有偏差原因",
    61: "文字十一：项目个数、全年预算、全年执行＝自评表",
    62: "项目执行数之和≤决算项目支出；未覆盖的项目列明",
    63: "项目财政执行数按科目≤05表该科目项目支出",
    64: "称结转的财政资金＝年末财政拨款结转",
    65: "同一指标在各表、各处文字中一致；文字引用的数、率与表一致",
    66: "成本指标完成值之和≤执行数；成本控制率＝执行率",
    67: "偏差原因中的差额计算正确",
    68: "自评表单位名称与封面一致",
    69: "分值结构符合规定，有满意度指标",
    70: "定性指标可衡量；未测评不等于0%",
    71: "全文单位名称一致",
    72: "全文年度一致",
    73: "没有未替换的占位符",
    74: "万元、元不混用",
    75: "术语一致（公务用车购置及运行维护费）",
    76: "标点全角、不重复",
    77: "各部分、各节齐全，目录与标题一致",
    78: "部门决算＝本级和所属单位决算之和－内部往来",
}


@dataclass(frozen=True)
class Upheld:
    """By construction: what is printed cannot break the rule, and these tests show it."""

    why: str
    tests: tuple[str, ...]


@dataclass(frozen=True)
class NotChecked:
    """No check of it, or of a part of it, and why."""

    why: str


_ONE_FIGURE = "各表、文字取自同一个数，不可能不同"
_SUM = "合计由明细计算，从不填列"
_SUMS = ("test_totals_are_the_sums_of_their_parts",)
_SAME = ("test_one_figure_prints_one_amount_everywhere",)

UPHELD = {
    1: Upheld(_SUM, (*_SUMS, "test_sides_of_table_1_and_4_add_up")),
    2: Upheld(_SUM, (*_SUMS, "test_sides_of_table_1_and_4_add_up")),
    3: Upheld(_SUM, _SUMS),
    4: Upheld(_SUM, _SUMS),
    5: Upheld("四项资金各自两端相等，则总计相等", ("test_grand_totals_differ_by_what_the_funds_do",)),
    7: Upheld(_SUM, _SUMS),
    8: Upheld("类、款和合计由项计算，行按编码排列", ("test_tree_sub_totals_are_the_sums_of_what_stands_below",)),
    9: Upheld(_SUM, _SUMS),
    10: Upheld(_SUM, ("test_sides_of_table_1_and_4_add_up",)),
    11: Upheld(_SUM, _SUMS),
    12: Upheld(_SUM, (*_SUMS, "test_grand_totals_differ_by_what_the_funds_do")),
    15: Upheld(_SUM, _SUMS),
    16: Upheld(_SUM, ("test_economic_classes_add_up_to_both_sides",)),
    18: Upheld(_SUM, _SUMS),
    19: Upheld("支出合计由明细计算", _SUMS),
    20: Upheld("由表中有无数据决定", ("test_statement_stands_exactly_where_nothing_else_does",)),
    **{rule: Upheld(_ONE_FIGURE, _SAME) for rule in (21, 22, 23, 24, 25, 26, 28, 31)},
    27: Upheld("财政拨款支出是全部支出的一部分", ("test_fiscal_money_is_part_of_the_whole",)),
    30: Upheld("一般公共预算支出是全部支出的一部分", ("test_fiscal_money_is_part_of_the_whole",)),
    33: Upheld("非财政拨款结转不为负时，财政拨款结转是全部结转的一部分", ("test_fiscal_money_is_part_of_the_whole",)),
    **{rule: Upheld(_ONE_FIGURE, _SAME) for rule in (38, 39, 40, 41)},
    42: Upheld("条目由有金额的科目按编码循环写出", (*_SAME, "test_every_item_has_its_sentence_in_order")),
    43: Upheld("科目名称由有金额的科目写出", (*_SAME, "test_economic_names_are_those_with_an_amount")),
    44: Upheld(_ONE_FIGURE, _SAME),
    45: Upheld("增减额、增减率和方向词由同一次比较得出", ("test_changes_are_told_by_one_comparison",)),
    46: Upheld("上年合计由上年各科目、各项计算", ("test_last_year_sums_its_lines",)),
    47: Upheld("差异率由决算数和预算数计算，预算为零时没有差异率", ("test_changes_are_told_by_one_comparison",)),
    48: Upheld("未另填时取公用经费合计", ("test_agency_operating_costs_are_public_use_unless_filed",)),
    49: Upheld(_SUM, _SUMS),
    50: Upheld(_SUM, _SUMS),
    51: Upheld("实有人数由三类人员计算，“下设n个”由名单计数", _SUMS),
    52: Upheld("由表中有无数据决定", ("test_empty_fund_is_said_to_be_empty",)),
    54: Upheld(
        "文字由模板写出，数字都带出处；自由文字中的数由检查读取", ("test_every_number_of_the_text_has_a_source",)
    ),
    55: Upheld("合计、执行率由各来源计算", ("test_scorecard_totals_are_the_sums_of_their_funds",)),
    58: Upheld("总额、执行率由各来源计算", ("test_scorecard_totals_are_the_sums_of_their_funds",)),
    59: Upheld("总分由各项得分计算", ("test_total_sums_execution_and_indicators",)),
    61: Upheld("文字十一取自自评表", ("test_section_on_performance_prints_the_scorecards",)),
    65: Upheld(
        "改为自动引用（{指标:…}）的数随表变动",
        ("test_section_on_performance_prints_the_scorecards",),
    ),
    71: Upheld("封面、表头、正文的名称取自同一处", ("test_unit_and_year_are_the_same_everywhere",)),
    72: Upheld("封面、表头、正文的年度取自同一处", ("test_unit_and_year_are_the_same_everywhere",)),
    74: Upheld("金额以元保存，只在一处换算为万元", ("test_one_figure_prints_one_amount_everywhere",)),
    75: Upheld("术语写在版本的模板里，填报人不能改", ("test_text_of_the_sample_is_the_published_text",)),
    77: Upheld("各部分、各节由版本列出，目录由标题生成", ("test_headings_are_those_of_the_edition",)),
}

NOT_CHECKED = {
    7: NotChecked("教育收费不单独填列，没有可比的数"),
    63: NotChecked("自评表不填功能分类科目，项目执行数无法按科目归集；总数由第62条核对"),
}

"""The four 项目支出绩效自评表 of projects paid from 其他资金, as published."""

from disclosure.samples.changji_2023.card import (
    AS_PUBLISHED,
    COST,
    QUALITY,
    QUANTITY,
    SATISFACTION,
    SOCIAL_BENEFIT,
    TIMELINESS,
    project,
)
from disclosure.samples.shorthand import group, row, together
from performance.scorecards import Measure

STARTUP_COMPETITION = project(
    "昌吉州创新创业大赛",
    other=("48.10", "48.10", "48.10"),
    execution_score="10.00",
    goal=(
        "为做好2023年自治区创业创新大赛昌吉赛区选拔赛暨昌吉州第十二届创业创新大赛各项工作，"
        "推动深入贯彻党的二十大和十九届历次全会关于“鼓励创业带动就业”精神，服务业组项目7个，制造业组项目7个，"
        "创业创新大赛评审7个，创新创业大赛奖项9个，积极营造良好的创业创新氛围，着力增强创新引领创业、"
        "创业带动就业的倍增效应。"
    ),
    result=(
        "截至2023年12月底，昌吉州创业创新大赛已完成服务业组项目10个，制造业组项目10个，创业创新大赛评审12个，"
        "创新创业大赛奖项39个，积极营造良好的创业创新氛围，着力增强创新引领创业、创业带动就业的倍增效应。"
    ),
    indicators=together(
        group(
            QUANTITY,
            row("服务业组织项目", ">=7 个", "=10 个", 5, "5.00", score_reason=AS_PUBLISHED),
            row("制造业组织项目", ">=7 个", "=10 个", 5, "5.00", score_reason=AS_PUBLISHED),
            row("创业创新大赛评审", ">=7 个", "=12 个", 5, "5.00", score_reason=AS_PUBLISHED),
            row(
                "创新创业大赛奖项",
                ">=9 个",
                "=39 个",
                5,
                "0.00",
                deviation="创业创新大赛设置实际奖项超出预设奖项。",
            ),
        ),
        group(QUALITY, row("大赛各项工作完成率", ">=98 %", "=100 %", 10, "10.00", Measure.PERCENT)),
        group(TIMELINESS, row("大赛工作完成时限", "2023年9月30日", "2023年8月25日", 10, "10.00", Measure.DATE)),
        group(COST, row("预算成本控制率", "<=100 %", "=100 %", 20, "20.00", Measure.COST)),
        group(
            SOCIAL_BENEFIT,
            row(
                (
                    "解决当前就业中存在的实际问题，积极营造良好的创业创新氛围，不断增强创新引领创业，"
                    "创业带动就业的效果。"
                ),
                "长期",
                "长期",
                20,
                "20.00",
                Measure.QUALITATIVE,
            ),
        ),
        group(
            SATISFACTION,
            row(
                "社会满意度、服务对象满意度（%）",
                ">=95 %",
                "=0 %",
                10,
                "0.00",
                Measure.PERCENT,
                deviation="因昌吉州创业创新大赛通过政府购买服务给第三方，第三方未开展满意度测评",
            ),
        ),
    ),
)

_NOT_STARTED = "2023年度昌吉州标准化流动人员人事档案室建设项目，结合2023年12月底因项目资金未拨付，该项目未开展。"

ARCHIVE_ROOM = project(
    "昌吉州标准化流动人员人事档案室建设项目",
    other=("74.05", "74.05", "0.00"),
    execution_score="0.00",
    goal=(
        "主要用于标准化流动人员人事档案室建设，根据人社部、财政部等5部门印发《流动人员人事档案管理服务规定》"
        "（人社部发〔2021〕112号）文件精神，明确“加强流动人员人事档案基础设施建设270平方米，"
        "可存放档案数量20000份，流动人员人事档案整理13530份基本建设规划按照档案馆建筑有关标准要求建设档案库房"
        "，强化库房安全管理和技术防护”。进一步健全完善流动人员人事档案管理服务体系，"
        "维护流动人员人事档案的真实性、严肃性，推动流动人员人事档案工作制度化、规范化、科学化。"
    ),
    result=_NOT_STARTED,
    indicators=together(
        group(
            QUANTITY,
            row("基本建设规模", "=270 平方米", "=0 平方米", 10, "0.00", deviation=_NOT_STARTED),
            row("可存放档案数量", ">=20000 份", "=0 份", 5, "0.00", deviation=_NOT_STARTED),
            row("流动人员人事档案整理", ">=13530 份", "=0 份", 5, "0.00", deviation=_NOT_STARTED),
        ),
        group(QUALITY, row("工作完成率", ">=95 %", "=0 %", 10, "0.00", Measure.PERCENT, deviation=_NOT_STARTED)),
        group(
            TIMELINESS,
            row("工作完成时限", "2023年11月30日", "/", 10, "0.00", Measure.DATE, deviation=_NOT_STARTED),
        ),
        group(COST, row("预算成本控制率", "<=100 %", "=0 %", 20, "0.00", Measure.COST, deviation=_NOT_STARTED)),
        group(
            SOCIAL_BENEFIT,
            row(
                (
                    "解决当前档案室存在的实际问题，进一步提高档案管理服务的基础保障和安全防护，"
                    "促进全州流动人员人事档案管理工作水平"
                ),
                "长期",
                "=0 %",
                20,
                "0.00",
                Measure.QUALITATIVE,
                deviation=_NOT_STARTED,
            ),
        ),
        group(
            SATISFACTION,
            row(
                "社会满意度、服务对象满意度（%）",
                ">=95 %",
                "=0 %",
                10,
                "0.00",
                Measure.PERCENT,
                deviation=_NOT_STARTED,
            ),
        ),
    ),
)

DREAM_PLAN = project(
    "昌吉州高校毕业生圆梦计划",
    other=("30.00", "30.00", "30.00"),
    execution_score="10.00",
    goal=(
        "为提升高校毕业生创业能力和素质，提高创业成功率，培训人数200人以上，"
        "开展培训县市个数7个昌吉州高校毕业生圆满计划，提高高校毕业生创业就业能力。"
    ),
    result=(
        "截至2023年12月底，2023年度昌吉州高校毕业生圆梦计划，7个县市开展培训245人，不断提高高校毕业生就业创业能力。"
    ),
    indicators=together(
        group(
            QUANTITY,
            row(
                "培训人数",
                ">=200 人",
                "=245 人",
                10,
                "0.00",
                deviation="昌吉州圆梦计划实际培训人数245人，超出预算人数200人。",
                score_reason=AS_PUBLISHED,
            ),
            row("开展培训县市个数", ">=7 个县市", "=7 个县市", 10, "10.00"),
        ),
        group(QUALITY, row("各县市工作完成率", ">=95 %", "=98 %", 10, "10.00", Measure.PERCENT)),
        group(TIMELINESS, row("工作完成时间", "2023年10月31日", "=2023年10月31日", 10, "10.00", Measure.DATE)),
        group(COST, row("预算成本控制率", "<=100 %", "=100 %", 20, "20.00", Measure.COST)),
        group(
            SOCIAL_BENEFIT,
            row("不断提高高校毕业生创业能力", "长期", "长期", 20, "20.00", Measure.QUALITATIVE),
        ),
        group(SATISFACTION, row("高校毕业生满意度", ">=95 %", "=95 %", 10, "10.00", Measure.PERCENT)),
    ),
)

RUNNING_COSTS = project(
    "机构运行经费",
    other=("250.00", "250.00", "166.77"),
    execution_score="1.68",
    goal=(
        "保障单位正常运转和昌吉州标准化建设项目标识标牌、公共就业服务微信推广等单位正常运转，"
        "昌吉日报社微信推广和视频直播10场，昌吉州标准化建设标识牌总数70个以上昌吉州标准化建设宣传册份数1万份"
        "以上不断提高就业服务水平，保障单位正常运转"
    ),
    result=(
        "截至2023年12月底，已完成昌吉日报社微信推广和视频直播10场，昌吉州标准化建设标识牌70个，"
        "昌吉州标准化建设宣传册份数10000份，保障单位正常运转和昌吉州标准化建设项目标识标牌、"
        "公共就业服务微信推广等单位正常运转。"
    ),
    indicators=together(
        group(
            QUANTITY,
            row("昌吉日报社微信推广和视频直播", ">=10 场次", "=10 场次", 5, "5.00"),
            row("昌吉州标准化建设标识牌总数", ">=70 个", "=70 个", 5, "5.00"),
            row("昌吉州标准化建设宣传册份数", ">=10000 份", "=10000 份", 10, "10.00"),
        ),
        group(QUALITY, row("工作完成率", ">=95 %", "=100 %", 10, "10.00", Measure.PERCENT)),
        group(TIMELINESS, row("工作完成及时率", ">=95 %", "=100 %", 10, "10.00", Measure.PERCENT)),
        group(
            COST,
            row(
                "昌吉日报社微信推广和视频直播费用",
                "<=15 万元",
                "=14.2 万元",
                6,
                "5.20",
                Measure.COST,
                deviation="部分视频直播费用未支付。",
            ),
            row(
                "昌吉州标准化建设标识牌费用",
                "<=25 万元",
                "=2.09 万元",
                6,
                "0.00",
                Measure.COST,
                deviation=("因自治区标准化建设标识标牌具体标准未确定，全州标准化标识标牌建设工作未开展。"),
            ),
            row(
                "机构运行费用",
                "<=210 万元",
                "=150.48 万元",
                8,
                "2.33",
                Measure.COST,
                deviation="机构运行部分资金未到，实际支付金额少于预算支付金额。",
            ),
        ),
        group(
            SOCIAL_BENEFIT,
            row("不断提高就业服务水平，保障单位正常运转", "长期", "长期", 30, "30.00", Measure.QUALITATIVE),
        ),
    ),
)

"""The clerk's own words, as published: profile, 主要原因, 开支内容, 绩效管理."""

from finance.figures import Profile, Texts

PROFILE = Profile(
    functions=(
        "负责对全州公共就业服务机构日常工作指导及实施公共就业服务活动；负责就业登记、失业登记、就业援助；"
        "开展职业介绍、职业指导，举办各类人力资源招聘会，收集发布用工信息；负责大中专毕业生就业服务及指导、"
        "流动人员档案管理等工作。开展创业服务工作，向社会公开征集、推介发布创业项目；负责建立创业项目资源库，"
        "为创业人员提供相关创业服务。"
    ),
    on_duty=25,
    honorary_retired=0,
    retired=22,
    offices=("综合科", "人力资源服务科", "就业服务科", "大中专毕业生就业服务科", "创业服务科"),
)

_NEW_PROJECTS = (
    "本年增加2023年自治区就业补助项目资金、公共就业服务专项业务经费、昌吉州流动人员人事档案信息化建设项目经费"
)
_ADDED_DURING_THE_YEAR = (
    "本年在职人员工资调薪，年中追加工资、社保、公积金等人员经费。年中追加公共就业服务专项业务经费、"
    "昌吉州流动人员人事档案信息化建设项目经费"
)
_FEWER_TRIPS = "车辆出行减少，减少车辆维修维护费、燃油费等"
_STRICTLY_TO_BUDGET = "严格按照预算执行，预决算无差异"

REASONS = {
    "income_grand_total.previous": ("本年在职人员工资调薪，工资、社保、公积金等相关人员经费增加。" + _NEW_PROJECTS),
    "fiscal.income_grand_total.previous": _NEW_PROJECTS,
    "fiscal.expenditure.initial_budget": _ADDED_DURING_THE_YEAR,
    "general_public_budget.expenditure.previous": _NEW_PROJECTS,
    "general_public_budget.expenditure.initial_budget": _ADDED_DURING_THE_YEAR,
    "general_public_budget.2010607.expenditure.previous": "本年增加办公设备购置项目经费",
    "general_public_budget.2080101.expenditure.previous": (
        "单位本年人员减少，人员工资、津贴补贴、绩效工资等人员经费减少"
    ),
    "general_public_budget.2080106.expenditure.previous": (
        "本年增加公共就业服务专项业务经费、昌吉州流动人员人事档案信息化建设项目经费"
    ),
    "general_public_budget.2080501.expenditure.previous": "本年度退休人员采暖费、交通补贴较上年减少",
    "general_public_budget.2080505.expenditure.previous": (
        "本年在职人员调薪，养老保险缴费基数调增，养老保险缴费支出增加"
    ),
    "general_public_budget.2080506.expenditure.previous": "本年退休人员增加，职业年金缴费支出增加",
    "general_public_budget.2080799.expenditure.previous": "本年度新增2023年自治区就业补助项目资金",
    "general_public_budget.2101101.expenditure.previous": (
        "本年在职人员3人事业编制转行政编制，行政单位医疗缴费基数增加"
    ),
    "general_public_budget.2101102.expenditure.previous": ("本年在职人员3人事业编制转行政编制，事业单位医疗缴费减少"),
    "general_public_budget.2101103.expenditure.previous": (
        "本年在职人员3人事业编制转行政编制，事业单位公务员医疗补助缴费减少"
    ),
    "general_public_budget.2101199.expenditure.previous": "本年工伤、大病医疗支出等与上年一致，无变动",
    "general_public_budget.2210201.expenditure.previous": ("本年在职人员调薪，公积金基数调增，住房公积金缴费增加"),
    "general_public_budget.2299999.expenditure.previous": "单位本年减少为民办实事补助个人经费",
    "three_public.total.previous": _FEWER_TRIPS,
    "three_public.overseas_travel.previous": "我单位无因公出国（境）费",
    "three_public.vehicles.previous": _FEWER_TRIPS,
    "three_public.official_reception.previous": "单位本年接待人次、批次增加，接待费用增加",
    "three_public.total.adjusted_budget": _STRICTLY_TO_BUDGET,
    "three_public.overseas_travel.adjusted_budget": "我单位无因公出国（境）费",
    "three_public.vehicle_purchase.adjusted_budget": "我单位无公务用车购置费",
    "three_public.vehicle_running.adjusted_budget": _STRICTLY_TO_BUDGET,
    "three_public.official_reception.adjusted_budget": _STRICTLY_TO_BUDGET,
    "agency_operating_costs.previous": "本年度人员增加，办公费、福利费、工会经费等运行经费支出增加",
}

TEXTS = Texts(
    overseas_travel="我单位无因公出国（境）费",
    vehicle_running="公务用车燃油费、车辆维修维护费、保险费、过路费等",
    vehicle_difference="我单位固定资产车辆与公务用车保有量一致，无差异",
    official_reception="上级单位领导调研指导工作产生的餐费",
    other_vehicles="单位业务用车",
    performance_results=(
        (
            "建立健全工作机制。按照自治区财政厅全面实施预算绩效管理的安排部署，局主要领导抓预算绩效管理工作，"
            "召开局长办公会、专题会议认真研究部署预算绩效管理工作。分管局领导指导、督促、落实绩效管理工作，"
            "研究提出具体措施办法，建立了上下协调、科室联动、层层抓落实的工作机制"
        ),
        (
            "不断完善工作制度。认真研究学习，贯彻落实全面绩效管理的工作要求，结合我单位实际，"
            "完善用款计划管理，对发现的问题及时分析原因并纠正，建立了项目绩效跟踪机制"
        ),
    ),
    performance_problems=(
        (
            "业务人员绩效管理意识有待增强，未能全面深入认识理解绩效管理工作的意义。绩效管理经验不足，"
            "预算绩效管理工作有待进一步落实"
        ),
        ("制度不够完善。不可抗环境因素过后，整体运转关键性业务时间受到压缩，导致审批流程不够严格"),
        ("指标设置不够精准，有些超额完成的任务，指标值设置较保守。项目实施略有偏离目标的情况等"),
    ),
    performance_measures=(
        "加强对绩效的管理培训工作，设置目标时考虑目标的可实现，做到目标的细化量化、明确清晰",
        "优化预算编制，确保预算与实际需求相符，充分考虑物价、政策等风险因素",
        "规范支出管理，严格执行内控制度，确保支出规范透明",
    ),
    performance_suggestions=(
        "建议对下达文件指派绩效工作专人管理，系统完善，增强业务人员绩效管理意识，进一步加强预算绩效管理工作，"
        "优化项目支出绩效指标体系，完善预算绩效管理制度，有效推动我单位下一年度预算绩效管理工作常态化、规范化"
    ),
    has_evaluation_reports=True,
)

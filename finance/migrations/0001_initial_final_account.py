import django.core.validators
import django.db.models.deletion
import finance.fields
from decimal import Decimal
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("units", "0001_create_users_units_and_memberships"),
    ]

    operations = [
        migrations.CreateModel(
            name="FinalAccount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "fiscal_year",
                    models.PositiveSmallIntegerField(
                        validators=[finance.fields.validate_fiscal_year], verbose_name="年度"
                    ),
                ),
                (
                    "edition",
                    models.SlugField(help_text="如 xinjiang_2023，决定行文和表式", max_length=60, verbose_name="版式"),
                ),
                (
                    "unit_name",
                    finance.fields.FreeCharField(
                        help_text="该年度使用的全称，封面和各表均用此名", max_length=200, verbose_name="单位全称"
                    ),
                ),
                (
                    "unit_kind",
                    models.CharField(
                        choices=[
                            ("administrative", "行政单位"),
                            ("civil_service_managed", "参照公务员法管理事业单位"),
                            ("public_welfare_one", "公益一类事业单位"),
                            ("public_welfare_two", "公益二类事业单位"),
                            ("other_institution", "其他事业单位"),
                        ],
                        max_length=40,
                        verbose_name="单位性质",
                    ),
                ),
                (
                    "surplus_used",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("0.00"),
                        error_messages={"invalid": "不是金额"},
                        max_digits=15,
                        validators=[django.core.validators.MinValueValidator(0, message="不能为负数")],
                        verbose_name="使用非财政拨款结余",
                    ),
                ),
                (
                    "surplus_distributed",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("0.00"),
                        error_messages={"invalid": "不是金额"},
                        max_digits=15,
                        validators=[django.core.validators.MinValueValidator(0, message="不能为负数")],
                        verbose_name="结余分配",
                    ),
                ),
                (
                    "agency_operating_costs_filed",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        error_messages={"invalid": "不是金额"},
                        max_digits=15,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0, message="不能为负数")],
                        verbose_name="机关运行经费（单位填报数）",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=0, editable=False, verbose_name="修订号")),
                ("created", models.DateTimeField(auto_now_add=True, verbose_name="建立时间")),
                ("updated", models.DateTimeField(auto_now=True, verbose_name="更新时间")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="final_accounts",
                        to="units.budgetunit",
                        verbose_name="单位",
                    ),
                ),
            ],
            options={
                "verbose_name": "部门决算",
                "verbose_name_plural": "部门决算",
                "ordering": ("-fiscal_year", "unit__code"),
            },
        ),
        migrations.CreateModel(
            name="ExpenditureLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("item_code", models.CharField(max_length=20, verbose_name="功能分类科目")),
                (
                    "fund",
                    models.CharField(
                        choices=[
                            ("general_public_budget", "一般公共预算财政拨款"),
                            ("government_fund", "政府性基金预算财政拨款"),
                            ("state_capital_operations", "国有资本经营预算财政拨款"),
                            ("non_fiscal", "非财政拨款"),
                        ],
                        max_length=40,
                        verbose_name="资金性质",
                    ),
                ),
                (
                    "basic",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("0.00"),
                        error_messages={"invalid": "不是金额"},
                        max_digits=15,
                        validators=[django.core.validators.MinValueValidator(0, message="不能为负数")],
                        verbose_name="基本支出",
                    ),
                ),
                (
                    "project",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("0.00"),
                        error_messages={"invalid": "不是金额"},
                        max_digits=15,
                        validators=[django.core.validators.MinValueValidator(0, message="不能为负数")],
                        verbose_name="项目支出",
                    ),
                ),
                (
                    "superior_remittance",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("0.00"),
                        error_messages={"invalid": "不是金额"},
                        max_digits=15,
                        validators=[django.core.validators.MinValueValidator(0, message="不能为负数")],
                        verbose_name="上缴上级支出",
                    ),
                ),
                (
                    "operating",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("0.00"),
                        error_messages={"invalid": "不是金额"},
                        max_digits=15,
                        validators=[django.core.validators.MinValueValidator(0, message="不能为负数")],
                        verbose_name="经营支出",
                    ),
                ),
                (
                    "affiliate_subsidy",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("0.00"),
                        error_messages={"invalid": "不是金额"},
                        max_digits=15,
                        validators=[django.core.validators.MinValueValidator(0, message="不能为负数")],
                        verbose_name="对附属单位补助支出",
                    ),
                ),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="expenditure_lines",
                        to="finance.finalaccount",
                        verbose_name="部门决算",
                    ),
                ),
            ],
            options={
                "verbose_name": "支出决算",
                "verbose_name_plural": "支出决算",
                "ordering": ("item_code", "fund"),
            },
        ),
        migrations.CreateModel(
            name="EconomicLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("economic_code", models.CharField(max_length=20, verbose_name="经济分类科目")),
                (
                    "amount",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("0.00"),
                        error_messages={"invalid": "不是金额"},
                        max_digits=15,
                        validators=[django.core.validators.MinValueValidator(0, message="不能为负数")],
                        verbose_name="决算数",
                    ),
                ),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="economic_lines",
                        to="finance.finalaccount",
                        verbose_name="部门决算",
                    ),
                ),
            ],
            options={
                "verbose_name": "基本支出经济分类",
                "verbose_name_plural": "基本支出经济分类",
                "ordering": ("economic_code",),
            },
        ),
        migrations.CreateModel(
            name="CarryOverLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "fund",
                    models.CharField(
                        choices=[
                            ("general_public_budget", "一般公共预算财政拨款"),
                            ("government_fund", "政府性基金预算财政拨款"),
                            ("state_capital_operations", "国有资本经营预算财政拨款"),
                            ("non_fiscal", "非财政拨款"),
                        ],
                        max_length=40,
                        verbose_name="资金性质",
                    ),
                ),
                ("item_code", models.CharField(blank=True, max_length=20, verbose_name="功能分类科目")),
                (
                    "opening",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("0.00"),
                        error_messages={"invalid": "不是金额"},
                        max_digits=15,
                        verbose_name="年初结转和结余",
                    ),
                ),
                (
                    "closing",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("0.00"),
                        error_messages={"invalid": "不是金额"},
                        max_digits=15,
                        verbose_name="年末结转和结余",
                    ),
                ),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="carry_over_lines",
                        to="finance.finalaccount",
                        verbose_name="部门决算",
                    ),
                ),
            ],
            options={
                "verbose_name": "结转和结余",
                "verbose_name_plural": "结转和结余",
                "ordering": ("fund", "item_code"),
            },
        ),
        migrations.CreateModel(
            name="BudgetLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "fund",
                    models.CharField(
                        choices=[
                            ("general_public_budget", "一般公共预算财政拨款"),
                            ("government_fund", "政府性基金预算财政拨款"),
                            ("state_capital_operations", "国有资本经营预算财政拨款"),
                            ("non_fiscal", "非财政拨款"),
                        ],
                        max_length=40,
                        verbose_name="资金性质",
                    ),
                ),
                ("item_code", models.CharField(blank=True, max_length=20, verbose_name="功能分类科目")),
                (
                    "initial_budget",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        error_messages={"invalid": "不是金额"},
                        max_digits=15,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0, message="不能为负数")],
                        verbose_name="年初预算数",
                    ),
                ),
                (
                    "adjusted_budget",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        error_messages={"invalid": "不是金额"},
                        max_digits=15,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0, message="不能为负数")],
                        verbose_name="全年预算数",
                    ),
                ),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="budget_lines",
                        to="finance.finalaccount",
                        verbose_name="部门决算",
                    ),
                ),
            ],
            options={
                "verbose_name": "支出预算",
                "verbose_name_plural": "支出预算",
                "ordering": ("fund", "item_code"),
            },
        ),
        migrations.CreateModel(
            name="Assets",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "fixed_assets",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        error_messages={"invalid": "不是金额"},
                        max_digits=15,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0, message="不能为负数")],
                        verbose_name="固定资产原值",
                    ),
                ),
                (
                    "house_area",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        error_messages={"invalid": "不是金额"},
                        max_digits=15,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0, message="不能为负数")],
                        verbose_name="房屋面积（平方米）",
                    ),
                ),
                (
                    "house_value",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        error_messages={"invalid": "不是金额"},
                        max_digits=15,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0, message="不能为负数")],
                        verbose_name="房屋价值",
                    ),
                ),
                (
                    "vehicle_value",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        error_messages={"invalid": "不是金额"},
                        max_digits=15,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0, message="不能为负数")],
                        verbose_name="车辆价值",
                    ),
                ),
                (
                    "leaders",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0, message="不能为负数")],
                        verbose_name="副部（省）级及以上领导用车",
                    ),
                ),
                (
                    "principals",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0, message="不能为负数")],
                        verbose_name="主要负责人用车",
                    ),
                ),
                (
                    "confidential",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0, message="不能为负数")],
                        verbose_name="机要通信用车",
                    ),
                ),
                (
                    "emergency",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0, message="不能为负数")],
                        verbose_name="应急保障用车",
                    ),
                ),
                (
                    "law_enforcement",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0, message="不能为负数")],
                        verbose_name="执法执勤用车",
                    ),
                ),
                (
                    "specialised",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0, message="不能为负数")],
                        verbose_name="特种专业技术用车",
                    ),
                ),
                (
                    "retired_cadres",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0, message="不能为负数")],
                        verbose_name="离退休干部服务用车",
                    ),
                ),
                (
                    "other",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0, message="不能为负数")],
                        verbose_name="其他用车",
                    ),
                ),
                (
                    "large_equipment",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0, message="不能为负数")],
                        verbose_name="单价100万元（含）以上设备（不含车辆）",
                    ),
                ),
                (
                    "account",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assets",
                        to="finance.finalaccount",
                        verbose_name="部门决算",
                    ),
                ),
            ],
            options={
                "verbose_name": "国有资产占用",
                "verbose_name_plural": "国有资产占用",
            },
        ),
        migrations.CreateModel(
            name="IncomeLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("item_code", models.CharField(max_length=20, verbose_name="功能分类科目")),
                (
                    "general_public_budget",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("0.00"),
                        error_messages={"invalid": "不是金额"},
                        max_digits=15,
                        validators=[django.core.validators.MinValueValidator(0, message="不能为负数")],
                        verbose_name="一般公共预算财政拨款收入",
                    ),
                ),
                (
                    "government_fund",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("0.00"),
                        error_messages={"invalid": "不是金额"},
                        max_digits=15,
                        validators=[django.core.validators.MinValueValidator(0, message="不能为负数")],
                        verbose_name="政府性基金预算财政拨款收入",
                    ),
                ),
                (
                    "state_capital_operations",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("0.00"),
                        error_messages={"invalid": "不是金额"},
                        max_digits=15,
                        validators=[django.core.validators.MinValueValidator(0, message="不能为负数")],
                        verbose_name="国有资本经营预算财政拨款收入",
                    ),
                ),
                (
                    "superior_subsidy",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("0.00"),
                        error_messages={"invalid": "不是金额"},
                        max_digits=15,
                        validators=[django.core.validators.MinValueValidator(0, message="不能为负数")],
                        verbose_name="上级补助收入",
                    ),
                ),
                (
                    "public_service",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("0.00"),
                        error_messages={"invalid": "不是金额"},
                        max_digits=15,
                        validators=[django.core.validators.MinValueValidator(0, message="不能为负数")],
                        verbose_name="事业收入",
                    ),
                ),
                (
                    "operating",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("0.00"),
                        error_messages={"invalid": "不是金额"},
                        max_digits=15,
                        validators=[django.core.validators.MinValueValidator(0, message="不能为负数")],
                        verbose_name="经营收入",
                    ),
                ),
                (
                    "affiliate_remittance",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("0.00"),
                        error_messages={"invalid": "不是金额"},
                        max_digits=15,
                        validators=[django.core.validators.MinValueValidator(0, message="不能为负数")],
                        verbose_name="附属单位上缴收入",
                    ),
                ),
                (
                    "other",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("0.00"),
                        error_messages={"invalid": "不是金额"},
                        max_digits=15,
                        validators=[django.core.validators.MinValueValidator(0, message="不能为负数")],
                        verbose_name="其他收入",
                    ),
                ),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="income_lines",
                        to="finance.finalaccount",
                        verbose_name="部门决算",
                    ),
                ),
            ],
            options={
                "verbose_name": "收入决算",
                "verbose_name_plural": "收入决算",
                "ordering": ("item_code",),
            },
        ),
        migrations.CreateModel(
            name="PreviousLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "fund",
                    models.CharField(
                        choices=[
                            ("general_public_budget", "一般公共预算财政拨款"),
                            ("government_fund", "政府性基金预算财政拨款"),
                            ("state_capital_operations", "国有资本经营预算财政拨款"),
                            ("non_fiscal", "非财政拨款"),
                        ],
                        max_length=40,
                        verbose_name="资金性质",
                    ),
                ),
                ("item_code", models.CharField(blank=True, max_length=20, verbose_name="功能分类科目")),
                (
                    "amount",
                    models.DecimalField(
                        decimal_places=2,
                        default=Decimal("0.00"),
                        error_messages={"invalid": "不是金额"},
                        max_digits=15,
                        validators=[django.core.validators.MinValueValidator(0, message="不能为负数")],
                        verbose_name="上年支出决算数",
                    ),
                ),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="previous_lines",
                        to="finance.finalaccount",
                        verbose_name="部门决算",
                    ),
                ),
            ],
            options={
                "verbose_name": "上年支出决算",
                "verbose_name_plural": "上年支出决算",
                "ordering": ("fund", "item_code"),
            },
        ),
        migrations.CreateModel(
            name="PreviousYear",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "income_grand_total",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        error_messages={"invalid": "不是金额"},
                        max_digits=15,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0, message="不能为负数")],
                        verbose_name="上年收入总计",
                    ),
                ),
                (
                    "fiscal_income_grand_total",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        error_messages={"invalid": "不是金额"},
                        max_digits=15,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0, message="不能为负数")],
                        verbose_name="上年财政拨款收入总计",
                    ),
                ),
                (
                    "agency_operating_costs",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        error_messages={"invalid": "不是金额"},
                        max_digits=15,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0, message="不能为负数")],
                        verbose_name="上年机关运行经费",
                    ),
                ),
                (
                    "account",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="previous_year",
                        to="finance.finalaccount",
                        verbose_name="部门决算",
                    ),
                ),
            ],
            options={
                "verbose_name": "上年决算总数",
                "verbose_name_plural": "上年决算总数",
            },
        ),
        migrations.CreateModel(
            name="Procurement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "goods",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        error_messages={"invalid": "不是金额"},
                        max_digits=15,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0, message="不能为负数")],
                        verbose_name="政府采购货物支出",
                    ),
                ),
                (
                    "works",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        error_messages={"invalid": "不是金额"},
                        max_digits=15,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0, message="不能为负数")],
                        verbose_name="政府采购工程支出",
                    ),
                ),
                (
                    "services",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        error_messages={"invalid": "不是金额"},
                        max_digits=15,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0, message="不能为负数")],
                        verbose_name="政府采购服务支出",
                    ),
                ),
                (
                    "small_and_medium",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        error_messages={"invalid": "不是金额"},
                        max_digits=15,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0, message="不能为负数")],
                        verbose_name="授予中小企业合同金额",
                    ),
                ),
                (
                    "small_and_micro",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        error_messages={"invalid": "不是金额"},
                        max_digits=15,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0, message="不能为负数")],
                        verbose_name="其中：授予小微企业合同金额",
                    ),
                ),
                (
                    "account",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="procurement",
                        to="finance.finalaccount",
                        verbose_name="部门决算",
                    ),
                ),
            ],
            options={
                "verbose_name": "政府采购",
                "verbose_name_plural": "政府采购",
            },
        ),
        migrations.CreateModel(
            name="Reason",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("figure", models.CharField(max_length=120, verbose_name="比较项")),
                ("text", finance.fields.FreeTextField(blank=True, verbose_name="主要原因")),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reasons",
                        to="finance.finalaccount",
                        verbose_name="部门决算",
                    ),
                ),
            ],
            options={
                "verbose_name": "主要原因",
                "verbose_name_plural": "主要原因",
                "ordering": ("figure",),
            },
        ),
        migrations.CreateModel(
            name="Texts",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("overseas_travel", finance.fields.FreeTextField(blank=True, verbose_name="因公出国（境）费开支内容")),
                (
                    "vehicle_running",
                    finance.fields.FreeTextField(blank=True, verbose_name="公务用车运行维护费开支内容"),
                ),
                (
                    "vehicle_difference",
                    finance.fields.FreeTextField(blank=True, verbose_name="固定资产车辆与公务用车保有量差异原因"),
                ),
                ("official_reception", finance.fields.FreeTextField(blank=True, verbose_name="公务接待费开支内容")),
                ("other_vehicles", finance.fields.FreeTextField(blank=True, verbose_name="其他用车主要是")),
                (
                    "performance_results",
                    finance.fields.FreeTextField(
                        blank=True, help_text="一行一点", verbose_name="预算绩效管理取得的成效"
                    ),
                ),
                (
                    "performance_problems",
                    finance.fields.FreeTextField(blank=True, help_text="一行一点", verbose_name="发现的问题及原因"),
                ),
                (
                    "performance_measures",
                    finance.fields.FreeTextField(blank=True, help_text="一行一点", verbose_name="下一步改进措施"),
                ),
                ("performance_suggestions", finance.fields.FreeTextField(blank=True, verbose_name="有关建议")),
                ("has_evaluation_reports", models.BooleanField(default=False, verbose_name="附自评报告")),
                ("other_notes", finance.fields.FreeTextField(blank=True, verbose_name="其他需说明的事项")),
                (
                    "account",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="texts",
                        to="finance.finalaccount",
                        verbose_name="部门决算",
                    ),
                ),
            ],
            options={
                "verbose_name": "文字说明",
                "verbose_name_plural": "文字说明",
            },
        ),
        migrations.CreateModel(
            name="ThreePublicCounts",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "overseas_groups",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0, message="不能为负数")],
                        verbose_name="因公出国（境）团组数",
                    ),
                ),
                (
                    "overseas_people",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0, message="不能为负数")],
                        verbose_name="因公出国（境）人次",
                    ),
                ),
                (
                    "vehicles_purchased",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0, message="不能为负数")],
                        verbose_name="公务用车购置数",
                    ),
                ),
                (
                    "vehicles_held",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0, message="不能为负数")],
                        verbose_name="公务用车保有量",
                    ),
                ),
                (
                    "reception_batches",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0, message="不能为负数")],
                        verbose_name="国内公务接待批次",
                    ),
                ),
                (
                    "reception_people",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0, message="不能为负数")],
                        verbose_name="国内公务接待人次",
                    ),
                ),
                (
                    "foreign_reception_batches",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0, message="不能为负数")],
                        verbose_name="外事接待批次",
                    ),
                ),
                (
                    "foreign_reception_people",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0, message="不能为负数")],
                        verbose_name="外事接待人次",
                    ),
                ),
                (
                    "account",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="counts",
                        to="finance.finalaccount",
                        verbose_name="部门决算",
                    ),
                ),
            ],
            options={
                "verbose_name": "“三公”经费相关数量",
                "verbose_name_plural": "“三公”经费相关数量",
            },
        ),
        migrations.CreateModel(
            name="ThreePublicItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "item",
                    models.CharField(
                        choices=[
                            ("overseas_travel", "因公出国（境）费"),
                            ("vehicle_purchase", "公务用车购置费"),
                            ("vehicle_running", "公务用车运行维护费"),
                            ("official_reception", "公务接待费"),
                        ],
                        max_length=40,
                        verbose_name="项目",
                    ),
                ),
                (
                    "initial_budget",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        error_messages={"invalid": "不是金额"},
                        max_digits=15,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0, message="不能为负数")],
                        verbose_name="年初预算数",
                    ),
                ),
                (
                    "adjusted_budget",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        error_messages={"invalid": "不是金额"},
                        max_digits=15,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0, message="不能为负数")],
                        verbose_name="全年预算数",
                    ),
                ),
                (
                    "actual",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        error_messages={"invalid": "不是金额"},
                        max_digits=15,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0, message="不能为负数")],
                        verbose_name="决算数",
                    ),
                ),
                (
                    "previous",
                    models.DecimalField(
                        blank=True,
                        decimal_places=2,
                        error_messages={"invalid": "不是金额"},
                        max_digits=15,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0, message="不能为负数")],
                        verbose_name="上年决算数",
                    ),
                ),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="three_public_items",
                        to="finance.finalaccount",
                        verbose_name="部门决算",
                    ),
                ),
            ],
            options={
                "verbose_name": "“三公”经费",
                "verbose_name_plural": "“三公”经费",
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="UnitProfile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("functions", finance.fields.FreeTextField(blank=True, verbose_name="主要职能")),
                (
                    "on_duty",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0, message="不能为负数")],
                        verbose_name="在职人员",
                    ),
                ),
                (
                    "honorary_retired",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0, message="不能为负数")],
                        verbose_name="离休人员",
                    ),
                ),
                (
                    "retired",
                    models.PositiveIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0, message="不能为负数")],
                        verbose_name="退休人员",
                    ),
                ),
                (
                    "offices",
                    finance.fields.FreeTextField(blank=True, help_text="一行一个；没有则留空", verbose_name="内设机构"),
                ),
                (
                    "subordinate_units",
                    finance.fields.FreeTextField(
                        blank=True, help_text="一行一个；没有则留空", verbose_name="下属预算单位"
                    ),
                ),
                (
                    "account",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="profile",
                        to="finance.finalaccount",
                        verbose_name="部门决算",
                    ),
                ),
            ],
            options={
                "verbose_name": "单位概况",
                "verbose_name_plural": "单位概况",
            },
        ),
        migrations.AddConstraint(
            model_name="finalaccount",
            constraint=models.UniqueConstraint(
                fields=("unit", "fiscal_year"),
                name="final_account_once_per_unit_and_year",
                violation_error_message="该单位该年度的部门决算已经存在",
            ),
        ),
        migrations.AddConstraint(
            model_name="finalaccount",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("surplus_used__gte", 0), ("surplus_distributed__gte", 0), ("agency_operating_costs_filed__gte", 0)
                ),
                name="final_account_amounts_not_negative",
                violation_error_message="金额不能为负数",
            ),
        ),
        migrations.AddConstraint(
            model_name="expenditureline",
            constraint=models.UniqueConstraint(
                fields=("account", "item_code", "fund"),
                name="expenditure_line_once_per_item_and_fund",
                violation_error_message="同一科目、同一资金性质只能填一行",
            ),
        ),
        migrations.AddConstraint(
            model_name="expenditureline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("fund__in", ["general_public_budget", "government_fund", "state_capital_operations", "non_fiscal"])
                ),
                name="expenditure_line_fund_known",
                violation_error_message="不是可选的值",
            ),
        ),
        migrations.AddConstraint(
            model_name="expenditureline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("basic__gte", 0),
                    ("project__gte", 0),
                    ("superior_remittance__gte", 0),
                    ("operating__gte", 0),
                    ("affiliate_subsidy__gte", 0),
                ),
                name="expenditure_line_amounts_not_negative",
                violation_error_message="金额不能为负数",
            ),
        ),
        migrations.AddConstraint(
            model_name="economicline",
            constraint=models.UniqueConstraint(
                fields=("account", "economic_code"),
                name="economic_line_once_per_code",
                violation_error_message="同一科目只能填一行",
            ),
        ),
        migrations.AddConstraint(
            model_name="economicline",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gte", 0)),
                name="economic_line_amount_not_negative",
                violation_error_message="金额不能为负数",
            ),
        ),
        migrations.AddConstraint(
            model_name="carryoverline",
            constraint=models.UniqueConstraint(
                fields=("account", "fund", "item_code"),
                name="carry_over_line_once_per_fund_and_item",
                violation_error_message="同一资金性质、同一科目只能填一行",
            ),
        ),
        migrations.AddConstraint(
            model_name="carryoverline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("fund__in", ["general_public_budget", "government_fund", "state_capital_operations", "non_fiscal"])
                ),
                name="carry_over_line_fund_known",
                violation_error_message="不是可选的值",
            ),
        ),
        migrations.AddConstraint(
            model_name="carryoverline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("fund__in", ["government_fund", "state_capital_operations"]), ("item_code", ""), _negated=True
                ),
                name="carry_over_line_small_funds_by_item",
                violation_error_message="政府性基金预算和国有资本经营预算的结转和结余须分科目填列",
            ),
        ),
        migrations.AddConstraint(
            model_name="budgetline",
            constraint=models.UniqueConstraint(
                fields=("account", "fund", "item_code"),
                name="budget_line_once_per_fund_and_item",
                violation_error_message="同一资金性质、同一科目只能填一行",
            ),
        ),
        migrations.AddConstraint(
            model_name="budgetline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("fund__in", ["general_public_budget", "government_fund", "state_capital_operations", "non_fiscal"])
                ),
                name="budget_line_fund_known",
                violation_error_message="不是可选的值",
            ),
        ),
        migrations.AddConstraint(
            model_name="budgetline",
            constraint=models.CheckConstraint(
                condition=models.Q(("initial_budget__gte", 0), ("adjusted_budget__gte", 0)),
                name="budget_line_amounts_not_negative",
                violation_error_message="金额不能为负数",
            ),
        ),
        migrations.AddConstraint(
            model_name="assets",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("fixed_assets__gte", 0), ("house_area__gte", 0), ("house_value__gte", 0), ("vehicle_value__gte", 0)
                ),
                name="assets_amounts_not_negative",
                violation_error_message="金额不能为负数",
            ),
        ),
        migrations.AddConstraint(
            model_name="incomeline",
            constraint=models.UniqueConstraint(
                fields=("account", "item_code"),
                name="income_line_once_per_item",
                violation_error_message="同一科目只能填一行",
            ),
        ),
        migrations.AddConstraint(
            model_name="incomeline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("general_public_budget__gte", 0),
                    ("government_fund__gte", 0),
                    ("state_capital_operations__gte", 0),
                    ("superior_subsidy__gte", 0),
                    ("public_service__gte", 0),
                    ("operating__gte", 0),
                    ("affiliate_remittance__gte", 0),
                    ("other__gte", 0),
                ),
                name="income_line_amounts_not_negative",
                violation_error_message="金额不能为负数",
            ),
        ),
        migrations.AddConstraint(
            model_name="previousline",
            constraint=models.UniqueConstraint(
                fields=("account", "fund", "item_code"),
                name="previous_line_once_per_fund_and_item",
                violation_error_message="同一资金性质、同一科目只能填一行",
            ),
        ),
        migrations.AddConstraint(
            model_name="previousline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("fund__in", ["general_public_budget", "government_fund", "state_capital_operations", "non_fiscal"])
                ),
                name="previous_line_fund_known",
                violation_error_message="不是可选的值",
            ),
        ),
        migrations.AddConstraint(
            model_name="previousline",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gte", 0)),
                name="previous_line_amount_not_negative",
                violation_error_message="金额不能为负数",
            ),
        ),
        migrations.AddConstraint(
            model_name="previousyear",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("income_grand_total__gte", 0),
                    ("fiscal_income_grand_total__gte", 0),
                    ("agency_operating_costs__gte", 0),
                ),
                name="previous_year_amounts_not_negative",
                violation_error_message="金额不能为负数",
            ),
        ),
        migrations.AddConstraint(
            model_name="procurement",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("goods__gte", 0),
                    ("works__gte", 0),
                    ("services__gte", 0),
                    ("small_and_medium__gte", 0),
                    ("small_and_micro__gte", 0),
                ),
                name="procurement_amounts_not_negative",
                violation_error_message="金额不能为负数",
            ),
        ),
        migrations.AddConstraint(
            model_name="reason",
            constraint=models.UniqueConstraint(
                fields=("account", "figure"),
                name="reason_once_per_figure",
                violation_error_message="同一比较项只能填一个原因",
            ),
        ),
        migrations.AddConstraint(
            model_name="threepublicitem",
            constraint=models.UniqueConstraint(
                fields=("account", "item"), name="three_public_item_once", violation_error_message="同一项目只能填一行"
            ),
        ),
        migrations.AddConstraint(
            model_name="threepublicitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("item__in", ["overseas_travel", "vehicle_purchase", "vehicle_running", "official_reception"])
                ),
                name="three_public_item_known",
                violation_error_message="不是可选的值",
            ),
        ),
        migrations.AddConstraint(
            model_name="threepublicitem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("initial_budget__gte", 0), ("adjusted_budget__gte", 0), ("actual__gte", 0), ("previous__gte", 0)
                ),
                name="three_public_item_amounts_not_negative",
                violation_error_message="金额不能为负数",
            ),
        ),
    ]

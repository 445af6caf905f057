"""What the database itself refuses, and what the rows say when they are wrong."""

from decimal import Decimal
from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from finance.models import FinalAccount
from performance.models import Indicator, Scorecard, ScorecardFund, rule_set_choices
from performance.scoring import RULE_SETS
from tests.factories import make_account

pytestmark = pytest.mark.django_db


def make_row(account: FinalAccount | None = None, **changes: Any) -> Scorecard:
    columns = {"kind": "project", "position": 1, "name": "某项目"} | changes
    return Scorecard.objects.create(account=account or make_account(), **columns)


def indicator_row(card: Scorecard, **changes: Any) -> Indicator:
    columns = {
        "position": 1,
        "level1": "产出指标",
        "level2": "数量指标",
        "level3": "次数",
        "measure": "count",
        "target_operator": "at_least",
        "target_value": "10",
        "achieved_operator": "equal",
        "achieved_value": "10",
        "points": Decimal(10),
    }
    return Indicator(scorecard=card, **(columns | changes))


def refused(write: Any, constraint: str) -> None:
    """The database refuses, by this constraint or by its columns."""
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        write()


def test_second_overall_card_is_refused() -> None:
    first = make_row(kind="overall")
    refused(lambda: make_row(first.account, kind="overall", position=2), "UNIQUE|scorecard_one_overall")
    second = Scorecard(account=first.account, kind="overall", position=2, name="又一张")
    with pytest.raises(ValidationError, match="整体支出绩效目标自评表只能有一张"):
        second.full_clean()


def test_position_is_unique_within_a_kind() -> None:
    first = make_row()
    make_row(first.account, kind="overall")
    make_row(first.account, position=2)
    refused(lambda: make_row(first.account), "UNIQUE|scorecard_position_once")


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"kind": "other"}, "scorecard_kind_known"),
        ({"execution_points": Decimal(-1)}, "scorecard_execution_points_not_negative"),
        ({"filed_execution_score": Decimal("10.01")}, "scorecard_filed_execution_score_within_points"),
        ({"filed_execution_score": Decimal(-1)}, "scorecard_filed_execution_score_within_points"),
    ],
)
def test_card_out_of_bounds_is_refused(changes: dict[str, Any], constraint: str) -> None:
    account = make_account()
    refused(lambda: make_row(account, **changes), constraint)


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"points": Decimal(-1)}, "indicator_points_not_negative"),
        ({"filed_score": Decimal("10.01")}, "indicator_filed_score_within_points"),
        ({"filed_score": Decimal(-1)}, "indicator_filed_score_within_points"),
        ({"measure": "weight"}, "indicator_measure_known"),
        ({"target_operator": "!="}, "indicator_target_operator_known"),
        ({"achieved_operator": "!="}, "indicator_achieved_operator_known"),
    ],
)
def test_indicator_out_of_bounds_is_refused(changes: dict[str, Any], constraint: str) -> None:
    card = make_row()
    refused(lambda: indicator_row(card, **changes).save(), constraint)


def test_indicator_position_is_unique_within_its_card() -> None:
    card = make_row()
    indicator_row(card).save()
    refused(lambda: indicator_row(card).save(), "UNIQUE|indicator_position_once")


@pytest.mark.parametrize("column", ["initial_budget", "adjusted_budget", "executed"])
def test_negative_fund_is_refused(column: str) -> None:
    card = make_row()
    refused(
        lambda: ScorecardFund.objects.create(scorecard=card, source="other", **{column: Decimal("-0.01")}),
        "scorecard_fund_amounts_not_negative",
    )


def test_fund_source_is_unique_and_known() -> None:
    card = make_row()
    ScorecardFund.objects.create(scorecard=card, source="other")
    refused(
        lambda: ScorecardFund.objects.create(scorecard=card, source="other"),
        "UNIQUE|scorecard_fund_source_once",
    )
    refused(lambda: ScorecardFund.objects.create(scorecard=card, source="bank"), "scorecard_fund_source_known")


@pytest.mark.parametrize(("kind", "source"), [("project", "central"), ("overall", "fiscal")])
def test_fund_source_the_form_does_not_print_is_refused(kind: str, source: str) -> None:
    fund = ScorecardFund(scorecard=make_row(kind=kind), source=source)
    with pytest.raises(ValidationError, match="没有这一资金来源"):
        fund.full_clean()


def test_parts_go_with_their_card_and_the_card_with_its_account() -> None:
    card = make_row()
    indicator_row(card).save()
    ScorecardFund.objects.create(scorecard=card, source="other")
    card.account.delete()
    assert not Scorecard.objects.exists()
    assert not Indicator.objects.exists()
    assert not ScorecardFund.objects.exists()


def test_rule_sets_to_choose_from_are_all_there() -> None:
    assert [name for name, _ in rule_set_choices()] == list(RULE_SETS)


def test_everything_is_called_by_a_chinese_name() -> None:
    for model in apps.get_app_config("performance").get_models():
        names = [
            str(model._meta.verbose_name),
            *(str(f.verbose_name) for f in model._meta.fields if f.name != "id"),
        ]
        assert all(any("\u4e00" <= letter <= "\u9fff" for letter in name) for name in names), names


def test_scorecards_can_be_administered() -> None:
    assert admin.site.is_registered(Scorecard)

"""Scorecards through the database and back."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from pytest_django import DjangoAssertNumQueries

from disclosure.samples.changji_2023 import changji_2023
from finance.ledger import ChangedMeanwhile
from finance.models import FinalAccount
from finance.terms import FundSource
from performance import models
from performance.ledger import scorecards_of, write_scorecards
from performance.scorecards import FundLine, IndicatorValue, Operator, ScorecardKind, Scorecards
from tests.factories import make_account, make_unit
from tests.performance.cards import make_card, make_indicator, scorecards

pytestmark = pytest.mark.django_db


@pytest.fixture
def account() -> FinalAccount:
    return make_account()


def faults(account: FinalAccount, *projects: object, overall: object = None) -> list[str]:
    with pytest.raises(ValidationError) as refused:
        write_scorecards(account, Scorecards(overall, projects))  # type: ignore[arg-type]
    return refused.value.messages


def test_sample_comes_back_as_written(account: FinalAccount) -> None:
    entered = changji_2023()[1]
    write_scorecards(account, entered)
    assert scorecards_of(account) == entered


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(entered=scorecards())
def test_scorecards_come_back_as_written(account: FinalAccount, entered: Scorecards) -> None:
    write_scorecards(account, entered)
    assert scorecards_of(account) == entered


def test_writing_replaces_what_was_there_and_leaves_other_accounts_alone(account: FinalAccount) -> None:
    other = make_account(make_unit("650002"))
    write_scorecards(other, Scorecards(None, (make_card(name="别的"),)))
    write_scorecards(account, changji_2023()[1])
    shorter = Scorecards(None, (make_card(make_indicator()),))
    write_scorecards(account, shorter)
    assert scorecards_of(account) == shorter
    assert [card.name for card in scorecards_of(other).projects] == ["别的"]
    assert models.Indicator.objects.filter(scorecard__account=account).count() == 1


def test_funds_come_back_in_the_official_order(account: FinalAccount) -> None:
    lines = tuple(FundLine(source, executed=Decimal(1)) for source in (FundSource.OTHER, FundSource.FISCAL))
    write_scorecards(account, Scorecards(None, (make_card(funds=lines),)))
    assert scorecards_of(account).projects[0].funds == lines[::-1]


def test_reading_takes_three_queries_however_many_there_are(
    account: FinalAccount, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    many = tuple(make_card(*[make_indicator()] * 12, name=f"项目{n}") for n in range(60))
    write_scorecards(account, Scorecards(None, many))
    with django_assert_num_queries(3):
        assert scorecards_of(account).projects == many


def test_reading_an_account_without_scorecards_gives_none(account: FinalAccount) -> None:
    assert scorecards_of(account) == Scorecards()


def test_every_fault_is_named_and_nothing_is_written(account: FinalAccount) -> None:
    kept = Scorecards(None, (make_card(),))
    write_scorecards(account, kept)
    found = faults(
        account,
        make_card(
            make_indicator(points=Decimal(-1)),
            make_indicator(filed_score=Decimal(11)),
            make_indicator(level1=""),
            funds=(FundLine(FundSource.CENTRAL, executed=Decimal(-5)),),
            rule_set="xj_1999",
        ),
    )
    assert found == [
        "项目支出绩效自评表“某项目”：评分规则值 'xj_1999' 不是有效选项。",
        "项目支出绩效自评表“某项目”的中央安排：全年执行数不能为负数",
        "项目支出绩效自评表“某项目”的中央安排：资金来源《项目支出绩效自评表》没有这一资金来源",
        "项目支出绩效自评表“某项目”第1个指标“次数”：分值不能为负数",
        "项目支出绩效自评表“某项目”第2个指标“次数”：自评得分不能超过分值",
        "项目支出绩效自评表“某项目”第3个指标“次数”：一级指标此字段不能为空。",
    ]
    assert scorecards_of(account) == kept


def test_source_entered_twice_is_refused(account: FinalAccount) -> None:
    line = FundLine(FundSource.OTHER, executed=Decimal(1))
    assert faults(account, make_card(funds=(line, line))) == ["项目支出绩效自评表“某项目”：资金来源“其他资金”填了2行"]


def test_card_of_the_other_kind_is_refused(account: FinalAccount) -> None:
    (fault,) = faults(account, make_card(kind=ScorecardKind.OVERALL))
    assert "种类应为项目支出绩效自评表" in fault
    (fault,) = faults(account, overall=make_card())
    assert "种类应为部门（单位）整体支出绩效目标自评表" in fault


def test_fraction_of_a_fen_is_refused(account: FinalAccount) -> None:
    (fault,) = faults(account, make_card(funds=(FundLine(FundSource.OTHER, executed=Decimal("1.005")),)))
    assert "全年执行数" in fault


def test_execution_score_above_its_points_is_refused(account: FinalAccount) -> None:
    (fault,) = faults(account, make_card(filed_execution_score=Decimal("10.01")))
    assert fault == "项目支出绩效自评表“某项目”：预算执行率自评得分不能超过分值"


def test_writing_an_account_that_has_moved_on_is_refused(account: FinalAccount) -> None:
    stale = FinalAccount.objects.get(pk=account.pk)
    write_scorecards(account, Scorecards(None, (make_card(),)))
    with pytest.raises(ChangedMeanwhile):
        write_scorecards(stale, Scorecards())
    assert len(scorecards_of(account).projects) == 1


def test_control_characters_are_dropped_on_the_way_in(account: FinalAccount) -> None:
    card = make_card(make_indicator(achieved=IndicatorValue(Operator.EQUAL, "1\x000\ue000")), goal="甲\r\n乙")
    write_scorecards(account, Scorecards(None, (card,)))
    read = scorecards_of(account).projects[0]
    assert (read.goal, read.indicators[0].achieved.value) == ("甲\n乙", "10")


def test_written_twice_is_the_same(account: FinalAccount) -> None:
    entered = changji_2023()[1]
    write_scorecards(account, entered)
    write_scorecards(account, scorecards_of(account))
    assert scorecards_of(account) == entered
    assert replace(entered) == entered

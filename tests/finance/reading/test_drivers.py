"""Drivers of a 主要原因, their direction, and opposite ones for one cause."""

import pytest

from finance.reading.drivers import Direction, Tone, Topic, drivers, oppositions, plain_subject, tone

UP, DOWN, NONE = Direction.UP, Direction.DOWN, Direction.NONE


def read(text: str) -> list[tuple[Topic, Direction]]:
    return [(driver.topic, driver.direction) for driver in drivers(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("单位本年人员减少", [(Topic.STAFF, DOWN)]),
        ("本年度人员增加，办公费增加", [(Topic.STAFF, UP)]),
        ("本年新招录公务员2名", [(Topic.STAFF, UP)]),
        ("2名职工调离，人员调出", [(Topic.STAFF, DOWN)]),
        ("本年退休人员增加", [(Topic.RETIREES, UP)]),
        ("在职人员工资调薪", [(Topic.PAY, UP)]),
        ("人员工资、津贴补贴、绩效工资等人员经费减少", [(Topic.PERSONNEL_COST, DOWN)]),
        ("养老保险缴费基数调增", [(Topic.CONTRIBUTION_BASE, UP)]),
        ("公积金基数下调", [(Topic.CONTRIBUTION_BASE, DOWN)]),
        ("本年度新增2023年自治区就业补助项目资金", [(Topic.PROJECT, UP)]),
        ("单位本年减少为民办实事补助个人经费", [(Topic.PROJECT, DOWN)]),
        ("部分项目资金结转至2024年支付", [(Topic.CARRY_OVER, NONE)]),
        ("3人事业编制转行政编制", [(Topic.RECLASSIFICATION, NONE)]),
        ("车辆出行减少", [(Topic.VEHICLE_USE, DOWN)]),
        ("接待人次、批次增加，接待费用增加", [(Topic.RECEPTION, UP)]),
    ],
)
def test_driver_is_read_with_its_direction(text: str, expected: list[tuple[Topic, Direction]]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "退休人员采暖费、交通补贴较上年减少",  # the money, not the people
        "培训人员增加、接待人员增加",
        "未新增人员，没有增加项目资金",
        "严格按照预算执行，预决算无差异",
        "我单位无因公出国（境）费",
    ],
)
def test_what_is_no_driver_is_left_alone(text: str) -> None:
    assert read(text) == []


def test_each_project_of_a_list_is_a_driver() -> None:
    found = drivers("年中追加公共就业服务专项业务经费、昌吉州人事档案信息化建设项目经费")
    assert [driver.subject for driver in found] == ["公共就业服务专项业务", "昌吉州人事档案信息化建设"]
    assert {driver.topic for driver in found} == {Topic.ADDED_DURING_THE_YEAR}


def test_opposite_drivers_stand_side_by_side() -> None:
    (found,) = oppositions({"a": "本年人员减少", "b": "调薪", "c": "本年度人员增加，人员经费增加", "d": "人员增加"})
    assert found.topic is Topic.STAFF
    assert ([key for key, _ in found.up], [key for key, _ in found.down]) == (["c", "d"], ["a"])
    assert found.down[0][1].words == "人员减少"


def test_both_ways_in_one_reason_explain_themselves() -> None:
    assert oppositions({"a": "退休减少，人员调出，又新招录公务员3名", "b": "车辆出行减少"}) == ()


def test_projects_oppose_only_their_own_kind() -> None:
    assert oppositions({"a": "新增档案建设项目", "b": "减少道路维修项目"}) == ()
    (found,) = oppositions({"a": "新增档案建设项目经费", "b": "减少档案建设项目"})
    assert found.subject == "档案建设"


def test_contributions_of_different_kinds_do_not_oppose() -> None:
    assert oppositions({"a": "公积金基数调增", "b": "养老保险缴费基数调减"}) == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("工资调薪，人员经费增加", Tone.UP),
        ("厉行节约，压减支出", Tone.DOWN),
        ("与上年一致，无变动", Tone.FLAT),
        ("人员减少，但工资增加", Tone.MIXED),
        ("我单位无此项费用", Tone.MIXED),
        ("没有新增项目，支出减少", Tone.DOWN),
    ],
)
def test_tone_of_a_reason(text: str, expected: Tone) -> None:
    assert tone(text) is expected


def test_plain_subject_drops_what_clerks_add() -> None:
    assert plain_subject("2023年“档案建设”项目经费") == "档案建设"

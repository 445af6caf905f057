"""The administrator's pages as they are met: by a screen reader's rules, and on a phone."""

from playwright.sync_api import expect

from tests.browser.conftest import SignIn
from tests.browser.looking import violations, wider_than_window
from tests.browser.offices import Office
from tests.factories import make_user
from units.models import User

AT = "/desk/administration/"


def addresses(office: Office, clerk: User) -> list[str]:
    account = office.account
    return [
        "",
        "units/",
        f"units/{account.unit.code}/",
        "new-unit/",
        "import-units/",
        "users/",
        f"users/{clerk.username}/",
        "new-user/",
        "editions/",
        f"editions/{account.edition}/",
        f"move/{account.unit.code}/{account.fiscal_year}/?to=national_2023",
        "codes/?words=20139",
        "queue/",
        "records/",
    ]


def test_no_page_of_the_administration_breaks_a_rule_or_is_wider_than_a_phone(sign_in: SignIn, office: Office) -> None:
    root = make_user(f"root-{office.unit.code}", is_superuser=True)
    desk, phone = sign_in(root).page, sign_in(root, viewport={"width": 390, "height": 844}).page
    found: dict[str, object] = {}
    for address in addresses(office, office.clerk):
        desk.goto(f"{AT}{address}")
        found[address] = violations(desk)
        phone.goto(f"{AT}{address}")
        found[f"{address} on a phone"] = wider_than_window(phone)
    assert {address: what for address, what in found.items() if what} == {}


def test_new_user_gets_a_slip_and_a_role_and_signs_in(sign_in: SignIn, office: Office) -> None:
    root = make_user(f"root-{office.unit.code}", is_superuser=True)
    page = sign_in(root).page
    name = f"new{office.unit.code}"
    page.goto("/desk/")
    page.get_by_role("link", name="管理", exact=True).click()
    page.get_by_role("link", name="用户", exact=True).click()
    page.get_by_role("link", name="新建用户").click()
    page.get_by_label("用户名").fill(name)
    page.get_by_label("姓名").fill("新来的")
    page.get_by_role("button", name="建立用户").click()
    password = page.locator(".slip code").nth(1).inner_text()
    assert violations(page) == []
    page.get_by_role("link", name="已经记下，去加任职").click()
    page.get_by_label("单位").fill(office.unit.code)
    page.get_by_role("button", name="加上任职").click()
    expect(page.get_by_text(f"已加上：{office.unit.name} 经办人")).to_be_visible()
    page.get_by_role("button", name="退出").click()
    page.get_by_label("用户名").fill(name)
    page.get_by_label("密码").fill(password)
    page.get_by_role("button", name="登录").click()
    expect(page).to_have_title("更改密码 · 部门决算公开")

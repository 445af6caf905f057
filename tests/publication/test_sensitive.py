"""Personal data and words of secrecy: found however written, and nothing else taken for them. All numbers invented."""

import pytest

from publication.sensitive import Kind, masked, personal_data, secrecy_words

IDENTITY = "11010519491231002X"  # the example of GB 11643


def kinds(text: str) -> list[Kind]:
    return [found.kind for found in personal_data(text)]


@pytest.mark.parametrize(
    "text",
    [
        f"联系人身份证号{IDENTITY}。",
        f"（{IDENTITY.lower()}）",
        "１１０１０５１９４９１２３１００２Ｘ",
        "110105 19491231 002X",
        "110105-19491231-002X",
        "110105491231002",
    ],
)
def test_an_identity_number_is_found_however_it_is_written(text: str) -> None:
    assert kinds(text) == [Kind.IDENTITY]


@pytest.mark.parametrize(
    "text",
    [
        "13812345678",
        "电话：138 1234 5678。",
        "138-1234-5678",
        "+8613812345678",
        "008613812345678",
        "１３８１２３４５６７８",
    ],
)
def test_a_mobile_number_is_found_however_it_is_written(text: str) -> None:
    assert kinds(text) == [Kind.MOBILE]


@pytest.mark.parametrize("text", ["6222 0212 3456 7890 128", "4111111111111111", "6222021234567890128"])
def test_a_bank_card_is_found_by_its_check_digit(text: str) -> None:
    assert kinds(text) == [Kind.BANK_CARD]


@pytest.mark.parametrize(
    "text",
    [
        "110105194912310021",  # another check digit
        "110105194913310028",  # no such month
        "6222021234567890129",
        "支出12345678901.23元",
        "1,234,567,890.12",
        "项目编码650100230000000012345",
        "统一社会信用代码12650100MB0123456X",
        "0994-2345678",
        "2023年1月至2023年12月",
        "20230101-20231231",
        "12345678901",
        "新人社函〔2022〕266号",
        "13812345678901",
    ],
)
def test_other_numbers_are_let_pass(text: str) -> None:
    assert kinds(text) == []


def test_what_is_shown_hides_most_of_the_number() -> None:
    (found,) = personal_data(f"见{IDENTITY}")
    assert IDENTITY not in found.shown
    assert found.shown == "110……2X"
    assert (found.start, found.end) == (1, 19)
    assert masked(f"见{IDENTITY}和13812345678。") == "见110……2X和138……78。"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("该项目属于机密。", ["机密"]),
        ("内部资料，秘密文件", ["内部资料", "秘密"]),
        ("健全内部控制制度，开展内部审计、内部监督。", []),
        ("下设内设机构5个", []),
        ("保护商业秘密", []),
        ("内部调整", ["内部"]),
    ],
)
def test_words_of_secrecy(text: str, words: list[str]) -> None:
    assert [found.shown for found in secrecy_words(text)] == words

"""Open data: JSON and CSV that add up, pages, ETags, the feed, the sitemap, robots; and verification."""

import csv
import hashlib
import io
import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from publication.actions import withdraw_publication
from publication.models import Publication
from publication.storage import stored
from tests.portal.making import WHY, publish_correction
from tests.portal.walking import addresses
from tests.publication.making import staff

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published_once")]


def _body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def test_api_gives_a_whole_publication(publication: Publication, visitor: Client) -> None:
    data = visitor.get(addresses(publication)["api_publication"]).json()
    assert data["figures"] == json.loads(json.dumps(publication.figures))
    assert {file["sha256"] for file in data["files"]} == {file.sha256 for file in publication.files.all()}
    assert data["income_total"] == f"{publication.income_total:.2f}"
    for file in data["files"]:
        path = file["url"].removeprefix("http://127.0.0.1:8000")
        assert hashlib.sha256(_body(visitor.get(path))).hexdigest() == file["sha256"]


def test_answers_are_sent_once(publication: Publication, visitor: Client) -> None:
    for name, address in addresses(publication).items():
        first = visitor.get(address)
        if first.status_code != 200:
            continue
        again = visitor.get(address, headers={"If-None-Match": first["ETag"]})
        assert again.status_code == 304, name
        assert "public" in first["Cache-Control"], name
    home = visitor.get("/")["ETag"]
    publish_correction(publication, functions="负责改正之后的职能")
    address = addresses(publication)["data_publications_csv"]
    tag = visitor.get(address)["ETag"]
    account = publication.release.account
    withdraw_publication(account=account, by=staff(account)[1], why="误将未批复的决算公开")
    assert visitor.get(address, headers={"If-None-Match": tag}).status_code == 200
    assert home


def test_other_sites_may_read_the_data(publication: Publication, visitor: Client) -> None:
    for name, address in addresses(publication).items():
        if name.startswith(("api_", "data_")):
            assert visitor.get(address)["Access-Control-Allow-Origin"] == "*", name


def test_bulk_files_hold_every_version_and_every_figure(publication: Publication, visitor: Client) -> None:
    publish_correction(publication, functions="负责改正之后的职能")
    where = addresses(publication)
    rows = list(csv.DictReader(io.StringIO(_body(visitor.get(where["data_publications_csv"])).decode("utf-8-sig"))))
    assert [(row["version"], row["standing"]) for row in rows] == [("1", "superseded"), ("2", "current")]
    assert [row["url"] for row in rows] == [
        one["url"] for one in json.loads(_body(visitor.get("/data/publications.json")))
    ]
    text = _body(visitor.get(where["data_figures_csv"])).decode("utf-8-sig")
    figures = {row["figure"]: row for row in csv.DictReader(io.StringIO(text))}
    assert figures.keys() == publication.figures.keys()
    assert figures["income.total"]["amount"] == publication.figures["income.total"]["amount"]
    package = visitor.get(where["data_package"]).json()
    for resource in package["resources"]:
        path = resource["path"].removeprefix("http://127.0.0.1:8000")
        header = _body(visitor.get(path)).decode("utf-8-sig").splitlines()[0].split(",")
        assert header == [field["name"] for field in resource["schema"]["fields"]]


def test_no_cell_of_a_bulk_file_is_a_formula(publication: Publication, visitor: Client) -> None:
    publish_correction(publication, functions='=HYPERLINK("http://evil.example","点")')
    text = _body(visitor.get(addresses(publication)["data_figures_csv"])).decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    assert not [cell for cell in cells if cell.startswith(("=", "@", "+"))]
    assert any("HYPERLINK" in cell for cell in cells)


def test_feed_has_every_version_newest_first(publication: Publication, visitor: Client) -> None:
    corrected = publish_correction(publication, functions="负责改正之后的职能")
    names = {"a": "http://www.w3.org/2005/Atom"}
    feed = ET.fromstring(visitor.get("/feed.xml").content)
    links = [str(link.get("href")) for link in feed.findall("a:entry/a:link[@rel='alternate']", names)]
    assert [link.removeprefix("http://127.0.0.1:8000") for link in links] == [
        addresses(corrected)["published_version"],
        addresses(publication)["published_version"],
    ]
    assert ET.fromstring(visitor.get("/feed.xml?unit=nobody").content).findall("a:entry", names) == []


def test_robots_are_spared_the_offices(visitor: Client) -> None:
    text = visitor.get("/robots.txt").content.decode()
    assert "Disallow: /desk/" in text
    assert "Sitemap: http://127.0.0.1:8000/sitemap.xml" in text


def _verified(visitor: Client, content: bytes) -> str:
    answer = visitor.post("/verify/", {"file": SimpleUploadedFile("某文件.zip", content)})
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    return answer.content.decode()


def test_a_published_file_is_known_and_another_byte_is_not(publication: Publication, visitor: Client) -> None:
    for file in publication.files.all():
        content = stored(file.path)
        assert "是现行版本" in _verified(visitor, content)
        assert "不是本站公开的文件" in _verified(visitor, content[:-1] + bytes([content[-1] ^ 1]))
        data = visitor.get(f"/api/v1/files/{file.sha256.upper()}/").json()
        assert data["official"] is True
        assert data["publications"][0]["version"] == 1
    answer = visitor.get(f"/api/v1/files/{'0' * 64}/")
    assert (answer.status_code, answer.json()["official"]) == (404, False)
    assert answer["Access-Control-Allow-Origin"] == "*"


def test_a_superseded_file_is_called_so_and_a_withdrawn_one(publication: Publication, visitor: Client) -> None:
    file = publication.files.get(format="json")
    corrected = publish_correction(publication, functions="负责改正之后的职能")
    said = visitor.get(f"/api/v1/files/{file.sha256}/").json()["publications"]
    assert [(one["version"], one["versions"], one["standing"]) for one in said] == [(1, 2, "superseded")]
    assert "第 1 版（共 2 版）" in said[0]["said"]
    assert "被更正" in said[0]["said"]
    account = publication.release.account
    withdraw_publication(account=account, by=staff(account)[1], why="误将未批复的决算公开")
    newer = visitor.get(f"/api/v1/files/{corrected.files.get(format='json').sha256}/").json()["publications"]
    assert newer[0]["standing"] == "withdrawn"
    assert "误将未批复的决算公开" in newer[0]["said"]


def test_a_file_of_two_versions_is_known_as_both(publication: Publication, visitor: Client) -> None:
    """The nine tables did not change: one archive, two versions, the current one first."""
    publish_correction(publication, functions="负责改正之后的职能")
    file = publication.files.get(format="csv")
    said = visitor.get(f"/api/v1/files/{file.sha256}/").json()["publications"]
    assert [one["version"] for one in said] == [2, 1]


def test_verification_says_what_is_wrong(visitor: Client) -> None:
    assert "没有收到文件" in visitor.post("/verify/").content.decode()
    assert "64 位" in visitor.get("/verify/", {"sha256": "abc"}).content.decode()
    assert "不是本站公开的文件" in visitor.get("/verify/", {"sha256": "a" * 64}).content.decode()


def test_a_correction_tells_every_figure_and_sentence(publication: Publication, visitor: Client) -> None:
    corrected = publish_correction(publication, on_duty=301)
    answer = visitor.get(addresses(corrected)["api_corrections"])
    data = answer.json()
    schema = json.loads((Path(__file__).parents[2] / "docs/correction.schema.json").read_text())
    jsonschema.validate(data, schema)
    assert data["reason"] == WHY
    assert data["corrects"] == {
        "version": 1,
        "standing": "superseded",
        "url": f"http://127.0.0.1:8000{addresses(publication)['published_version']}",
    }
    assert data["passages"] == corrected.corrections
    differ = {name for name, entry in corrected.figures.items() if entry["text"] != publication.figures[name]["text"]}
    assert {one["figure"] for one in data["figures"]} == differ == {"profile.on_duty", "profile.staff"}
    (figure,) = (one for one in data["figures"] if one["figure"] == "profile.on_duty")
    assert (figure["old"]["text"], figure["new"]["text"]) == (publication.figures["profile.on_duty"]["text"], "301")
    assert visitor.get(addresses(publication)["api_corrections"]).status_code == 404


def test_all_corrections_are_one_file(publication: Publication, visitor: Client) -> None:
    corrected = publish_correction(publication, on_duty=301)
    text = _body(visitor.get(addresses(corrected)["data_corrections_csv"])).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(row["old"], row["new"]) for row in rows] == [(one["old"], one["new"]) for one in corrected.corrections]
    assert {(row["version"], row["reason"]) for row in rows} == {("2", WHY)}


def test_of_a_withdrawn_version_no_correction_tells_anything(publication: Publication, visitor: Client) -> None:
    """It was withdrawn for what it says; the next version must not say it once more as what was corrected."""
    account = publication.release.account
    withdraw_publication(account=account, by=staff(account)[1], why="误将不应公开的内容公开")
    secret = publication.release.account.profile.functions
    corrected = publish_correction(publication, functions="负责改正之后的职能")
    where = addresses(corrected)
    assert corrected.corrections == []
    for name in ("api_corrections", "published_corrections", "data_corrections_csv", "feed", "published_version"):
        answer = visitor.get(where[name])
        assert answer.status_code == 200, name
        assert secret not in _body(answer).decode(), name
    data = visitor.get(where["api_corrections"]).json()
    assert (data["corrects"]["standing"], data["figures"], data["passages"]) == ("withdrawn", [], [])
    assert "已经撤下" in visitor.get(where["published_corrections"]).content.decode()
    assert "没有不同" not in visitor.get(where["published_corrections"]).content.decode()


def test_feed_names_a_correction(publication: Publication, visitor: Client) -> None:
    corrected = publish_correction(publication, functions="负责改正之后的职能")
    names = {"a": "http://www.w3.org/2005/Atom"}
    newest, first = ET.fromstring(visitor.get("/feed.xml").content).findall("a:entry", names)
    assert WHY in newest.findtext("a:summary", "", names)
    related = newest.find("a:link[@rel='related']", names)
    assert related is not None
    assert str(related.get("href")).endswith(addresses(corrected)["published_corrections"])
    assert "更正" not in first.findtext("a:summary", "", names)

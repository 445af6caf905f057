"""The services of docker-compose.yml, started here by their own commands as ordinary users: walked over HTTP through
the proxy, with PostgreSQL behind and the worker publishing."""

import hashlib
import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.deploy.conftest import Site
from tests.deploy.visitor import Answer, Visitor
from tests.load.__main__ import Judged, killing

_FILE = re.compile(r'"(/files/[0-9a-f]{64}/[^"]+)"')


@pytest.fixture
def visitor(site: Site) -> Iterator[Visitor]:
    visitor = Visitor(site.stack.address)
    yield visitor
    visitor.hang_up()


def sha256_in(address: str) -> str:
    return address.split("/")[2]


def public_file(site: Site, kind: str, number: int = 0) -> str:
    address: str = site.public[number]["files"][kind]
    return address


def has_headers_of_a_published_file(answer: Answer, address: str) -> None:
    assert answer.headers["etag"] == f'"{sha256_in(address)}"'
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "frame-ancestors" in answer.headers["content-security-policy"]
    assert "x-accel-redirect" not in answer.headers
    assert "last-modified" not in answer.headers


def test_every_service_is_healthy_and_none_runs_as_root(site: Site) -> None:
    assert site.stack.is_healthy("web")
    assert site.stack.is_healthy("worker")
    for kept in (site.stack.web, site.stack.worker, site.stack.proxy, site.stack.database):
        uid = Path(f"/proc/{kept.pid}").stat().st_uid
        assert uid != 0, kept.name
        assert uid == os.geteuid() or os.geteuid() == 0
        assert kept.starts == 1, kept.said()


def test_health_check_of_a_worker_that_takes_nothing_up_fails(site: Site) -> None:
    stuck = (
        "from django_tasks_db.models import DBTaskResult as R; from django.utils import timezone as t; "
        "from datetime import timedelta as d; "
        "R.objects.all().update(started_at=t.now() - d(hours=1)); "
        "R.objects.create(args_kwargs={}, task_path='x', backend_name='none', run_after=t.now()); "
        "R.objects.filter(task_path='x').update(enqueued_at=t.now() - d(minutes=11))"
    )
    site.stack.manage("shell", "--command", stuck)
    try:
        assert not site.stack.is_healthy("worker")
    finally:
        gone = "from django_tasks_db.models import DBTaskResult as R; R.objects.filter(task_path='x').delete()"
        site.stack.manage("shell", "--command", gone)
    assert site.stack.is_healthy("worker")


def test_static_file_comes_from_the_proxy_compressed_and_for_good(site: Site, visitor: Visitor) -> None:
    page = visitor.get("/login/").text
    found = re.search(r'href="(/static/site\.[0-9a-f]{12}\.css)"', page)
    assert found, page[:1000]
    answer = visitor.get(found[1], Accept_Encoding="gzip")
    assert (answer.status, answer.headers["content-type"]) == (200, "text/css")
    assert answer.headers["content-encoding"] == "gzip"
    assert "immutable" in answer.headers["cache-control"]
    assert "x-request-id" not in answer.headers, "the site was asked"
    assert visitor.get("/static/../config/settings.py").status in (400, 404)
    assert visitor.get("/static/nothing.css").status == 404


def test_page_is_compressed_and_names_nobody_but_the_last_proxy_is_believed(site: Site, visitor: Visitor) -> None:
    answer = visitor.get(
        site.public[0]["page"], Accept_Encoding="gzip", X_Forwarded_For="203.0.113.9", X_Forwarded_Proto="https"
    )
    assert (answer.status, answer.headers["content-encoding"]) == (200, "gzip")
    id = answer.headers["x-request-id"]
    (line,) = [line for line in site.stack.web.said().splitlines() if id in line]
    assert '"address": "127.0.0.1"' in line


def test_nobody_comes_to_the_folders_themselves(site: Site, visitor: Visitor) -> None:
    place = site.public[0]["places"]["pdf"]
    assert visitor.get(f"/published/{place}").status == 404
    assert visitor.get("/published-decision").status == 403


@pytest.mark.parametrize("kind", ["pdf", "json", "xlsx", "docx", "csv"])
def test_published_file_comes_whole_with_its_headers(site: Site, visitor: Visitor, kind: str) -> None:
    address = public_file(site, kind)
    for _ in range(2):  # the second time the proxy remembers what the site said
        answer = visitor.get(address)
        assert answer.status == 200
        assert hashlib.sha256(answer.body).hexdigest() == sha256_in(address)
        has_headers_of_a_published_file(answer, address)
        assert answer.headers["accept-ranges"] == "bytes"
    kept = site.stack.published / site.public[0]["places"][kind]
    assert kept.stat().st_mode & 0o222 == 0
    head = visitor.ask("HEAD", address)
    assert (head.status, head.body, head.headers["content-length"]) == (200, b"", str(len(answer.body)))


def test_published_file_comes_in_parts(site: Site, visitor: Visitor) -> None:
    address = public_file(site, "pdf")
    whole = visitor.get(address).body
    for asked, part in (("bytes=0-99", whole[:100]), ("bytes=100-", whole[100:]), ("bytes=-7", whole[-7:])):
        answer = visitor.get(address, Range=asked)
        assert (answer.status, answer.body) == (206, part)
        has_headers_of_a_published_file(answer, address)
    assert answer.headers["content-range"] == f"bytes {len(whole) - 7}-{len(whole) - 1}/{len(whole)}"
    assert visitor.get(address, Range=f"bytes={len(whole)}-").status == 416
    etag = f'"{sha256_in(address)}"'
    assert visitor.get(address, Range="bytes=0-9", If_Range=etag).status == 206
    assert visitor.get(address, Range="bytes=0-9", If_Range='"another"').body == whole


def test_published_file_that_somebody_has_is_not_sent_again(site: Site, visitor: Visitor) -> None:
    address = public_file(site, "pdf")
    answer = visitor.get(address, If_None_Match=f'"{sha256_in(address)}"')
    assert (answer.status, answer.body) == (304, b"")
    changed = visitor.get(address, If_None_Match='"another"')
    assert hashlib.sha256(changed.body).hexdigest() == sha256_in(address)
    has_headers_of_a_published_file(changed, address)


def test_published_file_is_only_read(site: Site, visitor: Visitor) -> None:
    address = public_file(site, "pdf")
    assert visitor.ask("POST", address).status in (403, 405)  # the site refuses, whichever of its reasons comes first
    assert visitor.ask("DELETE", address).status in (403, 405)
    assert visitor.get(address.replace(sha256_in(address), "0" * 64)).status == 404
    assert visitor.get(f"/files/{sha256_in(address)}/..%2f..%2fnginx.conf").status == 404


def test_text_is_compressed_and_a_pdf_is_not(site: Site, visitor: Visitor) -> None:
    assert visitor.get(public_file(site, "json"), Accept_Encoding="gzip").headers["content-encoding"] == "gzip"
    assert "content-encoding" not in visitor.get(public_file(site, "pdf"), Accept_Encoding="gzip").headers


def test_what_is_too_large_is_refused_in_chinese(site: Site, visitor: Visitor) -> None:
    answer = visitor.ask("POST", "/login/", headers={"Content-Length": str(40 * 1024 * 1024)})
    assert answer.status == 413
    assert "文件太大" in answer.text


def test_account_is_published_by_the_worker_and_withdrawn(site: Site, visitor: Visitor) -> None:
    account = site.approved[0]
    page = f"/publication/{account['path']}"
    assert visitor.sign_in(account["username"], account["password"]).status == 302
    assert visitor.get(page).status == 200
    assert visitor.post(f"{page}start/", {}, page=page).status == 302
    site.stack.until(lambda: "正在公开" not in visitor.get(page).text, "the worker publishes")

    stranger = Visitor(site.stack.address)
    report = stranger.get(f"/units/{account['path']}")
    assert report.status == 200
    addresses = set(_FILE.findall(report.text))
    (pdf,) = [address for address in addresses if address.endswith(".pdf")]
    answer = stranger.get(pdf)
    assert answer.body.startswith(b"%PDF")
    assert hashlib.sha256(answer.body).hexdigest() == sha256_in(pdf)

    withdrawn = visitor.post(f"{page}withdraw/", {"why": "误公开"}, page=page)
    assert withdrawn.status == 302
    site.stack.until(lambda: stranger.get(pdf).status == 410, "the file is gone", patience=2)
    gone = stranger.get(pdf)
    assert "误公开" in gone.text
    assert "immutable" not in gone.headers["cache-control"]
    assert stranger.get(pdf, Range="bytes=0-9").status == 410
    stranger.hang_up()
    site.stack.manage("verify_files")
    site.stack.manage("audit")


def test_deploy_check_complains_only_of_the_trial_without_https_and_without_mail(site: Site) -> None:
    with pytest.raises(AssertionError) as said:
        site.stack.manage("check", "--deploy")
    complaints = set(re.findall(r"\w+\.[WE]\d+", str(said.value)))
    assert complaints == {"mail.E001", "security.W004", "security.W008", "security.W012", "security.W016"}


def test_configuration_of_the_proxy_is_sound(site: Site) -> None:
    run = site.stack.folder / "run"
    errors = str(site.stack.folder / "proxy-errors.log")
    done = subprocess.run(
        ["/usr/sbin/nginx", "-t", "-e", errors, "-c", f"{run}/nginx.conf"], capture_output=True, text=True
    )
    assert "syntax is ok" in done.stderr
    assert "[warn]" not in (site.stack.folder / "proxy-errors.log").read_text()


def test_whoever_is_killed_comes_back_and_nothing_acknowledged_is_lost(site: Site) -> None:
    """The small one of `python -m tests.load faults`: two clerks at one account, one publication."""
    judged = Judged()
    shared = [who for who in site.accounts if who["account"] == site.accounts[0]["account"]]
    assert len(shared) == 2
    killing(site.stack, shared, site.approved[1:], judged, wait=False, every=1)
    assert judged.wrong == []

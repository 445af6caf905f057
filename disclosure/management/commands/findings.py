"""python manage.py findings UNIT_CODE YEAR [--format text|json]"""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from disclosure.editions import EditionError
from disclosure.findings import by_page, page_of
from disclosure.reports import findings_of_account
from finance.checks.registry import Finding, Severity
from finance.models import FinalAccount


class Command(BaseCommand):
    help = "列出一个单位一个年度的全部核对结果：编号、等级、说明、所涉数字、位置"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("unit_code", help="单位编码")
        parser.add_argument("fiscal_year", type=int, help="年度")
        parser.add_argument("--format", choices=("text", "json"), default="text", help="格式")

    def handle(self, *_args: Any, **options: Any) -> None:
        unit_code, fiscal_year = options["unit_code"], options["fiscal_year"]
        account = _account(unit_code, fiscal_year)
        if account is None:
            raise CommandError(f"没有单位编码为“{unit_code}”的 {fiscal_year} 年度决算")
        try:
            findings = findings_of_account(account)
        except EditionError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(_json(findings) if options["format"] == "json" else _text(findings))


def _account(unit_code: str, fiscal_year: int) -> FinalAccount | None:
    accounts = FinalAccount.objects.select_related("unit")
    return accounts.filter(unit__code=unit_code, fiscal_year=fiscal_year).first()


def _json(findings: tuple[Finding, ...]) -> str:
    rows = [
        {
            "id": finding.check,
            "severity": finding.severity.value,
            "message": finding.message,
            "figures": finding.figures,
            "place": finding.place,
            "page": page_of(finding.figures[0]).value,
            "key": finding.key,
            "fingerprint": finding.fingerprint,
        }
        for finding in findings
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def _text(findings: tuple[Finding, ...]) -> str:
    lines = []
    for group in by_page(findings):
        lines.append(f"【{group.page.label}】")
        for finding in group.findings:
            lines.append(f"  {finding.severity.label} {finding.check} {finding.place}：{finding.message}")
            lines.append(f"      所涉数字：{'、'.join(finding.figures)}")
    counts = "，".join(
        f"{severity.label} {sum(finding.severity is severity for finding in findings)}" for severity in Severity
    )
    return "\n".join([*lines, counts])

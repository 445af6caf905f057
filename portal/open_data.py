"""Publications as data: what the API and the bulk files say of each."""

from collections.abc import Iterator
from typing import Any

from portal.published import absolute, file_address, version_address
from publication.models import Publication, Standing

# Column → what it means; the order of the bulk file.
COLUMNS = {
    "unit_code": "单位编码",
    "unit_name": "单位全称",
    "unit_kind": "单位性质",
    "department_name": "主管部门",
    "region": "行政区划",
    "fiscal_year": "年度",
    "version": "版次",
    "standing": "现状：current 现行，superseded 已被更正，withdrawn 已撤下",
    "title": "标题",
    "income_total": "收入总计（元）",
    "expenditure_total": "支出总计（元）",
    "published_at": "公开时间",
    "url": "永久地址",
}
FIGURE_COLUMNS = {
    "unit_code": "单位编码",
    "unit_name": "单位全称",
    "fiscal_year": "年度",
    "version": "版次",
    "figure": "数字名称（点分）",
    "label": "中文名称",
    "printed": "公开的写法",
    "amount": "金额（元），不是金额的为空",
}


def summary(publication: Publication) -> dict[str, Any]:
    """What a list says of a publication. Amounts are strings: no reader may round them."""
    return {
        "unit_code": publication.unit_code,
        "unit_name": publication.unit_name,
        "unit_kind": publication.unit_kind,
        "department_name": publication.department_name,
        "region": publication.region,
        "fiscal_year": publication.fiscal_year,
        "version": publication.number,
        "standing": publication.standing,
        "title": publication.title,
        "income_total": f"{publication.income_total:.2f}",
        "expenditure_total": f"{publication.expenditure_total:.2f}",
        "published_at": publication.published_at.isoformat(),
        "url": absolute(version_address(publication)),
    }


def whole(publication: Publication) -> dict[str, Any]:
    """All of it: figures, files, what it corrects."""
    superseded_by = publication.superseded_by
    return summary(publication) | {
        "edition": publication.edition,
        "reason": publication.reason,
        "corrections": publication.corrections,
        "superseded_at": publication.superseded_at.isoformat() if publication.superseded_at else None,
        "superseded_by": absolute(version_address(superseded_by)) if superseded_by else None,
        "manifest_sha256": publication.manifest_sha256,
        "manifest": publication.manifest,
        "files": [
            {
                "format": file.format,
                "label": file.label,
                "name": file.name,
                "size": file.size,
                "sha256": file.sha256,
                "url": absolute(file_address(file)),
            }
            for file in publication.files.all()
        ],
        "figures": publication.figures,
    }


def gone(publication: Publication) -> dict[str, Any]:
    """What is left of a withdrawn one."""
    withdrawn_at = publication.withdrawn_at
    return {
        "unit_code": publication.unit_code,
        "unit_name": publication.unit_name,
        "fiscal_year": publication.fiscal_year,
        "version": publication.number,
        "standing": Standing.WITHDRAWN.value,
        "withdrawn_at": withdrawn_at.isoformat() if withdrawn_at else None,
        "withdrawn_because": publication.withdrawn_because,
        "manifest_sha256": publication.manifest_sha256,
        "url": absolute(version_address(publication)),
    }


def figure_rows(publication: Publication) -> Iterator[list[str]]:
    """A row for every figure that the report prints."""
    head = [publication.unit_code, publication.unit_name, str(publication.fiscal_year), str(publication.number)]
    for name, entry in publication.figures.items():
        yield [*head, name, str(entry.get("label", "")), str(entry["text"]), entry.get("amount") or ""]


def datapackage(years: list[int]) -> dict[str, Any]:
    """The descriptor of the bulk files (Data Package)."""
    figures = [
        _resource(f"figures-{year}", f"{year}年度全部数字", absolute(f"/data/figures-{year}.csv"), FIGURE_COLUMNS)
        for year in years
    ]
    return {
        "profile": "tabular-data-package",
        "name": "final-accounts",
        "title": "部门决算公开数据",
        "resources": [
            _resource("publications", "公开的决算", absolute("/data/publications.csv"), COLUMNS),
            *figures,
        ],
    }


_TYPES = {"fiscal_year": "year", "version": "integer", "published_at": "datetime"}
_AMOUNTS = ("income_total", "expenditure_total", "amount")


def _resource(name: str, title: str, path: str, columns: dict[str, str]) -> dict[str, Any]:
    fields = [
        {"name": column, "title": meaning, "type": "number" if column in _AMOUNTS else _TYPES.get(column, "string")}
        for column, meaning in columns.items()
    ]
    return {
        "name": name,
        "title": title,
        "path": path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {"fields": fields, "missingValues": [""]},
    }

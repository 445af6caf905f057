"""Publications as data: what the API and the bulk files say of each."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse

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

CORRECTION_COLUMNS = {
    "unit_code": "单位编码",
    "unit_name": "单位全称",
    "fiscal_year": "年度",
    "version": "更正版的版次",
    "published_at": "更正版的公开时间",
    "reason": "更正原因",
    "kind": "text 文字，table 表，scorecard 绩效自评表",
    "passage": "段落或表",
    "title": "段落或表的标题",
    "label": "格子：所在的行和列",
    "old": "更正前，空：原来没有",
    "new": "更正后，空：删去",
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
        "corrections_url": absolute(_corrections(publication)) if publication.number > 1 else None,
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


def correction(publication: Publication, earlier: Publication | None) -> dict[str, Any]:
    """更正: the reason, then every figure and every sentence or cell, old → new. `earlier`: the version before, whose
    contents are not told once it is withdrawn."""
    is_told = earlier is not None and earlier.standing != Standing.WITHDRAWN.value
    return {
        "unit_code": publication.unit_code,
        "unit_name": publication.unit_name,
        "fiscal_year": publication.fiscal_year,
        "version": publication.number,
        "published_at": publication.published_at.isoformat(),
        "reason": publication.reason,
        "url": absolute(reverse("published_corrections", args=_address(publication))),
        "corrects": {
            "version": earlier.number,
            "standing": earlier.standing,
            "url": absolute(version_address(earlier)),
        }
        if earlier
        else None,
        "figures": list(_changed_figures(earlier.figures, publication.figures)) if earlier and is_told else [],
        "passages": publication.corrections,
    }


def _changed_figures(old: dict[str, Any], new: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Those that are printed otherwise or whose amount is another; null where there was none, or is none any more."""
    for name in dict.fromkeys((*new, *old)):
        was, now = (_said(side.get(name)) for side in (old, new))
        if was != now:
            yield {"figure": name, "label": str((new.get(name) or old[name])["label"]), "old": was, "new": now}


def _said(entry: dict[str, Any] | None) -> dict[str, Any] | None:
    return {"text": entry["text"], "amount": entry["amount"]} if entry else None


def correction_rows(publication: Publication) -> Iterator[list[str]]:
    """A row for every sentence or cell that a correction changed."""
    head = [publication.unit_code, publication.unit_name, str(publication.fiscal_year), str(publication.number)]
    head += [publication.published_at.isoformat(), publication.reason]
    for one in publication.corrections:
        yield [*head, *(str(one[name]) for name in ("kind", "passage", "title", "label", "old", "new"))]


def _corrections(publication: Publication) -> str:
    return reverse("api_corrections", args=_address(publication))


def _address(publication: Publication) -> tuple[str, int, int]:
    return publication.unit_code, publication.fiscal_year, publication.number


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
            _resource("corrections", "全部更正", absolute("/data/corrections.csv"), CORRECTION_COLUMNS),
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

"""Addresses of the public site. Those with a version are permanent."""

from django.urls import path, register_converter

from portal.views import api, bulk, feeds, reports, search, units, verify


class UnitCode:
    """编码: as units.models.BudgetUnit takes it."""

    regex = "[0-9A-Za-z]{1,20}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class Year:
    """Four digits."""

    regex = "[0-9]{4}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return f"{value:04}"


class Version:
    """v1, v2 …"""

    regex = "v[1-9][0-9]{0,3}"

    def to_python(self, value: str) -> int:
        return int(value[1:])

    def to_url(self, value: int) -> str:
        return f"v{value}"


class Sha256:
    """64 hexadecimal digits, in either case."""

    regex = "[0-9a-fA-F]{64}"

    def to_python(self, value: str) -> str:
        return value.lower()

    def to_url(self, value: str) -> str:
        return value


register_converter(UnitCode, "unit")
register_converter(Year, "year")
register_converter(Version, "version")
register_converter(Sha256, "sha256")

_OF_YEAR = "units/<unit:unit_code>/<year:fiscal_year>/"
_OF_VERSION = f"{_OF_YEAR}<version:version>/"

urlpatterns = [
    path("", search.home, name="home"),
    path("units/<unit:unit_code>/", units.unit_page, name="published_unit"),
    path(_OF_YEAR, reports.report, name="published_year"),
    path(_OF_VERSION, reports.report, name="published_version"),
    path(f"{_OF_VERSION}sections/<str:key>/", reports.section, name="published_section"),
    path(f"{_OF_VERSION}figures/<str:name>/", reports.figure, name="published_figure"),
    path(f"{_OF_VERSION}tables/<slug:key>/", reports.table, name="published_table"),
    path(f"{_OF_VERSION}tables/<slug:key>.csv", reports.table_file, {"extension": "csv"}, name="published_table_csv"),
    path(
        f"{_OF_VERSION}tables/<slug:key>.xlsx", reports.table_file, {"extension": "xlsx"}, name="published_table_xlsx"
    ),
    path(f"{_OF_VERSION}corrections/", reports.corrections, name="published_corrections"),
    path(f"{_OF_VERSION}cite.bib", reports.bibtex, name="published_bibtex"),
    path(f"{_OF_VERSION}figures.csv", bulk.figures_of_version, name="published_figures_csv"),
    path("verify/", verify.verify, name="verify"),
    path("data/", bulk.about, name="open_data"),
    path("data/publications.csv", bulk.publications_csv, name="data_publications_csv"),
    path("data/publications.json", bulk.publications_json, name="data_publications_json"),
    path("data/figures-<year:fiscal_year>.csv", bulk.figures_of_year, name="data_figures_csv"),
    path("data/corrections.csv", bulk.corrections_csv, name="data_corrections_csv"),
    path("data/datapackage.json", bulk.datapackage, name="data_package"),
    path("api/v1/", api.root, name="api_root"),
    path("api/v1/publications/", api.publications, name="api_publications"),
    path("api/v1/units/", api.units, name="api_units"),
    path("api/v1/units/<unit:unit_code>/", api.unit, name="api_unit"),
    path(
        "api/v1/publications/<unit:unit_code>/<year:fiscal_year>/<version:version>/",
        api.publication,
        name="api_publication",
    ),
    path(
        "api/v1/publications/<unit:unit_code>/<year:fiscal_year>/<version:version>/corrections/",
        api.corrections,
        name="api_corrections",
    ),
    path("api/v1/files/<sha256:sha256>/", api.file, name="api_file"),
    path("feed.xml", feeds.atom, name="feed"),
    path("sitemap.xml", feeds.sitemap, name="sitemap"),
    path("sitemap-<int:number>.xml", feeds.sitemap_part, name="sitemap_part"),
    path("robots.txt", feeds.robots, name="robots"),
]

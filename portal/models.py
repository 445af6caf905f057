"""What the public site keeps of its own: the search index. All else it reads from publications."""

from django.db import models

from publication.models import Publication


class SearchText(models.Model):
    """检索: a publication as it is found. One row a current publication, made from it and worth nothing without it.

    `shown` are its sentences, a line each; `text` is the same, folded (portal.bigrams): a place in one is the place in
    the other. The pairs of characters stand beside it, where the database finds them: in a column `grams` with a GIN
    index on PostgreSQL, in the table portal_grams (FTS5) on SQLite. See migration 0002."""

    publication = models.OneToOneField(
        Publication, verbose_name="公开的决算", on_delete=models.CASCADE, related_name="search", primary_key=True
    )
    name = models.CharField("名称", max_length=600)
    pinyin = models.CharField("拼音", max_length=800)
    unit_code = models.CharField("单位编码", max_length=20)
    unit_kind = models.CharField("单位性质", max_length=40)
    department_code = models.CharField("主管部门编码", max_length=20, blank=True)
    region = models.CharField("行政区划", max_length=100)
    fiscal_year = models.PositiveSmallIntegerField("年度")
    published_at = models.DateTimeField("公开时间")
    amount = models.DecimalField("支出总计（元）", max_digits=15, decimal_places=2)
    text = models.TextField("检索文字")
    shown = models.TextField("原文")
    places: "models.JSONField[list[list[object]], list[list[object]]]" = models.JSONField(
        "段落位置", default=list, help_text="[开始位置, 段落, 标题]"
    )

    class Meta:
        verbose_name = "检索"
        verbose_name_plural = "检索"
        ordering = ("-published_at", "-pk")
        indexes = (
            models.Index(fields=("-published_at", "-publication"), name="search_newest"),
            models.Index(fields=("pinyin", "-fiscal_year", "publication"), name="search_by_name"),
            models.Index(fields=("-amount", "publication"), name="search_by_amount"),
            models.Index(fields=("fiscal_year", "-published_at"), name="search_of_year"),
            models.Index(fields=("region", "-published_at"), name="search_of_region"),
            models.Index(fields=("department_code", "-published_at"), name="search_of_department"),
        )

    def __str__(self) -> str:
        return self.name

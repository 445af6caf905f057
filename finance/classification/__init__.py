"""政府收支分类科目 of a fiscal year: 支出功能分类 (类款项) and 支出经济分类 (类款), as two short trees.

The facts stand in functional.csv and economic.csv. A row is valid from `valid_from` to `valid_to` (fiscal
years, both included; empty is open), so a renamed code has one row a name. `confidence` says how a row is
known: attested (seen in a published document), high or medium (the year's 科目 as known, not yet compared
with the ministry's own file).
"""

from finance.classification.tree import Classification, CodeTree, UnknownCode, UnknownYear, classification_of

__all__ = ["Classification", "CodeTree", "UnknownCode", "UnknownYear", "classification_of"]

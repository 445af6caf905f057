"""How a report is cited: in words, by GB/T 7714-2015 and for BibTeX. Pure."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Cited:
    """What a citation says."""

    author: str
    title: str
    year: int  # of publication
    published_on: date
    version: int
    address: str
    key: str

    @property
    def words(self) -> str:
        day = f"{self.published_on.year}年{self.published_on.month}月{self.published_on.day}日"
        return f"{self.author}：《{self.title}》（第{self.version}版），{day}公开，{self.address}"

    def gb7714(self, today: date) -> str:
        """[R/OL]: a report online, with the day it was published and the day it is cited."""
        days = f"({self.published_on:%Y-%m-%d})[{today:%Y-%m-%d}]"
        return f"{self.author}. {self.title}[R/OL]. 第{self.version}版. {days}. {self.address}."

    @property
    def bibtex(self) -> str:
        fields = {
            "author": f"{{{self.author}}}",
            "title": f"{{{self.title}}}",
            "institution": self.author,
            "type": "部门决算",
            "number": f"第{self.version}版",
            "year": str(self.year),
            "date": f"{self.published_on:%Y-%m-%d}",
            "url": self.address,
            "language": "chinese",
        }
        lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
        return f"@techreport{{{self.key},\n{lines}\n}}\n"

"""The twenty days: 预算法 第十四条, a final account is published within twenty days of the finance department's reply
(批复). Pure."""

from dataclasses import dataclass
from datetime import date, timedelta

DAYS = 20


@dataclass(frozen=True)
class Deadline:
    """The last day on which the account may be published, and how far it is."""

    due: date
    left: int  # days from the day asked about; negative: so many too late

    @property
    def is_overdue(self) -> bool:
        return self.left < 0

    @property
    def words(self) -> str:
        if self.left > 0:
            return f"还有 {self.left} 天"
        return "今天到期" if self.left == 0 else f"已超过 {-self.left} 天"


def deadline_of(replied_on: date | None, on: date) -> Deadline | None:
    """As it stands `on` a day: today or, for what is public, the day it was published. None: no reply is on record.
    The day of the reply does not count (民法典 第二百零一条)."""
    if replied_on is None:
        return None
    due = replied_on + timedelta(days=DAYS)
    return Deadline(due, (due - on).days)

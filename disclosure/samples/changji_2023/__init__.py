"""昌吉回族自治州公共就业服务中心 2023 年度部门决算: a whole published report as entered data, kept in 元.

Published, in 万元 and percent (parts 一–十一 and the nine 自评表): every amount, share, growth rate and
count that the text prints; profile, reasons and other words; 上年, as far as an amount and its difference
give it; every indicator row. The publication's own slips stay where they are the clerk's words or entries:
离休费 without any 离休人员, “%%”, 735 people in one scorecard's text against 700 in its row, an execution
rate of 99.86% in a sentence against 98.55% in the cell.

Reconstructed:

- The 元 and 分: searched for, so that all that is computed from them rounds to what is printed. Adding the
  printed parts does not give the printed totals (社会保障和就业支出 530.25 against 530.26, 卫生健康支出
  24.01 against 24.02), so there were 元 behind them. Both sides of the account balance to the 分.
- 基本 or 项目支出 of each 项: pay, pensions, medical care and housing are basic, the other four 项 are
  projects, which gives the printed 516.07.
- 非财政拨款 (96.11 received, its carry-over, 92.12 spent) by 项: on 就业管理事务, save the 0.06 of basic
  expenditure, on 行政运行. The publication gives totals only.
- 公开06表: the 款 are those that the text names. Contributions, 公务用车 and 公务接待 equal the 项 and
  “三公” figures that they must equal; the rest are plausible amounts that fill the printed 479.53 and
  36.54.
- 年初预算 by 项 is not published and stays unbroken. 全年预算 of 财政拨款 is what was spent, since nothing
  was carried over. 年初预算 of “三公”, never printed, is its 全年预算, which the text calls strictly
  followed.
- The overall scorecard's 其他资金, so that its 全年预算数 is the account's 总计 to the 分.
- The unit's code, and how each indicator is measured (which scoring rule it takes).
"""

from disclosure.samples.changji_2023.figures import figures
from disclosure.samples.changji_2023.overall import OVERALL
from disclosure.samples.changji_2023.projects import PROJECTS
from finance.figures import Figures
from performance.scorecards import Scorecards


def changji_2023() -> tuple[Figures, Scorecards]:
    """The report's figures and its scorecards."""
    return figures(), Scorecards(OVERALL, PROJECTS)

"""昌吉回族自治州公共就业服务中心 2023 年度部门决算: a whole published report as entered data, at 元 precision.

Published, in 万元 and percent (the report's parts 一–十一 and its nine 自评表): every amount, share, growth rate and
count that the text prints; the unit's profile, reasons and other words; 上年 as far as an amount and its difference
give it; every indicator row of the scorecards. The publication's own slips are kept where they are the clerk's words
or entries (离休费 without any 离休人员, “%%”, the 735 people of one scorecard against 700, an execution rate of 99.86%
in a sentence against 98.55% in the cell).

Reconstructed:

- The 元 and 分. They were searched for so that everything computed from them rounds to what is printed; the printed
  totals cannot be had by adding printed parts (社会保障和就业支出 530.25 against 530.26, 卫生健康支出 24.01 against
  24.02), so 元 were behind them. Both sides of the account balance to the 分.
- 基本 and 项目支出 of each 项: pay, pensions, medical care and housing are basic, the other four 项 are projects; the
  only split that gives the printed 516.07.
- 非财政拨款 (其他收入 96.11, its carry-over and the 92.12 spent): put on 就业管理事务, and the 0.06 that is basic on
  行政运行. The publication gives the totals only.
- 公开06表: the 款 are those the text names. 社会保险费, 职业年金, 公积金, 公务用车 and 公务接待 equal the 项 or “三公”
  figures that they must equal; the others are plausible amounts that fill the printed 479.53 and 36.54.
- 年初预算 by 项 is not published and is left unbroken. 全年预算 of 财政拨款 equals what was spent (nothing is carried
  over). 年初预算 of “三公”, never printed, equals the 全年预算, which the text calls strictly followed.
- 年初 and 全年 money of the overall scorecard follows the cells; its 全年预算 is the account's 总计 to the 分.
- The unit's code, and how an indicator is measured (which scoring rule it takes).
"""

from disclosure.samples.changji_2023.figures import figures
from disclosure.samples.changji_2023.overall import OVERALL
from disclosure.samples.changji_2023.projects import PROJECTS
from finance.figures import Figures
from performance.scorecards import Scorecards


def changji_2023() -> tuple[Figures, Scorecards]:
    """The report's figures and its scorecards."""
    return figures(), Scorecards(OVERALL, PROJECTS)

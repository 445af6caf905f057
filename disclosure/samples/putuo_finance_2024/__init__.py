"""上海市普陀区财政局 2024 年度部门决算: a second published report, of another province, as entered data in 元.

Published, in 万元 and percent: every amount of the nine tables and of the text, 年初预算 and 主要用于 of every 项, the
reasons, the profile and its list of units, 预算绩效管理, 政府采购 with what was set aside for 中小企业. Where the
publication contradicts itself the figures follow its tables; the test of this sample lists each place and says why.

Reconstructed:

- The 元 and 分, so that everything computed from them rounds to what is printed: the 项 add up to 2,940.06 and
  公开01表 prints 2,940.05; 302 商品和服务支出 is printed 0.02 below the sum of its 款. Three 项 differ from their
  年初预算 by less than 0.01 万元, which the text calls 基本持平.
- 上年: 收入支出总计, 一般公共预算支出 and 机关运行经费 as far as an amount and its difference give them. Last year's
  一般公共预算 is not published by 项 and stays unbroken; its 财政拨款总计 is what was spent and carried over.
- That nothing was spent of 非财政拨款: its income is published by 项, its 支出 follows from the totals.
- The unit's code.

Not published, so missing: 人员, 固定资产, 房屋, contracts with 中小企业 as a whole, 全年预算 of “三公”. No sentence of
this edition asks for them.
"""

from disclosure.samples.putuo_finance_2024.figures import figures
from finance.figures import Figures
from performance.scorecards import Scorecards


def putuo_finance_2024() -> tuple[Figures, Scorecards]:
    """The report's figures. It publishes no 自评表."""
    return figures(), Scorecards()

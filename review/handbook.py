"""docs/workflow.md: the states, the actions and who may do them, written from review/workflow.py. Pure."""

from collections.abc import Iterator

from review.workflow import CORRECTABLE, OPEN, OWNER, ROLE_LABELS, TRANSITIONS, WANTS_A_REASON, Action, Status

_ROAD = (Action.SUBMIT, Action.APPROVE, Action.PUBLISH, Action.WITHDRAW)
_HEAD = """\
# 从填报到公开：状态、动作、谁来做

本文由 `python manage.py generate_docs` 从 `review/workflow.py` 写出，请勿手改；`make check` 核对两者一致。
"""
_RULES = """\
## 规则

- **没有人审核自己的工作。** 填过任何一格、写过任何一条核对结果的说明、提交过这一版（即使后来被退回）的人，都不能通过
  这一版；更正版从发起更正时算起，以前各版的填报人可以审核。数据库也不收提交人与审核人相同的一行。
- **提交和核对清单是同一个函数**（`review.readiness.obstacles_of`）：没有填写的、须改正的、待说明的，有一处就不能提交。
- **通过的是看到的内容。** 提交、退回、通过各记下当时内容的 SHA-256；页面打开以后内容有变，操作不成，请看过再来。
- **通过之后再改，只有改动过的段落失效**：取回修改、发起更正以后，与上次通过时的文字逐段比较，推算出来的段落也算；
  保密审查和签发要重新登记。
- **放弃更正**把公开的数字和文字原样放回，决算随即关闭，公开的版本一直不变；改动过的内容都留在修改记录里，版次留给
  下一次更正。待审核、待公开的更正版，先撤回或取回才能放弃。
- **按两次等于按一次。** 同一个人重复同样的动作（包括同样的原因），只记一个事件。
- **关闭的决算谁也改不动。** “填报中”“已退回”以外的状态，网页、命令、导入都不能改动数字和文字。
- **部门由所属单位汇总的，单位先走一步**：所属单位都已提交，部门才能提交；都已审核通过，部门才能通过。部门提交以后单位
  的数又有变动的，写明“所属单位…的数已变动，汇总未更新”，不能通过也不能公开，撤回或取回以后随即重新汇总（decisions/0012）。
- **二十日**从批复次日起算（《预算法》第十四条）：批复日期加二十天是最后一天。
- 每个动作写一个事件，前后以摘要相连；`python manage.py audit` 核对，见 decisions/0008。
"""


def handbook() -> str:
    """The whole document."""
    return "\n".join([_HEAD, *_drawing(), "", *_states(), "", *_actions(), "", *_table(), "", _RULES])


def _drawing() -> Iterator[str]:
    """The road from draft to public on one line, then every way off it."""
    road, drawn = [Status.DRAFT], [Status.DRAFT.label]
    for action in _ROAD:
        road.append(TRANSITIONS[road[-1], action])
        drawn.append(f"─{action.label}→ {road[-1].label}")
    taken = set(zip(road, _ROAD, strict=False))
    yield from ("```", " ".join(drawn), "")
    for (old, action), new in TRANSITIONS.items():
        if (old, action) not in taken and old is not new:
            yield f"{old.label} ─{action.label}→ {new.label}"
    for status in sorted(CORRECTABLE, key=list(Status).index):
        yield f"{status.label} ─{Action.CORRECT.label}→ 下一版的{Status.DRAFT.label}，这一版不动"
    yield "```"


def _states() -> Iterator[str]:
    yield from ("## 状态", "", "| 状态 | 代码 | 数字和文字 |", "|---|---|---|")
    for status in Status:
        yield f"| {status.label} | `{status.value}` | {'可以修改' if status in OPEN else '不能修改'} |"


def _actions() -> Iterator[str]:
    yield from ("## 动作", "", "| 动作 | 代码 | 谁可以做 | 要写原因 |", "|---|---|---|---|")
    for action in Action:
        who = "、".join(ROLE_LABELS[role] for role in sorted(OWNER[action])) or "由系统完成"
        reason = "是" if action in WANTS_A_REASON else ""
        yield f"| {action.label} | `{action.value}` | {who} | {reason} |"
    yield ""
    yield "经办人指本单位的经办人；审核人指本单位或任一上级单位的审核人。管理员只管用户和单位，不办决算。"


def _table() -> Iterator[str]:
    """What each action makes of each state; what is empty is refused."""
    yield from ("## 什么状态下可以做什么", "", f"| 动作 | {' | '.join(status.label for status in Status)} |")
    yield f"|---|{'---|' * len(Status)}"
    for action in Action:
        cells = (_cell(status, action) for status in Status)
        yield f"| {action.label} | {' | '.join(cells)} |"
    yield ""
    yield "格中是做了以后的状态；空格表示不能做，按钮说明为什么。"


def _cell(status: Status, action: Action) -> str:
    if action is Action.CORRECT:
        return f"下一版：{Status.DRAFT.label}" if status in CORRECTABLE else ""
    new = TRANSITIONS.get((status, action))
    if action is Action.ABANDON and new:
        return f"更正版：{new.label}"
    return "" if new is None else "不变" if new is status else new.label

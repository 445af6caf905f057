"""The page where an account is submitted, reviewed, approved and corrected, and what is posted from it."""

from types import SimpleNamespace
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from disclosure.entry.access import signed_in, visible_account
from disclosure.passages import Passage
from finance.models import FinalAccount
from review import actions, commenting
from review.actions import Refused
from review.forms import ClearanceForm, ReplyForm
from review.marking import line_id
from review.models import Comment
from review.page import ReviewPage
from review.queues import next_to_review
from review.seen import passages_now
from review.situations import obstacles_to_submit
from review.steps import Stand, latest_release, stand_of, steps_of, whose_turn
from review.workflow import REVIEWER, Action
from units.asked import number_in
from units.models import User

_DONE = {
    Action.SUBMIT: "已提交审核，审核人会收到通知。",
    Action.RECALL: "已撤回，可以继续修改。",
    Action.RETURN: "已退回，经办人会收到通知。",
    Action.APPROVE: "已审核通过。",
    Action.REOPEN: "已取回，可以修改；改动过的段落须重新审核。",
    Action.CLEAR: "已登记保密审查和签发。",
    Action.REPLY: "已登记批复日期。",
    Action.CORRECT: "已发起更正，可以修改；公开的版本在更正版公开之前不变。",
}


@require_safe
def review(request: HttpRequest, unit_code: str, fiscal_year: int) -> HttpResponse:
    """Where the account stands, the whole document, and beside it what a reviewer needs to judge it."""
    account = visible_account(request, unit_code, fiscal_year)
    return _shown(request, account)


@require_POST
def act(request: HttpRequest, unit_code: str, fiscal_year: int) -> HttpResponse:
    """One action. Refused, the page comes again with the reason and with what was typed."""
    account = visible_account(request, unit_code, fiscal_year)
    by = signed_in(request)
    name = request.POST.get("action", "")
    action = Action(name) if name in set(Action) else None
    form: forms.Form | None = None
    if action is Action.CLEAR:
        form = ClearanceForm(request.POST)
    elif action is Action.REPLY:
        form = ReplyForm(request.POST)
    if form is not None and not form.is_valid():
        return _shown(request, account, problem="有的格子没有填对，原因写在格子下面。", form=form)
    try:
        _do(action, account, by, request, form)
    except Refused as refusal:
        return _shown(request, account, problem=str(refusal.messages[0]), form=form)
    done = _DONE[action] if action else ""
    if action in (Action.RETURN, Action.APPROVE) and "next" in request.POST:
        following = next_to_review(by, account)
        if following:
            # On the page of another account, which it must not seem to be said of.
            messages.success(request, f"{account}：{done}这一页是下一份。")
            return redirect("review", following.unit.code, following.fiscal_year)
    messages.success(request, done)
    return redirect("review", unit_code, fiscal_year)


def _do(action: Action | None, account: FinalAccount, by: User, request: HttpRequest, form: forms.Form | None) -> None:
    why, seen = request.POST.get("why", ""), request.POST.get("seen", "")
    match action:
        case Action.SUBMIT:
            actions.submit(account=account, by=by, seen=seen, why=why)
        case Action.RECALL:
            actions.recall(account=account, by=by, why=why)
        case Action.RETURN:
            actions.return_(account=account, by=by, seen=seen, why=why)
        case Action.APPROVE:
            actions.approve(account=account, by=by, seen=seen, why=why)
        case Action.REOPEN:
            actions.reopen(account=account, by=by, why=why)
        case Action.CORRECT:
            actions.correct(account=account, by=by, why=why)
        case Action.CLEAR if form is not None:
            actions.record_clearance(account=account, by=by, **form.cleaned_data)
        case Action.REPLY if form is not None:
            actions.record_reply(account=account, by=by, **form.cleaned_data)
        case _:
            raise Refused("没有这个操作，请刷新页面")


@require_POST
def comments(request: HttpRequest, unit_code: str, fiscal_year: int) -> HttpResponse:
    """A comment pinned, answered, resolved or opened again."""
    account = visible_account(request, unit_code, fiscal_year)
    by, body = signed_in(request), request.POST.get("body", "")
    doing = request.POST.get("do", "")
    try:
        if doing == "comment":
            passages: tuple[Passage, ...] = passages_now(account)
            pin = commenting.pin_named(request.POST.get("place", ""), passages)
            made = commenting.comment(account=account, by=by, pin=pin, body=body)
        else:
            number = request.POST.get("comment", "")
            found = Comment.objects.filter(release__account=account, parent=None)
            found = found.select_related("release__account__unit")
            made = get_object_or_404(found, pk=number_in(number) or 0)
            _settle(doing, made, by, body)
    except Refused as refusal:
        return _shown(request, account, problem=str(refusal.messages[0]))
    return redirect(f"{request.path.removesuffix('comments/')}#comment-{made.pk}")


def _settle(doing: str, comment: Comment, by: User, body: str) -> None:
    match doing:
        case "answer":
            commenting.answer(comment=comment, by=by, body=body)
        case "resolve":
            commenting.resolve(comment=comment, by=by)
        case "reopen":
            commenting.reopen_comment(comment=comment, by=by)
        case _:
            raise Refused("没有这个操作，请刷新页面")


def _shown(
    request: HttpRequest, account: FinalAccount, *, problem: str = "", form: forms.Form | None = None
) -> HttpResponse:
    user = signed_in(request)
    page = ReviewPage(account, latest_release(account))
    stand = stand_of(account, user, known=page.obstacles)
    at = request.GET.get("at", "")
    chosen = next((passage for passage in page.passages if passage.key == at), None)
    # Not a dict: to a template, steps.clear of a dict is its method, which it calls.
    steps = SimpleNamespace(**{step.action.value: step for step in steps_of(stand, user, known=page.obstacles)})
    context: dict[str, Any] = {
        "account": account,
        "page": page,
        "release": page.release,
        "stand": stand,
        "steps": steps,
        "whose_turn": whose_turn(stand.status),
        "problem": problem,
        "typed": request.POST,
        "clearance": form if isinstance(form, ClearanceForm) else ClearanceForm(initial=_clearance(page)),
        "reply": form if isinstance(form, ReplyForm) else ReplyForm(initial={"replied_on": account.replied_on}),
        "why_not_comment": commenting.why_not_comment(stand.roles, page.release),
        "may_answer": not commenting.why_not_answer(stand.roles, page.release),
        "chosen": chosen,
        "chosen_lines": _lines(chosen) if chosen else (),
        "is_reviewer": REVIEWER in stand.roles,
        "following": _following(user, account, stand),
        "obstacles": obstacles_to_submit(page.release, user, known=page.obstacles) if hasattr(steps, "submit") else (),
    }
    return render(request, "review/review.html", context, status=422 if problem else 200)


def _lines(passage: Passage) -> list[tuple[str, str]]:
    """Id and words of each line, for the list of places."""
    return [(line_id(passage.key, line.key), commenting.pin_of(passage, line).quoted[:60]) for line in passage.lines]


def _following(user: User, account: FinalAccount, stand: Stand) -> FinalAccount | None:
    return next_to_review(user, account) if REVIEWER in stand.roles else None


def _clearance(page: ReviewPage) -> dict[str, Any]:
    names = ("secrecy_reviewed_by", "secrecy_reviewed_on", "signed_by", "signed_on")
    return {name: getattr(page.release, name) for name in names}

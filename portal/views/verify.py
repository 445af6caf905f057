"""校验: whether a file is ours. With a script the browser hashes it and it never leaves the machine; without one it is
sent here, hashed as it comes in, and not kept."""

import hashlib
import re
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from portal.answers import public
from portal.published import absolute
from portal.verifying import verdicts

_SHA256 = re.compile(r"[0-9a-f]{64}")


@public(posts=True)
def verify(request: HttpRequest) -> HttpResponse:
    """The page; ?sha256=… or a file sent in gets the answer."""
    context: dict[str, Any] = {"api": absolute("/api/v1/files/")}
    status = 200
    if request.method == "POST":
        file = request.FILES.get("file")
        if file is None:
            context["problem"] = "没有收到文件。请先选择文件，再点“校验”。"
            status = 400
        else:
            digest = hashlib.sha256()
            for chunk in file.chunks():
                digest.update(chunk)
            context |= _answer(digest.hexdigest(), str(file.name))
    elif asked := request.GET.get("sha256", "").strip().lower():
        if _SHA256.fullmatch(asked):
            context |= _answer(asked, "")
        else:
            context |= {"problem": "这不是 SHA-256：应为 64 位 0–9、a–f。请检查有没有漏字。", "asked": asked[:100]}
            status = 400
    return render(request, "portal/verify.html", context, status=status)


def _answer(sha256: str, name: str) -> dict[str, Any]:
    return {"sha256": sha256, "asked": sha256, "file_name": name, "verdicts": verdicts(sha256), "is_answered": True}

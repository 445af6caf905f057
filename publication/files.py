"""Published files as anyone may fetch them: immutable, known by their hash, in parts where a part is asked for."""

import re
from collections.abc import Iterator
from typing import IO

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from publication.models import PublishedFile, Standing
from publication.storage import published_files
from units.sign_in.sessions import for_everybody

CONTENT_TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
    "json": "application/json",
}
_IMMUTABLE = "public, max-age=31536000, immutable"
_CHUNK = 64 * 1024
_RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")


# Without the publication's long columns: the whole report stands in them.
_FILES = (
    PublishedFile.objects.select_related("publication")
    .defer(*(f"publication__{name}" for name in ("passages", "online", "figures", "package")))
    .order_by("-pk")
)


@require_safe
@for_everybody
def published_file(request: HttpRequest, sha256: str, name: str) -> HttpResponseBase:
    """The file under its hash. 410 where every version that had it is withdrawn."""
    found = list(_FILES.filter(sha256=sha256, name=name))
    if not found:
        raise Http404
    file = next((one for one in found if one.publication.standing != Standing.WITHDRAWN), None)
    if file is None:
        response: HttpResponseBase = render(request, "publication/gone.html", {"file": found[0]}, status=410)
        response["Cache-Control"] = "no-cache"
        return response
    etag = f'"{file.sha256}"'
    if _has(request.headers.get("If-None-Match", ""), etag):
        response = HttpResponseNotModified()
    else:
        response = _content(request, file, etag)
    response["ETag"] = etag
    response["Cache-Control"] = _IMMUTABLE
    response["Access-Control-Allow-Origin"] = "*"
    return response


def _has(listed: str, etag: str) -> bool:
    return listed.strip() == "*" or etag in (one.strip().removeprefix("W/") for one in listed.split(","))


def _content(request: HttpRequest, file: PublishedFile, etag: str) -> HttpResponseBase:
    """Left to the proxy before us, where it is set up to; else all of it or the part asked for, and a part is asked for
    of this very file (If-Range) or of none."""
    kind = CONTENT_TYPES.get(file.path.rpartition(".")[2], "application/octet-stream")
    name = content_disposition_header(kind != "application/pdf", file.name) or "inline"
    if settings.PUBLICATIONS_ACCEL:
        place = f"{settings.PUBLICATIONS_ACCEL}{file.path}"
        return HttpResponse(content_type=kind, headers={"Content-Disposition": name, "X-Accel-Redirect": place})
    asked = request.headers.get("Range", "") if request.headers.get("If-Range", etag) == etag else ""
    part = _part(asked, file.size)
    if part == (0, 0):
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{file.size}"})
    start, end = part or (0, file.size)
    headers = {"Accept-Ranges": "bytes", "Content-Length": str(end - start), "Content-Disposition": name}
    if part:
        headers["Content-Range"] = f"bytes {start}-{end - 1}/{file.size}"
    body: Iterator[bytes] = iter(()) if request.method == "HEAD" else _chunks(file.path, start, end)
    return StreamingHttpResponse(body, status=206 if part else 200, content_type=kind, headers=headers)


def _part(asked: str, size: int) -> tuple[int, int] | None:
    """From and to (exclusive) of a single range; None: no range that is understood; (0, 0): one outside the file."""
    match = _RANGE.fullmatch(asked.strip())
    if not match or not (match[1] or match[2]):
        return None
    if not match[1]:
        start, end = max(0, size - int(match[2])), size
    else:
        start, end = int(match[1]), min(int(match[2]) + 1 if match[2] else size, size)
    return (start, end) if start < end else (0, 0)


def _chunks(path: str, start: int, end: int) -> Iterator[bytes]:
    with published_files().open(path, "rb") as opened:
        file: IO[bytes] = opened
        file.seek(start)
        left = end - start
        while left and (chunk := file.read(min(_CHUNK, left))):
            left -= len(chunk)
            yield chunk

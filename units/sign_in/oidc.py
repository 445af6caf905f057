"""统一身份认证 (OpenID Connect, authorization code with PKCE): what is asked of the provider, and what is believed.

The identity token comes straight from the provider's own address over TLS, which then stands for its signature
(OpenID Connect Core 1.0, 3.1.3.7, point 6); issuer, audience, expiry and nonce are checked all the same."""

import base64
import hashlib
import json
import secrets
import time
import urllib.error
import urllib.request
from functools import cache
from http.client import HTTPMessage
from typing import IO, Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.utils.crypto import constant_time_compare

_TIMEOUT = 10  # seconds
_MOST = 1 << 20  # bytes of an answer
_LOOPBACK = ("127.0.0.1", "localhost")


class OidcError(Exception):
    """For the log; the person is told no more than that it did not work."""


def is_configured() -> bool:
    return bool(settings.OIDC_ISSUER and settings.OIDC_CLIENT_ID)


def begin(back: str) -> tuple[str, dict[str, str]]:
    """Where to send the browser, and what the session must remember until it comes back to `back`."""
    kept = {name: secrets.token_urlsafe(32) for name in ("state", "nonce", "verifier")}
    challenge = base64.urlsafe_b64encode(hashlib.sha256(kept["verifier"].encode()).digest()).rstrip(b"=").decode()
    asked = {
        "response_type": "code",
        "client_id": settings.OIDC_CLIENT_ID,
        "redirect_uri": back,
        "scope": "openid profile",
        "state": kept["state"],
        "nonce": kept["nonce"],
        "code_challenge": challenge,
        "code_challenge_method": "S256",
    }
    return f"{_endpoint('authorization_endpoint')}?{urlencode(asked)}", kept


def username_of(kept: dict[str, str], *, state: str, code: str, back: str) -> str:
    """Who the provider says has come back. Raises OidcError."""
    if not kept or not code or not constant_time_compare(kept["state"], state):
        raise OidcError("not the answer to what was asked")
    answer = _fetch(
        _endpoint("token_endpoint"),
        {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": back,
            "client_id": settings.OIDC_CLIENT_ID,
            "client_secret": settings.OIDC_CLIENT_SECRET,
            "code_verifier": kept["verifier"],
        },
    )
    claims = _claims(str(answer.get("id_token", "")))
    client, audience = settings.OIDC_CLIENT_ID, claims.get("aud")
    audiences = audience if isinstance(audience, list) else [audience]
    if claims.get("iss") != settings.OIDC_ISSUER:
        raise OidcError(f"token of another issuer: {claims.get('iss')!r}")
    if client not in audiences or claims.get("azp", client) != client:
        raise OidcError("token for another client")
    if not isinstance(claims.get("exp"), int | float) or claims["exp"] < time.time():
        raise OidcError("token that is no longer valid")
    if not constant_time_compare(str(claims.get("nonce", "")), kept["nonce"]):
        raise OidcError("token of another sign-in")
    username = claims.get(settings.OIDC_USERNAME_CLAIM)
    if not isinstance(username, str) or not username:
        raise OidcError(f"token without {settings.OIDC_USERNAME_CLAIM}")
    return username


def _claims(token: str) -> dict[str, Any]:
    try:
        payload = token.split(".")[1]
        claims = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    except (IndexError, ValueError) as error:
        raise OidcError("token that cannot be read") from error
    if not isinstance(claims, dict):
        raise OidcError("token that cannot be read")
    return claims


@cache
def _described(issuer: str) -> dict[str, Any]:
    """The provider's description of itself; asked once a process."""
    described = _fetch(f"{issuer.rstrip('/')}/.well-known/openid-configuration")
    if described.get("issuer") != issuer:
        raise OidcError(f"{issuer} describes {described.get('issuer')!r}")
    return described


def _endpoint(name: str) -> str:
    return _checked(str(_described(settings.OIDC_ISSUER).get(name, "")))


def _checked(url: str) -> str:
    parts = urlsplit(url)
    if parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _LOOPBACK):
        return url
    raise OidcError(f"not an https address: {url!r}")


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """The secret goes to the address that was described, and on to no other."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> None:
        return None


def _fetch(url: str, form: dict[str, str] | None = None) -> dict[str, Any]:
    body = urlencode(form).encode() if form is not None else None
    request = urllib.request.Request(_checked(url), body, {"Accept": "application/json"})  # noqa: S310 - _checked
    try:
        with urllib.request.build_opener(_NoRedirect).open(request, timeout=_TIMEOUT) as response:
            answer = json.loads(response.read(_MOST))
    except (urllib.error.URLError, OSError, ValueError) as error:
        raise OidcError(f"{urlsplit(url).hostname} did not answer: {error}") from error
    if not isinstance(answer, dict):
        raise OidcError(f"{urlsplit(url).hostname} answered something else")
    return answer

"""动态验证码 (RFC 6238, HMAC-SHA-1, six digits, 30 seconds): what every authenticator app computes."""

import base64
import hashlib
import hmac
import secrets
from urllib.parse import quote

STEP = 30  # seconds
DIGITS = 6
ISSUER = "部门决算公开"
_SKEW = 1  # steps before and after: a telephone's clock


def new_secret() -> str:
    """160 bits, in base 32, as the apps take it."""
    return base64.b32encode(secrets.token_bytes(20)).decode()


def code_of(secret: str, step: int) -> str:
    digest = hmac.digest(base64.b32decode(secret), step.to_bytes(8, "big"), hashlib.sha1)
    at = digest[-1] & 15
    number = int.from_bytes(digest[at : at + 4], "big") & 0x7FFFFFFF
    return f"{number % 10**DIGITS:0{DIGITS}}"


def step_of(secret: str, code: str, *, now: float, after: int = 0) -> int | None:
    """The step whose code this is, if it is later than `after`: a code that was used, or seen over a shoulder, is
    of no more use."""
    current = int(now // STEP)
    for step in range(current - _SKEW, current + _SKEW + 1):
        if step > after and hmac.compare_digest(code_of(secret, step).encode(), code.encode()):
            return step
    return None


def address_of(secret: str, username: str) -> str:
    """What the QR code says to the app."""
    label = quote(f"{ISSUER}:{username}")
    return f"otpauth://totp/{label}?secret={secret}&issuer={quote(ISSUER)}"

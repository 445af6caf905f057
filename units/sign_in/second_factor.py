"""两步验证: who has it, who must, and whether a code is right. A code is good once."""

import hashlib
import logging
import secrets
import time

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from units.administration.rules import is_guarded
from units.models import RecoveryCode, SecondFactor, User
from units.sign_in import totp
from units.sign_in.sealing import CannotOpen, seal, unseal

_log = logging.getLogger(__name__)

CODES = 10
_SIGNS = "23456789abcdefghjkmnpqrstuvwxyz"
_GROUPS, _LENGTH = 4, 4  # 31^16: 79 bits, so a plain hash keeps them


def factor_of(user: User) -> SecondFactor | None:
    return SecondFactor.objects.filter(user=user).first()


def is_required_of(user: User) -> bool:
    """By the administrator for this user, or by SECOND_FACTOR for everybody or for staff: whoever may change other
    users."""
    required = str(settings.SECOND_FACTOR)
    return user.must_use_second_factor or required == "everybody" or (required == "staff" and is_guarded(user))


def set_up(user: User, secret: str, code: str) -> list[str] | None:
    """Recovery codes, to be shown once; None where the code is not of this secret."""
    step = totp.step_of(secret, _plain(code), now=time.time())
    if step is None:
        return None
    sealed = seal(secret, user.pk)
    with transaction.atomic():
        SecondFactor.objects.update_or_create(user=user, defaults={"sealed_secret": sealed, "last_step": step})
        return new_recovery_codes(user)


def new_recovery_codes(user: User) -> list[str]:
    """Those before are of no more use."""
    codes = ["-".join(_word() for _ in range(_GROUPS)) for _ in range(CODES)]
    with transaction.atomic():
        RecoveryCode.objects.filter(user=user).delete()
        RecoveryCode.objects.bulk_create(RecoveryCode(user=user, sha256=_hashed(user, code)) for code in codes)
    return codes


def is_right(user: User, code: str) -> bool:
    """A code of the app, or a recovery code; either is used up by it, also where two ask at the same moment."""
    factor, plain = factor_of(user), _plain(code)
    if factor is None:
        return False
    step = _step_of(factor, plain)
    if step is not None:
        return SecondFactor.objects.filter(pk=factor.pk, last_step__lt=step).update(last_step=step) == 1
    unused = RecoveryCode.objects.filter(user=user, sha256=_hashed(user, plain), used_at=None)
    return unused.update(used_at=timezone.now()) == 1


def _step_of(factor: SecondFactor, code: str) -> int | None:
    """Of a secret that cannot be opened no code is right; the recovery codes are."""
    try:
        secret = unseal(factor.sealed_secret, factor.user_id)
    except CannotOpen:
        _log.exception("second factor of user %s", factor.user_id)
        return None
    return totp.step_of(secret, code, now=time.time(), after=factor.last_step)


def remove(user: User) -> bool:
    """Whether there was one."""
    with transaction.atomic():
        RecoveryCode.objects.filter(user=user).delete()
        return SecondFactor.objects.filter(user=user).delete()[0] > 0


def _word() -> str:
    return "".join(secrets.choice(_SIGNS) for _ in range(_LENGTH))


def _plain(code: str) -> str:
    """As it is kept: without the spaces and hyphens it is shown with."""
    return code.replace(" ", "").replace("-", "").lower()


def _hashed(user: User, code: str) -> str:
    return hashlib.sha256(f"{user.pk}:{_plain(code)}".encode()).hexdigest()

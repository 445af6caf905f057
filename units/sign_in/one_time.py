"""一次性密码: made for somebody by another, good for a few days, and to be changed with the first sign-in."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.hashers import PBKDF2PasswordHasher, get_hasher, make_password
from django.utils import timezone

from units.models import User

FIELDS = ("password", "must_change_password", "one_time_until")

# No 0 O 1 l I: it is read from paper. 16 of 54 signs are 92 bits.
_SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
_LENGTH = 16
# That many bits cannot be guessed however fast the hash; a slow one would take an hour for a province. The user's own
# password is kept as slowly as any.
_ROUNDS = 1_000


def give_password(user: User) -> str:
    """Sets FIELDS of the user, who is the caller's to save. The password stands nowhere else."""
    password = "".join(secrets.choice(_SIGNS) for _ in range(_LENGTH))
    user.password, user.must_change_password = _hash_of(password), True
    user.one_time_until = timezone.now() + timedelta(days=settings.ONE_TIME_PASSWORD_DAYS)
    return password


def has_lapsed(user: User) -> bool:
    """Read anew: a password just compared may have been hashed anew, and User.set_password knows no term."""
    return User.objects.get(pk=user.pk).has_lapsed_password


def _hash_of(one_time: str) -> str:
    """As User.password keeps it."""
    hasher = get_hasher()
    if isinstance(hasher, PBKDF2PasswordHasher):
        return hasher.encode(one_time, hasher.salt(), _ROUNDS)
    return make_password(one_time)

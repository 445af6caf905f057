"""Secrets sealed before they reach the database: whoever gets at it, or at a backup, reads none.

The key is made of SECOND_FACTOR_KEY, or without one of SECRET_KEY; with the user in it, so that a sealed secret put
into another's row opens there to nothing. Old keys (SECRET_KEY_FALLBACKS) still open; `manage.py reseal` seals anew."""

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class CannotOpen(Exception):
    """None of the keys at hand sealed this; the message says which to look for."""


def seal(secret: str, user_id: int) -> str:
    return _keys(user_id).encrypt(secret.encode()).decode()


def unseal(sealed: str, user_id: int) -> str:
    """Raises CannotOpen."""
    try:
        return _keys(user_id).decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise CannotOpen("sealed with a key that is neither SECOND_FACTOR_KEY, SECRET_KEY nor a fallback") from error


def _keys(user_id: int) -> MultiFernet:
    """The first seals, all open."""
    known = [settings.SECOND_FACTOR_KEY, settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return MultiFernet([Fernet(_key(secret, user_id)) for secret in known if secret])


def _key(secret: str, user_id: int) -> bytes:
    made = HKDF(SHA256(), length=32, salt=None, info=f"second factor of user {user_id}".encode())
    return base64.urlsafe_b64encode(made.derive(secret.encode()))

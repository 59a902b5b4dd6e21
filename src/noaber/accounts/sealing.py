"""Secrets of second factors are kept encrypted, with a key derived from the installation's secret key.

A copy of the database alone (a backup, a replica) does not give anyone's codes. After a change of the secret
key the old one goes to SECRET_KEY_FALLBACKS until every factor was used or renewed.
"""

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.utils.encoding import force_bytes
from django.utils.translation import gettext as _

from noaber.core.errors import DomainError

PURPOSE = b"noaber second factors 1"


def encrypt(text: str) -> str:
    """Fernet (AES-128-CBC with HMAC-SHA256) as text."""
    return _ring().encrypt(text.encode()).decode()


def decrypt(text: str) -> str:
    """The text again; raises `DomainError` when it was encrypted with a key that is gone."""
    try:
        return _ring().decrypt(text.encode()).decode()
    except InvalidToken as error:
        raise DomainError(
            _("Uw tweede factor kan niet worden gelezen. Vraag de functioneel beheerder hem te verwijderen.")
        ) from error


def _ring() -> MultiFernet:
    return MultiFernet([_key(secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


def _key(secret: str | bytes) -> Fernet:
    digest = hashlib.pbkdf2_hmac(
        "sha256", force_bytes(secret), PURPOSE, 1
    )  # the secret has its entropy already
    return Fernet(base64.urlsafe_b64encode(digest))

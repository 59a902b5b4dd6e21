"""The link of a mail by which its reader chooses or stops, signed in or not: signed, so that nobody stops another's."""

import uuid
from typing import Final

from django.conf import settings
from django.core import signing
from django.utils.translation import gettext as _

from noaber.core.errors import DomainError

SALT: Final = "figures.report"


def token_of(person: uuid.UUID, area: str) -> str:
    return signing.Signer(salt=SALT).sign(f"{person.hex}.{area}")


def choose_address(person: uuid.UUID, area: str) -> str:
    return f"{settings.SITE_URL}/maandbericht/{token_of(person, area)}/"


def stop_address(person: uuid.UUID, area: str) -> str:
    """For a reader, and for a mail program in one click (RFC 8058)."""
    return f"{choose_address(person, area)}stop/"


def reader_of(token: str) -> tuple[uuid.UUID, str]:
    """The person and the area. DomainError for a link that is not one of ours."""
    try:
        key, _dot, area = signing.Signer(salt=SALT).unsign(token).partition(".")
        return uuid.UUID(key), area
    except (signing.BadSignature, ValueError) as error:
        raise DomainError(_("Deze link klopt niet. Kijk of de link compleet is.")) from error

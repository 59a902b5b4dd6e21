"""Addresses that go into letters: complete, as people type them."""

from django.conf import settings
from django.urls import reverse


def absolute(path: str) -> str:
    """The address of a page of this installation, for use outside it."""
    return f"{settings.SITE_URL}{path}"


def invitation_link(token: str) -> str:
    return absolute(reverse("accounts:accept_invitation", args=[token]))


def sign_in_link() -> str:
    return absolute(reverse("account_login"))

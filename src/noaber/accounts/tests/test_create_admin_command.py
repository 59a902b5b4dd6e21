"""``noaber create-admin``: the first way in, from the terminal."""

import io
import re

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from noaber.accounts.models import Role
from noaber.accounts.tests.people import make_user

pytestmark = pytest.mark.django_db


def create_admin(*arguments: str) -> str:
    shown = io.StringIO()
    call_command("create_admin", *arguments, stdout=shown)
    return shown.getvalue()


def test_it_shows_a_link_and_no_password() -> None:
    found = re.search(
        r"https?://[^/]+(/account/uitnodiging/\S+/)", create_admin("baas@voorbeeld.invalid", "--name", "Baas")
    )
    assert found
    assert "Welkom, Baas" in Client().get(found[1]).content.decode()


def test_an_existing_account_gets_the_role() -> None:
    bram = make_user("bram")
    assert "is nu functioneel beheerder" in create_admin(bram.email)
    assert bram.role_grants.get().role == Role.ADMINISTRATOR


def test_what_is_no_address_is_refused() -> None:
    with pytest.raises(CommandError, match="geen e-mailadres"):
        create_admin("baas")

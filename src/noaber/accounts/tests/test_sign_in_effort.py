"""Signing in costs the same work whether an address has an account, and whether that has a password."""

import pytest
from django.contrib.auth.hashers import get_hasher
from django.test import Client

from noaber.accounts.tests.people import make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "email", ["sil@voorbeeld.invalid", "tess@voorbeeld.invalid", "niemand@voorbeeld.invalid"]
)
def test_one_hash_is_computed_for_everyone(email: str, monkeypatch: pytest.MonkeyPatch) -> None:
    make_user("sil")
    tess = make_user("tess")
    tess.set_unusable_password()
    tess.save()
    done: list[str] = []
    hasher = type(get_hasher())
    for way in ("encode", "verify"):
        real = getattr(hasher, way)

        def counted(self: object, *args: object, real=real, way=way) -> object:  # type: ignore[no-untyped-def]
            before = len(done)
            answer = real(self, *args)
            del done[before:]  # one hasher computes a hash for itself to compare: that is one and the same
            done.append(way)
            return answer

        monkeypatch.setattr(hasher, way, counted)

    Client().post("/account/login/", {"login": email, "password": "een verkeerd wachtwoord"})

    assert len(done) == 1, done

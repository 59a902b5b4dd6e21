"""The log does not hold what opens an account."""

import logging

import pytest
from django.conf import settings
from django.test import Client

from noaber.accounts.hidden_keys import HideKeys

TOKEN = "KXs1NRfeMqR1DXvUAwQDMpxSHB7-av70"


@pytest.mark.django_db
def test_a_refused_invitation_leaves_no_link_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.handler.addFilter(HideKeys())
    Client(enforce_csrf_checks=True).post(f"/account/uitnodiging/{TOKEN}/", {"password": "x"})
    Client().put(f"/account/uitnodiging/{TOKEN}/")
    assert "/account/uitnodiging/…/" in caplog.text
    assert TOKEN not in caplog.text


def test_every_handler_hides_them() -> None:
    handlers = settings.LOGGING["handlers"].values()
    assert all("hide_keys" in handler["filters"] for handler in handlers)
    assert settings.LOGGING["filters"]["hide_keys"]["()"].endswith(HideKeys.__qualname__)
    assert issubclass(HideKeys, logging.Filter)

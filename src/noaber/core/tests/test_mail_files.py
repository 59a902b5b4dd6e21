"""Mail as files: what erasure and the end of the term take away."""

import datetime as dt
import os
from pathlib import Path
from typing import Any

import pytest
from django.core.mail import EmailMessage

from noaber.core.mail.eml import EmailBackend, remove_letters


@pytest.fixture
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.DATA = tmp_path
    letters = [EmailMessage("Onderwerp", "Tekst", to=[f"{name}@noaber.invalid"]) for name in ("ada", "bo")]
    EmailBackend().send_messages(letters)
    return tmp_path / "mail"


def test_the_letters_to_an_address_go_and_the_others_stay(folder: Path) -> None:
    assert remove_letters(to="ADA@noaber.invalid") == 1
    (left,) = folder.glob("*.eml")
    assert b"bo@noaber.invalid" in left.read_bytes()


def test_letters_go_when_their_term_has_ended(folder: Path) -> None:
    old, young = sorted(folder.glob("*.eml"))
    moment = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    os.utime(old, (moment.timestamp(), moment.timestamp()))

    assert remove_letters(before=moment + dt.timedelta(days=1)) == 1
    assert [*folder.glob("*.eml")] == [young]

"""The papers of all municipalities in one ZIP: asked by the coordinator, made once by the worker."""

import datetime as dt
import io
import zipfile
from unittest.mock import patch

import pytest
from django.test import Client

from noaber.core.access import COMMAND
from noaber.core.errors import AccessRefused, DomainError
from noaber.core.files import read_file
from noaber.network.tests.pages import links, words
from noaber.strategy.models import LocalBundle
from noaber.strategy.nota.bundling import (
    STALLED_AFTER,
    ask_bundle,
    latest_bundle,
    make_bundle,
    may_read_bundle,
)
from noaber.strategy.nota.worker import bundle_papers
from noaber.strategy.services.periods import record_period
from noaber.strategy.tests.conftest import CONTACT, COORDINATOR, NOW, PERIOD, STRANGER, STRATEGY, TODAY
from tests.people import sign_in

pytestmark = pytest.mark.django_db
State = LocalBundle.State
PAGE = f"/strategie/{PERIOD}/voor/alle/"


@pytest.fixture
def period(network: object) -> None:
    record_period(PERIOD, STRATEGY, actor=COORDINATOR, now=NOW, today=TODAY)


def ask(now: dt.datetime = NOW) -> LocalBundle:
    return ask_bundle(PERIOD, actor=COMMAND, now=now)


def make(bundle: LocalBundle, now: dt.datetime = NOW) -> LocalBundle:
    make_bundle(bundle.pk, today=TODAY, now=lambda: now)
    bundle.refresh_from_db()
    return bundle


@pytest.mark.usefixtures("period")
def test_it_holds_a_paper_of_every_municipality_and_is_made_once() -> None:
    first = ask()
    assert ask().pk == first.pk
    make(first)
    assert first.file is not None
    with zipfile.ZipFile(io.BytesIO(read_file(first.file))) as found:
        names = found.namelist()
        assert all(found.read(name).startswith(b"%PDF") for name in names)
    assert (first.state, first.done, first.total, len(names)) == (State.FINISHED, 6, 6, 6)
    assert "GM9001-strategie-2019-2022.pdf" in names
    assert make(first).file_id == first.file_id


@pytest.mark.usefixtures("period")
def test_a_new_one_takes_the_place_of_the_old_and_a_dead_worker_blocks_nothing() -> None:
    old = make(ask())
    dead = ask(NOW + dt.timedelta(hours=1))
    LocalBundle.objects.filter(pk=dead.pk).update(state=State.RUNNING)
    later = NOW + dt.timedelta(hours=1) + STALLED_AFTER + dt.timedelta(seconds=1)
    new = make(ask(later), later)
    dead.refresh_from_db()
    assert (dead.state, new.state) == (State.FAILED, State.FINISHED)
    assert old.file is not None
    old.file.refresh_from_db()
    assert old.file.is_removed
    latest = latest_bundle(PERIOD)
    assert latest is not None
    assert latest.pk == new.pk


@pytest.mark.usefixtures("period")
def test_what_goes_wrong_is_said_and_can_be_asked_again() -> None:
    bundle = ask()
    broken = patch("noaber.strategy.nota.bundling.to_pdf", side_effect=RuntimeError("kapot"))
    with broken, pytest.raises(RuntimeError):
        bundle_papers.func(str(bundle.pk))
    bundle.refresh_from_db()
    assert bundle.state == State.FAILED
    assert ask().pk != bundle.pk


@pytest.mark.usefixtures("period")
def test_only_the_coordinator_asks_and_fetches() -> None:
    for actor in (STRANGER, CONTACT):
        with pytest.raises(AccessRefused):
            ask_bundle(PERIOD, actor=actor, now=NOW)
        assert not may_read_bundle(actor, str(ask().pk))
    assert may_read_bundle(COORDINATOR, str(ask().pk))
    with pytest.raises(DomainError, match="er niet"):
        ask_bundle("anders", actor=COMMAND, now=NOW)


def test_the_coordinator_makes_and_fetches_it(oost_nederland: None, client: Client) -> None:
    sign_in(client, "coordinator")
    assert PAGE in links(client.get(PAGE.removesuffix("alle/")))
    assert "Maak de bladzijden van 76 gemeenten" in words(client.get(PAGE))
    answer = client.post(PAGE, follow=True)  # in tests the worker works at once
    assert "Klaar." in words(answer)
    file = next(link for link in links(answer) if link.startswith("/bestanden/"))
    data = b"".join(client.get(file).streaming_content)  # type: ignore[attr-defined]
    assert len(zipfile.ZipFile(io.BytesIO(data)).namelist()) == 76
    assert client.get(f"{PAGE}voortgang/")["HX-Refresh"] == "true"
    sign_in(client, "mayor of Zwolle")
    assert client.get(file).status_code == 404
    assert client.get(PAGE).status_code == 403

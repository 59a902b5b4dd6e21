"""All packs in one ZIP: asked by the coordinator, made once by the worker, fetched by nobody else."""

import datetime as dt
import io
import zipfile
from unittest.mock import patch

import pytest
from django.test import Client

from noaber.core.access import COMMAND
from noaber.core.errors import AccessRefused, DomainError
from noaber.core.files import read_file
from noaber.decisions.models import PackBundle
from noaber.decisions.packs.bundling import (
    STALLED_AFTER,
    ask_bundle,
    give_up,
    latest_bundle,
    make_bundle,
    may_read_bundle,
)
from noaber.decisions.packs.worker import bundle_packs
from noaber.decisions.tests.conftest import CODE, NOW, STRANGER, TODAY, holding
from noaber.decisions.tests.forwarded import send_memo
from noaber.network.services.load_network import LoadReport
from noaber.network.tests.pages import links, words
from tests.made_once import made_once
from tests.people import sign_in

pytestmark = pytest.mark.django_db
State = PackBundle.State
PAGE = "/voorstellen/veiligheidsstrategie-2019-2022/vervolg/pakketten/"


@pytest.fixture
@made_once
def sent(voorbeeldland: LoadReport) -> None:
    send_memo()


def ask(now: dt.datetime = NOW) -> PackBundle:
    return ask_bundle(CODE, actor=COMMAND, now=now)


def make(bundle: PackBundle, now: dt.datetime = NOW) -> PackBundle:
    make_bundle(bundle.pk, today=TODAY, now=lambda: now)
    bundle.refresh_from_db()
    return bundle


@pytest.mark.usefixtures("sent")
def test_it_holds_both_files_of_everyone() -> None:
    bundle = make(ask())
    assert (bundle.state, bundle.done, bundle.total) == (State.FINISHED, 8, 8)
    assert bundle.file is not None
    names = zipfile.ZipFile(io.BytesIO(read_file(bundle.file))).namelist()
    assert len(names) == len(set(names)) == 17
    assert "bijlagen/Voorstel - Strategie 2020-2023.pdf" in names
    assert "GM9001-voorstel-strategie.odt" in names
    assert "POLITIE-VL-leiding-strategie.pdf" in names


@pytest.mark.usefixtures("sent")
def test_asked_twice_it_is_made_once() -> None:
    first = ask()
    assert ask().pk == first.pk
    make(first)
    file = first.file_id
    assert make(first).file_id == file
    assert PackBundle.objects.count() == 1


@pytest.mark.usefixtures("sent")
def test_a_new_one_takes_the_place_of_the_old() -> None:
    old, new = make(ask()), make(ask(NOW + dt.timedelta(hours=1)))
    assert old.file is not None
    old.file.refresh_from_db()
    assert old.file.is_removed
    latest = latest_bundle(CODE)
    assert latest is not None
    assert latest.pk == new.pk


@pytest.mark.usefixtures("sent")
def test_a_worker_that_died_does_not_block_the_next() -> None:
    dead = ask()
    PackBundle.objects.update(state=State.RUNNING)
    later = NOW + STALLED_AFTER + dt.timedelta(seconds=1)
    new = ask(later)
    assert new.pk != dead.pk
    make(new, later)
    dead.refresh_from_db()
    assert (dead.state, new.state) == (State.FAILED, State.FINISHED)


@pytest.mark.usefixtures("sent")
def test_one_that_was_given_up_meanwhile_is_not_kept() -> None:
    bundle = ask()
    with patch("noaber.decisions.packs.bundling.mayor_file", side_effect=_giving_up(bundle)):
        make(bundle)
    assert (bundle.state, bundle.file) == (State.FAILED, None)


def _giving_up(bundle: PackBundle) -> object:
    from noaber.decisions.packs.files import mayor_file

    def made(pack: object) -> object:
        give_up(bundle.pk)
        return mayor_file(pack)  # type: ignore[arg-type]

    return made


@pytest.mark.usefixtures("sent")
def test_what_goes_wrong_is_said_and_can_be_asked_again() -> None:
    bundle = ask()
    broken = patch("noaber.decisions.packs.bundling.proposal_file", side_effect=RuntimeError("kapot"))
    with broken, pytest.raises(RuntimeError):
        bundle_packs.func(str(bundle.pk))
    bundle.refresh_from_db()
    assert bundle.state == State.FAILED
    assert ask().pk != bundle.pk


@pytest.mark.usefixtures("sent")
def test_only_who_keeps_the_proposals_asks_and_fetches() -> None:
    for actor in (STRANGER, holding("mayor", "organisation:GM9001"), holding("controller")):
        with pytest.raises(AccessRefused):
            ask_bundle(CODE, actor=actor, now=NOW)
        assert not may_read_bundle(actor, str(ask().pk))
    assert may_read_bundle(holding("coordinator"), str(ask().pk))
    with pytest.raises(DomainError, match="bestaat niet"):
        ask_bundle("anders", actor=COMMAND, now=NOW)


def test_the_coordinator_makes_and_fetches_it(oost_nederland: None, client: Client) -> None:
    sign_in(client, "coordinator")
    assert PAGE in links(client.get(PAGE.removesuffix("pakketten/")))
    assert "Maak de pakketten van 79 organisaties" in words(client.get(PAGE))
    answer = client.post(PAGE, follow=True)  # in tests the worker works at once
    assert "Klaar." in words(answer)
    file = next(link for link in links(answer) if link.startswith("/bestanden/"))
    fetched = client.get(file)
    data = b"".join(fetched.streaming_content)  # type: ignore[attr-defined]
    assert len(zipfile.ZipFile(io.BytesIO(data)).namelist()) == 158 + 3
    assert client.get(f"{PAGE}voortgang/")["HX-Refresh"] == "true"
    sign_in(client, "mayor of Zwolle")
    assert client.get(file).status_code == 404
    assert client.get(PAGE).status_code == 403

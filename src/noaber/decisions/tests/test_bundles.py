"""All packs in one ZIP: asked by the coordinator, made once by the worker, fetched by nobody else."""

import datetime as dt
import io
import zipfile

import pytest
from django.test import Client

from noaber.core.access import COMMAND
from noaber.core.bundles import BundleState, make
from noaber.core.errors import AccessRefused, DomainError
from noaber.core.files import read_file
from noaber.core.tests.bundle_promises import BundlePromises
from noaber.decisions.models import PackBundle
from noaber.decisions.packs.bundling import PACKS, ask_bundle, may_read_bundle
from noaber.decisions.tests.conftest import CODE, NOW, STRANGER, TODAY, holding
from noaber.decisions.tests.forwarded import send_memo
from noaber.network.services.load_network import LoadReport
from noaber.network.tests.pages import links, words
from tests.depth import IS_ALL
from tests.made_once import made_once
from tests.people import sign_in

pytestmark = pytest.mark.django_db
PAGE = "/voorstellen/veiligheidsstrategie-2019-2022/vervolg/pakketten/"


@pytest.fixture
@made_once
def sent(voorbeeldland: LoadReport) -> None:
    send_memo()


def ask(now: dt.datetime = NOW) -> PackBundle:
    return ask_bundle(CODE, actor=COMMAND, now=now)


@pytest.mark.usefixtures("sent")
class TestAsEveryBundle(BundlePromises):
    kind = PACKS

    def ask(self, now: dt.datetime) -> PackBundle:
        return ask(now)


@pytest.mark.usefixtures("sent")
def test_it_holds_both_files_of_everyone() -> None:
    bundle = ask()
    make(PACKS, bundle.pk, today=TODAY, now=lambda: NOW)
    bundle.refresh_from_db()
    assert (bundle.state, bundle.done, bundle.total) == (BundleState.FINISHED, 8, 8)
    assert bundle.file is not None
    names = zipfile.ZipFile(io.BytesIO(read_file(bundle.file))).namelist()
    assert len(names) == len(set(names)) == 17
    assert "bijlagen/Voorstel - Strategie 2020-2023.pdf" in names
    assert "GM9001-voorstel-strategie.odt" in names
    assert "POLITIE-VL-leiding-strategie.pdf" in names


@pytest.mark.usefixtures("sent")
def test_only_who_keeps_the_proposals_asks_and_fetches() -> None:
    for actor in (STRANGER, holding("mayor", "organisation:GM9001"), holding("controller")):
        with pytest.raises(AccessRefused):
            ask_bundle(CODE, actor=actor, now=NOW)
        assert not may_read_bundle(actor, str(ask().pk))
    assert may_read_bundle(holding("coordinator"), str(ask().pk))
    with pytest.raises(DomainError, match="bestaat niet"):
        ask_bundle("anders", actor=COMMAND, now=NOW)


def test_the_coordinator_makes_and_fetches_it(
    oost_nederland: None, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not IS_ALL:  # what stands in the files is not told here, and 158 of them take long
        monkeypatch.setattr("noaber.decisions.packs.files.to_odt", lambda _paper: b"odt")
        monkeypatch.setattr("noaber.decisions.packs.files.mayor_page", lambda _pack: b"pdf")
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

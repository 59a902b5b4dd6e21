"""The papers of all municipalities in one ZIP: asked by the coordinator, made once by the worker."""

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
from noaber.network.tests.pages import links, words
from noaber.strategy.models import LocalBundle
from noaber.strategy.nota.bundling import PAPERS, ask_bundle, may_read_bundle
from noaber.strategy.services.periods.period import record_period
from noaber.strategy.tests.conftest import CONTACT, COORDINATOR, NOW, PERIOD, STRANGER, STRATEGY, TODAY
from tests.depth import IS_ALL
from tests.people import sign_in

pytestmark = pytest.mark.django_db
PAGE = f"/strategie/{PERIOD}/voor/alle/"


@pytest.fixture
def period(network: object) -> None:
    record_period(PERIOD, STRATEGY, actor=COORDINATOR, now=NOW, today=TODAY)


def ask(now: dt.datetime = NOW) -> LocalBundle:
    return ask_bundle(PERIOD, actor=COMMAND, now=now)


@pytest.mark.usefixtures("period")
class TestAsEveryBundle(BundlePromises):
    kind = PAPERS

    def ask(self, now: dt.datetime) -> LocalBundle:
        return ask(now)


@pytest.mark.usefixtures("period")
def test_it_holds_a_paper_of_every_municipality() -> None:
    bundle = ask()
    make(PAPERS, bundle.pk, today=TODAY, now=lambda: NOW)
    bundle.refresh_from_db()
    assert bundle.file is not None
    with zipfile.ZipFile(io.BytesIO(read_file(bundle.file))) as found:
        names = found.namelist()
        assert all(found.read(name).startswith(b"%PDF") for name in names)
    assert (bundle.state, bundle.done, bundle.total, len(names)) == (BundleState.FINISHED, 6, 6, 6)
    assert "GM9001-aardam-strategie-2019-2022.pdf" in names


@pytest.mark.usefixtures("period")
def test_only_the_coordinator_asks_and_fetches() -> None:
    for actor in (STRANGER, CONTACT):
        with pytest.raises(AccessRefused):
            ask_bundle(PERIOD, actor=actor, now=NOW)
        assert not may_read_bundle(actor, str(ask().pk))
    assert may_read_bundle(COORDINATOR, str(ask().pk))
    with pytest.raises(DomainError, match="er niet"):
        ask_bundle("anders", actor=COMMAND, now=NOW)


def test_the_coordinator_makes_and_fetches_it(
    oost_nederland: None, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not IS_ALL:  # what stands in them is not told here, and 76 of them take long
        monkeypatch.setattr("noaber.strategy.nota.bundling.one_page", lambda _row: b"pdf")
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

"""An installation in which nothing was entered yet: nothing is called in order, and the way to begin is shown."""

import pytest
from django.core.management import call_command
from django.test import Client

from noaber.accounts.models import Role
from noaber.accounts.tests.people import make_user, signed_in
from noaber.core import clock
from noaber.core.asof import AsOf
from noaber.network.health.report import network_health
from noaber.network.tests.pages import links, words

pytestmark = pytest.mark.django_db
IMPORT = "/beheer/inlezen/organisaties/"


@pytest.fixture
def coordinator() -> Client:
    return signed_in(make_user("carla", Role.COORDINATOR))


@pytest.mark.parametrize("path", ["/op-orde/", "/mijn/"])
def test_who_keeps_the_register_is_shown_where_to_begin(coordinator: Client, path: str) -> None:
    assert IMPORT in links(coordinator.get(path))


def test_nothing_is_called_in_order(coordinator: Client, capsys: pytest.CaptureFixture[str]) -> None:
    page = words(coordinator.get("/op-orde/"))
    assert "Er staat geen netwerk in het register" in page
    assert "Alles is op orde" not in page
    assert "regels op orde" not in page
    assert network_health(AsOf(clock.today())).is_empty
    call_command("health")
    assert "staat er geen netwerk in het register" in capsys.readouterr().out


@pytest.mark.parametrize(
    "path", ["/gemeenten/", "/overleggen/", "/themas/", "/draad/", "/bijdragen/", "/personen/"]
)
def test_every_list_opens_without_a_network(coordinator: Client, path: str) -> None:
    assert coordinator.get(path).status_code == 200

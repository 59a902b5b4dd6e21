"""Old and new names of a theme stay together: in counts, in lists and in the search box."""

import datetime as dt

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from noaber.core.access import COMMAND, Actor
from noaber.core.asof import AsOf
from noaber.core.clock import today
from noaber.core.errors import AccessRefused, Conflict, DomainError
from noaber.core.models import AuditEntry
from noaber.network.tests.pages import errors, links, send, typed_in, words
from noaber.strategy.models import ThemeNaming
from noaber.strategy.queries.inventory.plans import named
from noaber.strategy.queries.themes import theme_names
from noaber.strategy.rules.themes.names import ThemeNames
from noaber.strategy.services.themes.names import name_theme
from noaber.strategy.tests.conftest import CONTACT, COORDINATOR
from tests.people import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]
NOW = dt.datetime(2023, 5, 15, 9, tzinfo=dt.UTC)
BOTH = "Kwetsbare personen (eerder: verwarde personen)"
INVENTORY = "/strategie/2019-2022/prioriteiten/"
PAGE = "/strategie/themas/"


def rename(field: str = "X.2", name: str = "Mensen in nood", actor: Actor = COMMAND, **more: object) -> bool:
    return name_theme(field, ThemeNames(name, ("Kwetsbare personen",)), actor=actor, now=NOW, **more)  # type: ignore[arg-type]


def test_lists_counts_and_pages_show_both_names(client: Client) -> None:
    for address in (INVENTORY, "/draad/", PAGE.replace("themas/", "2019-2022/prioriteiten/GM0193/")):
        text = words(client.get(address))
        assert "ersonen (eerder: verwarde personen)" in text, address
    assert BOTH in client.get(f"{INVENTORY}?formaat=csv").content.decode()


def test_the_search_box_finds_the_old_name_and_the_new_one(client: Client) -> None:
    zwolle = f"{INVENTORY}GM0193/"
    for typed in ("zwolle kwetsbare personen", "zwolle verwarde personen"):
        assert zwolle in links(client.get("/zoeken/", {"q": typed})), typed


def test_a_new_name_shows_at_once_and_the_day_before_keeps_the_old_one() -> None:
    assert rename()
    assert not rename()
    assert theme_names(AsOf(today()))["X.2"] == "Mensen in nood (eerder: kwetsbare personen)"
    assert theme_names(AsOf(today(), known_at=NOW))["X.2"] == BOTH
    assert {row.name for row in named(AsOf(today())) if row.field == "X.2"} == {
        theme_names(AsOf(today()))["X.2"]
    }
    assert {row.name for row in named(AsOf(today(), known_at=NOW)) if row.field == "X.2"} == {BOTH}
    assert theme_names(AsOf(today()))["4.1"] == "Verkeersveiligheid"


@pytest.mark.parametrize(
    ("field", "names", "complaint"),
    [
        ("9.9", ThemeNames("Iets"), "staat niet in de lijst"),
        ("5", ThemeNames("Iets"), "staat niet in de lijst"),
        ("X.2", ThemeNames(" "), "Vul de naam in"),
        ("X.2", ThemeNames("Jeugd", ("jeugd",)), "één keer"),
        ("X.2", ThemeNames("x" * 101), "100 tekens"),
        ("X.2", ThemeNames("A", tuple("bcdefghijkl")), "hoogste 10"),
        ("X.3", ThemeNames("ondermijning"), "Zo heet thema 5.2 al"),
        ("X.3", ThemeNames("Verkeersveiligheid"), "Zo heet thema 4.1 al"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_saved(
    field: str, names: ThemeNames, complaint: str
) -> None:
    rows = AuditEntry.objects.count()
    with pytest.raises(DomainError, match=complaint):
        name_theme(field, names, actor=COMMAND, now=NOW)
    assert AuditEntry.objects.count() == rows


def test_only_the_coordinator_names_and_nobody_overwrites_a_newer_name() -> None:
    for actor in (CONTACT, COORDINATOR.preparing()):
        with pytest.raises(AccessRefused):
            rename(actor=actor)
    rename(expected_revision=1)
    with pytest.raises(Conflict):
        rename(name="Anders", expected_revision=1)
    with pytest.raises(DatabaseError), transaction.atomic():
        ThemeNaming.objects.update(name="anders")


def test_a_name_that_is_replaced_is_kept_among_the_earlier_ones(client: Client) -> None:
    sign_in(client, "coordinator")
    assert send(client, f"{PAGE}X.3/", name="Slim met gegevens")["Location"] == PAGE
    both = "Slim met gegevens (eerder: informatiegestuurd werken)"
    assert theme_names(AsOf(today()))["X.3"] == both
    assert both in client.get("/strategie/2015-2018/prioriteiten/?formaat=csv").content.decode()
    assert send(client, f"{PAGE}X.3/", earlier="")["Location"] == PAGE, (
        "a mistake can be taken out after that"
    )
    assert theme_names(AsOf(today()))["X.3"] == "Slim met gegevens"


def test_the_coordinator_records_a_name_on_its_page(client: Client) -> None:
    sign_in(client, "coordinator")
    form = f"{PAGE}3.1/"
    assert form in links(client.get(PAGE))
    assert "Elke naam staat er één keer" in errors(send(client, form, name="Jeugd", earlier="jeugd"))
    old = typed_in(client.get(form))
    assert client.post(form, {**old, "name": "Jeugd", "earlier": " Hangjongeren \n\n"})["Location"] == PAGE
    assert "Jeugd" in words(client.get(PAGE))
    assert theme_names(AsOf(today()))["3.1"] == "Jeugd (eerder: hangjongeren)"
    assert client.post(form, {**old, "name": "Anders"}).status_code == 409
    assert client.get(f"{PAGE}9.9/").status_code == 404
    assert form not in links(client.get(f"{PAGE}?geldig-op=2019-01-01"))


def test_anyone_reads_the_names_and_the_form_offers_both(client: Client) -> None:
    assert "Verwarde personen" in words(client.get(PAGE))
    assert f"{PAGE}X.2/" not in links(client.get(PAGE))
    sign_in(client, "adviser of Zwolle")
    assert f"X.2 Zorg en veiligheid: {BOTH}" in client.get(f"{INVENTORY}GM0193/invullen/").content.decode()

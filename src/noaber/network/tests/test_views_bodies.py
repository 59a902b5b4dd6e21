"""Bodies and their seats, themes and who carries them, and who reports to whom."""

import datetime as dt
import uuid
from typing import Any

import pytest
from django.test import Client

from noaber.core.asof import AsOf
from noaber.network.models import BodyVersion, PersonVersion, PortfolioVersion, PostVersion
from noaber.network.queries.bodies import BodyRow
from noaber.network.tests.pages import errors, links, send, typed_in, words
from noaber.network.views.bodies.organogram import organogram
from tests.people import sign_in

TODAY = dt.date(2023, 5, 15)
register = pytest.mark.usefixtures("oost_nederland")
pytestmark = pytest.mark.django_db


@pytest.fixture
def coordinator(client: Client) -> Client:
    sign_in(client, "coordinator")
    return client


def body_row(code: str, parent: str = "") -> BodyRow:
    facts: dict[str, Any] = dict.fromkeys(BodyRow.__dataclass_fields__, "")
    own = {"id": uuid.uuid4(), "code": code, "kind": "other", "name": code, "parent_code": parent}
    return BodyRow(**{**facts, **own, "is_formal": True, "revision": 0})


def drawn(*rows: BodyRow) -> list[Any]:
    def shape(branches: Any) -> list[Any]:
        return [(branch.name, shape(branch.below)) for branch in branches]

    return shape(organogram(rows, {}, AsOf(TODAY)))


def test_bodies_stand_under_the_body_they_report_to() -> None:
    found = drawn(body_row("bbg"), body_row("rvo"), body_row("team", "groep"), body_row("groep", "bbg"))
    assert found == [("bbg", [("groep", [("team", [])])]), ("rvo", [])]


def test_a_body_whose_superior_is_no_more_stands_on_top() -> None:
    assert drawn(body_row("team", "opgeheven")) == [("team", [])]


def test_bodies_that_report_to_each_other_are_all_drawn_once() -> None:
    assert drawn(body_row("een", "twee"), body_row("twee", "een")) == [("een", [("twee", [])])]


@register
def test_a_new_body_gets_seats(coordinator: Client) -> None:
    typed = {
        "code": "et-water",
        "body_kind": "expert_team",
        "name": "Expertteam Water",
        "valid_from": "1-6-2023",
    }
    answer = send(coordinator, "/overleggen/nieuw/", **typed)
    assert answer["Location"] == "/overleggen/et-water/"
    day = "?geldig-op=2023-06-01"
    seat = send(
        coordinator, f"/overleggen/et-water/zetel-toevoegen/{day}", title="Lid uit Twente", role="member"
    )
    assert seat["Location"] == "/zetels/et-water:lid-uit-twente/"
    again = send(
        coordinator, f"/overleggen/et-water/zetel-toevoegen/{day}", title="Lid uit Twente", role="member"
    )
    assert "bestaat al" in errors(again)
    assert "Lid uit Twente" in words(coordinator.get(f"/overleggen/et-water/{day}"))
    assert coordinator.get("/overleggen/et-water/?geldig-op=2023-05-31").status_code == 404


@register
def test_a_body_is_put_under_another_from_a_day_on(coordinator: Client) -> None:
    bbg = BodyVersion.objects.as_of(AsOf(TODAY)).get(body__code="bbg").body_id
    send(coordinator, "/overleggen/avo/wijzigen/", parent=str(bbg), valid_from="1-6-2023")
    parents = BodyVersion.objects.filter(body__code="avo", known_until=None).values_list(
        "valid_from", "parent__code"
    )
    assert dict(parents)[dt.date(2023, 6, 1)] == "bbg"
    history = words(coordinator.get("/overleggen/avo/geschiedenis/"))
    assert "valt onder: Bestuurlijke Begeleidingsgroep" in history


@register
def test_two_who_change_a_body_see_both_values(coordinator: Client) -> None:
    late = {**typed_in(coordinator.get("/overleggen/avo/wijzigen/")), "purpose": "Praat bij."}
    send(coordinator, "/overleggen/avo/wijzigen/", purpose="Stemt af.")
    answer = coordinator.post("/overleggen/avo/wijzigen/", late)
    assert answer.status_code == 409
    assert "Praat bij." in words(answer)
    assert "Stemt af." in words(answer)


@register
def test_other_demands_of_a_seat_hold_from_their_day(coordinator: Client) -> None:
    code = "et-cybercrime:gelderland-zuid"
    send(coordinator, f"/zetels/{code}/wijzigen/", required_district="", valid_from="1-6-2023")
    asked = {
        row.valid_from: row.required_district_id
        for row in PostVersion.objects.filter(post__code=code, known_until=None)
    }
    assert asked[dt.date(2023, 6, 1)] is None
    assert "gelderland-zuid" in asked.values()
    history = words(coordinator.get(f"/zetels/{code}/geschiedenis/"))
    assert "district: Gelderland-Zuid is vervallen" in history


@register
def test_a_theme_is_given_and_taken_back(coordinator: Client) -> None:
    mayor: Any = PersonVersion.objects.as_of(AsOf(TODAY)).get(email="burgemeester@almelo.invalid").person_id
    send(coordinator, "/themas/cybercrime/toewijzen/", person=str(mayor))
    assert "Burgemeester van Almelo" in words(coordinator.get("/themas/"))
    held = PortfolioVersion.objects.as_of(AsOf(TODAY)).get(portfolio__person=mayor).portfolio_id
    ending = f"/themas/portefeuilles/{held}/beeindigen/"
    assert ending in links(coordinator.get("/themas/"))
    send(coordinator, ending, last_day="14-5-2023")
    assert "Burgemeester van Almelo" not in words(coordinator.get("/themas/"))


@register
def test_only_who_may_divides_the_themes(client: Client) -> None:
    sign_in(client, "mayor of Enschede")  # chair of the steering group
    assert "/themas/cybercrime/toewijzen/" in links(client.get("/themas/"))
    sign_in(client, "police")
    assert not any("toewijzen" in link or "beeindigen" in link for link in links(client.get("/themas/")))


@register
def test_the_chair_comes_first_and_the_secretary_last(client: Client) -> None:
    shown = [link for link in links(client.get("/overleggen/dvo-ijsselland/")) if link.startswith("/zetels/")]
    assert shown[0] == "/zetels/dvo-ijsselland:chair/"
    assert shown[-1] == "/zetels/dvo-ijsselland:secretary/"

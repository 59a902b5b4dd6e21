"""A change of mayor: the preview changes nothing and says what confirming does; the list is walked to its end."""

import datetime as dt
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.core.models import AuditEntry
from noaber.network.models import Handover, HandoverItem, MembershipVersion, PersonVersion, PortfolioVersion
from noaber.network.services import handovers
from noaber.network.services.handovers import HandoverEvent, HandoverNotice
from noaber.network.services.memberships import end_membership
from noaber.network.tests.pages import errors, links, typed_in, words
from tests.people import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]
ADDRESS = "/zetels/GM0153:mayor/opvolging/"
SUCCESSOR = "veiligheid@enschede.invalid"
ON = dt.date(2023, 9, 1)


@pytest.fixture
def coordinator(client: Client) -> Client:
    sign_in(client, "coordinator")
    return client


def person(email: str) -> Any:
    return PersonVersion.objects.as_of(AsOf(dt.date(2023, 5, 15))).get(email=email).person_id


def asked(client: Client, email: str = SUCCESSOR) -> dict[str, Any]:
    return {**typed_in(client.get(ADDRESS)), "successor": str(person(email)), "effective_on": "1-9-2023"}


def records() -> tuple[int, ...]:
    models = (Handover, HandoverItem, MembershipVersion, PortfolioVersion, AuditEntry)
    return tuple(model.objects.count() for model in models)


def seats_of(email: str, on: dt.date) -> set[str]:
    terms = MembershipVersion.objects.as_of(AsOf(on)).filter(membership__person=person(email))
    return set(terms.values_list("membership__post__code", flat=True))


def test_the_preview_changes_nothing(coordinator: Client) -> None:
    before = records()
    answer = coordinator.post(ADDRESS, asked(coordinator))
    assert answer.status_code == 200
    assert "Klopt dit?" in words(answer)
    assert records() == before


def test_the_preview_lists_what_confirming_does(coordinator: Client) -> None:
    preview = coordinator.post(ADDRESS, asked(coordinator))
    text = words(preview)
    done = coordinator.post(ADDRESS, typed_in(preview), follow=True)

    for line in ("Burgemeester van Enschede", "Informatiegestuurd werken", "RVO", "Bestuurscollege"):
        assert line in text
        assert line in words(done)
    assert "heeft nog geen account" in text
    assert "burgemeester@enschede.invalid" not in text


def test_seats_and_themes_go_over_on_the_day(coordinator: Client) -> None:
    own = seats_of(SUCCESSOR, dt.date(2023, 8, 31))
    held = seats_of("burgemeester@enschede.invalid", dt.date(2023, 8, 31))
    coordinator.post(ADDRESS, typed_in(coordinator.post(ADDRESS, asked(coordinator))))
    assert held <= seats_of(SUCCESSOR, ON)
    assert seats_of(SUCCESSOR, dt.date(2023, 8, 31)) == own
    assert seats_of("burgemeester@enschede.invalid", ON) == set()
    carried = PortfolioVersion.objects.as_of(AsOf(ON)).filter(portfolio__person=person(SUCCESSOR))
    assert carried.count() == 1


def test_what_changed_between_preview_and_confirming_is_said(coordinator: Client) -> None:
    preview = typed_in(coordinator.post(ADDRESS, asked(coordinator)))
    coordinator.post(
        ADDRESS, typed_in(coordinator.post(ADDRESS, asked(coordinator, "hoofd.veiligheid@enschede.invalid")))
    )
    before = records()

    answer = coordinator.post(ADDRESS, preview)

    assert answer.status_code == 409
    assert "Hoofd veiligheid van Enschede" in words(answer)
    assert "Adviseur veiligheid van Enschede" in words(answer)
    assert records() == before


def test_confirming_twice_hands_over_once(coordinator: Client) -> None:
    preview = typed_in(coordinator.post(ADDRESS, asked(coordinator)))
    coordinator.post(ADDRESS, preview)
    before = records()
    answer = coordinator.post(ADDRESS, preview, follow=True)
    assert "er is niets dubbel opgeslagen" in words(answer)
    assert records() == before


def test_what_cannot_be_is_said_before_confirming(coordinator: Client) -> None:
    answer = coordinator.post(ADDRESS, asked(coordinator, "burgemeester@enschede.invalid"))
    assert "bekleedt de functie al" in errors(answer)
    answer = coordinator.post(ADDRESS, {**asked(coordinator), "effective_on": "1 mei"})
    assert "geen datum" in errors(answer)


@pytest.fixture
def failing_room(monkeypatch: pytest.MonkeyPatch) -> None:
    """Another room that dies after it began to hand over."""

    def dies(event: HandoverEvent) -> Iterator[HandoverNotice]:
        yield HandoverNotice("proposal", "1", HandoverItem.Outcome.MOVED)
        raise RuntimeError("the power went out")

    monkeypatch.setattr(handovers, "_providers", [dies])


@pytest.mark.usefixtures("failing_room")
def test_who_dies_halfway_leaves_nothing_behind(coordinator: Client) -> None:
    before = records()
    confirmed = {**asked(coordinator), "bevestigd": "ja"}
    with pytest.raises(RuntimeError):
        coordinator.post(ADDRESS, confirmed)
    assert records() == before


def test_the_list_is_walked_to_its_end(coordinator: Client) -> None:
    done = coordinator.post(ADDRESS, typed_in(coordinator.post(ADDRESS, asked(coordinator))), follow=True)
    address = done.redirect_chain[-1][0]
    key = uuid.UUID(address.split("/")[2])
    open_items = list(HandoverItem.objects.filter(handover=key, outcome="open"))
    assert open_items
    home = words(coordinator.get("/mijn/"))
    assert "Rond de overdracht af: Burgemeester van Enschede" in home
    for item in open_items:
        coordinator.post(f"{address}punten/{item.pk}/geregeld/")
    assert "Rond de overdracht af: Burgemeester van Enschede" not in words(coordinator.get("/mijn/"))
    again = coordinator.post(f"{address}punten/{open_items[0].pk}/geregeld/", follow=True)
    assert "al geregeld" in words(again)


def test_a_theme_on_the_list_leads_to_where_it_is_settled(coordinator: Client) -> None:
    item = HandoverItem.objects.filter(kind="portfolio")[0]
    assert "/themas/" in links(coordinator.get(f"/overdrachten/{item.handover_id}/"))


def test_what_was_ticked_off_by_mistake_is_reopened_from_the_list(coordinator: Client) -> None:
    item = HandoverItem.objects.filter(outcome="open")[0]
    address = f"/overdrachten/{item.handover_id}/"
    coordinator.post(f"{address}punten/{item.pk}/geregeld/")
    page = coordinator.get(address)
    assert f"{address}punten/{item.pk}/heropenen/" in page.content.decode()

    reopened = coordinator.post(f"{address}punten/{item.pk}/heropenen/", follow=True)

    assert "Staat weer bij “Nog regelen”." in words(reopened)
    assert HandoverItem.objects.get(pk=item.pk).outcome == "open"
    again = coordinator.post(f"{address}punten/{item.pk}/heropenen/", follow=True)
    assert "staat al open" in words(again)


def test_a_successor_who_cannot_sign_in_yet_is_named_with_the_way_to_invite(coordinator: Client) -> None:
    successor = "hoofd.veiligheid@enschede.invalid"
    preview = coordinator.post(ADDRESS, asked(coordinator, successor))
    done = coordinator.post(ADDRESS, typed_in(preview), follow=True)
    assert "heeft nog geen account" in words(done)
    assert f"/personen/{person(successor)}/uitnodigen/" in links(done)


def test_others_read_the_list_and_settle_nothing(client: Client) -> None:
    sign_in(client, "mayor of Zwolle")
    item = HandoverItem.objects.filter(outcome="open")[0]
    page = client.get(f"/overdrachten/{item.handover_id}/")
    assert page.status_code == 200
    assert b"geregeld/" not in page.content
    assert client.post(f"/overdrachten/{item.handover_id}/punten/{item.pk}/geregeld/").status_code == 403
    assert client.post(f"/overdrachten/{item.handover_id}/punten/{item.pk}/heropenen/").status_code == 403
    assert f"/overdrachten/{item.handover_id}/" in links(client.get("/overdrachten/"))


def test_a_succession_is_taken_back_after_asking_once_more(coordinator: Client) -> None:
    held = seats_of("burgemeester@enschede.invalid", ON)
    done = coordinator.post(ADDRESS, typed_in(coordinator.post(ADDRESS, asked(coordinator))), follow=True)
    address = f"{done.request['PATH_INFO']}terugnemen/"
    assert address in links(done)
    before = records()

    question = coordinator.get(address)
    assert "heeft de zetels en thema's die overgingen weer" in words(question)
    assert records() == before
    answer = coordinator.post(address, typed_in(question), follow=True)

    assert "De opvolging is teruggenomen" in words(answer)
    assert "teruggenomen." in words(answer)
    assert address not in links(answer)
    assert seats_of("burgemeester@enschede.invalid", ON) == held
    assert "Deze opvolging is teruggenomen." in words(answer)
    assert "Wat er was vastgelegd" in words(answer)
    assert "punten geregeld" not in words(answer)
    assert "Gaat mee naar de opvolger" not in words(answer)
    assert "geregeld/" not in answer.content.decode()
    assert "teruggenomen" in words(coordinator.get("/overdrachten/"))
    assert "ingetrokken" in words(coordinator.get("/zetels/GM0153:mayor/geschiedenis/"))
    again = coordinator.get(address, follow=True)
    assert "teruggenomen." in words(again)


def test_only_who_keeps_the_register_takes_a_succession_back(coordinator: Client) -> None:
    coordinator.post(ADDRESS, typed_in(coordinator.post(ADDRESS, asked(coordinator))))
    made = Handover.objects.order_by("recorded_at").last()
    assert made is not None
    address = f"/overdrachten/{made.pk}/"
    mayor = Client()
    sign_in(mayor, "mayor of Enschede")
    assert f"{address}terugnemen/" not in links(mayor.get(address))
    assert mayor.get(f"{address}terugnemen/").status_code == 403
    assert mayor.post(f"{address}terugnemen/").status_code == 403


def test_a_successor_with_such_a_post_elsewhere_is_asked_about(coordinator: Client) -> None:
    told = "is op die dag ook burgemeester van Zwolle. Klopt dat?"
    mayor = MembershipVersion.objects.known(None).get(membership__post__code="GM0193:mayor", valid_until=None)
    typed = {**asked(coordinator), "successor": str(mayor.membership.person_id)}

    assert told in words(coordinator.post(ADDRESS, typed))
    assert told not in words(coordinator.post(ADDRESS, asked(coordinator)))


def test_a_vacant_seat_is_not_given_up_by_who_held_it_once(coordinator: Client) -> None:
    term = MembershipVersion.objects.known(None).get(membership__post__code="GM0153:mayor", valid_until=None)
    past = dt.datetime(2023, 5, 15, 9, tzinfo=dt.UTC)
    end_membership(term.membership_id, actor=COMMAND, now=past, valid_until=dt.date(2023, 6, 1))

    vacant = words(coordinator.post(ADDRESS, asked(coordinator)))
    on_the_day = words(coordinator.post(ADDRESS, {**asked(coordinator), "effective_on": "1-6-2023"}))

    assert "verliest op die dag" not in vacant
    assert "begint op 1 september 2023: een benoeming op een vacante zetel." in vacant
    assert "verliest op die dag" in on_the_day
    assert "vacante zetel" not in on_the_day

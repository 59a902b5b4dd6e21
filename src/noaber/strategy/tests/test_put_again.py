"""What the councils were asked once stays, whatever draft comes after it was withdrawn (R09, R14, R49)."""

import datetime as dt
from dataclasses import replace

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from noaber.accounts.models import Role, RoleGrant, User
from noaber.core.asof import AsOf
from noaber.core.errors import DomainError
from noaber.decisions.api import PointKind, PointText, send_proposal
from noaber.decisions.models import ProposalVersion
from noaber.decisions.services.drafts.points import change_point
from noaber.decisions.services.drafts.versions import discard_draft, withdraw_proposal, write_next_version
from noaber.network.tests.pages import links, send, words
from noaber.strategy.queries.selection.chosen import chosen_for
from noaber.strategy.rules.selection.round import ChoiceText
from noaber.strategy.services.consulting.renewing import renew_draft
from noaber.strategy.services.selection.changed_choices import asks_reason
from noaber.strategy.services.selection.round import record_choice
from noaber.strategy.tests.conftest import COORDINATOR, LATER, NOW, PERIOD, TODAY
from noaber.strategy.tests.rounds import choice, found
from noaber.strategy.tests.test_services_consulting import answer, chosen, consented, put, terms, up
from tests.made_once import made_once
from tests.people import sign_in_as

__all__ = ["chosen", "consented"]
pytestmark = pytest.mark.django_db
PAGE = f"/strategie/{PERIOD}/"
ROUND = f"{PAGE}keuze/1/"
WHY = "Een bijlage was niet de goede."
OTHER = choice("ondermijning", "cyber", zorg="Dit is toch klaar.", cyber="Dit neemt snel toe.")


def coordinator() -> Client:
    user, is_new = User.objects.get_or_create(
        email="coordinator@voorbeeld.invalid", defaults={"display_name": "Coördinator"}
    )
    if is_new:
        RoleGrant.objects.create(user=user, role=Role.COORDINATOR, valid_from=TODAY)
    client = Client()
    sign_in_as(client, user)
    return client


def record(text: ChoiceText) -> bool:
    return record_choice(PERIOD, 1, text, actor=COORDINATOR, now=LATER, today=TODAY)


def ask_cyber(code: str) -> None:
    """The draft asks another theme than the one at this point."""
    point = PointText("1", PointKind.CONSENT, "Instemmen met het thema cybercrime.")
    change_point(code, "1", point, actor=COORDINATOR, expected_revision=None)


@pytest.fixture
@made_once
def withdrawn(consented: str) -> str:
    """Both councils agreed with the themes, and then the proposal that asked them was withdrawn."""
    withdraw_proposal(consented, WHY, actor=COORDINATOR, now=NOW)
    return consented


def test_a_draft_after_a_withdrawn_proposal_takes_away_neither_that_nor_the_reason(withdrawn: str) -> None:
    code = withdrawn
    draft = put()
    assert draft != code
    told = words(coordinator().get(ROUND))
    for said in ("Eerdere keuzes", "(ingetrokken)", WHY, "2 van de 2 stemden in"):
        assert said in told, said
    for page in (Client().get(PAGE), Client().get(ROUND)):
        assert "Eerder gekozen thema’s" not in words(page), "they are the very same"
    assert "Zij zijn nog niet opnieuw voorgelegd" in words(Client().get(PAGE))
    assert "Dezelfde thema’s, nog niet opnieuw voorgelegd." in told
    public = words(Client().get(ROUND))
    assert "2 van de 2 stemden in" in public
    assert WHY not in public, "the proposal is the network's"
    assert chosen_for(code, AsOf(TODAY)), "its page says where it comes from"
    with pytest.raises(DomainError, match="waarom de keuze verandert") as refused:
        record(OTHER)
    assert refused.value.field == "reason"
    assert record(replace(OTHER, reason="De overleggen vroegen hierom."))
    told = words(Client().get(ROUND))
    assert "0 van de 2" not in told, "nobody was asked with the draft"
    assert f"/voorstellen/{draft}/" not in links(coordinator().get(ROUND)), "it was never sent"
    assert [each.text.proposal for each in found().choices] == ["", code, draft, ""]


def test_in_the_document_earlier_themes_keep_the_proposal_that_was_sent(withdrawn: str) -> None:
    put()
    record(replace(OTHER, reason="De overleggen vroegen hierom."))
    client = coordinator()
    told = words(client.get(f"{PAGE}nota/"))
    assert WHY in told
    assert "2 van de 2 overleggen stemden daarmee in, bij ‘Instemming" in told


def test_of_an_earlier_choice_it_is_told_who_agreed_with_the_text_that_asked_it(consented: str) -> None:
    """A later text of the same proposal asks another theme; that takes nothing from what was agreed to before."""
    write_next_version(consented, actor=COORDINATOR, today=TODAY)
    ask_cyber(consented)
    ProposalVersion.objects.filter(proposal__code=consented, sent_at=None).update(
        change_note="Een ander thema."
    )
    send_proposal(consented, actor=COORDINATOR, now=LATER, today=TODAY)
    told = words(coordinator().get(ROUND))
    assert "ingestemd met een eerdere versie, over deze thema’s: 2 van de 2 overleggen" in told
    withdraw_proposal(consented, WHY, actor=COORDINATOR, now=LATER)
    record(replace(OTHER, reason="De overleggen vroegen hierom."))
    for client in (Client(), coordinator()):
        told = words(client.get(ROUND))
        assert "2 van de 2 stemden in" in told
        assert "0 van de 2" not in told
    assert "2 van de 2 overleggen stemden daarmee in" in words(coordinator().get(f"{PAGE}nota/"))


def test_once_anything_was_sent_a_reason_is_asked_too(chosen: None) -> None:
    assert not asks_reason(found(), today=TODAY)
    code = put()
    send_proposal(code, actor=COORDINATOR, now=NOW, today=TODAY)
    withdraw_proposal(code, WHY, actor=COORDINATOR, now=NOW)
    assert asks_reason(found(), today=TODAY)
    put()
    assert asks_reason(found(), today=TODAY)


def test_a_draft_is_thrown_away_and_the_choice_names_none_any_more(withdrawn: str) -> None:
    code = withdrawn
    draft = put()
    client = coordinator()
    sent = send(client, f"/voorstellen/{draft}/weggooien/")
    assert "Het concept is weg." in words(client.get(sent["Location"]))
    assert client.get(f"/voorstellen/{draft}/").status_code == 404
    assert [each.text.proposal for each in found().choices] == ["", code, draft, ""]
    assert found().choices[-1].text.chosen == found().choices[0].text.chosen
    assert "2 van de 2 stemden in" in words(client.get(ROUND)), "what was sent stays"
    assert put() == f"{draft[:-2]}-3", "the code of what was thrown away is not given again"


def test_a_draft_to_adopt_is_thrown_away_and_the_period_names_none_any_more(consented: str) -> None:
    draft = up()
    assert discard_draft(draft, actor=COORDINATOR, now=LATER)
    assert not terms().decided_by
    assert up()


def test_of_a_next_text_that_is_thrown_away_the_choice_still_names_the_proposal(chosen: None) -> None:
    code = put()
    send_proposal(code, actor=COORDINATOR, now=NOW, today=TODAY)
    write_next_version(code, actor=COORDINATOR, today=TODAY)
    assert not discard_draft(code, actor=COORDINATOR, now=LATER)
    assert found().choices[-1].text.proposal == code


def test_themes_that_were_replaced_before_the_draft_was_sent_got_no_consent(chosen: None) -> None:
    draft = put()
    assert record(replace(OTHER, proposal=draft))
    paper = ContentFile(b"Thema;Punten\n", "ranglijst.csv")
    renew_draft(PERIOD, 1, paper=paper, actor=COORDINATOR, now=LATER, today=TODAY)
    ask_cyber(draft)
    send_proposal(draft, actor=COORDINATOR, now=LATER + dt.timedelta(hours=1), today=TODAY)
    answer(draft)
    client = coordinator()
    for page in (f"{PAGE}nota/", ROUND):
        told = words(client.get(page))
        assert "overleggen stemden daarmee in" not in told, page
        assert "2 van de 2 stemden in" not in told, page


def test_themes_that_the_agreed_text_did_not_ask_got_no_consent(chosen: None) -> None:
    draft = put()
    ask_cyber(draft)
    send_proposal(draft, actor=COORDINATOR, now=NOW, today=TODAY)
    answer(draft)
    withdraw_proposal(draft, WHY, actor=COORDINATOR, now=NOW)
    assert record(replace(OTHER, reason="De overleggen vroegen hierom."))
    told = words(coordinator().get(f"{PAGE}nota/"))
    assert "0 van de 2 overleggen stemden daarmee in" in told


def test_who_sends_a_draft_of_a_choice_that_does_not_count_any_more_is_told_before(chosen: None) -> None:
    draft = put()
    page = f"/voorstellen/{draft}/versturen/"
    assert "niet bij de keuze die nu geldt" not in words(coordinator().get(page))
    assert record(replace(OTHER, reason="De overleggen vroegen hierom."))
    told = words(coordinator().get(page))
    assert "niet bij de keuze die nu geldt: Ondermijning en Cybercrime." in told


def test_r14_of_a_withdrawn_proposal_the_page_to_put_up_says_that_and_no_count(withdrawn: str) -> None:
    told = words(coordinator().get(f"{PAGE}vaststellen/"))
    assert "aan de overleggen is ingetrokken. Leg de thema’s eerst weer voor." in told
    assert "2 van de 2" not in told

"""A draft that asks the councils is of the choice that counts: what is of an earlier one is not sent (R09)."""

import datetime as dt
from dataclasses import replace

import pytest
from django.core.files.base import ContentFile

from noaber.core.access import COMMAND
from noaber.core.errors import AccessRefused, Conflict, DomainError
from noaber.decisions.api import attachments_of, send_proposal
from noaber.decisions.models import ProposalVersion
from noaber.network.tests.pages import links, send, words
from noaber.strategy.services.consulting.renewing import renew_draft
from noaber.strategy.services.selection.round import record_choice
from noaber.strategy.tests.conftest import CONTACT, COORDINATOR, LATER, PERIOD, TODAY
from noaber.strategy.tests.rounds import choice
from noaber.strategy.tests.test_put_again import coordinator
from noaber.strategy.tests.test_services_consulting import chosen, draft, put
from tests.made_once import made_once

__all__ = ["chosen"]
pytestmark = pytest.mark.django_db
OTHER = choice("ondermijning", "cyber", zorg="Dit is toch klaar.", cyber="Dit neemt snel toe.")
RENEW = f"/strategie/{PERIOD}/keuze/1/bijwerken/"
OF_OLDER = "Na dit concept is de keuze gewijzigd"


@pytest.fixture
@made_once
def rechosen(chosen: None) -> str:
    """A draft for the councils, after which another choice was made of which it is the proposal as well."""
    code = put()
    text = replace(OTHER, proposal=code, source="Verslag BBG")
    record_choice(PERIOD, 1, text, actor=COORDINATOR, now=LATER, today=TODAY)
    return code


def sent(code: str) -> None:
    send_proposal(code, actor=COMMAND, now=LATER + dt.timedelta(hours=1), today=TODAY)


def renew(*, revision: int | None = None) -> str:
    return renew_draft(
        PERIOD,
        1,
        paper=ContentFile(b"Thema;Nieuw\n", "ranglijst.csv"),
        actor=COORDINATOR,
        now=LATER + dt.timedelta(minutes=1),
        today=TODAY,
        expected_revision=revision,
    )


def texts(code: str) -> str:
    found = draft(code)
    return " ".join([*(text for _label, text in found.texts), *(each.text for each in found.points)])


def rewrite(code: str, then: str, now: str) -> None:
    version = ProposalVersion.objects.get(proposal__code=code)
    version.background = version.background.replace(then, now)
    version.save()


def test_a_draft_of_an_earlier_choice_is_not_sent_and_says_what_is_older(rechosen: str) -> None:
    with pytest.raises(DomainError, match=OF_OLDER) as refused:
        sent(rechosen)
    for part in ("“aanleiding”", "“kanttekeningen”", "punt 1", "de bijlage ‘Ranglijst"):
        assert part in refused.value.message, refused.value.message
    page = coordinator().get(f"/voorstellen/{rechosen}/versturen/")
    assert OF_OLDER in words(page)
    assert RENEW in links(page)


def test_with_one_button_it_is_of_the_choice_that_counts(rechosen: str) -> None:
    client = coordinator()
    assert "Vervangen wordt" in words(client.get(RENEW))
    assert send(client, RENEW)["Location"] == f"/voorstellen/{rechosen}/schrijven/"
    told = texts(rechosen)
    for part in ("Verslag BBG", "Zorg en veiligheid: plaats", "thema ‘Cybercrime’", "Dit neemt snel toe."):
        assert part in told, part
    for part in ("Verslag stuurgroep", "thema ‘Zorg", "Dit is te vroeg.", "Cybercrime: plaats"):
        assert part not in told, part
    assert len(attachments_of(draft(rechosen).version_id)) == 1
    assert client.get(RENEW).status_code == 400
    sent(rechosen)


def test_what_people_wrote_around_it_stays_and_a_sentence_that_they_rewrote_is_replaced(
    rechosen: str,
) -> None:
    rewrite(rechosen, "De keuze", "Na rijp beraad.\n\nDe keuze")
    renew()
    assert "Na rijp beraad.\n\nDe keuze is gemaakt op" in texts(rechosen)
    rewrite(rechosen, "De keuze is gemaakt op 2 maart 2020. Zij staat in: Verslag BBG.", "Zie Verslag BBG.")
    sent(rechosen)


def test_a_part_of_an_earlier_choice_is_seen_among_other_words(rechosen: str) -> None:
    renew()
    rewrite(rechosen, "Verslag BBG.", "Verslag stuurgroep, blz. 3.")
    with pytest.raises(DomainError, match=OF_OLDER):
        sent(rechosen)
    renew()
    assert "Verslag stuurgroep" not in texts(rechosen)
    sent(rechosen)


def test_the_reason_of_a_theme_that_stays_chosen_is_the_last_one(chosen: None) -> None:
    code = put()
    same = choice("ondermijning", "zorg", cyber="Dit is te vroeg.", zorg="Dit raakt iedere gemeente.")
    record_choice(PERIOD, 1, replace(same, proposal=code), actor=COORDINATOR, now=LATER, today=TODAY)
    renew()
    assert [each.label for each in draft(code).points] == ["1", "2"]
    sent(code)


def test_a_draft_of_a_choice_that_was_replaced_is_not_sent_at_all(chosen: None) -> None:
    code = put()
    record_choice(PERIOD, 1, OTHER, actor=COORDINATOR, now=LATER, today=TODAY)
    with pytest.raises(DomainError, match="hoort niet bij de keuze die nu geldt"):
        sent(code)


def test_who_wrote_meanwhile_is_not_overwritten_and_others_may_not(rechosen: str) -> None:
    revision = draft(rechosen).revision
    renew(revision=revision)
    with pytest.raises(DomainError, match="niets van een eerdere keuze"):
        renew(revision=revision)
    record_choice(
        PERIOD, 1, replace(choice(cyber="Dit is te vroeg."), proposal=rechosen),
        actor=COORDINATOR, now=LATER + dt.timedelta(minutes=2), today=TODAY,
    )  # fmt: skip
    before = texts(rechosen)
    with pytest.raises(Conflict):
        renew(revision=revision)
    assert texts(rechosen) == before
    with pytest.raises(AccessRefused):
        renew_draft(PERIOD, 1, paper=ContentFile(b"x", "x.csv"), actor=CONTACT, now=LATER, today=TODAY)

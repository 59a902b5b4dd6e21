"""What would adopt a strategy tells of the councils what was recorded, also since it was drafted (R10, R14)."""

import datetime as dt

import pytest

from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.core.errors import AccessRefused, Conflict, DomainError
from noaber.decisions.api import (
    Answer,
    Effect,
    Said,
    answer_remark,
    assign_remarks,
    record_positions,
    remarks,
    send_proposal,
)
from noaber.decisions.api import proposal as read
from noaber.decisions.services.answers.recording import override_gate
from noaber.network.tests.pages import links, send, words
from noaber.strategy.services.consulting.renewing import renew_adoption
from noaber.strategy.tests.conftest import CONTACT, COORDINATOR, LATER, PERIOD, TODAY
from noaber.strategy.tests.test_put_again import coordinator
from noaber.strategy.tests.test_renewed_drafts import rewrite, texts
from noaber.strategy.tests.test_services_consulting import answer, chosen, consented, draft, up

__all__ = ["chosen", "consented"]
pytestmark = pytest.mark.django_db
RENEW = f"/strategie/{PERIOD}/vaststellen/bijwerken/"
CHAIR = "stuurgroep:chair"
OLDER = "Na dit concept is bij de overleggen iets vastgelegd"


def remark(code: str, text: str, *, council: int = 0, label: str = "1") -> None:
    """A council agrees with a point, with a remark."""
    found = read(COMMAND, code, AsOf(TODAY))
    assert found
    party = found.stages[0].parties[council]
    said = {label: Said(Answer.WITH_REMARK, text)}
    record_positions(party.consultation_id, said, actor=COMMAND, now=LATER, today=TODAY, decided_on=TODAY)


def reply(code: str, text: str) -> None:
    """Every remark that nobody answered yet is answered so."""
    for each in remarks(COMMAND, code, AsOf(TODAY)):
        if each.reply is None:
            assign_remarks(code, [each.id], CHAIR, actor=COMMAND, now=LATER, today=TODAY)
            answer_remark(
                code, each.id, actor=COMMAND, now=LATER, today=TODAY, effect=Effect.ANSWERED, answer=text
            )


def sent(code: str) -> None:
    send_proposal(code, actor=COMMAND, now=LATER + dt.timedelta(hours=1), today=TODAY)


def test_r10_a_draft_that_says_nothing_was_remarked_is_not_sent_once_something_was(consented: str) -> None:
    code, adoption = consented, up()
    assert "Daarbij is niets opgemerkt." in texts(adoption)
    remark(code, "Let op de kosten.")
    reply(code, "Dat doen wij.")
    with pytest.raises(DomainError, match=OLDER):
        sent(adoption)
    page = coordinator().get(f"/voorstellen/{adoption}/versturen/")
    assert "“aanleiding” (‘daarbij is niets opgemerkt’)" in words(page)
    assert RENEW in links(page)


def test_with_one_button_it_tells_what_was_answered_and_what_people_wrote_stays(consented: str) -> None:
    code = consented
    remark(code, "Let op de kosten.")
    adoption = up()
    rewrite(adoption, "2 van de 2", "Na rijp beraad.\n\n2 van de 2")
    reply(code, "Dat doen wij.")
    remark(code, "Begin klein.", council=1)
    client = coordinator()
    page = words(client.get(RENEW))
    assert "bij punt 1 ontbreekt" in page
    assert send(client, RENEW)["Location"] == f"/voorstellen/{adoption}/schrijven/"
    told = texts(adoption)
    assert "Let op de kosten. Antwoord: Dat doen wij." in told
    assert "Begin klein. Hierop is nog niet geantwoord." in told
    assert "Na rijp beraad.\n\n2 van de 2" in told
    assert client.get(RENEW).status_code == 400
    sent(adoption)


def test_who_told_it_in_own_words_is_done(consented: str) -> None:
    code, adoption = consented, up()
    rewrite(adoption, "Daarbij is niets opgemerkt.", "Alle overleggen spraken erover.")
    remark(code, "Let op de kosten.")
    sent(adoption)
    found = read(COMMAND, adoption, AsOf(TODAY))
    assert found
    assert found.sent_at


def test_who_wrote_meanwhile_is_not_overwritten_and_others_may_not(consented: str) -> None:
    code, adoption = consented, up()
    remark(code, "Let op de kosten.")
    before, seen = texts(adoption), draft(adoption).revision
    with pytest.raises(Conflict):
        renew_adoption(PERIOD, actor=COORDINATOR, now=LATER, today=TODAY, expected_revision=seen - 1)
    with pytest.raises(AccessRefused):
        renew_adoption(PERIOD, actor=CONTACT, now=LATER, today=TODAY)
    assert texts(adoption) == before


def test_r14_why_one_council_was_not_waited_for_is_told_once_that_was_decided(consented: str) -> None:
    code, adoption = consented, up()
    answer(code, until=1, said=Said(Answer.OBJECTION, "Dit willen wij niet."))
    renew_adoption(PERIOD, actor=COORDINATOR, now=LATER, today=TODAY)
    assert "1 van de 2 overleggen stemden in" in texts(adoption)
    assert "niet op de andere te wachten" not in texts(adoption), "nobody decided that yet"
    standing, why = read(COMMAND, code, AsOf(TODAY)), "De BBG hoorde beide en koos."
    assert standing
    override_gate(standing.stages[1].id, actor=COMMAND, now=LATER, today=TODAY, motive=why, decided_on=TODAY)
    with pytest.raises(DomainError, match="waarom er niet op de andere is gewacht"):
        sent(adoption)
    renew_adoption(PERIOD, actor=COORDINATOR, now=LATER, today=TODAY)
    assert f"niet op de andere te wachten: {why}" in texts(adoption)

"""What happens to the proposal that asked the councils, after the strategy was adopted on it (R09, R14)."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest
from django.test import Client

from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.decisions.api import Answer, Said, proposal, record_positions, send_proposal
from noaber.decisions.models import ProposalVersion
from noaber.decisions.queries.answers.own_questions import unnamed_questions
from noaber.decisions.queries.follow_up.outstanding import outstanding
from noaber.decisions.services.drafts.versions import withdraw_proposal, write_next_version
from noaber.network.tests.pages import words
from noaber.strategy.rules.periods.period import PeriodState
from noaber.strategy.services.periods.period import record_period
from noaber.strategy.tests.conftest import COORDINATOR, LATER, NOW, PERIOD, TODAY
from noaber.strategy.tests.test_put_again import coordinator
from noaber.strategy.tests.test_services_consulting import answer, chosen, put, terms

__all__ = ["chosen"]
pytestmark = pytest.mark.django_db
PAGE = f"/strategie/{PERIOD}/"
AFTER = LATER + dt.timedelta(hours=1)
PLACES = (PAGE, f"{PAGE}keuze/1/", f"{PAGE}nota/", f"{PAGE}samenvatting/", f"{PAGE}voor/GM9001/")
STOOD = "is bij het voorstel aan de overleggen nog iets vastgelegd:"


@pytest.fixture
def adopted(chosen: None) -> str:
    """A strategy that was adopted on the consent of the councils; its steering group never answered."""
    code = put()
    send_proposal(code, actor=COORDINATOR, now=NOW, today=TODAY)
    answer(code)
    record_adoption()
    return code


def record_adoption() -> None:
    said = replace(terms(), state=PeriodState.ADOPTED, decided_on=TODAY, source="Lijst", note="Met spoed.")
    record_period(PERIOD, said, actor=COORDINATOR, now=LATER, today=TODAY)


def next_draft(code: str) -> None:
    write_next_version(code, actor=COMMAND, today=TODAY)
    ProposalVersion.objects.filter(proposal__code=code, number=2).update(change_note="De kosten staan erbij.")


def next_version(code: str) -> None:
    next_draft(code)
    send_proposal(code, actor=COMMAND, now=AFTER, today=TODAY)


def object_to(code: str) -> None:
    """Who would adopt the themes, does not agree."""
    found = proposal(COMMAND, code, AsOf(TODAY))
    assert found
    party = found.stages[1].parties[0]
    said = dict.fromkeys(party.labels, Said(Answer.OBJECTION, "Dit is te duur."))
    record_positions(party.consultation_id, said, actor=COMMAND, now=AFTER, today=TODAY, decided_on=TODAY)


def withdraw(code: str) -> None:
    withdraw_proposal(code, "Het is al besloten.", actor=COORDINATOR, now=AFTER)


def answer_again(code: str) -> None:
    found = proposal(COMMAND, code, AsOf(TODAY))
    assert found
    party = found.stages[0].parties[0]
    said = {"1": Said(Answer.WITH_REMARK, "Let op de kosten.")}
    record_positions(party.consultation_id, said, actor=COMMAND, now=AFTER, today=TODAY, decided_on=TODAY)


@pytest.mark.parametrize(
    ("happens", "told"),
    [
        (next_version, "op 1 maart 2020 is versie 2 verstuurd"),
        (object_to, "op 2 maart 2020 maakte Stuurgroep bezwaar"),
        (withdraw, "op 1 maart 2020 is het ingetrokken"),
        (answer_again, "op 2 maart 2020 antwoordde"),
    ],
)
def test_r14_each_page_tells_what_happened_after_the_adoption(
    adopted: str, happens: Callable[[str], None], told: str
) -> None:
    client = coordinator()
    assert all(STOOD not in words(client.get(page)) for page in PLACES)
    happens(adopted)
    for page in PLACES:
        shown = words(client.get(page))
        assert STOOD in shown, page
        assert told in shown, page
    for page in (PAGE, f"{PAGE}nota/", f"{PAGE}samenvatting/"):
        public = words(Client().get(page))
        assert STOOD in public, page
        assert "maakte" not in public, "who objected is for who may read the proposal"


def test_the_proposal_tells_on_which_version_the_strategy_was_adopted(adopted: str) -> None:
    client, page = coordinator(), f"/voorstellen/{adopted}/"
    told = "Op versie 1 van dit voorstel is ‘Veiligheidsstrategie 2019-2022’ vastgesteld, op 2 maart 2020."
    warning = "Wat hier nog verandert, verandert die strategie niet."
    assert told in words(client.get(page))
    assert warning not in words(client.get(page))
    next_draft(adopted)
    before = words(client.get(f"{page}versturen/"))
    assert told in before
    assert warning in before
    send_proposal(adopted, actor=COMMAND, now=AFTER, today=TODAY)
    after = words(client.get(page))
    assert told in after
    assert "U leest versie 2." in after


def test_the_summary_tells_by_whom_and_when_the_strategy_was_adopted(adopted: str) -> None:
    told = words(Client().get(f"{PAGE}samenvatting/"))
    assert "Zij is vastgesteld op 2 maart 2020. Waar dat staat: Lijst." in told


def test_before_the_adoption_no_page_tells_of_it(chosen: None) -> None:
    code = put()
    send_proposal(code, actor=COORDINATOR, now=NOW, today=TODAY)
    answer(code)
    assert "Op versie" not in words(coordinator().get(f"/voorstellen/{code}/"))


def asked_of_steering_group() -> list[str]:
    return [
        row.code for row in unnamed_questions(frozenset({"stuurgroep"}), frozenset(), TODAY) if row.is_waiting
    ]


def test_r14_who_did_not_answer_before_the_adoption_is_not_asked_any_more(chosen: None) -> None:
    code = put()
    send_proposal(code, actor=COORDINATOR, now=NOW, today=TODAY)
    answer(code)
    assert asked_of_steering_group() == [code]
    record_adoption()
    found = proposal(COMMAND, code, AsOf(TODAY))
    assert found
    assert asked_of_steering_group() == []
    assert not outstanding(found)
    client = coordinator()
    page = words(client.get(f"/voorstellen/{code}/"))
    assert "Op dit voorstel is al verder besloten. Wie nog niet antwoordde, wordt niet meer gevraagd." in page
    assert "er is al op besloten" in words(client.get("/voorstellen/"))
    object_to(code)  # what was decided all the same can be recorded


def test_a_text_that_is_sent_after_the_adoption_asks_again(adopted: str) -> None:
    next_version(adopted)
    found = proposal(COMMAND, adopted, AsOf(TODAY))
    assert found
    assert {row.stage.number for row in outstanding(found)} == {1}, "the councils, on the new text"
    assert "onderweg" in words(coordinator().get("/voorstellen/"))

"""Councils consent to the themes that were chosen, and what is adopted is this strategy: the words in between count."""

from dataclasses import replace

import pytest
from django.test import Client

from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.core.errors import DomainError
from noaber.decisions.api import Answer, PointKind, PointText, Said, Standing, proposal, send_proposal
from noaber.decisions.models import ProposalVersion
from noaber.decisions.services.drafts.points import add_point, change_point, remove_point
from noaber.decisions.services.drafts.versions import write_next_version
from noaber.decisions.views.thread import consent_step
from noaber.network.tests.pages import words
from noaber.strategy.nota.decided import _proposal
from noaber.strategy.queries.consulting.adopting import unanswered
from noaber.strategy.queries.consulting.course import consent_before_adopting, period_course
from noaber.strategy.rules.periods.period import PeriodState
from noaber.strategy.rules.themes.names import ThemeNames
from noaber.strategy.services.periods.period import record_period
from noaber.strategy.services.themes.names import name_theme
from noaber.strategy.tests.conftest import ADOPTED, COORDINATOR, NOW, PERIOD, TODAY
from noaber.strategy.tests.test_plans_beside import controller
from noaber.strategy.tests.test_services_consulting import answer, chosen, draft, put, terms, up

__all__ = ["chosen"]
pytestmark = pytest.mark.django_db
OTHER = PointText("2", PointKind.CONSENT, "Instemmen met het thema cybercrime.")
LACKING = "Het thema ‘Ondermijning’ is gekozen, maar geen punt vraagt"
CALLED = PointText("2", PointKind.CONSENT, "Instemmen met de aanpak van ondermijning in het buitengebied.")


def change(code: str, label: str, point: PointText) -> None:
    change_point(code, label, point, actor=COMMAND, expected_revision=None)


def send(code: str) -> None:
    send_proposal(code, actor=COMMAND, now=NOW, today=TODAY)


def standing(code: str) -> Standing:
    found = proposal(COMMAND, code, AsOf(TODAY))
    assert found
    return found


def counted() -> tuple[int, int]:
    found = period_course(COORDINATOR, PERIOD, terms(), AsOf(TODAY)).consented
    assert found
    return found.done, found.total


def test_a_point_that_was_dropped_or_rewritten_is_no_consent_to_its_theme(chosen: None) -> None:
    code = put()
    remove_point(code, "2", actor=COMMAND, expected_revision=None)
    send(code)
    answer(code)
    assert counted() == (0, 2)
    with pytest.raises(DomainError, match=LACKING):
        up()
    with pytest.raises(DomainError, match=LACKING):
        record_period(PERIOD, ADOPTED, actor=COORDINATOR, now=NOW, today=TODAY)


def test_no_council_consents_to_a_theme_that_was_not_chosen(chosen: None) -> None:
    code = put()
    add_point(code, replace(OTHER, label="3"), actor=COMMAND, expected_revision=None)
    send(code)
    answer(code)
    with pytest.raises(
        DomainError, match="Punt 3 vraagt in te stemmen met het thema ‘Cybercrime’, maar dat is niet"
    ):
        up()
    assert counted() == (0, 2)


def test_what_is_added_after_the_reason_of_the_choice_is_read_too(chosen: None) -> None:
    code = put()
    point = next(each for each in draft(code).points if "Zorg" in each.text)
    more = "Waarom het is gekozen: Dit raakt velen. Daarnaast instemmen met ‘Cybercrime’, in plaats van ‘Ondermijning’."
    change(code, point.label, PointText(point.label, PointKind.CONSENT, f"{point.text} {more}"))
    send(code)
    answer(code)
    assert counted() == (0, 2)
    with pytest.raises(DomainError, match="vraagt in te stemmen met het thema ‘Cybercrime’"):
        up()


def test_to_take_note_of_what_was_not_chosen_asks_nothing(chosen: None) -> None:
    code = put()
    note = PointText("3", PointKind.TAKE_NOTE, "Kennisnemen van wat niet is gekozen: cybercrime.")
    add_point(code, note, actor=COMMAND, expected_revision=None)
    change(code, "2", CALLED)
    send(code)
    answer(code, labels=("1", "2"))
    answer(code, labels=("3",), said=Said(Answer.TOOK_NOTE))
    assert counted() == (2, 2)
    assert up()


def test_an_earlier_name_of_the_theme_will_do(chosen: None) -> None:
    name_theme(
        "5.2", ThemeNames("Ondermijning", ("Georganiseerde criminaliteit",)), actor=COORDINATOR, now=NOW
    )
    code = put()
    change(code, "2", PointText("2", PointKind.CONSENT, "Instemmen met: georganiseerde  CRIMINALITEIT."))
    send(code)
    answer(code)
    assert counted() == (2, 2)


def test_consent_to_a_text_is_none_to_the_words_that_came_for_it(chosen: None) -> None:
    code = put()
    send(code)
    answer(code, said=Said(Answer.WITH_REMARK, "Let op de kosten."))
    assert counted() == (2, 2)
    next_text(code, CALLED)
    assert counted() == (0, 2), "they agreed with other words"
    with pytest.raises(DomainError, match="2 overleggen stemden in met een eerdere tekst van de punten"):
        up()
    told = words(Client().get(f"/strategie/{PERIOD}/"))
    assert "0 van 2 overleggen stemmen in" in told
    assert "2 overleggen stemden in met een eerdere tekst" in told
    answer(code, until=1)
    assert counted() == (1, 2)
    next_text(code, OTHER)
    assert counted() == (0, 2)
    with pytest.raises(DomainError, match=LACKING):
        up()


def test_r10_a_remark_on_an_earlier_text_is_still_to_be_answered_and_told_when_it_is_adopted(
    chosen: None,
) -> None:
    code = put()
    send(code)
    answer(code, until=1, labels=("2",), said=Said(Answer.WITH_REMARK, "Let op de kosten."))
    next_text(code, CALLED)
    answer(code)
    assert unanswered(code, AsOf(TODAY)) == 1
    told = " ".join(text for _label, text in draft(up()).texts)
    assert "bij punt 2 van versie 1: Let op de kosten. Hierop is nog niet geantwoord." in told
    assert "niets opgemerkt" not in told


def test_r14_a_strategy_is_not_sent_to_be_adopted_once_a_council_saw_another_text_of_a_theme(
    chosen: None,
) -> None:
    code = put()
    send(code)
    answer(code)
    adoption = up()
    next_text(code, CALLED)
    with pytest.raises(
        DomainError, match="Niet alle overleggen stemmen nu in met de gekozen thema’s: 0 van de 2"
    ):
        send(adoption)
    answer(code)
    send(adoption)
    next_text(code, replace(CALLED, text=f"{CALLED.text} Begin klein."))
    assert ["0 van de 2" in each for each in consent_before_adopting(standing(adoption))] == [True]


def test_a_council_that_objects_is_told_where_it_is_counted(chosen: None) -> None:
    code = put()
    send(code)
    answer(code, until=1, said=Said(Answer.OBJECTION, "Te duur."))
    name = standing(code).stages[0].parties[0].name
    asof = AsOf(TODAY)
    step = consent_step(COORDINATOR, asof)
    assert step
    assert f"Bezwaar van {name}." in str(step.text)
    assert "Eén overleg maakt bezwaar." in words(Client().get(f"/strategie/{PERIOD}/"))
    assert f"Bezwaar van {name}." in words(controller().get(f"/strategie/{PERIOD}/"))
    answer(code)
    step = consent_step(COORDINATOR, asof)
    assert step
    assert "Bezwaar" not in str(step.text), "it consents now"


def test_the_document_says_which_text_each_council_saw(chosen: None) -> None:
    code = put()
    before = next(each.text for each in draft(code).points if each.label == "2")
    send(code)
    answer(code)
    next_text(code, CALLED)
    answer(code, until=1)
    blocks = [*_proposal(standing(code), AsOf(TODAY))]
    told = " ".join(str(block) for block in blocks)
    assert CALLED.text in told
    assert f"Punt 2 in versie 1: {before}" in told
    assert "Versie 2 is van" in told, "who answered before that day read the first"
    assert told.count("(zag versie 1)") == 1, "one of them answered anew"


def test_who_agreed_to_another_theme_did_not_agree_when_the_point_is_reworded_after(chosen: None) -> None:
    code = put()
    change(code, "2", OTHER)
    send(code)
    answer(code)
    next_text(code, CALLED)
    assert counted() == (0, 2)
    with pytest.raises(DomainError, match="0 van de 2"):
        up()


def test_who_agrees_with_the_present_text_that_asks_another_theme_saw_no_earlier_one(chosen: None) -> None:
    code = put()
    send(code)
    next_text(code, OTHER)
    answer(code, until=1)
    found = period_course(COORDINATOR, PERIOD, terms(), AsOf(TODAY)).consented
    assert found
    assert (found.done, found.saw_earlier) == (0, 0)


def next_text(code: str, point: PointText) -> None:
    """Another text that is said not to be material, so that answers stand."""
    write_next_version(code, actor=COMMAND, today=TODAY)
    change(code, point.label, point)
    draft = ProposalVersion.objects.filter(proposal__code=code, sent_at=None)
    draft.update(is_material=False, change_note="Beter gezegd.")
    send(code)


def test_a_proposal_that_adopts_something_else_does_not_adopt_the_strategy(chosen: None) -> None:
    code = put()
    send(code)
    answer(code)
    adoption = up()
    other = PointText("1", PointKind.ADOPT, "De begroting 2019-2022 vaststellen.")
    change(adoption, "1", other)
    fault = "stelt geen punt deze strategie vast"
    assert any(fault in each for each in period_course(COORDINATOR, PERIOD, terms(), AsOf(TODAY)).faults)
    send(adoption)
    answer(adoption)
    answer(adoption, stage=1)
    said = replace(terms(), state=PeriodState.ADOPTED, decided_on=TODAY)
    with pytest.raises(DomainError, match=fault) as refused:
        record_period(PERIOD, said, actor=COORDINATOR, now=NOW, today=TODAY)
    assert refused.value.field == "decided_by"

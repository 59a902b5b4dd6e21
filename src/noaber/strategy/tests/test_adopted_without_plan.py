"""A strategy and the plan beside it, once they were adopted, with or without each other (R13, R15)."""

import datetime as dt
from dataclasses import replace

import pytest
from django.test import Client

from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.core.errors import DomainError
from noaber.decisions.api import closings, proposal, record_positions, send_proposal
from noaber.decisions.models import Consultation, Stage
from noaber.decisions.services.answers.recording import override_gate
from noaber.decisions.services.answers.rectifying import rectify_day
from noaber.network.tests.pages import links, typed_in, words
from noaber.strategy.rules.periods.period import PeriodState
from noaber.strategy.services.periods.period import record_period
from noaber.strategy.tests.conftest import COORDINATOR, LATER, NOW, PERIOD, TODAY
from noaber.strategy.tests.test_plans_beside import (
    LINKED,
    PAGE,
    WHY,
    chosen,
    consented,
    controller,
    record,
    rejected,
)
from noaber.strategy.tests.test_put_again import coordinator
from noaber.strategy.tests.test_services_consulting import AGREED, POLICE, answer, send_police_plan, terms, up
from noaber.strategy.views.periods.decision_tasks import decision_tasks
from tests.made_once import made_once

__all__ = ["chosen", "consented", "rejected"]
pytestmark = pytest.mark.django_db
NEXT_DAY = TODAY + dt.timedelta(days=2)
PLAN_RETURNS = "Het plan van de politie komt in juni opnieuw."


def rectify(code: str, day: dt.date, *, together: bool = False) -> None:
    college = Consultation.objects.get(stage__proposal__code=code, stage__role="adopt")
    rectify_day(
        college.pk,
        actor=COMMAND,
        now=LATER,
        today=NEXT_DAY,
        decided_on=day,
        reason="De vergadering was later.",
        together=together,
    )


def test_r13_the_decision_stands_with_the_new_day_when_that_is_rectified(rejected: str) -> None:
    """Recorded without the plan, it does not wait again because its day changed; the strategy is to follow."""
    adopted = replace(terms(), state=PeriodState.ADOPTED, decided_on=TODAY, note=PLAN_RETURNS)
    assert record(adopted)
    rectify(rejected, NEXT_DAY)
    found = closings(AsOf(NEXT_DAY))[rejected]
    assert (found.is_adopted, found.on, found.is_apart, found.is_lost) == (True, NEXT_DAY, True, False)
    assert "Trek dit voorstel" not in words(coordinator().get(f"/voorstellen/{rejected}/"))
    told = words(Client().get(PAGE))
    assert "vastgesteld op 2 maart 2020; bij het voorstel staat nu 4 maart 2020." in told
    for paper in ("samenvatting/", "nota/"):
        assert "vastgesteld op 2 maart 2020; bij het voorstel staat nu 4 maart 2020." in words(
            Client().get(f"{PAGE}{paper}")
        )
    form = coordinator().get(f"{PAGE}wijzigen/")
    assert typed_in(form)["decided_on"] == "4-3-2020"
    assert "Toelichting (optioneel)" not in words(form)
    refused = words(coordinator().post(f"{PAGE}wijzigen/", typed_in(form)))
    assert "Zeg in de toelichting waarom u dit wijzigt." in refused, (
        "the note of before is not that of this change"
    )
    asked = [each.title for each in decision_tasks(COORDINATOR, AsOf(NEXT_DAY))]
    assert asked == ["Leg de dag van de vaststelling opnieuw vast"]
    follows = replace(adopted, decided_on=NEXT_DAY, note=f"{PLAN_RETURNS} De dag is gerectificeerd.")
    assert record_period(PERIOD, follows, actor=COORDINATOR, now=LATER, today=NEXT_DAY)
    assert not list(decision_tasks(COORDINATOR, AsOf(NEXT_DAY)))


def test_r13_two_days_that_are_rectified_together_are_not_apart_before_the_strategy_follows(
    consented: str,
) -> None:
    send_police_plan()
    record(replace(terms(), plans=LINKED.plans, note=WHY))
    adoption = up()
    send_proposal(adoption, actor=COORDINATOR, now=NOW, today=TODAY)
    for code in (adoption, POLICE):
        answer(code)
        answer(code, stage=1)
    assert record(replace(terms(), state=PeriodState.ADOPTED, decided_on=TODAY, note=WHY))
    rectify(adoption, NEXT_DAY, together=True)
    assert closings(AsOf(NEXT_DAY))[POLICE].on == NEXT_DAY
    for page in (PAGE, f"{PAGE}nota/"):
        assert "apart vastgesteld" not in words(Client().get(page)), page
    told = words(Client().get(PAGE))
    assert "Samen met Meerjarenbeleidsplan." in told
    assert "vastgesteld op 2 maart 2020; bij het voorstel staat nu 4 maart 2020." in told


def test_r15_who_was_heard_before_a_plan_was_adopted_is_recorded_after_it(consented: str) -> None:
    send_police_plan()
    record(replace(terms(), plans=LINKED.plans, note=WHY))
    assert "Horen van de gemeenteraden nu aan de beurt" in words(coordinator().get(PAGE))
    adopting = Stage.objects.get(proposal__code=POLICE, role="adopt")
    motive = "De verslagen van de raden volgen nog."
    override_gate(adopting.pk, actor=COMMAND, now=NOW, today=TODAY, motive=motive, decided_on=TODAY)
    client = coordinator()
    page = f"/voorstellen/{POLICE}/standpunt/{Consultation.objects.get(stage=adopting).pk}/"
    follows = words(
        client.post(page, {**typed_in(client.get(page)), "answer_1": "consent", "decided_on": "2-3-2020"})
    )
    for each in (
        "Van 6 van de 6 gemeenten is niet vastgelegd dat de raad is gehoord.",
        "De burgemeester hoort de raad voordat het plan wordt vastgesteld (Politiewet 2012, artikel 38b).",
        "‘Veiligheidsstrategie 2019-2022’ gaat samen met dit plan, en is hiermee niet vastgesteld.",
    ):
        assert each in follows
    answer(POLICE, stage=1)
    council = Consultation.objects.filter(stage__proposal__code=POLICE)[0]
    form = client.get(f"/voorstellen/{POLICE}/standpunt/{council.pk}/")
    assert "Wat voor de vaststelling al is geantwoord, kan nog worden vastgelegd." in words(form)
    for count in (0, 1):
        if count:
            said = {"answer_1": "consent", "decided_on": "2-3-2020"}
            asked = client.post(form.request["PATH_INFO"], {**typed_in(form), **said})
            assert "Dit wordt vastgelegd na de vaststelling van 2 maart 2020" in words(asked)
            assert client.post(form.request["PATH_INFO"], typed_in(asked)).status_code == 302
        told = words(coordinator().get(PAGE))
        assert "Horen van de gemeenteraden nu aan de beurt" not in told
        assert f"{count} van 6 vastgelegd" in told
        assert (
            f"Horen van de gemeenteraden {'niet van alle vastgelegd' if count else 'niet vastgelegd'}" in told
        )
        assert "Wie voor de vaststelling is gehoord, kan daar nog worden vastgelegd." in told


def say(code: str, day: dt.date, *, stage: int = 0, until: int | None = None) -> None:
    """Who is asked at a stage, the first so many of them, agrees on a day."""
    found = proposal(COMMAND, code, AsOf(NEXT_DAY))
    assert found
    for party in found.stages[stage].parties[:until]:
        said = dict.fromkeys(party.labels, AGREED)
        record_positions(
            party.consultation_id, said, actor=COMMAND, now=LATER, today=NEXT_DAY, decided_on=day
        )


@pytest.fixture
@made_once
def on_two_days(consented: str) -> str:
    """The plan was adopted before the strategy that goes with it; the code of the proposal of that."""
    send_police_plan()
    record(replace(terms(), plans=LINKED.plans, note=WHY))
    adoption = up()
    send_proposal(adoption, actor=COORDINATOR, now=NOW, today=TODAY)
    for stage in (0, 1):
        answer(POLICE, stage=stage)
    say(adoption, TODAY)
    say(adoption, NEXT_DAY, stage=1)
    return adoption


def test_r13_adopted_on_two_days_every_page_says_so_and_what_can_be_done(on_two_days: str) -> None:
    client = coordinator()
    for code in (on_two_days, POLICE):
        told = words(client.get(f"/voorstellen/{code}/"))
        assert "Klopt een van beide dagen niet?" in told, code
        assert "Leg dan bij ‘Veiligheidsstrategie 2019-2022’ vast dat" in told, code
        assert "Leg dan bij" not in words(controller().get(f"/voorstellen/{code}/")), code
    told = words(controller().get(PAGE))
    assert "Het voorstel is vastgesteld op 4 maart 2020. ‘Meerjarenbeleidsplan’ is apart vastgesteld" in told
    asked = [(each.title, each.url) for each in decision_tasks(COORDINATOR, AsOf(NEXT_DAY))]
    assert asked == [("De strategie en het plan hebben een andere dag", f"{PAGE}wijzigen/")]
    form = client.get(f"{PAGE}wijzigen/")
    assert "Niet op dezelfde dag vastgesteld" in words(form)
    (way,) = (each for each in links(form) if each.endswith("/rectificeren/"))
    assert "Leg de rectificatie vast" in words(client.get(way))


def test_r13_adopted_on_two_days_it_stands_on_its_own_day_with_the_reason(on_two_days: str) -> None:
    adopted = replace(terms(), state=PeriodState.ADOPTED, decided_on=NEXT_DAY)

    def adopt(note: str) -> bool:
        said = replace(adopted, note=note)
        return record_period(PERIOD, said, actor=COORDINATOR, now=LATER, today=NEXT_DAY)

    with pytest.raises(DomainError, match="waarom het plan op een andere dag is vastgesteld") as refused:
        adopt("Zo is dit besloten.")
    assert refused.value.field == "note"
    assert adopt("Het plan was twee dagen eerder aan de beurt.")
    found = closings(AsOf(NEXT_DAY))
    assert [(found[code].is_adopted, found[code].on) for code in (on_two_days, POLICE)] == [
        (True, NEXT_DAY),
        (True, TODAY),
    ]
    assert not list(decision_tasks(COORDINATOR, AsOf(NEXT_DAY)))
    for page in (PAGE, f"{PAGE}nota/"):
        assert "‘Meerjarenbeleidsplan’ is apart vastgesteld, op 2 maart 2020." in words(Client().get(page))
    for code in (on_two_days, POLICE):
        assert "Klopt een van beide" not in words(coordinator().get(f"/voorstellen/{code}/")), code


def test_r13_adopted_on_two_days_the_plan_may_be_rectified_to_that_of_the_strategy(on_two_days: str) -> None:
    rectify(POLICE, NEXT_DAY)
    found = closings(AsOf(NEXT_DAY))[on_two_days]
    assert (found.is_adopted, found.on, found.linked_on) == (True, NEXT_DAY, NEXT_DAY)


def test_r13_a_strategy_that_waits_for_the_plan_says_so(consented: str) -> None:
    send_police_plan()
    record(replace(terms(), plans=LINKED.plans, note=WHY))
    adoption = up()
    send_proposal(adoption, actor=COORDINATOR, now=NOW, today=TODAY)
    for stage in (0, 1):
        answer(adoption, stage=stage)
    told = words(controller().get(PAGE))
    assert (
        "Zelf vastgesteld op 2 maart 2020. Pas rond als ‘Meerjarenbeleidsplan’ op dezelfde dag is vastgesteld."
        in told
    )
    assert "Ligt voor ter vaststelling" not in told


def test_r15_a_strategy_is_not_rectified_to_before_a_council_consented_to_its_themes(consented: str) -> None:
    adoption = up()
    send_proposal(adoption, actor=COORDINATOR, now=NOW, today=TODAY)
    say(consented, NEXT_DAY, until=1)
    say(adoption, TODAY)
    say(adoption, NEXT_DAY, stage=1)
    with pytest.raises(DomainError, match=r"De instemming van .* is van 4 maart 2020\.") as refused:
        rectify(adoption, TODAY)
    assert refused.value.field == "decided_on"


def test_r15_both_days_at_once_are_not_rectified_to_before_who_was_heard_on_the_plan(consented: str) -> None:
    send_police_plan()
    record(replace(terms(), plans=LINKED.plans, note=WHY))
    adoption = up()
    send_proposal(adoption, actor=COORDINATOR, now=NOW, today=TODAY)
    say(adoption, TODAY)
    adopting = Stage.objects.get(proposal__code=POLICE, role="adopt")
    motive = "De verslagen van de raden volgen nog."
    override_gate(adopting.pk, actor=COMMAND, now=NOW, today=TODAY, motive=motive, decided_on=TODAY)
    for code in (POLICE, adoption):
        say(code, NEXT_DAY, stage=1)
    say(POLICE, NEXT_DAY, until=1)
    with pytest.raises(DomainError, match=r"stap 1 \(.*op 4 maart 2020 is geantwoord") as refused:
        rectify(adoption, TODAY, together=True)
    assert refused.value.field == "decided_on"
    assert closings(AsOf(NEXT_DAY))[adoption].on == NEXT_DAY

"""The plan beside a strategy and its term, once others were sent something of it (R13, R15, R49)."""

import datetime as dt
from dataclasses import replace

import pytest
from django.test import Client

from noaber.accounts.models import Role, RoleGrant, User
from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.core.errors import DomainError
from noaber.decisions.api import Answer, Said, closings, proposal, record_positions, send_proposal
from noaber.decisions.models import Proposal, ProposalVersion
from noaber.decisions.services.drafts.versions import withdraw_proposal, write_next_version
from noaber.decisions.views.thread import consent_step
from noaber.network.tests.pages import links, typed_in, words
from noaber.strategy.queries.consulting.course import period_course
from noaber.strategy.rules.periods.period import PeriodState, PeriodTerms
from noaber.strategy.services.periods.period import record_period
from noaber.strategy.services.periods.withdrawing import withdraw_period
from noaber.strategy.tests.conftest import COORDINATOR, LATER, NOW, PERIOD, POLICE_PLAN, STRATEGY, TODAY
from noaber.strategy.tests.test_put_again import coordinator
from noaber.strategy.tests.test_services_consulting import (
    AGREED,
    POLICE,
    answer,
    chosen,
    consented,
    draft,
    draft_police_plan,
    put,
    send_police_plan,
    terms,
    up,
)
from tests.made_once import made_once
from tests.people import sign_in_as

__all__ = ["chosen", "consented"]
pytestmark = pytest.mark.django_db
PAGE = f"/strategie/{PERIOD}/"
LINKED = replace(STRATEGY, plans=(replace(POLICE_PLAN, proposal=POLICE),))
WHY = "De politie stelde dit plan bij."


def controller() -> Client:
    """Somebody of the network who prepares neither strategy nor proposals."""
    user = User.objects.filter(email="controller@voorbeeld.invalid").first()
    if user is None:
        user = User.objects.create(email="controller@voorbeeld.invalid", display_name="Controller")
        RoleGrant.objects.create(user=user, role=Role.CONTROLLER, valid_from=TODAY)
    client = Client()
    sign_in_as(client, user)
    return client


def record(said: PeriodTerms) -> bool:
    return record_period(PERIOD, said, actor=COORDINATOR, now=LATER, today=TODAY)


def test_r13_the_plan_that_lies_there_is_not_left_out_while_it_does(chosen: None) -> None:
    send_police_plan()
    assert record(LINKED), "to say which proposal a plan has, is no other plan"
    adopted = replace(LINKED, state=PeriodState.ADOPTED, decided_on=TODAY, source="Lijst", plans=(), note=WHY)
    for without in (replace(LINKED, plans=(), note=WHY), adopted):
        with pytest.raises(DomainError, match=r"blij(ft|ven).* staan") as refused:
            record(without)
        assert refused.value.field == "plans"
    withdraw_proposal(POLICE, "Het plan was niet af.", actor=COORDINATOR, now=LATER)
    assert record(replace(LINKED, plans=(), note=WHY))
    assert "Gekoppeld plan eraf: Meerjarenbeleidsplan." in words(Client().get(PAGE))


def test_r49_once_the_councils_were_asked_another_term_or_plan_says_why(chosen: None) -> None:
    shorter = replace(STRATEGY, ends_on=dt.date(2021, 12, 31))
    other = replace(STRATEGY, plans=(replace(POLICE_PLAN, title="Jaarplan"),))
    send_proposal(put(), actor=COORDINATOR, now=NOW, today=TODAY)
    for changed in (shorter, other, replace(STRATEGY, plans=())):
        with pytest.raises(DomainError, match="al een voorstel verstuurd") as refused:
            record(changed)
        assert refused.value.field == "note"
    assert record(replace(shorter, note=WHY))
    told = words(Client().get(PAGE))
    change = "1 januari 2019 tot en met 31 december 2022 → 1 januari 2019 tot en met 31 december 2021"
    assert f"Looptijd gewijzigd: {change}." in told
    assert WHY in told


def test_before_anything_was_sent_it_needs_no_reason(chosen: None) -> None:
    put()
    assert record(replace(STRATEGY, ends_on=dt.date(2021, 12, 31)))


def test_r13_a_strategy_that_was_adopted_without_the_plan_tells_what_becomes_of_that(consented: str) -> None:
    adoption = up()
    send_police_plan()
    record(replace(terms(), plans=LINKED.plans))
    send_proposal(adoption, actor=COORDINATOR, now=NOW, today=TODAY)
    answer(adoption)
    answer(adoption, stage=1)
    said = replace(terms(), state=PeriodState.ADOPTED, decided_on=TODAY)
    with pytest.raises(DomainError, match="Zeg in de toelichting") as refused:
        record(replace(said, note="Zo is dit besloten."))
    assert refused.value.field == "note"
    apart = "Het plan van de politie volgt apart, in juni."
    assert record(replace(said, note=apart))
    for page in (PAGE, f"{PAGE}nota/"):
        told = words(Client().get(page))
        assert apart in told, page
        assert "‘Meerjarenbeleidsplan’ is niet samen met de strategie vastgesteld" in told, page


def test_a_withdrawn_proposal_to_adopt_does_not_lie_there_any_more(consented: str) -> None:
    public = words(Client().get(PAGE))
    assert "2 van 2 overleggen stemmen in" in public, "the number, also where its text is not public"
    adoption = up()
    send_proposal(adoption, actor=COORDINATOR, now=NOW, today=TODAY)
    withdraw_proposal(adoption, "Een fout in de tekst.", actor=COORDINATOR, now=LATER)
    told = words(coordinator().get(PAGE))
    assert "Ligt voor ter vaststelling" not in told
    assert "Het voorstel is ingetrokken. De strategie ligt nu niet voor." in told
    assert "vaststellen (ingetrokken)" in told
    assert "Wacht op de instemming" not in words(Client().get(PAGE))
    assert not period_course(COORDINATOR, PERIOD, replace(terms(), title="Anders"), AsOf(TODAY)).faults


def test_r13_a_strategy_whose_plan_was_withdrawn_is_adopted_with_what_became_of_that(consented: str) -> None:
    send_police_plan()
    record(replace(terms(), plans=LINKED.plans, note=WHY))
    adoption = up()
    send_proposal(adoption, actor=COORDINATOR, now=NOW, today=TODAY)
    with pytest.raises(DomainError, match="ter vaststelling"):
        withdraw_proposal(consented, "Het ging te snel.", actor=COORDINATOR, now=LATER)
    answer(adoption)
    answer(adoption, stage=1)
    withdraw_proposal(POLICE, "Het plan was niet af.", actor=COORDINATOR, now=LATER)
    told = words(coordinator().get(PAGE))
    assert "‘Meerjarenbeleidsplan’ is niet vastgesteld: het voorstel is ingetrokken." in told
    assert "Of de strategie zonder dat plan geldt, wordt nog vastgelegd." in told
    said = replace(terms(), state=PeriodState.ADOPTED, decided_on=TODAY)
    with pytest.raises(DomainError, match="waarom het plan niet is vastgesteld") as refused:
        record(replace(said, note="Zo is dit besloten."))
    assert refused.value.field == "note"
    apart = "Het plan van de politie komt in juni opnieuw."
    assert record(replace(said, note=apart))
    for page in (PAGE, f"{PAGE}nota/"):
        told = words(Client().get(page))
        assert apart in told, page
        assert "‘Meerjarenbeleidsplan’ is niet vastgesteld: het voorstel is ingetrokken." in told, page


@pytest.fixture
@made_once
def rejected(consented: str) -> str:
    """A strategy that was adopted by itself, together with a plan that its college rejected that day."""
    send_police_plan()
    record(replace(terms(), plans=LINKED.plans, note=WHY))
    adoption = up()
    send_proposal(adoption, actor=COORDINATOR, now=NOW, today=TODAY)
    answer(adoption)
    answer(adoption, stage=1)
    answer(POLICE)
    answer(POLICE, stage=1, said=Said(Answer.OBJECTION, "Dit plan is te vaag."))
    return adoption


def test_r13_where_the_plan_was_rejected_the_pages_say_how_to_go_on_and_not_in_a_circle(
    rejected: str,
) -> None:
    client = coordinator()
    told = words(client.get(f"/voorstellen/{rejected}/"))
    assert "dat is verworpen. Zo staat dit besluit nog niet vast." in told
    assert "Trek dit voorstel dan in met de reden" in told
    assert f"/voorstellen/{rejected}/intrekken/" in links(client.get(f"/voorstellen/{rejected}/"))
    asked = client.get(f"/voorstellen/{rejected}/intrekken/")
    assert "Trek het voorstel in" in words(asked), "what is offered is not refused"
    plan = client.get(f"/voorstellen/{POLICE}/")
    assert "Zo kan het niet rond komen" not in words(plan)
    assert f"/voorstellen/{POLICE}/nieuwe-versie/" in links(plan)


def test_r13_a_strategy_whose_plan_was_rejected_is_adopted_with_what_becomes_of_that(rejected: str) -> None:
    said = replace(terms(), state=PeriodState.ADOPTED, decided_on=TODAY)
    with pytest.raises(DomainError, match="waarom het plan niet is vastgesteld"):
        record(replace(said, note="Zo is dit besloten."))
    assert record(replace(said, note="Het plan van de politie komt in juni opnieuw."))
    assert "‘Meerjarenbeleidsplan’ is niet vastgesteld: het voorstel is verworpen." in words(
        Client().get(PAGE)
    )


def test_r13_after_the_plan_was_rejected_the_strategy_is_put_anew_without_it(rejected: str) -> None:
    withdraw_proposal(rejected, "Het plan van de politie is verworpen.", actor=COORDINATOR, now=LATER)
    anew = up()
    assert not draft(anew).linked_to
    assert "samen met" not in draft(anew).points[0].text
    send_proposal(anew, actor=COORDINATOR, now=LATER, today=TODAY)


def test_r13_with_a_next_version_of_the_rejected_plan_both_are_adopted_on_another_day(rejected: str) -> None:
    day = TODAY + dt.timedelta(days=7)
    write_next_version(POLICE, actor=COMMAND, today=TODAY)
    ProposalVersion.objects.filter(proposal__code=POLICE, number=2).update(
        change_note="Het plan is concreter."
    )
    send_proposal(POLICE, actor=COMMAND, now=LATER, today=TODAY)
    for code, stages in ((POLICE, (0, 1)), (rejected, (1,))):
        found = proposal(COMMAND, code, AsOf(day))
        assert found
        for stage in stages:
            for party in found.stages[stage].parties:
                record_positions(
                    party.consultation_id,
                    dict.fromkeys(party.labels, Said(Answer.CONSENT)),
                    actor=COMMAND,
                    now=LATER,
                    today=day,
                    decided_on=day,
                )
    adopted = replace(terms(), state=PeriodState.ADOPTED, decided_on=day, note=WHY)
    assert record_period(PERIOD, adopted, actor=COORDINATOR, now=LATER, today=day)


def test_r13_once_recorded_as_adopted_without_the_plan_decisions_tells_the_same(rejected: str) -> None:
    """One truth: the college does not go back on it, and no page says that it waits (ADR 17)."""
    client = coordinator()
    assert "De strategie kan ook zonder dat plan gelden" in words(client.get(f"/voorstellen/{rejected}/"))
    adopted = replace(terms(), state=PeriodState.ADOPTED, decided_on=TODAY)
    record(replace(adopted, note="Het plan van de politie komt in juni opnieuw."))
    with pytest.raises(DomainError, match="het voorstel is vastgesteld"):
        answer(rejected, stage=1, said=Said(Answer.OBJECTION, "Toch niet zonder het plan."))
    told = words(client.get(f"/voorstellen/{rejected}/"))
    for circle in ("Zo kan het niet rond komen", "Trek dit voorstel dan in", "kan ook zonder dat plan"):
        assert circle not in told, circle
    assert "dit besluit staat zonder dat plan" in told
    assert "wacht op het gekoppelde plan" not in words(client.get("/voorstellen/"))
    assert closings(AsOf(TODAY))[rejected].is_adopted
    assert not closings(AsOf(TODAY))[POLICE].is_adopted
    with pytest.raises(DomainError, match="is vastgesteld en er hoort een voorstel bij"):
        withdraw_period(PERIOD, "Dit was een vergissing.", actor=COORDINATOR, now=LATER, today=TODAY)


def test_r13_who_may_not_act_reads_how_it_stands_and_not_what_to_do(rejected: str) -> None:
    page = f"/voorstellen/{rejected}/"
    told = words(controller().get(page))
    assert "Zelf vastgesteld op 2 maart 2020. Dit voorstel gaat samen met “Plan van de politie”" in told
    assert "dat is verworpen. Hoe het zonder dat plan verdergaat, is nog niet vastgelegd." in told
    for instruction in ("Trek dit voorstel", "leg dan bij", "nieuwe versie"):
        assert instruction not in told, instruction
    assert "gekoppeld plan is verworpen" in words(controller().get("/voorstellen/"))
    period = words(controller().get(PAGE))
    assert "Het voorstel is vastgesteld op 2 maart 2020." in period
    assert "Of de strategie zonder dat plan geldt, wordt nog vastgelegd." in period
    assert f"{PAGE}wijzigen/" in links(coordinator().get(PAGE))
    assert "Leg vast dat de strategie is vastgesteld" in words(coordinator().get(PAGE))


def test_r13_a_plan_that_comes_back_after_the_strategy_was_adopted_apart_is_adopted_on_its_own_day(
    chosen: None,
) -> None:
    """Both are linked to each other; the strategy does not wait any more, so the plan does not either."""
    code = put()
    send_proposal(code, actor=COORDINATOR, now=NOW, today=TODAY)
    answer(code)
    draft_police_plan()
    record(replace(terms(), plans=LINKED.plans, note=WHY))
    adoption = up()
    Proposal.objects.filter(code=POLICE).update(linked_to=Proposal.objects.get(code=adoption))
    for each in (POLICE, adoption):
        send_proposal(each, actor=COORDINATOR, now=NOW, today=TODAY)
    together = "pas rond als beide op dezelfde dag zijn vastgesteld"
    page = f"/voorstellen/{POLICE}/"
    assert together in words(controller().get(page))
    for proposed, last in ((adoption, AGREED), (POLICE, Said(Answer.OBJECTION, "Dit plan is te vaag."))):
        answer(proposed)
        answer(proposed, stage=1, said=last)
    adopted = replace(terms(), state=PeriodState.ADOPTED, decided_on=TODAY)
    record(replace(adopted, note="Het plan van de politie komt in juni opnieuw."))
    write_next_version(POLICE, actor=COMMAND, today=TODAY)
    ProposalVersion.objects.filter(proposal__code=POLICE, number=2).update(
        change_note="Het plan is concreter."
    )
    send_proposal(POLICE, actor=COMMAND, now=LATER, today=TODAY)
    told = words(controller().get(page))
    assert together not in told
    assert (
        "“Veiligheidsstrategie 2019-2022 vaststellen” is op 2 maart 2020 vastgesteld zonder dit plan." in told
    )
    assert "Over dit voorstel wordt apart besloten, op een eigen dag." in told


def test_a_refused_note_tells_what_is_wanted_with_an_example_as_the_form_does(rejected: str) -> None:
    client, change = coordinator(), f"{PAGE}wijzigen/"
    page = client.get(change)
    rules = ("twee verschillende woorden van drie letters of meer", "Bijvoorbeeld: ‘")
    assert "het woord ‘plan’" in words(page)
    assert all(rule in words(page) for rule in rules)
    for note in ("", "ok", "Zo is dit besloten."):
        refused = words(client.post(change, {**typed_in(page), "note": note}))
        assert "of meer, en daarbij het woord ‘plan’. Bijvoorbeeld: ‘Het plan van de politie" in refused, note
    client.post(change, {**typed_in(page), "note": "Het plan van de politie komt in juni opnieuw."})
    again = client.get(change)
    assert all(
        rule in words(client.post(change, {**typed_in(again), "title": "Samen veilig", "note": "ok"}))
        for rule in rules
    )


def test_r15_of_a_plan_that_came_to_nothing_no_page_says_that_it_was_adopted_or_runs(rejected: str) -> None:
    adopted = replace(terms(), state=PeriodState.ADOPTED, decided_on=TODAY)
    record(replace(adopted, note="Het plan van de politie komt in juni opnieuw."))
    told = words(coordinator().get(PAGE))
    assert "Het plan is vastgesteld" not in told
    assert "Het voorstel van dat plan is verworpen: er wordt nu niemand gehoord." in told
    assert "Daarnaast loopt" not in words(Client().get(f"{PAGE}nota/"))


def test_r49_a_note_belongs_to_the_change_it_was_written_with(rejected: str) -> None:
    client, change = coordinator(), f"{PAGE}wijzigen/"
    shorter = replace(LINKED.plans[0], ends_on=dt.date(2021, 12, 31))
    record(replace(terms(), plans=(shorter,), note="De politie kort haar plan in."))
    offered = typed_in(client.get(change))
    assert (offered["state"], offered["note"].strip()) == ("adopted", "")
    assert "Zeg in de toelichting waarom" in words(client.post(change, offered))
    told = "Het plan van de politie komt in juni opnieuw."
    assert client.post(change, {**offered, "note": told}).status_code == 302
    nota = words(Client().get(f"{PAGE}nota/"))
    assert f"Bij de vaststelling is gezegd: {told}" in nota
    assert "Bij de vaststelling is gezegd: De politie kort" not in nota


def test_r13_the_thread_waits_for_nobody_once_a_strategy_of_that_day_was_adopted_without_its_plan(
    consented: str,
) -> None:
    """The themes were put by a college that said nothing of them; themes and strategy are of one day."""
    send_police_plan()
    record(replace(terms(), plans=LINKED.plans, note=WHY))
    adoption = up()
    send_proposal(adoption, actor=COORDINATOR, now=LATER, today=TODAY)
    answer(adoption)
    answer(adoption, stage=1)
    withdraw_proposal(POLICE, "Het plan was niet af.", actor=COORDINATOR, now=LATER)
    said = replace(terms(), state=PeriodState.ADOPTED, decided_on=TODAY)
    assert record(replace(said, note="Het plan van de politie komt in juni opnieuw."))
    step = consent_step(COORDINATOR, AsOf(TODAY))
    assert step
    assert (step.url, step.state) == (f"/voorstellen/{adoption}/", "done")

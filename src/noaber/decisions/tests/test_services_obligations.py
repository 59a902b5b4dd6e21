"""What organisations did with what they decided: recorded once, only what is theirs, and never before it is decided."""

import datetime as dt
from collections.abc import Callable, Collection
from decimal import Decimal
from typing import Any

import pytest

from noaber.core import clock
from noaber.core.access import COMMAND, Actor
from noaber.core.asof import AsOf
from noaber.core.audit import verify_chain
from noaber.core.errors import AccessRefused, Conflict, DomainError
from noaber.core.models import AuditEntry, OutboxMail
from noaber.core.tests.guards import unguarded
from noaber.decisions.health import everyone_takes_part, office_may_open
from noaber.decisions.models import BudgetEntry, Consultation, ContinuationOverride, Proposal
from noaber.decisions.queries.calendar.agenda import entries_of
from noaber.decisions.queries.calendar.entries import Entry
from noaber.decisions.queries.forwarding.overview import follow_ups
from noaber.decisions.queries.obligations.budgets import awaited_budgets, missing_budgets
from noaber.decisions.queries.obligations.continuation import Continuation, continuation
from noaber.decisions.queries.obligations.obligation import ObligationRow, obligations
from noaber.decisions.rules.continuation import ContinuationState
from noaber.decisions.rules.forwarding import FollowUpState
from noaber.decisions.rules.obligations import ObligationState
from noaber.decisions.rules.outcomes import StageRule
from noaber.decisions.rules.positions import Answer
from noaber.decisions.rules.route import Role
from noaber.decisions.services.answers.recording import Said
from noaber.decisions.services.drafts.written import ObligationText, PointText, StageText
from noaber.decisions.services.obligations import budget_reminders
from noaber.decisions.services.obligations.budgets import record_budget_entry
from noaber.decisions.services.obligations.continuing import record_continuation
from noaber.decisions.tests.conftest import (
    ADOPTING,
    AGREE,
    AGREED,
    BOARD,
    CODE,
    CONSENTING,
    MEETING,
    MUNICIPALITIES,
    NORTH,
    NOW,
    ORGANISATIONS,
    PARTNERS,
    POINTS,
    STRANGER,
    TODAY,
    all_councils_agree,
    consultation,
    draft,
    holding,
    party,
    record,
    send,
    stand,
)
from noaber.decisions.tests.test_services_next_text import LATER, send_next
from noaber.decisions.tests.test_services_taking_back import take_back
from tests.made_once import made_once

CONTRIBUTION = ObligationText("contribution", 2021, 2022, rate=Decimal("0.07"), is_solidary=True)
CAPACITY = ObligationText("capacity", 2021, 2022, fte=Decimal("0.5"), is_solidary=True)
TERMS = {"3a": CONTRIBUTION, "3b": CAPACITY}
OWN = StageText(
    3,
    "iedere organisatie",
    Role.DECIDE,
    StageRule.ALL,
    organisation_kinds=ORGANISATIONS,
    labels=("3a", "3b"),
    after=1,
    is_follow_up=True,
)
FIRST = MUNICIPALITIES[0]
FIRST_CODE = FIRST.removeprefix("organisation:")
BUDGETED = dt.date(2020, 5, 20)


@pytest.fixture(autouse=True)
@made_once
def asking(voorbeeldland: object) -> None:
    """The memo, with what it asks of each organisation, sent."""
    points = [
        PointText(
            each.label,
            each.kind,
            each.text,
            parent=each.parent,
            addressed_to=each.addressed_to,
            forwarded_to=each.forwarded_to,
            advice=each.advice,
            obligation=TERMS.get(each.label),
        )
        for each in POINTS
    ]
    draft(points=points, stages=(CONSENTING, ADOPTING, OWN))
    send()


@pytest.fixture
@made_once
def sent_on(asking: None) -> None:
    """Both councils agree, so that every organisation may decide."""
    all_councils_agree()


@pytest.fixture
@made_once
def first_decided(sent_on: None) -> None:
    """The first municipality agreed to what is asked of it."""
    decide(FIRST)


def rows(on: dt.date = TODAY) -> list[ObligationRow]:
    return obligations(COMMAND, CODE, AsOf(on))


def state_of(key: str, year: int) -> ObligationState:
    code = key.removeprefix("organisation:")
    return next(row.state for row in rows() if (row.party, row.year) == (code, year))


def decide(key: str, answer: Answer = Answer.CONSENT) -> None:
    label = "3b" if key in PARTNERS else "3a"
    record(3, key, {label: Said(answer, "Nee." if answer is Answer.OBJECTION else "")})


def everyone_decides(but: Collection[str] = ()) -> None:
    for key in (*MUNICIPALITIES, *PARTNERS):
        if key not in but:
            decide(key)


def enter(key: str = FIRST, years: Collection[int] = (2021,), **changes: Any) -> list[BudgetEntry]:
    label = "3b" if key in PARTNERS else "3a"
    facts: dict[str, Any] = {
        "actor": COMMAND,
        "now": NOW,
        "today": TODAY,
        "form": "budget",
        "decided_on": BUDGETED,
        "evidence": "Programmabegroting, bladzijde 12",
    }
    return record_budget_entry(
        consultation(3, key), [(label, year) for year in years], **{**facts, **changes}
    )


def goes_on(on: dt.date = TODAY) -> Continuation:
    found = continuation(COMMAND, CODE, AsOf(on))
    assert found is not None
    return found


def go_on(**changes: Any) -> ContinuationOverride:
    facts: dict[str, Any] = {
        "actor": COMMAND,
        "now": NOW,
        "today": TODAY,
        "body_code": "stuurgroep",
        "motive": "De rest volgt in het najaar.",
        "decided_on": dt.date(2020, 5, 6),
        "evidence": "Besluitenlijst BBG 6 mei 2020",
    }
    return record_continuation(CODE, **{**facts, **changes})


def test_a_council_gives_its_own_municipalities_advice_and_all_councils_together_open_it() -> None:
    """The same gate says that it is expected and that it may be decided: no page contradicts another."""
    assert {row.state for row in rows()} == {ObligationState.NOT_EXPECTED}
    record(1, NORTH, AGREED)
    advised = {row.district for row in rows() if row.advised_on}
    assert len(advised) == 1
    assert {row.state for row in rows()} == {ObligationState.NOT_EXPECTED}
    assert {row.asked_on for row in rows() if row.party} == {None}
    assert {row.state for row in follow_ups(stand(), TODAY)} == {FollowUpState.AHEAD}
    all_councils_agree()
    assert {row.state for row in rows()} == {ObligationState.EXPECTED}


@pytest.mark.usefixtures("first_decided")
def test_it_becomes_binding_by_the_own_decision_and_declined_by_an_objection() -> None:
    decide(MUNICIPALITIES[1], Answer.OBJECTION)
    assert [state_of(FIRST, year) for year in (2021, 2022)] == [ObligationState.BINDING] * 2
    assert state_of(MUNICIPALITIES[1], 2021) is ObligationState.DECLINED
    assert state_of(MUNICIPALITIES[2], 2021) is ObligationState.EXPECTED


@pytest.mark.usefixtures("first_decided")
def test_it_stands_in_the_budget_and_can_be_taken_out_again() -> None:
    assert len(enter(years=(2021, 2022))) == 2
    assert [state_of(FIRST, year) for year in (2021, 2022)] == [ObligationState.IN_BUDGET] * 2
    enter(form="not_taken_up", evidence="Bezuinigingen", decided_on=dt.date(2020, 5, 28))
    row = next(row for row in rows() if (row.party, row.year) == (FIRST_CODE, 2021))
    assert (row.state, row.is_put_back, row.in_budget_on) == (ObligationState.BINDING, True, None)
    assert BudgetEntry.objects.count() == 3
    assert verify_chain()[1] is None


@pytest.mark.usefixtures("first_decided")
def test_the_same_twice_changes_nothing() -> None:
    enter()
    acts = AuditEntry.objects.count()
    assert enter(expected_revision=0) == []
    assert (BudgetEntry.objects.count(), AuditEntry.objects.count()) == (1, acts)


@pytest.mark.usefixtures("sent_on")
@pytest.mark.parametrize(
    ("form", "decided_on", "said"),
    [
        ("budget", dt.date(2021, 1, 1), "vóór 1 januari 2021 .*artikel 191.*begrotingswijziging"),
        ("amendment", dt.date(2022, 1, 1), "tot en met 31 december 2021 .*artikel 192"),
        ("amendment", dt.date(2020, 5, 19), "niet van vóór de begroting zelf, van 20 mei 2020"),
    ],
)
def test_a_municipality_decides_on_a_budget_when_the_law_lets_it(
    form: str, decided_on: dt.date, said: str
) -> None:
    everyone_decides()
    enter()
    kept, later = BudgetEntry.objects.count(), dt.date(2022, 6, 1)
    with pytest.raises(DomainError, match=said):
        enter(form=form, decided_on=decided_on, today=later)
    assert BudgetEntry.objects.count() == kept
    assert enter(PARTNERS[0], form=form, decided_on=decided_on, today=later)  # of others the law says nothing


@pytest.mark.usefixtures("first_decided")
def test_who_was_first_is_not_overwritten() -> None:
    seen = party(3, FIRST).revision
    enter(expected_revision=seen)
    with pytest.raises(Conflict):
        enter(evidence="Elders", expected_revision=seen)


@pytest.mark.usefixtures("first_decided")
@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"years": (2020,)}, "Over 2020 is bij punt 3a niets gevraagd"),
        ({"years": ()}, "Kies ten minste één jaar"),
        ({"decided_on": dt.date(2020, 3, 1)}, "Het eigen besluit is van 1 april 2020"),
        ({"decided_on": dt.date(2020, 6, 2)}, "niet vooraf"),
        ({"evidence": " "}, "Vul in waar het staat"),
        ({"form": "not_taken_up"}, "valt niets terug te nemen"),
        ({"form": "anders"}, "Kies waarin het staat"),
        ({"key": MUNICIPALITIES[1]}, "nog niet vastgelegd als eigen besluit"),
    ],
)
def test_what_cannot_be_is_refused_with_its_reason(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(DomainError, match=said):
        enter(**changes)
    assert not BudgetEntry.objects.exists()


@pytest.mark.usefixtures("first_decided")
@pytest.mark.parametrize(
    "actor",
    [
        STRANGER,
        holding("mayor", "organisation:GM9002"),
        holding("mayor", f"organisation:{FIRST_CODE}").preparing(),
    ],
)
def test_others_record_nothing(actor: Actor) -> None:
    with pytest.raises(AccessRefused):
        enter(actor=actor)
    assert not BudgetEntry.objects.exists()


@pytest.mark.usefixtures("first_decided")
@pytest.mark.parametrize("role", ["mayor", "contact", "head"])
def test_who_speaks_for_the_organisation_records_it(role: str) -> None:
    assert enter(actor=holding(role, f"organisation:{FIRST_CODE}"))


@pytest.mark.usefixtures("sent_on")
def test_the_network_goes_on_when_everyone_agreed() -> None:
    everyone_decides(but=[FIRST])
    found = goes_on()
    assert (found.state, found.asked, len(found.agreed)) == (ContinuationState.NOT_YET, 8, 7)
    assert [each.code for each in found.missing] == [FIRST_CODE]
    assert found.missing[0].name != FIRST_CODE
    decide(FIRST)
    assert goes_on().state is ContinuationState.CONTINUES


@pytest.mark.usefixtures("sent_on")
def test_without_all_it_goes_on_only_by_a_decision_which_is_kept() -> None:
    everyone_decides(but=[FIRST])
    decide(FIRST, Answer.OBJECTION)
    assert [each.code for each in goes_on().declined] == [FIRST_CODE]
    go_on()
    assert goes_on().state is ContinuationState.BY_DECISION
    assert goes_on(dt.date(2020, 5, 5)).state is ContinuationState.NOT_YET
    decide(FIRST)
    found = goes_on()
    assert found.state is ContinuationState.CONTINUES
    assert found.decision
    assert found.decision.body_code == "stuurgroep"
    with pytest.raises(DomainError, match="niet nodig"):
        go_on()


@pytest.mark.usefixtures("sent_on")
@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"motive": " "}, "waarom het netwerk toch doorgaat"),
        ({"decided_on": dt.date(2020, 6, 2)}, "niet vooraf"),
        ({"decided_on": dt.date(2020, 1, 2)}, "aan de beurt sinds 1 april 2020"),
        ({"decided_on": dt.date(2020, 3, 31)}, "aan de beurt sinds 1 april 2020"),
        ({"evidence": "  "}, "waar het besluit is te lezen"),
        ({"body_code": "overleg-noord"}, "Alleen de begeleidingsgroep"),
        ({"body_code": "bestaat-niet"}, "Alleen de begeleidingsgroep"),
    ],
)
def test_a_decision_to_go_on_is_refused_with_its_reason(changes: dict[str, Any], said: str) -> None:
    with pytest.raises(DomainError, match=said):
        go_on(**changes)
    assert not ContinuationOverride.objects.exists()


def test_it_is_not_decided_before_it_is_asked_nor_when_everyone_agreed() -> None:
    with pytest.raises(DomainError, match="nog niet aan de beurt"):
        go_on()
    all_councils_agree()
    everyone_decides()
    with pytest.raises(DomainError, match="niet nodig"):
        go_on()


@pytest.mark.usefixtures("sent_on")
def test_only_the_coordinator_records_that_it_goes_on() -> None:
    with pytest.raises(AccessRefused):
        go_on(actor=holding("mayor", f"organisation:{FIRST_CODE}"))


def test_health_names_who_is_missing_from_the_day_they_are_asked() -> None:
    assert not list(everyone_takes_part(AsOf(TODAY)))
    all_councils_agree()
    everyone_decides(but=[FIRST, PARTNERS[0]])
    [found] = everyone_takes_part(AsOf(TODAY))
    assert set(found.missing) == {FIRST_CODE, PARTNERS[0].removeprefix("organisation:")}
    assert "6 van 8 organisaties doen mee" in found.message
    assert not list(everyone_takes_part(AsOf(dt.date(2020, 3, 31))))
    go_on()
    assert not list(everyone_takes_part(AsOf(TODAY)))


@pytest.mark.usefixtures("sent_on")
def test_a_withdrawn_proposal_binds_nobody() -> None:
    proposal = Consultation.objects.all()[0].stage.proposal
    proposal.withdrawn_at = NOW
    proposal.save(update_fields=["withdrawn_at"])
    assert not rows()
    assert continuation(COMMAND, CODE, AsOf(TODAY)) is None
    assert not list(everyone_takes_part(AsOf(TODAY)))


def test_the_functions_of_the_office_stay_closed_until_both_conditions_hold(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("noaber.decisions.health._is_of_office", lambda code, asof: code == "bureau")
    assert office_may_open("ander", TODAY)
    assert "is vastgesteld" in getattr(office_may_open("bureau", TODAY), "reason", "")
    all_councils_agree()
    record(2, BOARD, {"1": AGREE})
    assert "nu 0 van 8" in getattr(office_may_open("bureau", TODAY), "reason", "")
    go_on()
    assert office_may_open("bureau", TODAY)


@pytest.mark.usefixtures("first_decided")
def test_the_tasks_ask_only_what_is_decided_and_not_in_the_budget() -> None:
    mine, october = frozenset({FIRST_CODE, "GM9002"}), dt.date(2020, 10, 1)
    assert not awaited_budgets(mine, TODAY)
    assert [(row.organisation_code, row.year) for row in awaited_budgets(mine, october)] == [
        (FIRST_CODE, 2021)
    ]
    enter()
    assert not awaited_budgets(mine, october)
    enter(form="not_taken_up", evidence="Bezuinigingen")
    assert len(awaited_budgets(mine, october)) == 1


@pytest.mark.usefixtures("first_decided")
@pytest.mark.db
@pytest.mark.parametrize(
    "come_back",
    [
        lambda: take_back(3, FIRST, now=LATER),
        lambda: record(3, FIRST, {"3a": Said(Answer.OBJECTION, "Nee.")}, now=LATER),
        lambda: send_next(now=LATER),
    ],
    ids=["taken back", "objection", "another text"],
)
def test_a_new_decision_needs_a_budget_of_its_own(come_back: Callable[[], object]) -> None:
    enter()
    mine, october = frozenset({FIRST_CODE}), dt.date(2020, 10, 1)
    come_back()
    all_councils_agree()
    decide(FIRST)
    row = next(row for row in rows() if (row.party, row.year) == (FIRST_CODE, 2021))
    assert (row.state, row.is_put_back, row.budget) == (ObligationState.BINDING, False, None)
    assert len(awaited_budgets(mine, october)) == 1
    with pytest.raises(DomainError, match="valt niets terug te nemen"):
        enter(form="not_taken_up", now=LATER)
    assert enter(now=LATER)  # the very same words confirm it
    assert state_of(FIRST, 2021) is ObligationState.IN_BUDGET
    assert not awaited_budgets(mine, october)


@pytest.mark.usefixtures("sent_on")
@pytest.mark.db
def test_a_refusal_after_a_consent_leaves_what_was_before_it_and_its_own_year() -> None:
    everyone_decides()
    enter(years=(2021, 2022))
    refused_on = dt.date(2021, 6, 1)
    later = dt.datetime(2021, 6, 1, 10, tzinfo=dt.UTC)
    record(3, FIRST, {"3a": Said(Answer.OBJECTION, "Nee.")}, now=later, decided_on=refused_on)
    mine = [row for row in rows(refused_on) if row.party == FIRST_CODE]
    assert [row.state for row in mine] == [ObligationState.IN_BUDGET, ObligationState.DECLINED]
    assert [row.decided_on for row in mine] == [MEETING, refused_on]
    assert mine[0].in_budget_on == BUDGETED
    assert [each.code for each in goes_on(refused_on).declined] == [FIRST_CODE]
    assert [row.year for row in missing_budgets(frozenset({FIRST_CODE}), (2021, 2022), refused_on)] == []
    record(3, FIRST, {"3a": Said(Answer.CONSENT)}, now=later, decided_on=refused_on)
    mine = [row for row in rows(refused_on) if row.party == FIRST_CODE]
    assert [row.state for row in mine] == [ObligationState.IN_BUDGET, ObligationState.BINDING]
    assert [row.year for row in missing_budgets(frozenset({FIRST_CODE}), (2021, 2022), refused_on)] == [2022]
    take_back(3, FIRST, now=later, today=refused_on)
    mine = [row for row in rows(refused_on) if row.party == FIRST_CODE]
    assert [row.state for row in mine] == [ObligationState.EXPECTED] * 2


@pytest.mark.usefixtures("first_decided")
def test_the_mail_goes_once_and_only_to_who_did_not_record_it(monkeypatch: pytest.MonkeyPatch) -> None:
    decide(MUNICIPALITIES[1])
    enter(MUNICIPALITIES[1])
    for day, count in ((dt.date(2020, 9, 30), 0), (dt.date(2020, 10, 1), 1), (dt.date(2020, 11, 14), 1)):
        monkeypatch.setattr(clock, "today", lambda day=day: day)
        at = dt.datetime.combine(day, dt.time(7, 30), dt.UTC)
        told = budget_reminders.remind_of_budgets(at)
        assert told.startswith("1 ") == (day == dt.date(2020, 10, 1))
        assert OutboxMail.objects.filter(template=budget_reminders.TEMPLATE).count() == count
    mail = OutboxMail.objects.get(template=budget_reminders.TEMPLATE)
    assert mail.subject == "Staat de bijdrage van 2021 in uw begroting?"
    assert f"/verplichtingen/{FIRST_CODE}/begroting/" in mail.text
    assert "voor 15 november naar Gedeputeerde Staten" in mail.text
    assert "coördinator" not in mail.text  # this network has none, and the mail itself cannot be answered


@pytest.mark.usefixtures("sent_on")
@pytest.mark.db
def test_only_who_pays_is_asked_for_a_budget(monkeypatch: pytest.MonkeyPatch) -> None:
    """Capacity is no money, and only a municipality sends its budget to the province (Gemeentewet art. 191)."""
    decide(PARTNERS[0])
    october = dt.date(2020, 10, 1)
    monkeypatch.setattr(clock, "today", lambda: october)
    told = budget_reminders.remind_of_budgets(dt.datetime.combine(october, dt.time(7, 30), dt.UTC))
    assert told == "Niemand hoeft te worden herinnerd."
    assert not awaited_budgets(frozenset({PARTNERS[0].removeprefix("organisation:")}), october)


def in_calendar(day: dt.date, *roles: str) -> list[Entry]:
    """What stands in the calendar of who speaks for the first municipality, but for questions and meetings."""
    actor = holding(*(roles or ("contact", FIRST)))
    return [row for row in entries_of(actor, day) if row.event.uid.startswith("budget-")]


@pytest.mark.usefixtures("sent_on")
def test_the_next_budget_stands_in_the_calendar_until_it_is_recorded() -> None:
    assert in_calendar(TODAY) == []
    decide(FIRST)
    (found,) = in_calendar(TODAY)
    assert found.title == "Bijdrage 2021 in de begroting: bewijs vóór 15 november 2020"
    assert (found.on, found.path.endswith(f"/{FIRST_CODE}/begroting/")) == (dt.date(2020, 11, 14), True)
    assert in_calendar(TODAY, "contact", MUNICIPALITIES[1]) == []
    assert in_calendar(TODAY, "member", "body:overleg-noord") == []
    late = in_calendar(dt.date(2020, 11, 15))
    assert [row.on.year for row in late] == [2020, 2021]
    enter()
    assert in_calendar(TODAY) == []
    enter(form="not_taken_up", evidence="Bezuinigingen")
    assert len(in_calendar(TODAY)) == 1


@pytest.mark.usefixtures("first_decided")
def test_of_a_restricted_proposal_the_calendar_says_only_that_a_budget_waits() -> None:
    with unguarded():
        Proposal.objects.update(classification="restricted")
    (found,) = in_calendar(TODAY)
    assert (found.title, found.about, found.path) == (
        "besloten voorstel: begroting, vóór 15 november 2020",
        "",
        "/behandelingen/",
    )
    assert CODE not in str(found.event)

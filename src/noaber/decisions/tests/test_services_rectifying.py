"""Rectifying promises: only the day of an adoption changes, said anew with the reason."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from noaber.accounts.models import Role, RoleGrant, User
from noaber.core.access import COMMAND, Actor
from noaber.core.asof import AsOf
from noaber.core.audit import verify_chain
from noaber.core.errors import AccessRefused, DomainError
from noaber.core.models import AuditEntry
from noaber.core.reading import forget
from noaber.decisions.models import Consultation, Position
from noaber.decisions.queries.proposals.matrix import Standing
from noaber.decisions.queries.proposals.standing import standing
from noaber.decisions.queries.remarks import remarks
from noaber.decisions.rules.closing import Course
from noaber.decisions.rules.positions import Answer
from noaber.decisions.rules.remarks import RemarkState
from noaber.decisions.services.answers.recording import Said
from noaber.decisions.services.answers.rectifying import rectify_day
from noaber.decisions.services.drafts.written import ObligationText
from noaber.decisions.services.obligations.continuing import record_continuation
from noaber.decisions.services.obligations.evaluations import Adoption, record_evaluation
from noaber.decisions.services.remarks import answer_remark
from noaber.decisions.tests.conftest import (
    ADOPTING,
    AGREE,
    BOARD,
    CODE,
    CONSENTING,
    DATED,
    DECIDING,
    MEETING,
    MUNICIPALITIES,
    NOW,
    POINTS,
    STRANGER,
    TODAY,
    all_councils_agree,
    draft,
    holding,
    nothing_changes,
    party,
    record,
    stand,
)
from noaber.decisions.tests.conftest import send as send_memo
from noaber.decisions.tests.remarks import assign
from noaber.decisions.tests.test_services_versions import course, linked_pair
from noaber.decisions.tests.test_views_proposals import take_away
from noaber.network.services.bodies import change_body
from noaber.network.tests.pages import errors, links, send, typed_in, words
from tests.people import sign_in, sign_in_as

pytestmark = [pytest.mark.django_db, pytest.mark.db]
SAID = dt.date(2020, 4, 8)
LATER = NOW + dt.timedelta(hours=1)


def rectify(
    day: dt.date = SAID,
    *,
    stage: int = 1,
    reason: str = "Verkeerd overgenomen.",
    actor: Actor = COMMAND,
    code: str = CODE,
    **more: Any,
) -> list[Position]:
    key = party(stage, BOARD, code).consultation_id
    return rectify_day(key, actor=actor, now=LATER, today=TODAY, decided_on=day, reason=reason, **more)


@pytest.mark.usefixtures("voorbeeldland")
def test_a_plan_that_waits_for_the_right_day_closes_and_both_days_stay_readable() -> None:
    linked_pair()
    record(1, BOARD, {"1": AGREE})
    record(1, BOARD, {"1": AGREE}, code="politieplan", decided_on=SAID)
    assert course("politieplan").course is Course.OTHER_DAY
    before = list(Position.objects.values_list())
    assert len(rectify(actor=holding("coordinator"))) == 2
    assert list(Position.objects.values_list())[: len(before)] == before
    assert (course().on, course("politieplan").course) == (SAID, Course.ADOPTED)
    rows = Position.objects.filter(point__version__proposal__code=CODE).values_list("answer", "decided_on")
    assert list(rows) == [(Answer.CONSENT, MEETING), (Answer.RETRACTED, MEETING), (Answer.CONSENT, SAID)]
    known = standing(CODE, AsOf(TODAY, LATER))
    assert known
    assert known.adopted_on == MEETING  # what was known before
    on_the_wrong_day = standing(CODE, AsOf(MEETING))
    assert on_the_wrong_day
    assert not on_the_wrong_day.is_adopted
    assert AuditEntry.objects.get(verb="decisions.rectify_day").facts["until"] == "2020-04-08"
    assert verify_chain()[1] is None
    with nothing_changes(), pytest.raises(DomainError, match="samen met het gekoppelde plan"):
        rectify(MEETING)


@pytest.mark.usefixtures("voorbeeldland")
@pytest.mark.parametrize("code", [CODE, "politieplan"])
def test_r13_both_days_of_plans_that_closed_together_are_corrected_at_once(code: str) -> None:
    linked_pair()
    for each in (CODE, "politieplan"):
        record(1, BOARD, {"1": AGREE}, code=each)
    with nothing_changes(), pytest.raises(DomainError, match="samen met het gekoppelde plan") as refused:
        rectify(code=code)
    assert refused.value.field == "together"
    assert len(rectify(code=code, together=True)) == 4
    for each in (CODE, "politieplan"):
        assert (course(each).course, course(each).on) == (Course.ADOPTED, SAID)
    assert AuditEntry.objects.filter(verb="decisions.rectify_day").count() == 2
    assert verify_chain()[1] is None


@pytest.mark.usefixtures("voorbeeldland")
def test_r13_of_both_or_of_none(client: Client) -> None:
    """A day on which one of them was not there yet, is refused for both; the page asks both with one tick."""
    linked_pair()
    for each in (CODE, "politieplan"):
        record(1, BOARD, {"1": AGREE}, code=each)
    with nothing_changes(), pytest.raises(DomainError, match="Daarvoor kan er niet"):
        rectify(DATED - dt.timedelta(days=1), together=True)
    user = User.objects.create(email="coordinator@voorbeeld.invalid", display_name="Coördinator")
    RoleGrant.objects.create(user=user, role=Role.COORDINATOR, valid_from=DATED)
    sign_in_as(client, user)
    page = (
        f"/voorstellen/politieplan/standpunt/{party(1, BOARD, 'politieplan').consultation_id}/rectificeren/"
    )
    shown = client.get(page)
    assert "Ook bij het plan dat daar samen mee is vastgesteld, klopte de dag niet" in words(shown)
    assert "samen met het gekoppelde plan" in errors(
        send(client, page, decided_on="8-4-2020", reason="Verkeerde dag.")
    )
    first = send(client, page, decided_on="8-4-2020", reason="Verkeerde dag.", together="on")
    assert "Ook dit is daar samen mee vastgesteld, en krijgt dezelfde dag: " in words(first)
    assert client.post(page, {**typed_in(first), "together": "on"}).status_code == 302
    assert (course().on, course("politieplan").on) == (SAID, SAID)


@pytest.mark.usefixtures("voorbeeldland")
def test_the_same_day_again_adds_nothing() -> None:
    linked_pair()
    record(1, BOARD, {"1": AGREE})
    with nothing_changes():
        assert rectify(MEETING) == []


def test_it_is_refused_with_its_reason(memo: Standing) -> None:
    with nothing_changes(), pytest.raises(DomainError, match="niet vastgesteld"):
        rectify(stage=2)
    all_councils_agree()
    record(2, BOARD, {"1": AGREE})
    for day, reason, says in (
        (SAID, " ", "waarom de dag niet klopt"),
        (TODAY + dt.timedelta(days=1), "Fout.", "niet vooraf"),
        (DATED - dt.timedelta(days=1), "Fout.", "Daarvoor kan er niet"),
        (MEETING - dt.timedelta(days=1), "Fout.", "wat op 1 april 2020 is geantwoord"),
    ):
        with nothing_changes(), pytest.raises(DomainError, match=says):
            rectify(day, stage=2, reason=reason)
    for actor in (STRANGER, holding("chair", BOARD)):
        with nothing_changes(), pytest.raises(AccessRefused):
            rectify(stage=2, actor=actor)
    record(3, MUNICIPALITIES[0], {"3a": AGREE}, decided_on=SAID)
    with nothing_changes(), pytest.raises(DomainError, match="al een besluit op gevolgd"):
        rectify(stage=2)
    assert stand().adopted_on == MEETING


def adopt_what_asks(terms: dict[str, ObligationText]) -> None:
    """A memo that asks these things, adopted by the board."""
    points = [replace(each, obligation=terms.get(each.label)) for each in POINTS]
    draft(points=points, stages=(CONSENTING, replace(ADOPTING, labels=("1", "4")), DECIDING))
    send_memo()
    all_councils_agree()
    record(2, BOARD, {"1": AGREE, "4": AGREE})


@pytest.mark.usefixtures("voorbeeldland")
def test_an_evaluation_that_stands_on_it_keeps_the_day() -> None:
    adopt_what_asks({"4": ObligationText("evaluation", 2020, 2020)})

    def report(form: str) -> None:
        said = Adoption("stuurgroep", dt.date(2020, 4, 6), form, evidence="Besluitenlijst 4")
        record_evaluation(CODE, "4", 2020, said, actor=COMMAND, now=NOW, today=TODAY)

    report("adopted")
    with nothing_changes(), pytest.raises(DomainError, match="De evaluatie is al vastgesteld"):
        rectify(stage=2)
    report("taken_back")
    assert rectify(stage=2)


@pytest.mark.usefixtures("voorbeeldland")
def test_a_decision_to_go_on_without_everyone_keeps_the_day() -> None:
    adopt_what_asks(
        {"3a": ObligationText("contribution", 2021, 2022, rate=Decimal("0.07"), is_solidary=True)}
    )
    record_continuation(
        CODE,
        actor=COMMAND,
        now=NOW,
        today=TODAY,
        body_code="stuurgroep",
        motive="Wie later volgt, kan aansluiten.",
        decided_on=dt.date(2020, 4, 6),
        evidence="Besluitenlijst 4",
    )
    with nothing_changes(), pytest.raises(DomainError, match="besloten door te gaan zonder iedereen"):
        rectify(stage=2)


@pytest.mark.usefixtures("councils_agreed")
@pytest.mark.usefixtures("memo")
def test_a_remark_that_was_answered_stays_answered() -> None:
    (said,) = record(2, BOARD, {"1": Said(Answer.WITH_REMARK, "Mits het kan.")})
    assign(said.pk)
    answer_remark(CODE, said.pk, actor=COMMAND, now=NOW, today=TODAY, effect="answered", answer="Het kan.")
    assert rectify(stage=2)
    (found,) = remarks(COMMAND, CODE, AsOf(TODAY))
    assert (found.state, found.decided_on) == (RemarkState.ANSWERED, SAID)


@pytest.mark.usefixtures("councils_agreed")
def test_a_day_on_which_the_body_could_not_decide_is_refused_at_the_day(memo: Standing) -> None:
    record(2, BOARD, {"1": AGREE})
    informal = {"is_formal": False}
    change_body("stuurgroep", actor=COMMAND, now=NOW, valid_from=SAID, values=informal)
    with nothing_changes(), pytest.raises(DomainError, match="informeel overleg") as caught:
        rectify(stage=2)
    assert caught.value.field == "decided_on"
    assert not isinstance(caught.value, AccessRefused)  # who may, chose another day


@pytest.mark.usefixtures("oost_nederland")
class TestPage:
    """Of the plan of the police, with which the memo closed."""

    @pytest.fixture
    def page(self, client: Client) -> str:
        sign_in(client, "coordinator")
        return f"{self.here()}rectificeren/"

    def here(self) -> str:
        plan = "meerjarenbeleidsplan-politie-2019-2022"
        board = Consultation.objects.get(stage__proposal__code=plan, body__code="bestuurscollege")
        return f"/voorstellen/{plan}/standpunt/{board.pk}/"

    @pytest.fixture
    def alone(self, page: str) -> str:
        """The memo did not go so far."""
        take_away(stage__number__gt=1)
        forget()
        return page

    def test_what_keeps_the_day_is_said_and_there_is_no_form(self, client: Client, page: str) -> None:
        shown = client.get(page)
        assert "samen met het gekoppelde plan" in words(shown)
        assert "reason" not in typed_in(shown)
        assert page not in links(client.get(f"{self.here()}geschiedenis/"))

    def test_it_takes_a_second_look_and_the_history_shows_both(self, client: Client, alone: str) -> None:
        history = f"{self.here()}geschiedenis/"
        assert alone in links(client.get(history))
        assert typed_in(client.get(alone))["decided_on"] == "24-4-2019"
        first = send(client, alone, decided_on="25-4-2019", reason="De dag van het verslag.")
        told = words(first)
        for said in (
            "Hiermee is het voorstel vastgesteld op 25 april 2019",
            "Nu staat er 24 april 2019.",
            "De openbare pagina Besluiten noemt dan de nieuwe dag.",
            "Wie het voorstel mag lezen, leest dit in de vrijdagmail.",
            "Ja, dit is de goede dag",
        ):
            assert said in told
        assert not Position.objects.filter(answer=Answer.RETRACTED).exists()
        assert client.post(alone, typed_in(first)).status_code == 302
        text = words(client.get(history))
        for said in ("24-4-2019", "25-4-2019", "Rectificatie van de dag: De dag van het verslag."):
            assert said in text

    def test_what_was_typed_stays_after_an_error(self, client: Client, alone: str) -> None:
        again = send(client, alone, decided_on="1-1-2019", reason="De dag van het verslag.")
        assert "Daarvoor kan er niet" in errors(again)
        kept = typed_in(again)
        assert (kept["decided_on"], kept["reason"].strip()) == ("1-1-2019", "De dag van het verslag.")
        told = words(
            client.post(
                alone, {**kept, "decided_on": "25-4-2019", "revision": "99", "bevestigd": "2019-04-25"}
            )
        )
        for said in ("25-4-2019", "24-4-2019", "De dag van het verslag."):
            assert said in told

    def test_the_same_day_is_said_to_change_nothing(self, client: Client, alone: str) -> None:
        assert send(client, alone, reason="Verkeerd.").status_code == 302
        assert "Dit stond al zo" in words(client.get(f"{self.here()}geschiedenis/"))

    def test_it_is_for_who_keeps_the_proposals(self, client: Client, page: str) -> None:
        sign_in(client, "mayor of Zwolle")
        assert client.get(page).status_code == 403

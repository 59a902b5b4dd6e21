"""R59: that the evaluation was adopted is recorded once, by who may, never before it is decided, and never changed."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, transaction

from noaber.accounts.api import Role
from noaber.accounts.models import RoleGrant, User
from noaber.core import clock
from noaber.core.access import COMMAND, Actor
from noaber.core.asof import AsOf
from noaber.core.audit import verify_chain
from noaber.core.errors import AccessRefused, Conflict, DomainError
from noaber.core.models import AuditEntry, OutboxMail
from noaber.decisions.models import EvaluationEntry
from noaber.decisions.queries.files import may_read_evaluation
from noaber.decisions.queries.obligations.obligation import ObligationRow, network_obligations, obligations
from noaber.decisions.rules.obligations import ObligationKind, ObligationState
from noaber.decisions.rules.positions import Answer
from noaber.decisions.services.answers.recording import Said
from noaber.decisions.services.drafts.written import ObligationText
from noaber.decisions.services.obligations.evaluation_reminders import remind_of_evaluations
from noaber.decisions.services.obligations.evaluations import Adoption, record_evaluation
from noaber.decisions.tests.conftest import (
    ADOPTING,
    AGREE,
    BOARD,
    CODE,
    CONSENTING,
    DECIDING,
    NOW,
    POINTS,
    STRANGER,
    TODAY,
    all_councils_agree,
    draft,
    holding,
    record,
    send,
    stand,
)
from noaber.decisions.views.obligations.home import evaluation_tasks
from tests.made_once import made_once

pytestmark = [pytest.mark.django_db, pytest.mark.db]
REMINDER = dt.date(2020, 4, 20)
ASKED = ObligationText("evaluation", 2020, 2020, reminder_on=REMINDER)
REPORTED = dt.date(2020, 5, 20)
SAID = Adoption("stuurgroep", REPORTED, evidence="Besluitenlijst 4", note="Zonder wijzigingen.")


@pytest.fixture(autouse=True)
@made_once
def asking(voorbeeldland: object) -> None:
    """The memo, of which the board decides in the end that the network is evaluated in 2020."""
    points = [replace(each, obligation=ASKED) if each.label == "4" else each for each in POINTS]
    draft(points=points, stages=(CONSENTING, replace(ADOPTING, labels=("1", "4")), DECIDING))
    send()


@pytest.fixture
@made_once
def decided(asking: None) -> None:
    all_councils_agree()
    record(2, BOARD, {"1": AGREE, "4": AGREE})


def row(on: dt.date = TODAY) -> ObligationRow:
    (found,) = (
        each for each in obligations(COMMAND, CODE, AsOf(on)) if each.kind is ObligationKind.EVALUATION
    )
    return found


def adopt(said: Adoption = SAID, **changes: Any) -> EvaluationEntry | None:
    facts: dict[str, Any] = {"actor": COMMAND, "now": NOW, "today": TODAY}
    return record_evaluation(CODE, "4", 2020, said, **{**facts, **changes})


def refused(said: Adoption = SAID, **changes: Any) -> DomainError:
    before = EvaluationEntry.objects.count(), AuditEntry.objects.count()
    with pytest.raises(DomainError) as caught:
        adopt(said, **changes)
    assert (EvaluationEntry.objects.count(), AuditEntry.objects.count()) == before
    return caught.value


@pytest.mark.usefixtures("decided")
class TestRecording:
    def test_it_is_expected_then_binding_then_evaluated(self) -> None:
        assert (row().state, row().deciders) == (ObligationState.BINDING, ("stuurgroep",))
        entry = adopt()
        assert entry is not None
        assert (row().state, row().evaluated_on) == (ObligationState.EVALUATED, REPORTED)
        assert row(REPORTED - dt.timedelta(days=1)).state is ObligationState.BINDING  # not yet on that day
        assert [each.state for each in network_obligations(AsOf(TODAY))] == [ObligationState.EVALUATED]
        last = AuditEntry.objects.latest("pk")
        assert last.verb == "decisions.record_evaluation"
        assert verify_chain()[1] is None

    def test_twice_the_same_counts_once(self) -> None:
        assert adopt()
        acts = AuditEntry.objects.count()
        assert adopt() is None
        assert adopt(replace(SAID, evidence=" Besluitenlijst 4 "), seen=0) is None
        assert (EvaluationEntry.objects.count(), AuditEntry.objects.count()) == (1, acts)

    def test_a_correction_is_a_new_row_and_the_last_one_counts(self) -> None:
        adopt()
        adopt(replace(SAID, form="taken_back", decided_on=dt.date(2020, 5, 25), note="Het was een concept."))
        assert (row().state, row().evaluated_on) == (ObligationState.BINDING, None)
        adopt(replace(SAID, decided_on=dt.date(2020, 5, 28)))
        assert row().evaluated_on == dt.date(2020, 5, 28)
        assert EvaluationEntry.objects.count() == 3

    def test_a_document_is_kept_for_the_network(self) -> None:
        report = SimpleUploadedFile("evaluatie.txt", b"De evaluatie van het netwerk.")
        entry = adopt(replace(SAID, evidence=""), document=report)
        assert entry is not None
        assert entry.evidence_file is not None
        assert may_read_evaluation(holding("contact", "organisation:GM9001"), CODE)
        assert not may_read_evaluation(Actor(None), CODE)

    def test_who_was_first_is_not_overwritten(self) -> None:
        adopt(seen=0)
        with pytest.raises(Conflict):
            adopt(replace(SAID, evidence="Een ander stuk"), seen=0)
        assert EvaluationEntry.objects.count() == 1

    @pytest.mark.parametrize("role", ["secretary", "chair"])
    def test_who_speaks_for_the_body_that_decided_it_may(self, role: str) -> None:
        assert adopt(actor=holding(role, BOARD))

    @pytest.mark.parametrize(
        "actor",
        [
            STRANGER,
            Actor(None),
            holding("secretary", "body:overleg-noord"),
            holding("member", BOARD),
            holding("mayor", "organisation:GM9001"),
        ],
    )
    def test_nobody_else_may(self, actor: Actor) -> None:
        with pytest.raises(AccessRefused):
            adopt(actor=actor)
        assert not EvaluationEntry.objects.exists()

    @pytest.mark.parametrize(
        ("said", "says", "field"),
        [
            (replace(SAID, evidence=" "), "Vul in waar het staat", "evidence"),
            (replace(SAID, form="misschien"), "Kies of de evaluatie is vastgesteld", "form"),
            (replace(SAID, decided_on=TODAY + dt.timedelta(days=1)), "niet vooraf", "decided_on"),
            (replace(SAID, decided_on=dt.date(2020, 3, 31)), "besloten op 1 april 2020", "decided_on"),
            (replace(SAID, form="taken_back"), "er valt niets terug te nemen", "form"),
            (replace(SAID, body_code="team-jeugd"), "informeel overleg", "body_code"),
            (replace(SAID, body_code="bestaat-niet"), "bestaat niet op die dag", "body_code"),
            (replace(SAID, note="a" * 2001), "Houd de toelichting bij 2000 tekens", "note"),
        ],
    )
    def test_what_is_wrong_is_said_at_its_field(self, said: Adoption, says: str, field: str) -> None:
        error = refused(said)
        assert says in error.message
        assert error.field == field

    def test_another_year_or_point_is_not_asked(self) -> None:
        for label, year in (("4", 2021), ("3a", 2020)):
            with pytest.raises(DomainError, match="geen evaluatie van het netwerk"):
                record_evaluation(CODE, label, year, SAID, actor=COMMAND, now=NOW, today=TODAY)

    def test_the_database_refuses_to_change_or_delete_it(self) -> None:
        adopt()
        for statement in (
            "UPDATE decisions_evaluationentry SET note = 'x'",
            "DELETE FROM decisions_evaluationentry",
        ):
            with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)
        assert EvaluationEntry.objects.get().note == "Zonder wijzigingen."


def test_before_it_is_decided_nothing_is_recorded() -> None:
    assert row().state is ObligationState.NOT_EXPECTED
    assert "nog niet besloten" in refused().message
    all_councils_agree()
    assert row().state is ObligationState.EXPECTED
    assert "nog niet besloten" in refused().message
    record(2, BOARD, {"4": Said(Answer.OBJECTION, "Nee.")})
    assert row().state is ObligationState.DECLINED
    assert "nog niet besloten" in refused().message


@pytest.mark.usefixtures("decided")
class TestReminding:
    @pytest.fixture(autouse=True)
    def coordinator(self) -> None:
        user = User.objects.create(email="coordinator@netwerk.invalid", display_name="Coördinator")
        RoleGrant.objects.create(user=user, role=Role.COORDINATOR, valid_from=dt.date(2019, 1, 1))

    def run(self, monkeypatch: pytest.MonkeyPatch, first: dt.date, last: dt.date) -> list[dt.date]:
        """The job of every morning; answers the days on which a letter went out.

        After a week only on Mondays and on the first two days of a month.
        """
        days = []
        for count in range((last - first).days + 1):
            day = first + dt.timedelta(days=count)
            if count > 7 and day.day > 2 and day.weekday() > 0:
                continue
            monkeypatch.setattr(clock, "today", lambda day=day: day)
            before = OutboxMail.objects.count()
            remind_of_evaluations(dt.datetime.combine(day, dt.time(7, 30), dt.UTC))
            days += [day] * (OutboxMail.objects.count() - before)
        return days

    def test_letters_go_out_twice_before_the_budgets(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """At the latest on 1 March of its year; here it was decided after that, so on the first morning after."""
        sent = self.run(monkeypatch, dt.date(2020, 4, 2), dt.date(2020, 12, 1))
        assert sent == [dt.date(2020, 4, 2), dt.date(2020, 10, 1)]
        last = OutboxMail.objects.latest("pk")
        assert last.to == "coordinator@netwerk.invalid"
        assert last.subject == "Is de evaluatie van 2020 al vastgesteld?"
        assert f"/voorstellen/{CODE}/verplichtingen/evaluatie/" in last.text

    def test_of_what_is_restricted_the_letter_names_nothing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        closed = replace(stand(), classification="restricted")
        monkeypatch.setattr(
            "noaber.decisions.services.obligations.evaluation_reminders.standing", lambda *_: closed
        )
        assert self.run(monkeypatch, dt.date(2020, 4, 2), dt.date(2020, 4, 2))
        last = OutboxMail.objects.latest("pk")
        assert last.is_restricted
        assert last.subject == "Is de evaluatie van 2020 al vastgesteld?"
        assert "Strategie" not in last.text

    @pytest.mark.parametrize("day", [dt.date(2020, 11, 14), dt.date(2020, 11, 16), dt.date(2022, 2, 1)])
    def test_the_task_stays_until_it_was_recorded_and_is_then_late(self, day: dt.date) -> None:
        (task,) = evaluation_tasks(holding("coordinator"), AsOf(day))
        assert task.due_on == dt.date(2020, 11, 14)
        adopt()
        assert list(evaluation_tasks(holding("coordinator"), AsOf(day))) == []

    def test_once_adopted_nobody_is_written_to_and_the_task_is_gone(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        home = holding("coordinator")
        assert len(list(evaluation_tasks(home, AsOf(TODAY)))) == 1
        adopt()
        assert list(evaluation_tasks(home, AsOf(TODAY))) == []
        assert self.run(monkeypatch, dt.date(2020, 9, 28), dt.date(2020, 10, 4)) == []
        adopt(replace(SAID, form="taken_back", decided_on=dt.date(2020, 5, 25)))
        assert len(list(evaluation_tasks(home, AsOf(TODAY)))) == 1

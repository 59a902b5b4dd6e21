"""Recording an agreement: once, by who may, with its history, and not behind the back of who decided upon it."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from noaber.core.access import ANONYMOUS, COMMAND, Actor, Grant
from noaber.core.asof import AsOf
from noaber.core.errors import AccessRefused, Conflict, DomainError
from noaber.core.models import AuditEntry
from noaber.decisions.rules.positions import Answer
from noaber.decisions.services.answers.recording import Said
from noaber.decisions.tests import conftest as proposals
from noaber.decisions.tests.forwarded import ASKING
from noaber.finance.models import Agreement, AgreementStatement, BudgetLine
from noaber.finance.queries.agreements.agreement import agreement_called, agreements_as_of
from noaber.finance.queries.agreements.choosing import agreement_for, agreements_for
from noaber.finance.rules.agreements.agreement import AgreementTerms
from noaber.finance.services.agreements import record_agreement, withdraw_agreement
from noaber.finance.tests.samples import CONTROLLER, COORDINATOR, LATER, LINES, MEMO, NOW, terms
from noaber.network.tests.conftest import load
from tests.made_once import made_once

CODE = "bijdragen-2020-2023"
DAY = AsOf(dt.date(2019, 6, 1))

pytestmark = pytest.mark.django_db


def record(
    said: AgreementTerms = MEMO,
    *,
    actor: Actor = COMMAND,
    now: dt.datetime = NOW,
    code: str = CODE,
    expected_revision: int | None = None,
) -> bool:
    return record_agreement(code, said, actor=actor, now=now, expected_revision=expected_revision)


def counts() -> tuple[int, int, int, int]:
    rows = (Agreement, AgreementStatement, BudgetLine, AuditEntry)
    return tuple(model.objects.count() for model in rows)  # type: ignore[return-value]


def read(asof: AsOf = DAY) -> AgreementTerms:
    found = agreement_for(COORDINATOR, asof)
    assert found is not None
    return found.terms


def test_what_is_recorded_is_what_is_read() -> None:
    assert record()
    assert read() == MEMO
    assert counts() == (1, 1, 7, 1)


def test_the_same_twice_counts_once() -> None:
    record()
    before = counts()
    assert not record(now=LATER)
    assert not record(now=LATER, expected_revision=0)  # the button pressed twice
    assert counts() == before


@pytest.mark.parametrize("actor", [COORDINATOR, CONTROLLER])
def test_coordinator_and_controller_may(actor: Actor) -> None:
    assert record(actor=actor)
    assert AgreementStatement.objects.get().recorded_by_id == actor.user_id
    entry = AuditEntry.objects.get()
    assert entry.verb == "finance.record_agreement"
    assert (entry.facts["code"], entry.facts["number"]) == (CODE, 1)


@pytest.mark.parametrize(
    "actor",
    [
        ANONYMOUS,
        Actor(1),
        Actor(2, grants=frozenset({Grant("mayor", "organisation:GM0193")})),
        Actor(3, grants=frozenset({Grant("administrator")})),
        CONTROLLER.preparing(),
    ],
    ids=["nobody", "without a role", "a mayor", "the administrator", "an assistant"],
)
def test_others_may_not(actor: Actor) -> None:
    with pytest.raises(AccessRefused):
        record(actor=actor)
    assert counts() == (0, 0, 0, 0)


def test_what_is_wrong_is_refused_whole() -> None:
    with pytest.raises(DomainError) as refused:
        record(terms(lines=LINES[4:]))
    assert refused.value.field == "lines"
    assert counts() == (0, 0, 0, 0)


def test_a_correction_is_a_new_statement_and_the_old_one_stays() -> None:
    record()
    assert record(terms(rate=Decimal("0.08")), now=LATER, expected_revision=1)
    assert read().rate == Decimal("0.08")
    assert read(AsOf(DAY.valid_on, known_at=NOW + dt.timedelta(days=1))).rate == Decimal("0.07")
    assert [row.number for row in AgreementStatement.objects.all()] == [1, 2]
    assert counts()[0] == 1


def test_who_saw_an_older_one_meets_a_conflict() -> None:
    record()
    record(terms(title="Anders"), now=LATER)
    with pytest.raises(Conflict):
        record(terms(title="Weer anders"), now=LATER, expected_revision=1)
    with pytest.raises(Conflict):
        record(terms(title="Nog een"), now=LATER, expected_revision=0)
    assert read().title == "Anders"


def test_the_database_refuses_to_change_what_was_said() -> None:
    record()
    for model in (AgreementStatement, BudgetLine):
        with pytest.raises(DatabaseError), transaction.atomic():
            model.objects.update(title="anders")
        with pytest.raises(DatabaseError), transaction.atomic():
            model.objects.all()._raw_delete("default")
    assert read() == MEMO


def test_an_agreement_counts_from_the_day_it_was_proposed() -> None:
    record()
    assert not agreements_as_of(AsOf(dt.date(2019, 1, 27)))
    assert agreements_as_of(AsOf(dt.date(2019, 1, 28)))
    assert not agreements_as_of(AsOf(DAY.valid_on, known_at=NOW))


def test_the_next_agreement_counts_from_its_first_year_and_both_stay_readable() -> None:
    record()
    following = terms(
        title="2024-2027",
        proposed_on=dt.date(2023, 6, 1),
        first_year=2024,
        last_year=2027,
        rate=Decimal("0.09"),
    )
    record(following, code="bijdragen-2024-2027", now=dt.datetime(2023, 6, 1, 9, tzinfo=dt.UTC))
    assert read(AsOf(dt.date(2023, 12, 31))) == MEMO
    assert read(AsOf(dt.date(2024, 1, 1))).title == "2024-2027"
    assert read(AsOf(dt.date(2028, 1, 1))).title == "2024-2027"
    assert [each.state for each in agreements_for(ANONYMOUS, AsOf(dt.date(2023, 6, 1)))] == [
        "proposed",
        "proposed",
    ]
    assert [each.state for each in agreements_for(ANONYMOUS, AsOf(dt.date(2024, 6, 1)))] == [
        "proposed",
        "past",
    ]
    called = agreement_called(CODE)
    assert called is not None
    assert called.terms == MEMO


def test_a_rate_with_parts_of_a_cent_is_kept_exactly() -> None:
    record(terms(rate=Decimal("0.071242")))
    assert read().rate == Decimal("0.071242")


@pytest.fixture
@made_once
def proposed(db: None) -> AgreementTerms:
    """An agreement whose proposal was sent to organisations that decide for themselves."""
    load()
    own = replace(proposals.DECIDING, is_follow_up=True)
    proposals.draft(stages=(proposals.CONSENTING, proposals.ADOPTING, own))
    proposals.send()
    proposals.all_councils_agree()
    said = terms(decided_by=proposals.CODE)
    record(said)
    return said


def answer(given: Said) -> None:
    proposals.record(3, proposals.MUNICIPALITIES[0], {"3a": given})


def test_until_an_organisation_decides_everything_can_be_corrected(proposed: AgreementTerms) -> None:
    answer(Said(Answer.DEFERRED))
    assert record(replace(proposed, rate=Decimal("0.08")), now=LATER)


@pytest.mark.parametrize(
    "changes",
    [
        {"rate": Decimal("0.08")},
        {"last_year": 2024},
        {"fte": Decimal(1)},
        {"lines": LINES[:-1]},
        {"decided_by": ""},
        {"proposed_on": dt.date(2019, 2, 1)},
    ],
    ids=str,
)
def test_once_an_organisation_has_decided_what_was_asked_stands(
    proposed: AgreementTerms, changes: dict[str, Any]
) -> None:
    answer(Said(Answer.CONSENT))
    with pytest.raises(DomainError, match="al over deze afspraak besloten"):
        record(replace(proposed, **changes), now=LATER)
    assert read() == proposed


def test_then_words_can_still_be_mended(proposed: AgreementTerms) -> None:
    answer(Said(Answer.CONSENT))
    assert record(replace(proposed, title="Bijdragen, verbeterd"), now=LATER)
    assert read().title == "Bijdragen, verbeterd"


class TestWhoSees:
    """An agreement that goes with a proposal is as open as that, and not before it is sent."""

    def codes(self, actor: Actor) -> list[str]:
        return [each.row.code for each in agreements_for(actor, DAY)]

    @pytest.mark.parametrize(
        ("classification", "seen"), [("public", (1, 1)), ("network", (0, 1)), ("restricted", (0, 0))]
    )
    def test_once_it_was_sent(self, classification: str, seen: tuple[int, int]) -> None:
        load()
        record(terms(decided_by=proposals.CODE))
        proposals.draft(classification=classification, points=ASKING)
        partner = Actor(7, grants=frozenset({Grant("member", "organisation:GM9999")}))
        assert (self.codes(ANONYMOUS), self.codes(partner)) == ([], [])
        assert self.codes(COORDINATOR) == self.codes(CONTROLLER) == [CODE]
        assert [each.state for each in agreements_for(CONTROLLER, DAY)] == ["draft"]
        proposals.send()
        assert (len(self.codes(ANONYMOUS)), len(self.codes(partner))) == seen
        assert [each.state for each in agreements_for(CONTROLLER, DAY)] == ["proposed"]

    def test_a_draft_never_goes_before_what_counts(self) -> None:
        load()
        record()
        proposals.draft()
        draft = terms(decided_by=proposals.CODE, rate=Decimal("0.04"), first_year=2019, last_year=2022)
        record(draft, code="bijdragen-2019-2022", now=LATER)
        assert self.codes(COORDINATOR) == [CODE, "bijdragen-2019-2022"]
        assert self.codes(ANONYMOUS) == [CODE]


class TestTakingBack:
    """A wrong one goes, in sight of the log; one that was sent stays."""

    def withdraw(self, actor: Actor = CONTROLLER, revision: int = 1) -> bool:
        return withdraw_agreement(CODE, actor=actor, now=LATER, expected_revision=revision)

    def test_it_is_gone_for_everyone_and_stays_in_the_records(self) -> None:
        record()
        assert self.withdraw()
        assert not self.withdraw(revision=2)
        assert agreements_for(COORDINATOR, DAY) == []
        assert agreement_called(CODE) is None
        assert read(AsOf(DAY.valid_on, known_at=LATER)) == MEMO
        assert AuditEntry.objects.filter(verb="finance.withdraw_agreement").count() == 1

    def test_the_same_years_can_be_agreed_upon_anew(self) -> None:
        record()
        self.withdraw()
        assert record(terms(rate=Decimal("0.08")), now=LATER, expected_revision=0)
        assert read().rate == Decimal("0.08")

    def test_not_by_another_nor_unseen_nor_once_it_was_sent(self, proposed: AgreementTerms) -> None:
        for actor in (ANONYMOUS, Actor(2, grants=frozenset({Grant("mayor", "organisation:GM0193")}))):
            with pytest.raises(AccessRefused):
                self.withdraw(actor)
        with pytest.raises(Conflict):
            self.withdraw(revision=0)
        with pytest.raises(DomainError, match="is verstuurd"):
            self.withdraw()
        assert read() == proposed

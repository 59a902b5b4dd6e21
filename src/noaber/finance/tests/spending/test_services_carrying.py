"""What is left of a commitment goes on in the next year: out of this one and into that one, together or not at all."""

import datetime as dt
from typing import Final

import pytest

from noaber.core.audit import verify_chain
from noaber.core.errors import AccessRefused, DomainError
from noaber.finance.models import CarriedCommitment, Commitment, CommitmentStep
from noaber.finance.queries.spending.bookings import commitment_of
from noaber.finance.rules.budget.year_budget import LineFigures
from noaber.finance.rules.spending.bookings import BookingPart, CommitmentState
from noaber.finance.services.budget.year_budget import approve_budget, first_lines
from noaber.finance.services.spending.carrying import carry_commitment
from noaber.finance.services.spending.commitments import Wanted, commit, request_commitment
from noaber.finance.tests.budget.test_views_budget import client_of
from noaber.finance.tests.budget_books import (
    CODE,
    CONTROLLER,
    COORDINATOR,
    INCOME,
    MAYOR,
    NOW,
    SECOND,
    WHY,
    YEAR,
    approved_budget,
    budget,
    propose,
)
from noaber.finance.tests.samples import MEMO
from noaber.finance.tests.spending.test_services_spending import approved, book, committed
from noaber.network.tests.pages import links, send, words

AFTER: Final = dt.date(YEAR + 1, 1, 10)

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _budgets(db: None) -> None:
    """Of the year and of the next one."""
    approved_budget()
    row = propose(list(first_lines(MEMO, INCOME)), year=YEAR + 1)
    approve_budget(row, actor=SECOND, now=NOW)


def line(year: int) -> LineFigures:
    found = budget(year).line("projecten")
    assert found
    return found


def carry(key: int, today: dt.date = AFTER) -> tuple[int, bool]:
    return carry_commitment(key, reason=WHY, actor=CONTROLLER, now=NOW, today=today)


def test_what_is_left_goes_on_once_and_what_was_spent_stays() -> None:
    key = committed(30_000_00)
    book(approved(), BookingPart("projecten", 12_100_00, key))
    made, is_new = carry(key)
    assert is_new
    assert carry(key) == (made, False), "twice is once"
    after, before = commitment_of(made), commitment_of(key)
    assert after
    assert before
    assert (after.year, after.amount_cents, after.state) == (YEAR + 1, 17_900_00, CommitmentState.COMMITTED)
    assert (before.state, before.carried_to, after.carried_from) == (
        CommitmentState.RELEASED,
        (made, after.code),
        (key, before.code),
    )
    assert (line(YEAR).use.committed_cents, line(YEAR).use.spent_cents) == (0, 12_100_00)
    assert (line(YEAR + 1).use.committed_cents, line(YEAR + 1).left_cents) == (17_900_00, 52_100_00)
    assert verify_chain()[1] is None


def test_the_next_year_must_have_the_money() -> None:
    key = committed(30_000_00)
    wanted = Wanted(CODE, YEAR + 1, "projecten", "Een andere proef", 50_000_00)
    commit(request_commitment(wanted, actor=CONTROLLER, now=NOW), actor=CONTROLLER, now=NOW)
    with pytest.raises(DomainError, match="20\\.000,00 over"):
        carry(key)
    assert line(YEAR).use.committed_cents == 30_000_00, "nothing changed"
    assert not CarriedCommitment.objects.exists()


def test_not_before_the_year_is_over_nor_what_was_only_asked_nor_by_another() -> None:
    key = committed(30_000_00)
    with pytest.raises(DomainError, match="nog niet voorbij"):
        carry(key, dt.date(YEAR, 12, 31))
    asked = request_commitment(Wanted(CODE, YEAR, "projecten", "Een proef", 5_00), actor=CONTROLLER, now=NOW)
    with pytest.raises(DomainError, match="die vastligt"):
        carry(asked)
    for actor in (COORDINATOR, MAYOR):
        with pytest.raises(AccessRefused):
            carry_commitment(key, reason=WHY, actor=actor, now=NOW, today=AFTER)
    with pytest.raises(DomainError, match="waarom"):
        carry_commitment(key, reason="-", actor=CONTROLLER, now=NOW, today=AFTER)


def test_halfway_is_not_at_all(monkeypatch: pytest.MonkeyPatch) -> None:
    key = committed(30_000_00)
    steps = CommitmentStep.objects.count()

    def dies(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(CarriedCommitment.objects, "create", dies)
    with pytest.raises(RuntimeError):
        carry(key)
    assert (Commitment.objects.count(), CommitmentStep.objects.count()) == (1, steps)


def test_the_page_says_what_goes_where() -> None:
    key, client = committed(30_000_00), client_of("controller")
    page = f"/begroting/verplichtingen/{key}/"
    assert f"{page}meenemen/" in links(client.get(page))
    assert "30.000,00" in words(client.get(f"{page}meenemen/"))
    made = send(client, f"{page}meenemen/", reason=WHY)
    assert page in links(client.get(made.url))
    assert made.url in links(client.get(page))
    assert client.get(f"{page}meenemen/").status_code == 400, "not twice"

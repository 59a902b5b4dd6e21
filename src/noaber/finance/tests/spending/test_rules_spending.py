"""Whatever is committed, released, booked and reversed: a line is never taken for more than it has."""

from contextlib import suppress

from hypothesis import given
from hypothesis import strategies as st

from noaber.finance.rules.budget.year_budget import BudgetSide, LineFigures, Use
from noaber.finance.rules.spending.bookings import (
    BookingPart,
    CommitmentState,
    OpenCommitment,
    SpendingError,
    check_commitment,
    check_room,
    open_cents,
    taken,
)

LINE = "projecten"
CENTS = st.integers(1, 100)
ACTS = st.one_of(
    st.tuples(st.just("commit"), CENTS, st.just(0)),
    st.tuples(st.just("release"), st.just(0), st.integers(0, 5)),
    st.tuples(st.just("book"), st.integers(-50, 100), st.integers(-1, 5)),
)


class Books:
    """One line as the services keep it, without a database."""

    def __init__(self, budget: int) -> None:
        self.budget, self.spent = budget, 0
        self.commitments: dict[int, OpenCommitment] = {}

    @property
    def committed(self) -> int:
        return sum(
            open_cents(each.amount_cents, each.booked_cents, each.state) for each in self.commitments.values()
        )

    @property
    def line(self) -> LineFigures:
        use = Use(0, self.committed, self.spent)
        return LineFigures(LINE, BudgetSide.EXPENDITURE, LINE, "", self.budget, 0, use)

    def act(self, kind: str, cents: int, at: int) -> None:
        known = self.commitments.get(at)
        if kind == "commit":
            check_commitment(cents, self.line.left_cents, LINE)
            self.commitments[len(self.commitments)] = OpenCommitment(
                LINE, cents, 0, CommitmentState.COMMITTED
            )
        elif kind == "release" and known:
            self.commitments[at] = OpenCommitment(
                LINE, known.amount_cents, known.booked_cents, CommitmentState.RELEASED
            )
        elif kind == "book" and cents:
            self.book(cents, at if known else None)

    def book(self, cents: int, at: int | None) -> None:
        check_room(
            taken([BookingPart(LINE, cents, at)], self.commitments),
            {LINE: self.line.left_cents},
            {LINE: LINE},
        )
        self.spent += cents
        if at is not None:
            known = self.commitments[at]
            self.commitments[at] = OpenCommitment(
                LINE, known.amount_cents, known.booked_cents + cents, known.state
            )


@given(st.integers(0, 300), st.lists(ACTS, max_size=25))
def test_a_line_is_never_taken_for_more_than_it_has(budget: int, acts: list[tuple[str, int, int]]) -> None:
    books = Books(budget)
    for act in acts:
        before = books.line.use.taken_cents
        with suppress(SpendingError):
            books.act(*act)
        assert books.line.left_cents == budget - books.committed - books.spent
        assert books.line.left_cents >= 0 or books.line.use.taken_cents <= before
        assert books.committed + books.spent <= budget

"""Statements that overlap, in pages or read in the wrong order: every payment is there once, or somebody is asked.

The truth of a property test is one row of entries. A statement is a stretch of it, as banks make them: whole days, the
statements of one day, or numbered pages.
"""

import datetime as dt
import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from noaber.core.errors import DomainError
from noaber.core.rehearsing import rehearse
from noaber.finance.models import BankEntry, BankStatement
from noaber.finance.rules.bank.known_again import Answer
from noaber.finance.rules.bank.statements import BankEntry as Said
from noaber.finance.rules.bank.statements import Direction
from noaber.finance.services.bank.importing import BankOutcome, Undecided, import_bank_file
from noaber.finance.tests.bank_samples import DAY, camt, camt_envelope, camt_statement, entry, mt940
from noaber.finance.tests.invoices_in_books import CONTROLLER, NOW, name_host

pytestmark = [pytest.mark.django_db]
NEXT: Final = DAY + dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def host(db: None) -> None:
    name_host()


def take(data: bytes, answer: Answer | None = None, name: str = "juni.xml") -> BankOutcome:
    return import_bank_file(io.BytesIO(data), name, actor=CONTROLLER, now=NOW, answer=answer)


def move(cents: int, day: dt.date = DAY, reference: str = "") -> Said:
    direction = Direction.CREDIT if cents > 0 else Direction.DEBIT
    return entry(abs(cents), direction=direction, booked_on=day, value_on=day, bank_reference=reference)


def sums() -> list[int]:
    rows = BankEntry.objects.order_by("pk").values_list("direction", "amount_cents")
    return [cents if direction == "credit" else -cents for direction, cents in rows]


def test_an_entry_with_a_reference_of_the_bank_is_never_there_twice() -> None:
    """Neither when its statement ends where it began, nor when another text came with it."""
    day = [move(123_45, reference="A"), move(-123_45, reference="B")]
    data = camt(day)
    assert take(data).new == 2
    for at, changed in enumerate((data, data.replace(b"S-1", b"S-2"), camt(day, number="9"))):
        assert (take(changed).new, BankEntry.objects.count()) == (0, 2), at
    later = replace(day[0], text="wat de bank er later bij zei", counterparty_iban="NL1")
    assert take(camt([later, day[1]], number="10")).new == 0


@pytest.mark.parametrize("is_named", [True, False])
def test_days_that_end_where_they_began_are_known_in_an_export_of_both(is_named: bool) -> None:
    days = [
        [move(each, day, f"{each}" if is_named else "") for each in (cents, -cents)]
        for day, cents in ((DAY, 11), (NEXT, 12))
    ]
    assert [take(camt(day, number=str(at))).new for at, day in enumerate(days)] == [2, 2]
    both = take(camt([*days[0], *days[1]], number="week"))
    assert (both.new, both.known, sums()) == (0, 4, [11, -11, 12, -12])


@pytest.mark.parametrize("is_named", [True, False])
def test_a_day_is_known_after_an_export_of_several(is_named: bool) -> None:
    days = [
        [move(each, day, f"{each}" if is_named else "") for each in (cents, -cents)]
        for day, cents in ((DAY, 11), (NEXT, 12))
    ]
    assert take(camt([*days[0], *days[1]], number="week")).new == 4
    assert [take(camt(day, number=str(at))).new for at, day in enumerate(days)] == [0, 0]


def test_two_statements_of_a_day_that_are_read_in_the_wrong_order_are_two_payments() -> None:
    first, second = (
        camt([move(500)], number="1", opening=200_000),
        camt([move(500)], number="2", opening=200_500),
    )
    assert [take(each).new for each in (second, first, first, second)] == [1, 1, 0, 0]
    assert (sums(), BankStatement.objects.count()) == ([500, 500], 2)


def test_what_stands_at_the_same_balance_in_another_statement_of_that_day_is_asked() -> None:
    """+5, -5 and again +5: the third statement is as the first one, so only a person can know."""
    take(camt([move(5)]))
    take(camt([move(-5)], number="2", opening=5))
    third = camt([move(5)], number="3")
    with pytest.raises(Undecided) as asked:
        take(third)
    assert (asked.value.field, sums()) == ("file", [5, -5])
    assert "dan is zij al bekend" in asked.value.message
    assert "dan is het een nieuwe betaling" in asked.value.message
    [doubt] = asked.value.doubts
    assert (doubt.label, doubt.day, doubt.signed_cents, doubt.kept_in) == ("3", DAY, 5, "1")
    assert take(third, Answer.KNOWN).new == 0
    assert (take(third, Answer.NEW).new, take(third).new, sums()) == (1, 0, [5, -5, 5])


def test_which_of_two_a_whole_day_added_is_not_guessed() -> None:
    """5 and 5 on a day: the second statement, then both in a week, and then the first one."""
    take(camt([move(5, NEXT)], number="2", opening=10))
    assert take(camt([move(5), move(5, NEXT), move(5, NEXT)], number="week")).new == 2
    assert (take(camt([move(5, NEXT)], number="1", opening=5)).new, sums()) == (0, [5, 5, 5])


def test_the_pages_of_one_statement_never_hold_the_same() -> None:
    head, foot = camt_envelope("02")
    pages = [
        camt_statement([move(cents)], number=f"7/{at}", opening=max(0, -cents))
        for at, cents in enumerate((5, -5, 5))
    ]
    assert take((head + "".join(pages) + foot).encode()).new == 3
    assert [take((head + page + foot).encode()).new for page in pages] == [0, 0, 0]


def test_an_export_in_another_order_is_asked_and_never_doubled() -> None:
    day = [move(5), move(7), move(9)]
    take(camt(day))
    for order in ([9, 7, 5], [7, 5, 9]):
        with pytest.raises(Undecided):
            take(camt([move(cents) for cents in order], number="om"))
    assert take(camt([*day, move(3, NEXT)][::-1], number="week")).new == 1


def test_the_same_days_in_the_other_format_are_refused() -> None:
    take(camt([move(5)]))
    with pytest.raises(DomainError, match=r"al ingelezen uit camt\.053"):
        take(mt940([move(5)]), name="juni.sta")
    assert take(mt940([move(5, NEXT)], opening=5), name="juni.sta").new == 1


# --- any split of one row of entries ---


@dataclass(frozen=True)
class Stretch:
    """Entries `start` up to `end` of the row, as a statement with this number."""

    start: int
    end: int
    number: str


KINDS: Final = st.sampled_from((5, -5, 7, 5, -7, 100))


@st.composite
def rows(draw: st.DrawFn) -> list[Said]:
    """Two or three days of a few entries; some have a reference of the bank."""
    row: list[Said] = []
    for at in range(draw(st.integers(2, 3))):
        for cents in draw(st.lists(KINDS, min_size=1, max_size=5)):
            reference = draw(st.sampled_from(("", "", f"R{len(row)}")))
            row.append(move(cents, DAY + dt.timedelta(at), reference))
    return row


def day_files(row: Sequence[Said]) -> list[Stretch]:
    days = sorted({one.booked_on for one in row})
    return [Stretch(*_bounds(row, day, day), number=f"d{day:%d}") for day in days]


def _bounds(row: Sequence[Said], first: dt.date, last: dt.date) -> tuple[int, int]:
    held = [at for at, one in enumerate(row) if first <= one.booked_on <= last]
    return held[0], held[-1] + 1


@st.composite
def periods(draw: st.DrawFn, row: Sequence[Said]) -> list[Stretch]:
    days = sorted({one.booked_on for one in row})
    first, last = sorted(draw(st.tuples(st.sampled_from(days), st.sampled_from(days))))
    if first == last:
        return []
    return [Stretch(*_bounds(row, first, last), number=f"p{first:%d}{last:%d}")]


@st.composite
def statements_of_a_day(draw: st.DrawFn, row: Sequence[Said]) -> list[Stretch]:
    """A day in several statements of its own number."""
    [day] = draw(st.lists(st.sampled_from(day_files(row)), min_size=1, max_size=1))
    return _cut(
        day, draw(st.sets(st.integers(day.start + 1, max(day.start + 1, day.end - 1)))), "s{day}-{at}"
    )


@st.composite
def pages(draw: st.DrawFn, row: Sequence[Said]) -> list[Stretch]:
    """All days as one statement in numbered pages, that stop anywhere."""
    whole = Stretch(0, len(row), "7")
    return _cut(whole, draw(st.sets(st.integers(1, len(row)), max_size=3)), "7/{at}")


def _cut(whole: Stretch, cuts: set[int], number: str) -> list[Stretch]:
    ends = sorted({each for each in cuts if whole.start < each < whole.end} | {whole.end})
    starts = [whole.start, *ends[:-1]]
    made = enumerate(zip(starts, ends, strict=True), start=1)
    return [Stretch(start, end, number.format(day=whole.number, at=at)) for at, (start, end) in made]


def written(row: Sequence[Said], part: Stretch) -> bytes:
    opening = 1_000 + sum(one.signed_cents for one in row[: part.start])
    return camt(row[part.start : part.end], number=part.number, opening=opening)


def told(one: Said) -> tuple[dt.date, int, str]:
    return one.booked_on, one.signed_cents, one.bank_reference


def kept() -> Counter[tuple[dt.date, int, str]]:
    found = BankEntry.objects.values_list("booked_on", "direction", "amount_cents", "rest")
    return Counter(
        (day, cents if direction == "credit" else -cents, rest.get("bank_reference", ""))
        for day, direction, cents, rest in found
    )


def read_all(row: Sequence[Said], parts: Sequence[Stretch]) -> int:
    """Read them in; after each the entries are exactly those of what was taken. How many were asked about."""
    held: set[int] = set()
    asked = 0
    for part in parts:
        before = kept()
        try:
            take(written(row, part))
        except Undecided:
            asked += 1
            assert kept() == before
            continue
        held |= set(range(part.start, part.end))
        assert kept() == Counter(told(row[at]) for at in held), (part, row)
    return asked


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_any_split_of_a_row_of_entries_ends_with_exactly_those_or_is_asked(data: st.DataObject) -> None:
    row = data.draw(rows())
    parts = [
        *day_files(row),
        *data.draw(periods(row)),
        *data.draw(statements_of_a_day(row)),
        *data.draw(pages(row)),
    ]
    order = data.draw(st.lists(st.sampled_from(parts), min_size=1, max_size=7))
    rehearse(lambda: read_all(row, order))


@settings(max_examples=20, deadline=None)
@given(st.data())
def test_whole_days_that_overlap_are_never_asked_about(data: st.DataObject) -> None:
    """Day files and exports of several days, in any order and twice."""
    row = data.draw(rows())
    parts = [*day_files(row), *data.draw(periods(row)), *data.draw(periods(row))]
    order = data.draw(st.lists(st.sampled_from(parts), min_size=1, max_size=7))
    assert rehearse(lambda: read_all(row, order)) == 0

"""Reading bank files in: whole or not at all, and what is known is never there twice."""

import datetime as dt
import io
from dataclasses import replace
from decimal import Decimal
from typing import Final

import pytest
from django.db import DatabaseError, connection, transaction

from noaber.core.access import COMMAND, Actor, Grant
from noaber.core.errors import AccessRefused, DomainError
from noaber.core.models import AuditEntry
from noaber.core.records import changed_records
from noaber.finance.formats.entry_json import COLUMNS, entry_of, entry_values
from noaber.finance.models import BankAccount, BankEntry, BankStatement, HostStatement
from noaber.finance.queries.bank.seals import changed_statements
from noaber.finance.rules.bank.references import read_reference
from noaber.finance.rules.bank.statements import BankEntry as Said
from noaber.finance.rules.bank.statements import Direction, ForeignAmount
from noaber.finance.services.bank.importing import BankOutcome, import_bank_file, preview_bank_file
from noaber.finance.tests.bank_samples import OURS, camt, camt_envelope, camt_statement, entry, iban, mt940
from noaber.finance.tests.invoices_in_books import CONTROLLER, NOW, name_host

COORDINATOR: Final = Actor(1003, grants=frozenset({Grant("coordinator")}))
NEXT_DAY: Final = dt.date(2020, 5, 5)
ONE: Final = entry(100, text="een", counterparty_iban=iban(7))
TWO: Final = entry(250, text="twee", counterparty_name="Gemeente Rijsbeek")

pytestmark = [pytest.mark.django_db]


@pytest.fixture(autouse=True)
def host(db: None) -> None:
    name_host()


def take(data: bytes, name: str = "mei.xml", actor: Actor = CONTROLLER) -> BankOutcome:
    return import_bank_file(io.BytesIO(data), name, actor=actor, now=NOW)


def counts() -> tuple[int, int, int]:
    return BankStatement.objects.count(), BankEntry.objects.count(), AuditEntry.objects.count()


def several(*statements: str) -> bytes:
    head, foot = camt_envelope("02")
    return (head + "".join(statements) + foot).encode()


def test_a_file_comes_in_whole_and_a_second_time_changes_nothing() -> None:
    data = camt([ONE, TWO])
    first = take(data)
    [statement] = BankStatement.objects.all()
    assert (first.new, first.known) == (2, 0)
    assert (statement.account.iban, statement.opening_cents, statement.closing_cents) == (OURS, 0, 350)
    assert [row.text for row in statement.entries.order_by("position")] == ["een", "twee"]
    before = counts()
    again = take(data, "nog eens.xml")
    assert (again.new, again.known, counts()) == (0, 2, before)
    assert BankAccount.objects.get().revision == 1


def test_what_the_bank_says_is_kept_to_the_last_word() -> None:
    said = [
        entry(
            100,
            text="é",
            end_to_end_id="E1",
            bank_reference="B1",
            on_behalf_of="Gemeente Rijsbeek",
            counterparty_name="SSC",
        ),
        entry(250, direction=Direction.DEBIT, is_reversal=True, counterparty_name="X", value_on=None),
    ]
    take(camt(said, version="08"))
    rows = BankEntry.objects.order_by("position").values(*COLUMNS)
    kept = [replace(entry_of(row), transaction_code="") for row in rows]
    assert kept == said


def test_a_foreign_amount_and_a_reference_come_back_as_they_were() -> None:
    for value, issuer in (("RF18539007547034", ""), ("6390338414964113", "CUR"), ("A-1", "BBA")):
        said = entry(
            5,
            reference=read_reference(value, issuer),
            foreign=ForeignAmount("USD", Decimal("7.50"), Decimal("1.5")),
            documents=("2020-0001",),
            batch_id="B",
            batch_index=2,
        )
        assert entry_of(entry_values(said)) == said


def test_an_export_that_overlaps_brings_only_what_is_new() -> None:
    take(camt([ONE, TWO]))
    later = entry(75, booked_on=NEXT_DAY, value_on=NEXT_DAY)
    found = take(camt([ONE, TWO, later], number="week"))
    assert (found.new, found.known) == (1, 2)
    assert sum(row.amount_cents for row in BankEntry.objects.all()) == 425


def test_two_equal_payments_on_a_day_are_two_also_in_two_statements() -> None:
    take(camt([ONE, ONE]))
    assert BankEntry.objects.count() == 2
    next_page = camt([ONE], number="2", opening=200)
    assert take(next_page).new == 1
    assert take(next_page).new == 0
    assert take(camt([ONE, ONE])).new == 0
    assert take(several(camt_statement([ONE, ONE]), camt_statement([ONE], number="2", opening=200))).new == 0
    third = camt([ONE], number="3", opening=300)
    assert (take(third).new, take(third).new, BankEntry.objects.count()) == (1, 0, 4)


def test_pages_that_come_back_to_where_they_began_are_known_again() -> None:
    """The second page ends where the first began: read again, neither goes on from the other."""
    back = entry(100, direction=Direction.DEBIT, is_reversal=True)
    first, second = camt([ONE], opening=50), camt([back], number="2", opening=150)
    assert [take(each).new for each in (first, second, first, second)] == [1, 1, 0, 0]


def test_a_statement_that_stands_twice_in_a_file_counts_once() -> None:
    same = camt_statement([ONE, TWO])
    assert take(several(same, same)).new == 2
    assert BankStatement.objects.count() == 1


def test_a_preview_says_what_importing_will_and_changes_nothing() -> None:
    before = counts()
    seen = preview_bank_file(
        io.BytesIO(camt([ONE, TWO])), "mei.xml", lambda found: (found, counts()), actor=CONTROLLER, now=NOW
    )
    assert (seen[0].new, seen[1][:2], counts()) == (2, (1, 2), before)


def test_a_gap_between_statements_is_told() -> None:
    take(camt([ONE]))
    found = take(
        camt([entry(5, booked_on=NEXT_DAY)], number="9", opening=999).replace(b"2020-05-04", b"2020-05-05")
    )
    assert found.new == 1
    assert any("er ontbreekt een afschrift" in each for each in found.warnings), found.warnings


def swift(opened: str, closed: str, opening: int, *cents: int) -> bytes:
    """An MT940 whose opening balance has the day of the closing before it, as banks date it."""
    day = dt.datetime.strptime(closed, "%y%m%d").date()
    text = mt940([entry(each, booked_on=day, value_on=day) for each in cents], opening=opening, number=closed)
    return text.replace(b":60F:C200504", f":60F:C{opened}".encode()).replace(
        b":62F:C200504", f":62F:C{closed}".encode()
    )


def test_an_opening_balance_of_the_day_before_is_no_gap() -> None:
    """Neither a day later, nor for an empty day, nor for the statement of a day that was still missing."""
    for data in (
        swift("210618", "210619", 1000, 5),
        swift("210619", "210620", 1005, 6),
        swift("210620", "210621", 1011),
    ):
        assert take(data, "juni.sta").warnings == (), data
    second, first = swift("210621", "210622", 1016, 9), swift("210621", "210622", 1011, 5)
    next_day = swift("210622", "210623", 1025, 7)
    [warning] = take(second, "juni.sta").warnings
    assert "er ontbreekt een afschrift" in warning
    assert [take(each, "juni.sta").warnings for each in (first, next_day, next_day, second)] == [()] * 4


REFUSED = {
    "another account": (camt([ONE], account=iban(99)), "andere rekening"),
    "another currency": (camt([ONE]).replace(b"EUR", b"USD"), "USD"),
    "a balance that does not add up": (camt([ONE], closing=101), "telt niet op"),
    "the second statement does not add up": (
        several(camt_statement([ONE]), camt_statement([TWO], number="2", opening=100, closing=1)),
        "telt niet op",
    ),
    "an entity bomb": (
        b"<?xml version='1.0'?><!DOCTYPE d [<!ENTITY a 'x'><!ENTITY b '&a;&a;'>]>" + camt([ONE])[38:],
        "^mei.xml: het bestand heeft een DOCTYPE",
    ),
    "an external entity": (
        b"<?xml version='1.0'?><!DOCTYPE d [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>" + camt([ONE])[38:],
        "^mei.xml: het bestand heeft een DOCTYPE",
    ),
    "truncated": (camt([ONE, TWO])[:-60], "niet compleet"),
    "truncated MT940": (mt940([ONE, TWO])[:-40], "niet compleet"),
    "an amount that no account has": (camt([entry(10**16)]), "te groot"),
    "empty": (b"", "leeg"),
    "a PDF": (b"%PDF-1.7", "PDF"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_file_that_cannot_be_used_changes_nothing_and_is_told_why(case: str) -> None:
    data, reason = REFUSED[case]
    take(camt([TWO], number="0"), "eerder.xml")
    before = counts()
    with pytest.raises(DomainError, match=reason) as refused:
        take(data)
    assert (refused.value.field, counts()) == ("file", before)


def test_only_the_controller_reads_files_in() -> None:
    for actor, is_secret in ((COORDINATOR, False), (Actor(4), True)):
        with pytest.raises(AccessRefused) as refused:
            take(camt([ONE]), actor=actor)
        assert refused.value.is_secret is is_secret
    assert take(camt([ONE]), actor=COMMAND).new == 1


def test_without_a_host_there_is_no_account_to_read_for() -> None:
    with connection.cursor() as cursor:
        for name in ("no_update", "no_delete"):
            if connection.vendor == "sqlite":
                cursor.execute(f"DROP TRIGGER finance_hoststatement_{name}")
    if connection.vendor == "sqlite":
        HostStatement.objects.all().delete()
        with pytest.raises(DomainError, match="nog geen beheerorganisatie"):
            take(camt([ONE]))


def test_what_came_in_is_never_changed_and_a_change_behind_the_log_is_named() -> None:
    take(camt([ONE, TWO]))
    row = BankEntry.objects.order_by("position").first()
    assert row
    for change in (lambda: BankEntry.objects.update(amount_cents=1), row.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()
    facts = AuditEntry.objects.get(verb="finance.import_bank_file").facts
    assert changed_records([facts["digests"]])[1:] == ([], [])
    assert list(changed_statements()) == []
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER finance_bankentry_no_update")
        BankEntry.objects.filter(pk=row.pk).update(text="anders")
        assert list(changed_statements()) == [f"bank_entries {row.statement_id}"]


def test_a_mt940_comes_in_like_any_other() -> None:
    said = [Said(100, Direction.CREDIT, dt.date(2020, 5, 4), text="x", bank_reference="B", end_to_end_id="E")]
    assert (take(mt940(said)).new, take(mt940(said)).new) == (1, 0)

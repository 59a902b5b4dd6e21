"""Balances that add up, statements that follow each other, and entries that are known again in another export."""

import datetime as dt
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.finance.formats.bank_files import read_bank_file
from noaber.finance.rules.bank.references import is_betalingskenmerk, kenmerk_check, read_reference
from noaber.finance.rules.bank.statement_checks import (
    balance_problem,
    chain_warnings,
    entry_key,
    goes_on_from,
)
from noaber.finance.rules.bank.statements import BankEntry, BankStatement, Direction, StatementBalance
from noaber.finance.tests import bank_samples as samples
from noaber.finance.tests.bank_samples import DAY, OURS, entry


def statement(*entries: BankEntry, number: str = "1", opening: int = 0, **changes: Any) -> BankStatement:
    made = BankStatement(
        account=OURS,
        statement_id=f"S{number}",
        sequence=number,
        first_day=DAY,
        last_day=DAY,
        currency="EUR",
        opening=StatementBalance(opening, DAY),
        closing=StatementBalance(opening + sum(one.signed_cents for one in entries), DAY),
        entries=entries,
    )
    return replace(made, **changes)


# --- balances ---


def test_a_balance_that_does_not_add_up_names_the_difference() -> None:
    wrong = statement(entry(5_00), closing=StatementBalance(4_00, DAY))
    assert balance_problem(wrong).endswith("maar de eindstand is €\xa04,00 (verschil €\xa0-1,00)")
    assert "noemt geen eindstand" in balance_problem(replace(wrong, closing=None))
    assert "noemt geen beginstand" in balance_problem(replace(wrong, opening=None))
    swedish = replace(wrong, closing=StatementBalance(5_00, DAY, "SEK"))
    assert balance_problem(swedish) == "de eindstand van afschrift 1 staat in SEK, niet in EUR"


def test_a_balance_in_another_currency_is_read_and_reported() -> None:
    data = samples.camt([entry(5_00)]).replace(
        b"'EUR'>5.00</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt>", b"'SEK'>5.00</Amt><Dt>"
    )
    [read] = read_bank_file(data)
    assert len(read.entries) == 1
    assert "staat in SEK" in balance_problem(read)


def test_a_gap_between_statements_is_a_warning() -> None:
    first, third = statement(entry(5_00)), statement(entry(1_00), number="3", opening=7_00)
    second = statement(entry(2_00), number="2", opening=5_00)
    assert chain_warnings([first, second, third]) == chain_warnings([third, first, second]) == ()
    [warning] = chain_warnings([first, third])
    assert "afschrift 1 van NL14NABR0000000001 eindigt met €\xa05,00" in warning
    assert "afschrift 3 begint met €\xa07,00" in warning


def test_the_gap_is_after_the_last_statement_of_the_day_before() -> None:
    day = [statement(number=str(at)) for at in (1, 3, 2)]
    later = DAY + dt.timedelta(days=2)
    new = statement(number="5", opening=77, first_day=later, last_day=later)
    found = goes_on_from([new], day)
    assert found
    assert found.sequence == "3"


def test_statements_of_one_day_are_put_so_that_they_join() -> None:
    """Some banks number by the date, others count; and a number can begin anew."""
    first = statement(entry(5_00), number="20240304")
    second = statement(entry(2_00), number="5", opening=5_00)
    assert chain_warnings([first, second]) == chain_warnings([second, first]) == ()
    later = DAY + dt.timedelta(days=1)
    third = statement(entry(1_00), number="6", opening=7_00, first_day=later, last_day=later)
    assert goes_on_from([third], [first, second]) == second
    assert goes_on_from([second, first], [statement(number="9", last_day=DAY - dt.timedelta(days=1))])
    assert chain_warnings([third, second, first]) == ()
    [warning] = chain_warnings([first, statement(entry(1_00), number="4", opening=6_00)])
    assert "er ontbreekt een afschrift" in warning


@given(
    st.lists(st.integers(-3, 3), min_size=1, max_size=12), st.randoms(use_true_random=False), st.booleans()
)
def test_a_chain_of_one_day_joins_whatever_the_numbers(
    moved: list[int], random: Random, has_before: bool
) -> None:
    numbers = random.sample(range(100), len(moved))
    chain = [
        statement(
            number=str(number), opening=sum(moved[:at]), closing=StatementBalance(sum(moved[: at + 1]), DAY)
        )
        for at, number in enumerate(numbers)
    ]
    before = statement(number="1", first_day=DAY - dt.timedelta(days=1), last_day=DAY - dt.timedelta(days=1))
    mixed = [*chain, *([before] if has_before else [])]
    random.shuffle(mixed)
    assert chain_warnings(mixed) == ()


def test_accounts_have_their_own_chain() -> None:
    assert chain_warnings([statement(entry(5_00)), statement(account="NL2", number="2", opening=9_00)]) == ()


# --- entries known again (whole statements: test_bank_known_again.py) ---


def keys(name: str) -> list[str]:
    return [
        entry_key(one.account, each)
        for one in read_bank_file(samples.sample(name), name)
        for each in one.entries
    ]


def test_the_same_file_twice_gives_the_same_keys_and_equal_payments_of_a_batch_share_one() -> None:
    assert keys("rabobank.xml") == keys("rabobank.xml")
    assert (len(keys("rabobank.xml")), len(set(keys("rabobank.xml")))) == (3, 2)


def test_a_reference_of_the_bank_with_day_and_amount_is_that_entry_whatever_stands_beside_it() -> None:
    one = entry(5_00, bank_reference="B", text="Bijdrage", end_to_end_id="E")
    again = replace(one, text="anders", end_to_end_id="", counterparty_iban="NL1")
    assert entry_key(OURS, one) == entry_key(OURS, again)
    day_later = dt.date(2020, 5, 5)
    others = (
        replace(one, amount_cents=5_01),
        replace(one, booked_on=day_later),
        replace(one, bank_reference="C"),
    )
    assert entry_key(OURS, one) not in {entry_key(OURS, other) for other in others}


def test_names_value_dates_and_spaces_do_not_make_another_entry_but_a_reference_does() -> None:
    one = entry(5_00, text="Bijdrage 2020", counterparty_name="Gem. Rijsbeek")
    again = entry(5_00, text="bijdrage  20 20", counterparty_name="Gemeente Rijsbeek", value_on=None)
    assert entry_key(OURS, one) == entry_key(OURS, again)
    for change in (
        {"amount_cents": 5_01},
        {"direction": Direction.DEBIT},
        {"booked_on": dt.date(2020, 5, 5)},
        {"is_reversal": True},
        {"bank_reference": "B"},
        {"end_to_end_id": "E"},
        {"counterparty_iban": "NL1"},
        {"reference": read_reference("RF3420200001")},
        {"text": "anders"},
    ):
        assert entry_key(OURS, one) != entry_key(OURS, replace(one, **change))
    assert entry_key(OURS, one) != entry_key("NL2", one)


# --- references ---


@pytest.mark.parametrize("length", [7, 8, 9, 10, 11, 12])
def test_a_betalingskenmerk_of_every_length_has_a_check_and_a_length_digit(length: int) -> None:
    digits = "123456789012"[:length]
    made = f"{kenmerk_check(digits)}{length % 10}{digits}"
    assert is_betalingskenmerk(made)
    assert not is_betalingskenmerk(f"{made[0]}{(length + 1) % 10}{digits}")
    assert not is_betalingskenmerk(f"{(int(made[0]) + 1) % 10}{made[1:]}")


@given(st.text("0123456789", min_size=15, max_size=15), st.integers(0, 14), st.integers(1, 9))
def test_a_digit_typed_wrong_is_nearly_always_noticed(digits: str, at: int, shift: int) -> None:
    """Two remainders share a check digit (0 and 1 stand for two each), so not always."""
    wrong = digits[:at] + str((int(digits[at]) + shift) % 10) + digits[at + 1 :]
    check = kenmerk_check(digits)
    assert is_betalingskenmerk(check + digits)
    if is_betalingskenmerk(check + wrong):
        assert check in "01"


@pytest.mark.parametrize("digits", ["", "12345678", "12345678901234567", "123456\u0667", "RF3420200001"])
def test_what_has_another_length_or_form_is_no_betalingskenmerk(digits: str) -> None:
    assert not is_betalingskenmerk(digits)


def test_an_entry_of_nought_or_less_does_not_exist() -> None:
    with pytest.raises(ValueError, match="above zero"):
        entry(0)

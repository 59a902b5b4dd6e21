"""What is proposed for a payment, how sure it is and why; and that proposals never promise money that is not there."""

import datetime as dt
from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from noaber.finance.rules.bank.matching import (
    Confidence,
    Matcher,
    OpenItem,
    Outcome,
    Payment,
    Proposal,
    Share,
    propose,
)
from noaber.finance.rules.bank.matching_texts import Numbers, References, Written, name_key
from noaber.finance.rules.bank.references import kenmerk_check, read_reference
from noaber.finance.rules.bank.statements import BankEntry, Direction
from noaber.finance.tests.bank_samples import entry, iban, rf
from tests.depth import examples

DUE = dt.date(2020, 5, 31)
KENMERK = f"{kenmerk_check('000000202000012')}000000202000012"


def item(number: str, cents: int, buyer: str = "Gemeente Rijsbeek", **changes: Any) -> OpenItem:
    values: dict[str, Any] = {"due_on": DUE, "open_cents": cents, "reference": rf(number)} | changes
    return OpenItem(number, buyer, cents, **values)


RIJSBEEK = item("2020-0001", 1_993_95, ibans=frozenset({iban(101)}))
MOLENBEEK = item(
    "2020-0012",
    6_996_99,
    "Gemeente Molenbeek",
    reference=KENMERK,
    ibans=frozenset({iban(102)}),
    payers=("Bedrijfsvoering Drielanden",),
)
OOSTBROEK = item("2020-0013", 500_00, "Gemeente Oostbroek", reference="")
OOSTBROEK_2021 = item("2021-0013", 510_00, "Gemeente Oostbroek", reference="", due_on=dt.date(2021, 5, 31))
PAID = item("2019-0001", 1_900_00, open_cents=0, ibans=frozenset({iban(101)}))
ALL = (RIJSBEEK, MOLENBEEK, OOSTBROEK, OOSTBROEK_2021, PAID)


def one(cents: int, *items: OpenItem, **told: Any) -> Proposal:
    [proposal] = propose([Payment("p", entry(cents, **told), cents)], items or ALL)
    return proposal


def shares(proposal: Proposal) -> dict[str, int]:
    return {share.number: share.amount_cents for share in proposal.shares}


CASES: dict[str, tuple[int, dict[str, Any], Outcome, Confidence | None, dict[str, int], str]] = {
    "RF as the bank gives it": (
        1_993_95,
        {"reference": read_reference(rf("20200001"))},
        Outcome.EXACT,
        Confidence.CERTAIN,
        {"2020-0001": 1_993_95},
        "het kenmerk hoort bij factuur 2020-0001, en het bedrag klopt",
    ),
    "RF in the text, in groups": (
        1_993_95,
        {"text": "bijdrage RF34 2020 0001 mei"},
        Outcome.EXACT,
        Confidence.CERTAIN,
        {"2020-0001": 1_993_95},
        "kenmerk",
    ),
    "RF in the end-to-end id": (
        1_993_95,
        {"end_to_end_id": rf("20200001")},
        Outcome.EXACT,
        Confidence.CERTAIN,
        {"2020-0001": 1_993_95},
        "kenmerk",
    ),
    "betalingskenmerk": (
        6_996_99,
        {"reference": read_reference(KENMERK, "CUR")},
        Outcome.EXACT,
        Confidence.CERTAIN,
        {"2020-0012": 6_996_99},
        "kenmerk",
    ),
    "betalingskenmerk in groups": (
        6_996_99,
        {"text": f"{KENMERK[:4]} {KENMERK[4:8]}.{KENMERK[8:12]}-{KENMERK[12:]}"},
        Outcome.EXACT,
        Confidence.CERTAIN,
        {"2020-0012": 6_996_99},
        "kenmerk",
    ),
    "RF with too little": (
        993_95,
        {"text": "RF3420200001"},
        Outcome.PARTIAL,
        Confidence.PROBABLE,
        {"2020-0001": 993_95},
        "maar er is €\xa01.000,00 te weinig betaald",
    ),
    "RF with too much": (
        2_000_00,
        {"text": "RF3420200001"},
        Outcome.OVERPAID,
        Confidence.PROBABLE,
        {"2020-0001": 1_993_95},
        "maar er is €\xa06,05 te veel betaald",
    ),
    "RF of a paid invoice": (
        1_900_00,
        {"text": rf("20190001")},
        Outcome.DOUBLE,
        Confidence.PROBABLE,
        {},
        "dit lijkt een dubbele betaling",
    ),
    "RF of a paid invoice with the amount of an open one": (
        1_993_95,
        {"text": rf("20190001"), "counterparty_iban": iban(101)},
        Outcome.DOUBLE,
        Confidence.PROBABLE,
        {},
        "of bedoeld voor factuur 2020-0001",
    ),
    "number as written": (
        500_00,
        {"text": "Factuur 2020-0013"},
        Outcome.EXACT,
        Confidence.PROBABLE,
        {"2020-0013": 500_00},
        "de omschrijving noemt factuur 2020-0013, en het bedrag klopt",
    ),
    "number given as a document": (
        500_00,
        {"documents": ("2020-0013",)},
        Outcome.EXACT,
        Confidence.PROBABLE,
        {"2020-0013": 500_00},
        "2020-0013",
    ),
    "number with another amount": (
        400_00,
        {"text": "2020-0013 eerste deel"},
        Outcome.PARTIAL,
        Confidence.POSSIBLE,
        {"2020-0013": 400_00},
        "te weinig",
    ),
    "number without its sign": (
        500_00,
        {"text": "fact.20200013"},
        Outcome.EXACT,
        Confidence.POSSIBLE,
        {"2020-0013": 500_00},
        "lijkt te verwijzen naar factuur 2020-0013",
    ),
    "number with lost zeros": (
        500_00,
        {"text": "2020/13"},
        Outcome.EXACT,
        Confidence.POSSIBLE,
        {"2020-0013": 500_00},
        "lijkt te verwijzen",
    ),
    "number with lost zeros and another amount of a stranger": (
        1_00,
        {"text": "2020/13"},
        Outcome.UNCLEAR,
        None,
        {},
        "het bedrag past bij geen factuur; factuur 2020-0013 kan bedoeld zijn",
    ),
    "number within a longer number": (
        500_00,
        {"text": "klant 120200013"},
        Outcome.NONE,
        None,
        {},
        "geen kenmerk",
    ),
    "several numbers that add up": (
        1_010_00,
        {"text": "2020-0013 en 2021-0013"},
        Outcome.SEVERAL,
        Confidence.PROBABLE,
        {"2020-0013": 500_00, "2021-0013": 510_00},
        "de omschrijving noemt facturen 2020-0013 en 2021-0013, en samen klopt het bedrag",
    ),
    "several numbers with too little": (
        700_00,
        {"text": "2021-0013, 2020-0013"},
        Outcome.PARTIAL,
        Confidence.POSSIBLE,
        {"2020-0013": 500_00, "2021-0013": 200_00},
        "te weinig",
    ),
    "a reference and a number together": (
        2_493_95,
        {"text": "RF3420200001 + 2020-0013"},
        Outcome.SEVERAL,
        Confidence.PROBABLE,
        {"2020-0001": 1_993_95, "2020-0013": 500_00},
        "samen klopt",
    ),
    "account and amount": (
        6_996_99,
        {"counterparty_iban": iban(102), "text": "bijdrage"},
        Outcome.EXACT,
        Confidence.PROBABLE,
        {"2020-0012": 6_996_99},
        "deze rekening betaalt voor Gemeente Molenbeek",
    ),
    "account and an amount that was paid before": (
        1_900_00,
        {"counterparty_iban": iban(101)},
        Outcome.DOUBLE,
        Confidence.POSSIBLE,
        {},
        "lijkt dubbel",
    ),
    "account with another amount": (
        12_00,
        {"counterparty_iban": iban(101)},
        Outcome.UNCLEAR,
        None,
        {},
        "factuur 2020-0001 kan bedoeld zijn",
    ),
    "account and amount, with the number of another": (
        6_996_99,
        {"counterparty_iban": iban(102), "text": "2020-0013"},
        Outcome.EXACT,
        Confidence.POSSIBLE,
        {"2020-0012": 6_996_99},
        "de omschrijving noemt factuur 2020-0013, maar deze rekening betaalt voor Gemeente Molenbeek",
    ),
    "name and amount": (
        510_00,
        {"counterparty_name": "OOSTBROEK, GEM."},
        Outcome.EXACT,
        Confidence.POSSIBLE,
        {"2021-0013": 510_00},
        "de betaling noemt Gemeente Oostbroek",
    ),
    "another who pays, by name": (
        6_996_99,
        {"counterparty_name": "Bedrijfsvoering Drielanden"},
        Outcome.EXACT,
        Confidence.POSSIBLE,
        {"2020-0012": 6_996_99},
        "Gemeente Molenbeek",
    ),
    "for whom it is paid": (
        500_00,
        {"counterparty_name": "Onbekend BV", "on_behalf_of": "Gemeente Oostbroek"},
        Outcome.EXACT,
        Confidence.POSSIBLE,
        {"2020-0013": 500_00},
        "Gemeente Oostbroek",
    ),
    "name in the text": (
        500_00,
        {"counterparty_name": "Onbekend BV", "text": "bijdrage gemeente Oostbroek 2020"},
        Outcome.EXACT,
        Confidence.POSSIBLE,
        {"2020-0013": 500_00},
        "Gemeente Oostbroek",
    ),
    "amount alone": (500_00, {"counterparty_name": "Onbekend BV"}, Outcome.NONE, None, {}, "geen kenmerk"),
    "money that went out": (
        500_00,
        {"direction": Direction.DEBIT},
        Outcome.NONE,
        None,
        {},
        "dit geld ging eraf",
    ),
    "a payment that was turned back": (
        500_00,
        {"direction": Direction.DEBIT, "is_reversal": True, "text": "2020-0013"},
        Outcome.NONE,
        None,
        {},
        "draaide een eerdere bijschrijving terug",
    ),
    "own money that came back": (
        500_00,
        {"return_reason": "AC04", "text": "2020-0013"},
        Outcome.NONE,
        None,
        {},
        "een eigen betaling kwam terug",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_payment_gets_its_proposal_with_how_sure_it_is_and_why(case: str) -> None:
    cents, told, outcome, confidence, expected, reason = CASES[case]
    proposal = one(cents, **told)
    assert (proposal.outcome, proposal.confidence, shares(proposal)) == (outcome, confidence, expected)
    assert reason in proposal.reason
    assert proposal.left_cents == cents - sum(expected.values())


def test_a_reference_without_a_check_is_never_certain() -> None:
    loose = item("2020-0020", 5_00, reference="KLANT20")
    told = {"reference": read_reference("KLANT20", "ONS")}
    assert one(5_00, loose, **told).confidence is Confidence.PROBABLE


def test_a_betalingskenmerk_of_seven_digits_has_no_check_so_it_is_not_certain() -> None:
    short = item("2020-0021", 5_00, reference="1234567")
    assert one(5_00, short, reference=read_reference("1234567", "CUR")).confidence is Confidence.PROBABLE


def test_the_whole_amount_again_for_an_invoice_of_which_a_part_is_open_is_for_a_person() -> None:
    half = item("2020-0022", 100_00, open_cents=50_00, ibans=frozenset({iban(101)}))
    proposal = one(100_00, half, counterparty_iban=iban(101))
    assert (proposal.outcome, proposal.candidates) == (Outcome.UNCLEAR, ("2020-0022",))


def test_of_several_invoices_with_the_same_amount_the_oldest_is_proposed_with_the_others_beside_it() -> None:
    years = [
        item(f"{year}-0001", 5_00, ibans=frozenset({iban(101)}), due_on=dt.date(year, 5, 1))
        for year in (2022, 2021)
    ]
    proposal = one(5_00, *years, counterparty_iban=iban(101))
    assert shares(proposal) == {"2021-0001": 5_00}
    assert proposal.candidates == ("2022-0001",)
    assert proposal.confidence is Confidence.POSSIBLE
    assert "2 facturen hebben dit bedrag open, dit is de oudste" in proposal.reason


def of_one_payer(*cents: int) -> list[OpenItem]:
    return [item(f"2020-01{at:02d}", each, ibans=frozenset({iban(101)})) for at, each in enumerate(cents)]


def test_one_payment_for_several_invoices_of_its_account() -> None:
    proposal = one(70_00, *of_one_payer(20_00, 30_00, 50_00), counterparty_iban=iban(101))
    assert (proposal.outcome, shares(proposal)) == (Outcome.SEVERAL, {"2020-0100": 20_00, "2020-0102": 50_00})
    assert proposal.confidence is Confidence.POSSIBLE
    many = of_one_payer(*[7_00] * 40)
    assert len(one(280_00, *many, counterparty_iban=iban(101)).shares) == 40


def test_of_two_combinations_none_is_chosen() -> None:
    proposal = one(50_00, *of_one_payer(20_00, 30_00, 10_00, 40_00), counterparty_iban=iban(101))
    assert (proposal.outcome, proposal.shares) == (Outcome.UNCLEAR, ())
    assert len(proposal.candidates) == 4


def test_a_certain_payment_comes_before_a_guess_that_arrived_earlier() -> None:
    guess = Payment("guess", entry(1_993_95, counterparty_name="Rijsbeek"), 1_993_95)
    certain = Payment("certain", entry(1_993_95, text="RF3420200001"), 1_993_95)
    first, second = propose([guess, certain], [RIJSBEEK])
    assert (first.outcome, first.shares) == (Outcome.NONE, ())
    assert second.confidence is Confidence.CERTAIN


def test_what_an_earlier_portion_was_promised_is_not_promised_again() -> None:
    matcher = Matcher([RIJSBEEK])
    payment = Payment("a", entry(1_993_95, text="RF3420200001"), 1_993_95)
    assert matcher.propose([payment])[0].outcome is Outcome.EXACT
    assert matcher.propose([payment])[0].outcome is Outcome.DOUBLE


def test_the_rest_of_a_part_payment_is_found_by_its_amount() -> None:
    first = Payment("a", entry(993_95, text="RF3420200001"), 993_95)
    rest = Payment("b", entry(1_000_00, counterparty_iban=iban(101)), 1_000_00)
    _, second = propose([first, rest], [RIJSBEEK])
    assert (second.outcome, shares(second)) == (Outcome.EXACT, {"2020-0001": 1_000_00})


def test_only_what_is_left_of_a_payment_is_shared_out() -> None:
    [proposal] = propose([Payment("a", entry(1_993_95, text="RF3420200001"), 5_00)], [RIJSBEEK])
    assert shares(proposal) == {"2020-0001": 5_00}
    [nothing] = propose([Payment("a", entry(1_993_95, text="RF3420200001"), 0)], [RIJSBEEK])
    assert nothing.reason == "hiervan is niets meer te verdelen"


# --- for any payments and invoices ---

NUMBERS = [f"2020-{number:04d}" for number in range(1, 6)]
BUYERS = ["Gemeente Rijsbeek", "Gemeente Molenbeek", "Sint Jansteen"]
TEXTS = st.lists(st.sampled_from([*NUMBERS, *BUYERS, *map(rf, NUMBERS), "20201", "2020 3", "en"]), max_size=4)
ITEMS = st.lists(
    st.builds(
        lambda number, buyer, total, paid, account: OpenItem(
            number, buyer, total, max(0, total - paid), DUE, rf(number), frozenset({iban(account)})
        ),
        st.sampled_from(NUMBERS),
        st.sampled_from(BUYERS),
        st.integers(1, 6),
        st.integers(0, 6),
        st.integers(101, 103),
    ),
    unique_by=lambda made: made.number,
)
PAYMENTS = st.lists(
    st.builds(
        lambda cents, used, words, name, account, direction: Payment(
            "",
            BankEntry(
                cents,
                direction,
                DUE,
                text=" ".join(words),
                counterparty_name=name,
                counterparty_iban=iban(account),
            ),
            max(0, cents - used),
        ),
        st.integers(1, 15),
        st.integers(0, 5),
        TEXTS,
        st.sampled_from(BUYERS),
        st.integers(101, 104),
        st.sampled_from([Direction.CREDIT] * 4 + [Direction.DEBIT]),
    ),
    max_size=12,
)


@given(ITEMS, PAYMENTS, st.integers(1, 12))
@settings(max_examples=examples(300))
def test_proposals_never_come_to_more_than_is_open_or_left(
    items: list[OpenItem], payments: list[Payment], portion: int
) -> None:
    matcher, promised = Matcher(items), Counter[str]()
    for at in range(0, len(payments), portion):
        some = payments[at : at + portion]
        for payment, proposal in zip(some, matcher.propose(some), strict=True):
            given_away = sum(share.amount_cents for share in proposal.shares)
            assert given_away + proposal.left_cents == payment.left_cents
            assert all(share.amount_cents > 0 for share in proposal.shares)
            assert bool(proposal.shares) <= (proposal.confidence is not None)
            assert proposal.reason
            if proposal.outcome in {Outcome.EXACT, Outcome.SEVERAL}:
                assert proposal.left_cents == 0
            promised.update(shares(proposal))
    assert all(promised[each.number] <= each.open_cents for each in items)


@given(ITEMS, PAYMENTS)
@settings(max_examples=examples(100))
def test_certain_is_a_checked_reference_with_the_amount_to_the_cent(
    items: list[OpenItem], payments: list[Payment]
) -> None:
    for payment, proposal in zip(payments, propose(payments, items), strict=True):
        if proposal.confidence is Confidence.CERTAIN:
            assert proposal.outcome in {Outcome.EXACT, Outcome.SEVERAL}
            assert all(rf(share.number) in payment.entry.text for share in proposal.shares)


# --- texts ---


@pytest.mark.parametrize(
    ("number", "text", "how"),
    [
        ("2020-0012", "(2020-0012)", Written.AS_IS),
        ("VN/2020/12", "fact. vn/2020/12.", Written.AS_IS),
        ("VN2020-0012", "20200012", Written.OTHER_SIGNS),
        ("2020-0012", "2020.0012", Written.OTHER_SIGNS),
        ("00012345", "12345", Written.LOST_ZEROS),
        ("2020-0012", "2020012", None),
        ("2020-0012", "2020-00120", None),
        ("12", "12", Written.AS_IS),
        ("12", "012", None),
        ("1-2", "12", None),
        ("2020-0012", "\u0662\u0660\u0662\u0660", None),
    ],
)
def test_a_number_is_found_as_people_write_it(number: str, text: str, how: Written | None) -> None:
    assert Numbers([number]).within(text).get(number) == how


def test_a_reference_among_longer_ones_is_the_longest_that_fits() -> None:
    known = References({rf("1"): "one", rf("1") + "23": "longer"})
    assert known.within(f"x{rf('1')}23") == ["longer"]
    assert known.within(f"{rf('1')} 2") == ["one"]


@given(st.text(max_size=200))
def test_any_text_can_be_searched(text: str) -> None:
    assert set(Numbers(["2020-0012"]).within(text)) <= {"2020-0012"}
    References({rf("1"): "one", KENMERK: "two"}).within(text)
    name_key(text)


def test_a_payment_with_the_reference_of_an_invoice_that_was_corrected_is_for_what_came_instead() -> None:
    old, new = "RF3420200001", "RF0720200002"
    due = dt.date(2020, 5, 1)
    items = [
        OpenItem("2020-0001", "Gemeente Rijsbeek", 500, 0, due, reference=old, replaced_by="2020-0002"),
        OpenItem("2020-0002", "Gemeente Rijsbeek", 480, 480, due, reference=new),
    ]
    entry = BankEntry(500, Direction.CREDIT, due, text="RF34 2020 0001")
    [found] = Matcher(items).propose([Payment("a", entry, 500)])
    assert (found.outcome, found.shares, found.left_cents) == (
        Outcome.OVERPAID,
        (Share("2020-0002", 480),),
        20,
    )
    assert found.confidence is not Confidence.CERTAIN


def test_what_is_over_of_a_payment_is_said_to_be_over_and_not_to_be_a_second_payment() -> None:
    paid = OpenItem(
        "2020-0001", "Gemeente Rijsbeek", 100_00, 0, dt.date(2020, 5, 1), reference="RF3420200001"
    )
    said = entry(150_00, text="RF34 2020 0001")
    [rest] = propose([Payment("a", said, 50_00)], [paid])
    assert (rest.outcome, rest.shares, rest.left_cents) == (Outcome.OVERPAID, (), 50_00)
    assert rest.reason.endswith("van deze betaling is €\xa050,00 over")
    [whole] = propose([Payment("a", said, 150_00)], [paid])
    assert whole.outcome is Outcome.DOUBLE


def test_money_for_an_invoice_that_was_credited_and_not_replaced_is_over() -> None:
    due = dt.date(2020, 5, 1)
    credited = OpenItem(
        "2020-0001", "Gemeente Rijsbeek", 100_00, 0, due, reference="RF3420200001", is_credited=True
    )
    [found] = propose([Payment("a", entry(100_00, text="RF34 2020 0001"), 100_00)], [credited])
    assert (found.outcome, found.confidence, found.shares) == (Outcome.UNCLEAR, None, ())
    assert "is gecrediteerd en niet vervangen" in found.reason


def test_what_is_over_of_an_invoice_that_was_replaced_names_the_invoice_that_it_paid() -> None:
    due = dt.date(2020, 5, 1)
    credited = OpenItem(
        "2020-0001",
        "Gemeente Rijsbeek",
        100_00,
        0,
        due,
        reference="RF3420200001",
        is_credited=True,
        replaced_by="2020-0009",
    )
    instead = OpenItem("2020-0009", "Gemeente Rijsbeek", 90_00, 0, due)
    said = entry(100_00, text="RF34 2020 0001")
    [found] = propose([Payment("a", said, 10_00)], [credited, instead])
    assert (found.outcome, found.shares) == (Outcome.UNCLEAR, ())
    assert found.reason.endswith(
        "vervangen door factuur 2020-0009, waarvan niets meer open staat: dit geld is over"
    )

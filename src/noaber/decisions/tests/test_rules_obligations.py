"""Obligations by the rules: their states exclude each other and add up, whatever comes in and in whatever order."""

import datetime as dt
from decimal import Decimal
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from noaber.decisions.rules.continuation import ContinuationState, Solidarity, continuation_state, solidarity
from noaber.decisions.rules.obligations import (
    Decided,
    Entry,
    ObligationKind,
    ObligationState,
    Said,
    Terms,
    counts_of,
    is_evaluation_due,
    kept_until,
    obligations_of,
)
from noaber.decisions.rules.positions import Answer

TERMS = Terms(ObligationKind.CONTRIBUTION, 2020, 2023, rate=Decimal("0.07"))
ANSWERS = st.one_of(st.none(), st.sampled_from(Answer))
PARTIES = st.dictionaries(
    st.sampled_from("abcdefgh"), st.builds(Decided, is_asked=st.booleans(), own=ANSWERS), min_size=1
)
ENTRIES = st.lists(
    st.builds(
        Entry,
        party=st.sampled_from("abcdefghxyz"),
        label=st.sampled_from(["3a", "3b"]),
        year=st.integers(2018, 2025),
        is_taken_up=st.booleans(),
        sequence=st.integers(1, 10_000),
    ),
    max_size=30,
    unique_by=lambda entry: entry.sequence,
)


@given(PARTIES, ENTRIES)
def test_states_exclude_each_other_and_add_up(parties: dict[str, Decided], entries: list[Entry]) -> None:
    found = obligations_of("3a", TERMS, parties, entries)
    assert len({(each.party, each.year) for each in found}) == len(found) == 4 * len(parties)
    assert sum(counts_of(each.state for each in found).values()) == len(found)


@given(PARTIES, ENTRIES, st.integers())
def test_the_order_of_reading_does_not_matter(
    parties: dict[str, Decided], entries: list[Entry], seed: int
) -> None:
    shuffled = list(entries)
    Random(seed).shuffle(shuffled)
    assert obligations_of("3a", TERMS, parties, shuffled) == obligations_of("3a", TERMS, parties, entries)


@given(PARTIES, ENTRIES)
def test_a_stranger_and_a_year_that_is_not_asked_never_count(
    parties: dict[str, Decided], entries: list[Entry]
) -> None:
    own = [each for each in entries if each.party in parties and each.label == "3a" and TERMS.asks(each.year)]
    assert obligations_of("3a", TERMS, parties, entries) == obligations_of("3a", TERMS, parties, own)


@given(PARTIES, ENTRIES)
def test_only_who_bound_itself_has_it_in_its_budget(
    parties: dict[str, Decided], entries: list[Entry]
) -> None:
    for each in obligations_of("3a", TERMS, parties, entries):
        if each.state in (ObligationState.IN_BUDGET, ObligationState.BINDING) or each.is_put_back:
            assert parties[each.party].own in (Answer.CONSENT, Answer.WITH_REMARK)


SAID = st.lists(
    st.builds(
        Said, st.sampled_from(Answer), st.dates(min_value=dt.date(2019, 1, 1), max_value=dt.date(2025, 1, 1))
    ),
    max_size=6,
)
_YES = (Answer.CONSENT, Answer.WITH_REMARK)


@given(SAID, st.integers(2019, 2025))
def test_what_follows_a_consent_releases_only_later_years(said: list[Said], year: int) -> None:
    """A year that binds stays so whatever is said in it or after it; a first refusal declines every year."""

    def state(given: list[Said]) -> ObligationState:
        decided = Decided(True, given[-1].answer if given else None, kept_until(given))
        terms = Terms(ObligationKind.CONTRIBUTION, year, year)
        return obligations_of("3a", terms, {"a": decided})[0].state

    before, refused = state(said), Said(Answer.OBJECTION, dt.date(2022, 6, 1))
    is_kept = before is ObligationState.BINDING and year <= 2022
    assert state([*said, refused]) is (before if is_kept else ObligationState.DECLINED)
    if not any(each.answer in _YES for each in said):
        assert kept_until([*said, refused]) == 0


def test_what_was_taken_out_of_a_budget_again_is_marked() -> None:
    entries = [Entry("a", "3a", 2020, True, 1), Entry("a", "3a", 2020, False, 2)]
    first, second = obligations_of("3a", TERMS, {"a": Decided(True, Answer.CONSENT)}, entries)[:2]
    assert (first.state, first.is_put_back) == (ObligationState.BINDING, True)
    assert (second.state, second.is_put_back) == (ObligationState.BINDING, False)


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.lists(ANSWERS, min_size=1, max_size=3)), st.booleans())
def test_it_goes_on_by_all_or_by_decision(answers: dict[str, list[Answer | None]], is_decided: bool) -> None:
    found = solidarity(answers)
    assert sorted([*found.agreed, *found.missing, *found.declined]) == sorted(answers)
    state = continuation_state(found, is_decided=is_decided)
    is_everyone = bool(answers) and set(found.agreed) == set(answers)
    assert (state is ContinuationState.CONTINUES) == is_everyone
    assert (state is ContinuationState.BY_DECISION) == (is_decided and not is_everyone)


def test_nobody_asked_is_not_everyone() -> None:
    assert not Solidarity((), (), ()).is_complete


def test_the_evaluation_waits_no_longer_than_march() -> None:
    late = Terms(ObligationKind.EVALUATION, 2023, 2023, reminder_on=dt.date(2023, 9, 1))
    early = Terms(ObligationKind.EVALUATION, 2023, 2023, reminder_on=dt.date(2022, 12, 1))
    assert is_evaluation_due(late, 2023, dt.date(2023, 3, 1))
    assert is_evaluation_due(early, 2023, dt.date(2022, 12, 1))

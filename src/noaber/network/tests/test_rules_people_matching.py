"""What matching people promises: certain is certain, the rest is left to a person."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.network.rules.people_matching import IncomingPerson, KnownPerson, Likeness, Match, match_people

REGISTER = [
    KnownPerson("P1", "Adviseur Een", "GM0193", "een@voorbeeld.invalid"),
    KnownPerson("P2", "Adviseur Twee", "GM0193", "secretariaat@voorbeeld.invalid"),
    KnownPerson("P3", "Adviseur Drie", "GM0200", "secretariaat@voorbeeld.invalid"),
    KnownPerson("P4", "Adviseur Een", "GM0200"),
    KnownPerson("P5", "Dubbel", "GM0148"),
    KnownPerson("P6", "Dubbel", "GM0148"),
]


@pytest.mark.parametrize(
    ("person", "match"),
    [
        (IncomingPerson(2, "Iemand Anders", key="P4"), Match(2, Likeness.SAME, "P4")),
        (IncomingPerson(2, "Adviseur Een", key="P9"), Match(2, Likeness.UNKNOWN_KEY)),
        (IncomingPerson(2, "adviseur  een", "", " EEN@voorbeeld.invalid"), Match(2, Likeness.SAME, "P1")),
        (IncomingPerson(2, "Adviseur Een", "GM0200"), Match(2, Likeness.LIKELY, "P4")),
        (IncomingPerson(2, "Adviseur Een", "GM0202"), Match(2, Likeness.UNSURE, candidates=("P1", "P4"))),
        (IncomingPerson(2, "Adviseur Een"), Match(2, Likeness.UNSURE, candidates=("P1", "P4"))),
        (IncomingPerson(2, "Dubbel", "GM0148"), Match(2, Likeness.UNSURE, candidates=("P5", "P6"))),
        (IncomingPerson(2, "Adviseur Vier", "GM0193"), Match(2, Likeness.NEW)),
    ],
)
def test_a_row_gets_the_proposal_it_deserves(person: IncomingPerson, match: Match) -> None:
    assert match_people([person], REGISTER) == [match]


def test_a_shared_mail_address_does_not_turn_one_person_into_another() -> None:
    person = IncomingPerson(2, "Adviseur Vier", "GM0193", "secretariaat@voorbeeld.invalid")
    assert match_people([person], REGISTER) == [Match(2, Likeness.UNSURE, candidates=("P2", "P3"))]


def test_a_name_that_fits_beside_a_mail_address_that_does_not_is_left_to_a_person() -> None:
    person = IncomingPerson(2, "Adviseur Een", "GM0200", "secretariaat@voorbeeld.invalid")
    assert match_people([person], REGISTER) == [Match(2, Likeness.UNSURE, candidates=("P2", "P3", "P4"))]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (
            IncomingPerson(2, "Nieuw", "GM0193"),
            IncomingPerson(5, "NIEUW", "GM0193", "nieuw@voorbeeld.invalid"),
        ),
        (IncomingPerson(2, "Adviseur Een", "GM0193"), IncomingPerson(5, "Een, adviseur", key="P1")),
        (
            IncomingPerson(2, "Nieuw", "GM0193", "nieuw@voorbeeld.invalid"),
            IncomingPerson(5, "Nieuw", "GM0200", "nieuw@voorbeeld.invalid"),
        ),
        (IncomingPerson(2, "Nieuw"), IncomingPerson(5, "Nieuw")),
    ],
)
def test_the_second_row_of_one_person_points_to_the_first(
    first: IncomingPerson, second: IncomingPerson
) -> None:
    match = match_people([first, second], REGISTER)[1]
    assert (match.likeness, match.earlier_rows) == (Likeness.TWICE, (2,))


def test_two_people_may_share_a_mail_address_or_a_name() -> None:
    rows = [
        IncomingPerson(2, "Nieuw", "GM0193", "balie@voorbeeld.invalid"),
        IncomingPerson(3, "Nieuwer", "GM0193", "balie@voorbeeld.invalid"),
        IncomingPerson(4, "Nieuw", "GM0200"),
        IncomingPerson(5, "Nieuw", "", "nieuw@voorbeeld.invalid"),
        IncomingPerson(6, "Nieuw", "", "anders@voorbeeld.invalid"),
    ]
    assert [match.likeness for match in match_people(rows, REGISTER)] == [Likeness.NEW] * 5


def test_a_row_that_fits_two_different_people_is_left_to_a_person() -> None:
    rows = [
        IncomingPerson(2, "Nieuw", "GM0193"),
        IncomingPerson(3, "Nieuw", "GM0200", "nieuw@voorbeeld.invalid"),
        IncomingPerson(4, "Nieuw", "GM0193", "nieuw@voorbeeld.invalid"),
    ]
    match = match_people(rows, REGISTER)[2]
    assert (match.likeness, match.earlier_rows) == (Likeness.TORN, (2, 3))


names = st.sampled_from(["Adviseur Een", "Adviseur Twee", "Dubbel", "Nieuw"])
places = st.sampled_from(["", "GM0193", "GM0200", "GM0148"])
mails = st.sampled_from(["", "een@voorbeeld.invalid", "secretariaat@voorbeeld.invalid"])


@given(st.lists(st.tuples(names, places, mails), max_size=12))
def test_nobody_is_proposed_for_two_rows(rows: list[tuple[str, str, str]]) -> None:
    incoming = [IncomingPerson(number, *row) for number, row in enumerate(rows, start=2)]
    matches = match_people(incoming, REGISTER)
    proposed = [match.person for match in matches if match.likeness in (Likeness.SAME, Likeness.LIKELY)]
    assert [match.row for match in matches] == [person.row for person in incoming]
    assert len(proposed) == len(set(proposed))
    earlier = {match.likeness for match in matches if match.earlier_rows}
    assert earlier <= {Likeness.TWICE, Likeness.TORN}

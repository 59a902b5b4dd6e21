"""Who answered some of its points is still asked the others: at home, in the chase, in letters; and nobody else is."""

from dataclasses import replace

import pytest

from noaber.core.asof import AsOf
from noaber.core.points import Task
from noaber.decisions.queries.answers.own_questions import QuestionState
from noaber.decisions.queries.calendar.agenda import entries_of, own_questions
from noaber.decisions.queries.follow_up.outstanding import outstanding
from noaber.decisions.queries.proposals.matrix import Standing
from noaber.decisions.rules.positions import Answer
from noaber.decisions.services.answers.recording import Said
from noaber.decisions.tests.conftest import (
    AGREE,
    CONSENTING,
    DECIDING,
    DUE,
    MUNICIPALITIES,
    NORTH,
    POINTS,
    STAGES,
    TODAY,
    all_councils_agree,
    draft,
    holding,
    record,
    send,
    stand,
)
from noaber.decisions.tests.follow_up import addresses, ask, letters_to
from noaber.decisions.tests.test_services_asking import adviser
from noaber.decisions.tests.test_services_reminding import remind
from noaber.decisions.views.home import position_tasks
from tests.made_once import made_once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("voorbeeldland"), pytest.mark.db]
OWN = holding("contact", "organisation:GM9002")
BEEKSTAD = MUNICIPALITIES[1]


@pytest.fixture
@made_once
def two_points(voorbeeldland: object) -> Standing:
    """Municipalities decide on 3a and on 3b, by the deadline."""
    both = ("municipality", *POINTS[4].addressed_to)
    points = [replace(point, addressed_to=both) if point.label == "3b" else point for point in POINTS]
    draft(
        points=points,
        stages=(CONSENTING, STAGES[1], replace(DECIDING, due_on=DUE, is_follow_up=True)),
    )
    send()
    all_councils_agree()
    return stand()


def home() -> list[Task]:
    return list(position_tasks(OWN, AsOf(TODAY)))


@pytest.mark.usefixtures("two_points")
class TestOrganisation:
    def test_at_home_stands_which_point_is_still_open(self) -> None:
        (whole,) = home()
        assert whole.title == "Leg vast wat is besloten: Strategie 2020-2023"
        assert "nog open" not in whole.text
        record(3, BEEKSTAD, {"3a": AGREE})
        (partly,) = home()
        assert partly.title == "Leg vast wat nog open is: Strategie 2020-2023"
        assert partly.text == "Punt 3b nog open. Voor wie u spreekt: Beekstad."
        assert (partly.due_on, partly.url) == (DUE, whole.url)
        (own,) = own_questions(OWN, TODAY)
        assert (own.state, own.labels, own.open_labels) == (QuestionState.PARTLY, ("3a", "3b"), ("3b",))
        record(3, BEEKSTAD, {"3b": AGREE})
        assert home() == []

    @pytest.mark.parametrize("undecided", [Answer.DEFERRED, Answer.NOT_DISCUSSED])
    def test_what_was_put_off_is_named_as_well(self, undecided: Answer) -> None:
        record(3, BEEKSTAD, {"3a": AGREE, "3b": Said(undecided)})
        (task,) = home()
        assert task.text.startswith("Punt 3b nog open.")
        record(3, BEEKSTAD, {"3a": Said(undecided)})
        (task,) = home()
        assert task.title.startswith("Leg vast wat is besloten")

    def test_the_chase_says_what_was_decided_and_what_is_left(self) -> None:
        record(3, BEEKSTAD, {"3a": AGREE})
        row = next(row for row in outstanding(stand()) if row.party.key == BEEKSTAD)
        assert (row.decided, row.labels) == (("3a",), ("3b",))

    def test_a_letter_names_only_what_is_open(self) -> None:
        record(3, BEEKSTAD, {"3a": AGREE})
        record(3, MUNICIPALITIES[2], {"3a": AGREE, "3b": AGREE})
        ask()
        assert "Beekstad: Strategie 2020-2023. Nog open: punt 3b." in letters_to(adviser(2))[-1]
        assert "Aardam: Strategie 2020-2023, punt 3a en 3b." in letters_to(adviser(1))[-1]
        assert adviser(3) not in addresses()

    def test_reminders_go_on_for_what_is_open_and_end_with_it(self) -> None:
        record(3, BEEKSTAD, {"3a": AGREE})
        record(3, MUNICIPALITIES[2], {"3a": AGREE, "3b": AGREE})
        remind(21)
        assert "Nog open: punt 3b." in letters_to(adviser(2))[-1]
        assert letters_to(adviser(3)) == []
        record(3, BEEKSTAD, {"3b": AGREE})
        count = len(letters_to(adviser(2)))
        remind(7)
        assert len(letters_to(adviser(2))) == count

    def test_in_the_own_calendar_only_what_is_open(self) -> None:
        record(3, BEEKSTAD, {"3a": AGREE})
        assert [row.about for row in entries_of(OWN, TODAY)] == ["Beekstad, punt 3b"]


@pytest.mark.usefixtures("memo")
def test_a_body_too_is_asked_what_it_did_not_answer() -> None:
    secretary = holding("secretary", NORTH)
    record(1, NORTH, {"1": AGREE, "2": Said(Answer.TOOK_NOTE)})
    (task,) = position_tasks(secretary, AsOf(TODAY))
    assert task.text.startswith("Punt 3 en 4 nog open.")
    record(1, NORTH, {"3": AGREE, "4": AGREE})
    assert list(position_tasks(secretary, AsOf(TODAY))) == []

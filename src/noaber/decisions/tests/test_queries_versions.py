"""Which answers stand when the text changed, on another day, and who reads what is restricted."""

import datetime as dt

import pytest

from noaber.core.access import ANONYMOUS, COMMAND
from noaber.core.asof import AsOf
from noaber.decisions.models import ProposalVersion
from noaber.decisions.queries.proposals.matrix import StageStanding, Standing
from noaber.decisions.queries.proposals.proposal import proposal, proposals
from noaber.decisions.queries.proposals.standing import standing
from noaber.decisions.queries.proposals.waiting import newest_own_progress, newest_progress
from noaber.decisions.rules.outcomes import Verdict
from noaber.decisions.tests.conftest import (
    AGREE,
    AGREED,
    CODE,
    DATED,
    MEETING,
    MUNICIPALITIES,
    NORTH,
    NOW,
    SOUTH,
    STRANGER,
    TODAY,
    all_councils_agree,
    draft,
    holding,
    memo_with_deadlines,
    record,
    send,
    stage,
    stand,
)
from noaber.decisions.tests.remarks import second_version


def next_version(*, is_material: bool) -> None:
    """The same points once more, in a second version that is sent later."""
    second_version(words={"background": "Aangevuld."}, is_material=is_material)


@pytest.mark.usefixtures("councils_agreed")
def test_an_answer_stands_when_the_change_does_not_matter(memo: Standing) -> None:
    next_version(is_material=False)

    assert stand().number == 2
    assert stage(1).outcomes["1"].verdict is Verdict.PASSED
    assert {cell.on_version for cell in stage(1).cells.values()} == {1}


@pytest.mark.usefixtures("councils_agreed")
def test_who_saw_an_older_text_is_asked_again_when_it_matters(memo: Standing) -> None:
    next_version(is_material=True)
    assert not stage(1).cells

    record(1, NORTH, AGREED)
    assert {cell.on_version for cell in stage(1).cells.values()} == {2}
    assert stage(1).outcomes["1"].tally.open == 1


@pytest.mark.usefixtures("with_deadlines")
@pytest.mark.parametrize(("is_material", "counted"), [(True, (0, 0)), (False, (2, 1))])
@pytest.mark.usefixtures("voorbeeldland")
def test_the_thread_counts_only_who_answered_the_text_that_stands(
    is_material: bool, counted: tuple[int, int]
) -> None:
    all_councils_agree()
    record(3, MUNICIPALITIES[0], {"3a": AGREE})
    next_version(is_material=is_material)

    found = newest_own_progress(COMMAND, AsOf(TODAY))
    assert found
    assert (found.answered, found.own_agreed) == counted
    stages = [each for each in stand().stages if not each.is_follow_up]
    assert found.answered == sum(each.decided(each.parties) for each in stages)
    assert found.asked == sum(len(each.parties) for each in stages)


def test_the_network_reads_the_sent_text_while_the_next_is_written(memo: Standing) -> None:
    first = ProposalVersion.objects.get(number=1)
    ProposalVersion.objects.create(
        proposal=first.proposal, number=2, title="Nog niet", sender="x", addressee="y", dated_on=DATED
    )
    assert stand().title == first.title
    row = next(row for row in proposals(COMMAND) if row.code == CODE)
    assert (row.title, row.has_draft) == (first.title, True)


def test_answers_of_later_are_not_there_yet(memo: Standing) -> None:
    record(1, NORTH, AGREED)
    record(1, SOUTH, AGREED, decided_on=MEETING + dt.timedelta(days=7))

    assert stage_on(MEETING).outcomes["1"].tally.consent == 1
    assert stage_on(MEETING - dt.timedelta(days=1)).outcomes["1"].tally.consent == 0
    assert stage_on(MEETING + dt.timedelta(days=7)).outcomes["1"].tally.consent == 2


def stage_on(day: dt.date) -> StageStanding:
    found = standing(CODE, AsOf(day))
    assert found
    return found.stages[0]


def test_what_was_not_known_yet_is_not_told(memo: Standing) -> None:
    record(1, NORTH, AGREED, now=NOW)
    before = standing(CODE, AsOf(MEETING, NOW, is_asked=True))
    after = standing(CODE, AsOf(MEETING, NOW + dt.timedelta(days=1), is_asked=True))
    assert before
    assert after
    assert before.stages[0].outcomes["1"].tally.answered == 0
    assert after.stages[0].outcomes["1"].tally.answered == 1


@pytest.mark.usefixtures("voorbeeldland")
def test_what_is_restricted_is_for_who_is_asked() -> None:
    draft(classification="restricted")
    send()
    asof = AsOf(MEETING)

    for actor in (
        holding("secretary", "body:overleg-noord"),
        holding("mayor", "organisation:GM9001"),
        COMMAND,
    ):
        assert proposal(actor, CODE, asof), actor
    for actor in (ANONYMOUS, STRANGER, holding("controller"), holding("chair", "body:team-jeugd")):
        assert proposal(actor, CODE, asof) is None, actor
        assert not proposals(actor)


@pytest.mark.usefixtures("voorbeeldland")
def test_the_thread_names_no_restricted_proposal_to_others() -> None:
    memo_with_deadlines(classification="restricted")
    asof = AsOf(TODAY)

    for newest in (newest_progress, newest_own_progress):
        for actor in (holding("secretary", "body:overleg-noord"), COMMAND):
            assert newest(actor, asof), actor
        for actor in (ANONYMOUS, STRANGER, holding("controller"), holding("chair", "body:team-jeugd")):
            assert newest(actor, asof) is None, actor

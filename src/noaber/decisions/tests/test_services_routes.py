"""A route promises: it is free until sending and stands after it; only a deadline moves; templates bring it back."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest

from noaber.core.access import COMMAND, Actor
from noaber.core.errors import AccessRefused, Conflict, DomainError
from noaber.core.models import AuditEntry
from noaber.core.rules.period import Period
from noaber.decisions.models import Consultation, Proposal, Recess, RouteTemplate, Stage
from noaber.decisions.queries.drafts.draft import draft_stages
from noaber.decisions.rules.outcomes import StageRule
from noaber.decisions.services.drafts.route_templates import (
    delete_template,
    keep_recess,
    keep_template,
    rename_template,
    start_from_template,
    template_days,
)
from noaber.decisions.services.drafts.routes import (
    add_stage,
    change_stage,
    move_deadline,
    move_stage,
    plan_deadlines,
    recess_periods,
    remove_stage,
    set_deadlines,
)
from noaber.decisions.tests.conftest import (
    ADOPTING,
    CODE,
    CONSENTING,
    DATED,
    DECIDING,
    MEETING,
    STAGES,
    STRANGER,
    all_councils_agree,
    draft,
    nothing_changes,
    record,
    send,
    stand,
)
from noaber.decisions.tests.conftest import AGREED as SAID

pytestmark = [pytest.mark.django_db, pytest.mark.db, pytest.mark.usefixtures("voorbeeldland")]
DAY = dt.date(2020, 4, 24)

VERBS: dict[str, Callable[[Actor, int | None], object]] = {
    "add_stage": lambda actor, seen: add_stage(CODE, DECIDING, actor=actor, expected_revision=seen),
    "change_stage": lambda actor, seen: change_stage(
        CODE, 1, replace(CONSENTING, title="Anders"), actor=actor, expected_revision=seen
    ),
    "remove_stage": lambda actor, seen: remove_stage(CODE, 3, actor=actor, expected_revision=seen),
    "move_stage": lambda actor, seen: move_stage(CODE, 3, is_up=True, actor=actor, expected_revision=seen),
    "set_deadlines": lambda actor, seen: set_deadlines(CODE, {1: DAY}, actor=actor, expected_revision=seen),
}


@pytest.mark.usefixtures("drafted")
@pytest.mark.parametrize("name", VERBS)
def test_a_route_changes_for_one_writer_at_a_time_and_not_after_sending(name: str) -> None:
    seen = Proposal.objects.get().revision
    with nothing_changes(), pytest.raises(AccessRefused):
        VERBS[name](STRANGER, None)
    VERBS[name](COMMAND, seen)
    assert AuditEntry.objects.filter(verb=f"decisions.{name}").count() == 1
    with nothing_changes(), pytest.raises(Conflict):
        VERBS[name](COMMAND, seen)
    send()
    with nothing_changes(), pytest.raises(DomainError, match="verstuurd"):
        VERBS[name](COMMAND, None)


@pytest.mark.usefixtures("drafted")
def test_the_place_of_a_stage_is_its_number_and_what_waits_goes_along() -> None:
    move_stage(CODE, 3, is_up=True, actor=COMMAND, expected_revision=None)
    assert [(row.number, row.title, row.after) for row in Stage.objects.order_by("number")] == [
        (1, "de overleggen", 0),
        (2, "iedere organisatie", 1),
        (3, "de stuurgroep", 1),
    ]
    with nothing_changes(), pytest.raises(DomainError, match="Stap 2 wacht op stap 1"):
        move_stage(CODE, 2, is_up=True, actor=COMMAND, expected_revision=None)
    with nothing_changes(), pytest.raises(DomainError, match="wacht op stap 1"):
        remove_stage(CODE, 1, actor=COMMAND, expected_revision=None)
    remove_stage(CODE, 2, actor=COMMAND, expected_revision=None)
    assert [(row.number, row.after) for row in Stage.objects.order_by("number")] == [(1, 0), (2, 1)]


@pytest.mark.usefixtures("drafted")
@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": " "}, "title"),
        ({"bodies": (), "organisation_kinds": ()}, "bodies"),
        ({"bodies": ("geen-overleg",)}, "bodies"),
        ({"labels": ("9",)}, "labels"),
        ({"after": 7}, "after"),
        ({"quorum": 3}, "quorum"),
    ],
    ids=lambda value: str(value),
)
def test_a_faulty_stage_is_refused_at_its_field(change: dict[str, object], field: str) -> None:
    with nothing_changes(), pytest.raises(DomainError) as caught:
        change_stage(CODE, 1, replace(CONSENTING, **change), actor=COMMAND, expected_revision=None)  # type: ignore[arg-type]
    assert caught.value.field == field


@pytest.mark.usefixtures("drafted")
@pytest.mark.parametrize(
    "asked",
    [
        {"bodies": ("overleg-noord",)},
        {"bodies": ("overleg-noord",), "organisation_kinds": ("municipality",)},
        {"bodies": (), "organisation_kinds": ("municipality", "police")},
    ],
    ids=["bodies", "mixed", "police"],
)
def test_a_stage_counts_inhabitants_only_of_who_has_them(asked: dict[str, tuple[str, ...]]) -> None:
    weighed = replace(CONSENTING, rule=StageRule.WEIGHTED)
    with nothing_changes(), pytest.raises(DomainError, match="Inwoners wegen alleen") as caught:
        change_stage(CODE, 1, replace(weighed, **asked), actor=COMMAND, expected_revision=None)  # type: ignore[arg-type]
    assert caught.value.field == "rule"
    with nothing_changes(), pytest.raises(DomainError, match="Stap 1 telt inwoners"):
        draft("ander", stages=(replace(weighed, **asked),))  # type: ignore[arg-type]
    fine = replace(weighed, bodies=(), organisation_kinds=("municipality",))
    change_stage(CODE, 1, fine, actor=COMMAND, expected_revision=None)


@pytest.mark.usefixtures("drafted")
def test_who_stays_asked_keeps_the_same_consultation() -> None:
    before = Consultation.objects.get(body__code="overleg-noord").pk
    change_stage(
        CODE, 1, replace(CONSENTING, bodies=("overleg-noord",)), actor=COMMAND, expected_revision=None
    )
    assert {each.pk for each in Consultation.objects.filter(stage__number=1)} == {before}


@pytest.mark.usefixtures("drafted")
def test_the_organ_that_decides_is_kept_per_kind() -> None:
    stage = replace(DECIDING, organs={"municipality": "council", "police": "board"})
    change_stage(CODE, 3, stage, actor=COMMAND, expected_revision=None)
    organs = draft_stages(CODE)[2].organs
    assert organs == {"municipality": "council", "police": "board", "prosecution_service": ""}


@pytest.mark.usefixtures("drafted")
def test_deadlines_are_planned_back_around_recess_and_taken_over() -> None:
    keep_recess("voorjaar", dt.date(2020, 4, 6), dt.date(2020, 4, 17), actor=COMMAND)
    planned = plan_deadlines(draft_stages(CODE), DAY, {1: 14, 3: 200}, recess_periods())
    assert planned == {1: dt.date(2020, 4, 3), 2: DAY, 3: DAY + dt.timedelta(days=200)}
    set_deadlines(CODE, planned, actor=COMMAND, expected_revision=None)
    assert list(Stage.objects.order_by("number").values_list("due_on", flat=True)) == list(planned.values())


@pytest.mark.usefixtures("drafted")
@pytest.mark.parametrize("days", [{}, {1: -1}, {1: 100_000}])
def test_days_that_make_no_deadline_are_refused_at_their_field(days: dict[int, int]) -> None:
    with pytest.raises(DomainError) as caught:
        plan_deadlines(draft_stages(CODE), DAY, days, [])
    assert caught.value.field == "days_1"


@pytest.mark.usefixtures("drafted")
def test_a_deadline_before_the_proposal_is_not_taken_over() -> None:
    planned = plan_deadlines(draft_stages(CODE), DAY, {1: 200}, [])
    with (
        nothing_changes(),
        pytest.raises(DomainError, match="van 28 januari 2020"),
    ):
        set_deadlines(CODE, planned, actor=COMMAND, expected_revision=None)


def test_without_an_adopting_stage_there_is_nothing_to_plan_back_from() -> None:
    draft(stages=(CONSENTING,))
    with pytest.raises(DomainError, match="vastgesteld"):
        plan_deadlines(draft_stages(CODE), DAY, {}, [Period(DATED)])


def test_a_deadline_moves_after_sending_once_and_in_order() -> None:
    draft(stages=(replace(CONSENTING, due_on=dt.date(2020, 4, 10)), replace(ADOPTING, due_on=DAY), DECIDING))
    send()
    record(1, "body:overleg-noord", SAID)
    assert move_deadline(CODE, 1, dt.date(2020, 4, 17), actor=COMMAND, today=MEETING).due_on == dt.date(
        2020, 4, 17
    )
    with nothing_changes():
        move_deadline(CODE, 1, dt.date(2020, 4, 17), actor=COMMAND, today=MEETING)
    for day, says in (
        (dt.date(2020, 5, 1), "Stap 2 moet klaar zijn"),
        (dt.date(2020, 1, 1), "28 januari 2020"),
        (MEETING - dt.timedelta(days=1), "31 maart 2020 ligt al achter ons"),
    ):
        with nothing_changes(), pytest.raises(DomainError, match=says) as caught:
            move_deadline(CODE, 1, day, actor=COMMAND, today=MEETING)
        assert caught.value.field == "due_on"
    with nothing_changes(), pytest.raises(AccessRefused):
        move_deadline(CODE, 1, DAY, actor=STRANGER, today=MEETING)
    assert stand().stages[0].cells  # what was answered, stands
    all_councils_agree()
    with nothing_changes(), pytest.raises(DomainError, match="er wordt niets meer gevraagd"):
        move_deadline(CODE, 1, dt.date(2020, 4, 10), actor=COMMAND, today=MEETING)


def test_a_template_brings_the_route_back_with_days_for_dates() -> None:
    dated = (
        replace(CONSENTING, due_on=dt.date(2020, 4, 10)),
        replace(ADOPTING, due_on=DAY),
        replace(DECIDING, due_on=DAY + dt.timedelta(days=205), organs={"municipality": "council"}),
    )
    draft(stages=dated)
    kept = keep_template(CODE, "Vijf overleggen", actor=COMMAND)
    draft("tweede", stages=())
    assert start_from_template("tweede", kept.pk, actor=COMMAND, expected_revision=None) == []
    first, second = draft_stages(CODE), draft_stages("tweede")
    assert [replace(each, due_on=None) for each in first] == list(second)
    assert template_days(kept.pk) == {1: 14, 3: 205}
    planned = plan_deadlines(second, DAY, template_days(kept.pk), [])
    assert list(planned.values()) == [each.due_on for each in first]


@pytest.mark.usefixtures("drafted")
def test_a_template_tells_which_bodies_are_gone_and_leaves_points_to_the_check() -> None:
    kept = keep_template(CODE, "Route", actor=COMMAND)
    kept.stages[0]["bodies"].append("opgeheven")
    kept.save()
    draft("tweede", points=(), stages=STAGES[:0])
    assert start_from_template("tweede", kept.pk, actor=COMMAND, expected_revision=None) == ["opgeheven"]
    assert draft_stages("tweede")[0].labels == ("1", "2", "3", "4")


@pytest.mark.usefixtures("drafted")
def test_templates_have_a_name_of_their_own_and_can_go() -> None:
    first, second = keep_template(CODE, "Een", actor=COMMAND), keep_template(CODE, "Twee", actor=COMMAND)
    with nothing_changes(), pytest.raises(DomainError, match="deze naam") as caught:
        rename_template(second.pk, "Een", actor=COMMAND, expected_revision=None)
    assert caught.value.field == "title"
    rename_template(second.pk, "Drie", actor=COMMAND, expected_revision=0)
    with nothing_changes(), pytest.raises(Conflict):
        rename_template(second.pk, "Vier", actor=COMMAND, expected_revision=0)
    delete_template(first.pk, actor=COMMAND, expected_revision=None)
    assert list(RouteTemplate.objects.values_list("title", flat=True)) == ["Drie"]
    with pytest.raises(DomainError, match="bestaat niet meer"):
        delete_template(first.pk, actor=COMMAND, expected_revision=None)


def test_a_recess_has_its_days_in_order() -> None:
    with pytest.raises(DomainError) as caught:
        keep_recess("zomer", DAY, DATED, actor=COMMAND)
    assert caught.value.field == "last_on"
    with pytest.raises(DomainError, match="hoogstens 120 dagen") as caught:
        keep_recess("zomer", DATED, DATED + dt.timedelta(days=120), actor=COMMAND)
    assert caught.value.field == "last_on"
    kept = keep_recess("zomer", DATED, DAY, actor=COMMAND)
    with pytest.raises(DomainError, match="staan er al, als “zomer”") as caught:
        keep_recess("weer zomer", DATED, DAY, actor=COMMAND)
    assert caught.value.field == "first_on"
    keep_recess("zomer 2020", DATED, DAY, actor=COMMAND, recess=kept.pk, expected_revision=0)
    with pytest.raises(Conflict):
        keep_recess("zomer", DATED, DAY, actor=COMMAND, recess=kept.pk, expected_revision=0)
    assert Recess.objects.get().title == "zomer 2020"

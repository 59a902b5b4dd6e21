"""Any route, any sequence of services: never adopted past a closed gate, and what was adopted stands.

What must hold is reckoned here from the rows of the database alone, apart from the rules and queries.
"""

import datetime as dt
from contextlib import suppress
from dataclasses import dataclass

import pytest
from django.db import transaction
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.core.errors import DomainError
from noaber.core.rehearsing import rehearse
from noaber.core.tests.guards import unguarded
from noaber.decisions.models import Consultation, GateOverride, Position, Proposal, Stage
from noaber.decisions.queries.follow_up.outstanding import outstanding
from noaber.decisions.queries.proposals.closing import closings
from noaber.decisions.queries.proposals.matrix import Party
from noaber.decisions.rules.closing import Closing
from noaber.decisions.rules.points import PointKind
from noaber.decisions.rules.positions import FINAL, Answer
from noaber.decisions.rules.route import Role
from noaber.decisions.services.answers.recording import Said, record_positions
from noaber.decisions.services.drafts.versions import withdraw_proposal
from noaber.decisions.services.drafts.written import PointText, StageText
from noaber.decisions.tests.conftest import CODE, MEETING, NOW, draft, record, send, stand
from noaber.decisions.tests.routes import NO, YES, go_on_without, step
from tests.depth import examples

pytestmark = [pytest.mark.django_db, pytest.mark.db, pytest.mark.usefixtures("voorbeeldland")]

POINTS = (
    PointText("1", PointKind.ADOPT, "Vaststellen."),
    PointText("2", PointKind.DECIDE, "Besluiten."),
    PointText("3", PointKind.CONSENT, "Doorgeleiden.", forwarded_to=("municipality",)),
    PointText("3a", PointKind.DECIDE, "Zelf besluiten.", parent="3"),
)
LABELS = tuple(point.label for point in POINTS)
BODIES = ("overleg-noord", "overleg-zuid", "stuurgroep")
HEARING = {Role.HEAR.value, Role.ADVISE.value}
Drawn = tuple[list[StageText], list[bool]]


@st.composite
def routes(draw: st.DrawFn) -> Drawn:
    """Two to four stages, the last of which adopts; whether each is called a follow-up."""
    stages: list[StageText] = []
    count = draw(st.integers(2, 4))
    for number in range(1, count + 1):
        adopts = number == count or draw(st.integers(0, 5)) == 0
        role = Role.ADOPT if adopts else draw(st.sampled_from([Role.CONSENT, Role.CONSENT, *Role]))
        bodies = draw(st.lists(st.sampled_from(BODIES), min_size=1, max_size=2, unique=True))
        labels = draw(st.lists(st.sampled_from(LABELS), max_size=3, unique=True))
        after = draw(st.sampled_from([number - 1, number - 1, *range(number)]))
        stages.append(step(number, role, *bodies, labels=sorted(labels), after=after))
    return stages, draw(st.lists(st.booleans(), min_size=count, max_size=count))


@dataclass(frozen=True)
class Say:
    """A party answers, on all that it is asked or on one point."""

    place: int
    label: str
    said: Said


@dataclass(frozen=True)
class GoOn:
    """It is decided not to wait before a stage."""

    place: int


@dataclass(frozen=True)
class Act:
    """Something of another kind: "withdraw", or "link" for a later proposal that says it goes with this one."""

    what: str


SAID = st.sampled_from([YES, YES, YES, YES, NO, Said(Answer.DEFERRED)])
STEPS = st.one_of(
    st.builds(Say, st.integers(0, 7), st.just(""), st.just(YES)),
    st.builds(Say, st.integers(0, 7), st.just(""), SAID),
    st.builds(Say, st.integers(0, 7), st.sampled_from(LABELS), SAID),
    st.builds(GoOn, st.integers(1, 3)),
    st.builds(Act, st.sampled_from(["withdraw", "link"])),
)


def take(each: Say | GoOn | Act, day: dt.date) -> None:
    if isinstance(each, GoOn):
        go_on_without(each.place % Stage.objects.filter(proposal__code=CODE).count() + 1, day=day)
    elif isinstance(each, Act) and each.what == "withdraw":
        withdraw_proposal(CODE, "Het gaat toch niet.", actor=COMMAND, now=NOW)
    elif isinstance(each, Act):
        draft("later", points=POINTS[:1], stages=[step(1, Role.ADOPT, "stuurgroep")])
        Proposal.objects.filter(code="later").update(linked_to=Proposal.objects.get(code=CODE))
        send("later")
    else:
        asked = [(stage, party) for stage in stand().stages for party in stage.parties]
        stage, party = asked[each.place % len(asked)]
        said = {label: each.said for label in party.labels if each.label in ("", label)}
        record(stage.number, party.key, said, decided_on=day)


def closing_now() -> Closing:
    return closings(AsOf(dt.date.max))[CODE]


def unexcused() -> list[str]:
    """What an adopting stage adopts and an earlier stage on its way did not agree to, without any override between."""
    rows = {stage.number: stage for stage in Stage.objects.filter(proposal__code=CODE)}
    overridden = set(GateOverride.objects.values_list("stage__number", flat=True))
    found = []
    for adopting in (stage for stage in rows.values() if stage.role == Role.ADOPT):
        current, is_excused = adopting, adopting.number in overridden
        while current.after and not is_excused:
            current = rows[current.after]
            treated = current.labels or LABELS
            own = [label for label in adopting.labels or LABELS if label in treated]
            found += [f"{current.number} {label}" for label in own if not agreed(current, label)]
            is_excused = current.number in overridden
    return found


def agreed(stage: Stage, label: str) -> bool:
    """By the rule "all": everybody is in favour, or was heard."""
    wanted = FINAL if stage.role in HEARING else {Answer.CONSENT, Answer.WITH_REMARK}
    for consultation in Consultation.objects.filter(stage=stage):
        last = Position.objects.filter(consultation=consultation, point__label=label).order_by("pk").last()
        if last is None or Answer(last.answer) not in wanted:
            return False
    return True


def refusal(party: Party, label: str, day: dt.date) -> str:
    """Why an answer would be refused; empty when it would not."""
    key, said = party.consultation_id, {label: YES}
    try:
        rehearse(
            lambda: record_positions(key, said, actor=COMMAND, now=NOW, today=NOW.date(), decided_on=day)
        )
    except DomainError as error:
        return error.message
    return ""


ALL_AGREE = [Say(place, "", YES) for place in range(8)]


@st.composite
def sequences(draw: st.DrawFn) -> list[Say | GoOn | Act]:
    """Some agree, then anything, then all agree, then anything: so that many get as far as an adoption."""
    anything = st.lists(STEPS, max_size=6)
    agree = ALL_AGREE[: draw(st.integers(0, 6))]
    return [*agree, *draw(anything), *draw(st.sampled_from([[], ALL_AGREE])), *draw(anything)]


@given(drawn=routes(), steps=sequences())
@settings(
    max_examples=examples(25), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_nothing_is_adopted_past_a_closed_gate_and_what_was_adopted_stands(
    drawn: Drawn, steps: list[Say | GoOn | Act]
) -> None:
    stages, follow_ups = drawn
    with transaction.atomic():
        draft(points=POINTS, stages=stages, classification="public")
        send()
        with unguarded():
            for written, is_follow_up in zip(stages, follow_ups, strict=True):
                Stage.objects.filter(number=written.number).update(is_follow_up=is_follow_up)
        day, after = MEETING, closing_now()
        for each in steps:
            before, day = after, day + dt.timedelta(days=1)
            with suppress(DomainError):
                take(each, day)
            after = closing_now()
            if before.is_adopted:
                assert after == before
            elif after.is_adopted:
                event("adopted by override" if GateOverride.objects.exists() else "adopted")
                assert unexcused() == []
        found, last = stand(), day + dt.timedelta(days=1)
        for row in outstanding(found):
            assert refusal(row.party, row.labels[0], last) == ""
        for stage in found.stages:
            for party in stage.parties:
                for label in stage.lapsed_labels(party) if not found.withdrawn_at else ():
                    event("lapsed")
                    assert "vervallen" in refusal(party, label, last)
        transaction.set_rollback(True)

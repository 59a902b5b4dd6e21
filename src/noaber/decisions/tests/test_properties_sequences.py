"""Any sequence of recording, breaking the order, next texts and withdrawing: the gate holds and the log agrees.

What must hold is reckoned here apart from the queries, from the rows that were recorded.
"""

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field

import pytest
from django.db import transaction
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from noaber.core.access import COMMAND
from noaber.core.audit import verify_chain
from noaber.core.errors import DomainError
from noaber.core.models import AuditEntry
from noaber.decisions.models import Consultation, DecisionPoint, Position, Proposal, ProposalVersion
from noaber.decisions.rules.positions import Answer
from noaber.decisions.services.answers.recording import Said, override_gate
from noaber.decisions.tests.conftest import (
    AGREED,
    BOARD,
    COUNCILS,
    MEETING,
    MUNICIPALITIES,
    NOW,
    STRANGER,
    record,
    stage,
)
from tests.depth import examples

pytestmark = [pytest.mark.django_db, pytest.mark.db, pytest.mark.usefixtures("memo")]

IN_FAVOUR = {Answer.CONSENT, Answer.WITH_REMARK}
LATER = MEETING + dt.timedelta(days=1)


@dataclass(frozen=True)
class Recording:
    """What a party says, on a day."""

    number: int
    key: str
    said: Mapping[str, Said]
    on: dt.date = MEETING
    is_stranger: bool = False


@dataclass(frozen=True)
class Override:
    """Not waiting for the councils."""


@dataclass(frozen=True)
class NextText:
    """A next version is sent, with the same points."""

    is_material: bool


@dataclass(frozen=True)
class Withdrawal:
    """The proposal is withdrawn."""


Step = Recording | Override | NextText | Withdrawal


@dataclass
class Model:
    """What was recorded, by the text that it is about."""

    versions: list[bool] = field(default_factory=lambda: [True])
    councils: dict[str, tuple[int, Answer]] = field(default_factory=dict)
    waived: set[str] | None = None
    is_withdrawn: bool = False

    @property
    def lacking(self) -> set[str]:
        since = max(number for number, is_material in enumerate(self.versions, start=1) if is_material)
        last = {key: self.councils.get(key, (0, Answer.DEFERRED)) for key in COUNCILS}
        return {key for key, (number, answer) in last.items() if number < since or answer not in IN_FAVOUR}

    @property
    def may_adopt(self) -> bool:
        return not self.lacking or (self.waived is not None and self.lacking <= self.waived)


TEXTS = st.sampled_from(["", "Een reden."])
ANSWERS = st.sampled_from([Answer.CONSENT, Answer.CONSENT, Answer.OBJECTION, *Answer])
SAID = st.builds(Said, ANSWERS, TEXTS)
DAYS = st.sampled_from([MEETING, MEETING, LATER])
STEPS = st.one_of(
    st.builds(lambda key, on: Recording(1, key, AGREED, on), st.sampled_from(COUNCILS), DAYS),
    st.builds(
        lambda key, said, on: Recording(1, key, {"1": said}, on), st.sampled_from(COUNCILS), SAID, DAYS
    ),
    st.builds(lambda said, on: Recording(2, BOARD, {"1": said}, on), SAID, DAYS),
    st.just(Recording(2, BOARD, {"1": Said(Answer.CONSENT)}, LATER)),
    st.builds(lambda said: Recording(3, MUNICIPALITIES[0], {"3a": said}, LATER), SAID),
    st.builds(lambda said: Recording(2, BOARD, {"1": said}, LATER, is_stranger=True), SAID),
    st.builds(NextText, st.booleans()),
    st.sampled_from([Override(), Override(), Withdrawal()]),
)
# Half of the sequences begin where both councils agree, so that many get as far as an adoption.
BEGINNINGS = st.sampled_from([[], [Recording(1, key, AGREED) for key in COUNCILS]])


def take(step: Step, model: Model) -> None:
    """Try it, twice when it is a recording, and keep in the model what came of it."""
    if isinstance(step, NextText):
        send_next_text(is_material=step.is_material)
        model.versions.append(step.is_material)
        model.waived = None if step.is_material else model.waived
    elif isinstance(step, Withdrawal):
        Proposal.objects.update(withdrawn_at=NOW)
        model.is_withdrawn = True
    elif isinstance(step, Override):
        override_gate(
            stage(2).id,
            actor=COMMAND,
            now=NOW,
            today=NOW.date(),
            motive="Er is haast.",
            decided_on=MEETING,
        )
        model.waived = model.lacking
    else:
        actor = STRANGER if step.is_stranger else COMMAND
        record(step.number, step.key, step.said, actor=actor, decided_on=step.on)
        assert not record(step.number, step.key, step.said, actor=actor, decided_on=step.on)
        if step.number == 1:
            model.councils[step.key] = (len(model.versions), step.said["1"].answer)


def send_next_text(*, is_material: bool) -> None:
    """A version as it is sent, written with the database in hand: how it is written is another matter."""
    last = ProposalVersion.objects.order_by("number").last()
    assert last is not None
    points = list(last.points.all())
    version = ProposalVersion.objects.create(
        proposal=last.proposal,
        number=last.number + 1,
        title=last.title,
        dated_on=last.dated_on,
        is_material=is_material,
    )
    for point in points:
        point.pk, point.version = None, version
    DecisionPoint.objects.bulk_create(points)
    ProposalVersion.objects.filter(pk=version.pk).update(sent_at=NOW)


def assert_the_log_agrees() -> None:
    """Every change of answers has its row in the log, with the points that it was about, and no other row is there."""
    entries = AuditEntry.objects.filter(verb="decisions.record_positions")
    logged = Counter((entry.object_id, label) for entry in entries for label in entry.facts["points"])
    stored = Counter(
        (str(key), label) for key, label in Position.objects.values_list("consultation", "point__label")
    )
    assert logged == stored
    times = Counter(entry.object_id for entry in entries)
    for key, revision in Consultation.objects.values_list("pk", "revision"):
        assert times[str(key)] == revision


@given(beginning=BEGINNINGS, further=st.lists(STEPS, min_size=3, max_size=9))
@settings(
    max_examples=examples(25), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_nothing_is_adopted_through_a_closed_gate_and_the_log_agrees(
    beginning: list[Step], further: list[Step]
) -> None:
    with transaction.atomic():
        model, found = Model(), stage(2)
        for step in (*beginning, *further):
            was_passed, might_adopt, was_withdrawn = found.is_passed, model.may_adopt, model.is_withdrawn
            rows = Position.objects.count()
            with suppress(DomainError):
                take(step, model)
            found = stage(2)
            assert found.gate.is_open == model.may_adopt
            if found.is_passed and not was_passed:
                event("adopted after a next text" if len(model.versions) > 1 else "adopted")
                assert might_adopt
            if was_withdrawn:
                assert Position.objects.count() == rows
            if isinstance(step, NextText) and step.is_material:
                assert not found.cells
        assert_the_log_agrees()
        assert verify_chain()[1] is None
        transaction.set_rollback(True)

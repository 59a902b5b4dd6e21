"""Whatever is tried in whatever order: nobody adopts through a closed gate, and the audit log misses nothing."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field

import pytest
from django.db import transaction
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from noaber.core.access import COMMAND, Actor
from noaber.core.audit import verify_chain
from noaber.core.errors import DomainError
from noaber.decisions.models import GateOverride, Position
from noaber.decisions.rules.positions import Answer
from noaber.decisions.services.answers.recording import Said, override_gate
from noaber.decisions.tests.conftest import (
    AGREED,
    BOARD,
    COUNCILS,
    MEETING,
    MUNICIPALITIES,
    NORTH,
    NOW,
    STRANGER,
    holding,
    record,
    recordings,
    stage,
)
from tests.depth import examples

pytestmark = [pytest.mark.django_db, pytest.mark.db, pytest.mark.usefixtures("memo")]

IN_FAVOUR = {Answer.CONSENT, Answer.WITH_REMARK}


@dataclass(frozen=True)
class Recording:
    """Somebody tries to record what a party said."""

    number: int
    key: str
    said: Mapping[str, Said]
    actor: Actor = COMMAND


@dataclass(frozen=True)
class Override:
    """Somebody tries to break the order."""

    number: int
    motive: str
    actor: Actor = COMMAND


@dataclass
class Model:
    """What must hold by what was recorded, kept apart from the queries that are tested."""

    recorded: int = 0
    positions: int = 0
    councils: dict[str, Answer] = field(default_factory=dict)
    waived: set[str] | None = None

    @property
    def lacking(self) -> set[str]:
        return {key for key in COUNCILS if self.councils.get(key) not in IN_FAVOUR}

    @property
    def is_overridden(self) -> bool:
        return self.waived is not None and self.lacking <= self.waived

    @property
    def may_adopt(self) -> bool:
        return not self.lacking or self.is_overridden


ACTORS = st.sampled_from(
    [COMMAND, COMMAND, COMMAND, STRANGER, holding("chair", "body:overleg-noord"), COMMAND.preparing()]
)
ANSWERS = st.sampled_from([Answer.CONSENT, Answer.CONSENT, Answer.CONSENT, *Answer])
SAID = st.builds(Said, ANSWERS, st.sampled_from(["", "Een reden."]))
ANY_SAID = st.dictionaries(st.sampled_from(["1", "1", "2", "3", "3a", "3b", "4", "9"]), SAID, max_size=2)
PARTIES = st.sampled_from(
    [*((1, key) for key in COUNCILS), (2, BOARD), (3, MUNICIPALITIES[0]), (3, "organisation:POLITIE-VL")]
)
ATTEMPTS = st.one_of(
    st.builds(lambda at, said, actor: Recording(at[0], at[1], said, actor), PARTIES, ANY_SAID, ACTORS),
    st.sampled_from([Recording(1, key, AGREED) for key in COUNCILS]),
    st.builds(lambda said: Recording(2, BOARD, {"1": said}), SAID),
    st.builds(Override, st.sampled_from([2, 3]), st.sampled_from(["", " ", "Er is haast."]), ACTORS),
)


def attempt(step: Recording | Override, model: Model) -> None:
    """Try it, and keep in the model what came of it."""
    with suppress(DomainError):
        if isinstance(step, Override):
            override_gate(
                stage(step.number).id,
                actor=step.actor,
                now=NOW,
                today=NOW.date(),
                motive=step.motive,
                decided_on=MEETING,
            )
            model.waived = model.lacking if step.number == 2 else model.waived
            return
        new = record(step.number, step.key, step.said, actor=step.actor)
        model.recorded += bool(new)
        model.positions += len(new)
        if step.number == 1 and "1" in step.said:
            model.councils[step.key] = step.said["1"].answer


@given(steps=st.lists(ATTEMPTS, min_size=3, max_size=10))
@settings(
    max_examples=examples(25), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_nothing_adopts_through_a_closed_gate_and_every_recording_is_audited(
    steps: list[Recording | Override],
) -> None:
    with transaction.atomic():
        before, model, found = recordings(), Model(), stage(2)
        for step in steps:
            was_passed, might_adopt = found.is_passed, model.may_adopt
            attempt(step, model)
            found = stage(2)
            assert found.gate.is_open == model.may_adopt
            assert bool(found.gate.motive) == model.is_overridden
            if found.is_passed and not was_passed:
                event("adopted")
                assert might_adopt
            if not might_adopt:
                assert found.is_passed == was_passed
        assert recordings() - before == model.recorded
        assert Position.objects.count() == model.positions
        assert GateOverride.objects.filter(stage__number=2).exists() == (model.waived is not None)
        assert verify_chain()[1] is None
        transaction.set_rollback(True)


@pytest.mark.usefixtures("councils_agreed")
def test_no_council_closes_the_gate_behind_what_was_adopted() -> None:
    """The shortest sequence that leaves an adoption with a closed gate before it, and no override."""
    record(2, BOARD, {"1": Said(Answer.CONSENT)})

    with suppress(DomainError):
        record(1, NORTH, {"1": Said(Answer.OBJECTION, "Toch niet.")})

    assert stage(2).gate.is_open or not stage(2).is_passed

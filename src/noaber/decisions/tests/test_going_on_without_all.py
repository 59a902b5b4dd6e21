"""R50: the steering group goes on without those who had not agreed that day, and without nobody else."""

import datetime as dt

import pytest

from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.core.errors import DomainError
from noaber.core.keeping.seals import verify_audit
from noaber.decisions.health import everyone_takes_part
from noaber.decisions.models import ContinuationOverride
from noaber.decisions.obligation_words import former_decision_words
from noaber.decisions.rules.continuation import ContinuationState
from noaber.decisions.rules.positions import Answer
from noaber.decisions.services.answers.recording import Said
from noaber.decisions.tests.conftest import MUNICIPALITIES, TODAY, all_councils_agree, record
from noaber.decisions.tests.test_services_obligations import asking, decide, everyone_decides, go_on, goes_on
from noaber.decisions.views.obligations.home import own_decisions_step

pytestmark = [pytest.mark.django_db, pytest.mark.db]

__all__ = ["asking"]  # the proposal that is sent before each test
FIRST, SECOND, THIRD = MUNICIPALITIES[:3]
DECIDED = dt.date(2020, 5, 6)


def decline(key: str, on: dt.date) -> None:
    record(3, key, {"3a": Said(Answer.OBJECTION, "Toch niet.")}, decided_on=on)


def thread() -> str:
    step = own_decisions_step(COMMAND, AsOf(TODAY))
    assert step is not None
    return step.state


@pytest.fixture
def decided() -> ContinuationOverride:
    """Of the first and the second it is not known; the steering group goes on without them."""
    all_councils_agree()
    everyone_decides(but=[FIRST, SECOND])
    return go_on()


def test_it_covers_who_was_lacking_then_also_when_they_decline(decided: ContinuationOverride) -> None:
    assert decided.waived == [FIRST, SECOND]
    decline(FIRST, TODAY)
    decide(SECOND)
    assert (goes_on().state, thread()) == (ContinuationState.BY_DECISION, "done")
    assert not list(everyone_takes_part(AsOf(TODAY)))
    with pytest.raises(DomainError, match="al vastgelegd"):
        go_on()


def test_who_drops_out_later_is_not_covered_and_a_new_decision_can_be_recorded(
    decided: ContinuationOverride,
) -> None:
    decline(THIRD, dt.date(2020, 5, 20))

    found = goes_on()
    assert (found.state, [f"organisation:{each.code}" for each in found.dropped]) == (
        ContinuationState.NOT_YET,
        [THIRD],
    )
    assert thread() == "current"
    [finding] = everyone_takes_part(AsOf(TODAY))
    assert former_decision_words(found) in finding.message
    assert (
        f"Het besluit van 6 mei 2020 om door te gaan geldt niet meer: het ging niet over {found.dropped[0].name}."
        in (former_decision_words(found))
    )
    assert goes_on(dt.date(2020, 5, 19)).state is ContinuationState.BY_DECISION
    with pytest.raises(DomainError, match="Na 19 mei 2020 zijn er nog organisaties afgevallen") as refused:
        go_on(decided_on=dt.date(2020, 5, 19))
    assert refused.value.field == "decided_on"

    go_on(decided_on=dt.date(2020, 5, 27))
    assert (goes_on().state, former_decision_words(goes_on())) == (ContinuationState.BY_DECISION, "")
    assert not list(everyone_takes_part(AsOf(TODAY)))
    assert ContinuationOverride.objects.count() == 2
    assert verify_audit().fault is None


def test_what_was_recorded_before_it_was_kept_covers_everyone(decided: ContinuationOverride) -> None:
    """Nobody knows any more whom it was about; what it opened stays open."""
    from noaber.core.tests.guards import unguarded

    with unguarded():
        ContinuationOverride.objects.update(waived=None)
    decline(THIRD, TODAY)
    assert goes_on().state is ContinuationState.BY_DECISION

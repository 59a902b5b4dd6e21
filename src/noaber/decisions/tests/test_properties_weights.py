"""Whatever figure is corrected after a text was sent, what follows from the answers on it stays what it was."""

import datetime as dt
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace

import pytest
from django.db import transaction
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.core.errors import DomainError
from noaber.decisions.queries.proposals.bare import adopting_standings
from noaber.decisions.queries.proposals.closing import closings
from noaber.decisions.rules.outcomes import StageRule, Verdict
from noaber.decisions.rules.route import Role
from noaber.decisions.services.drafts.sending import send_proposal
from noaber.decisions.services.drafts.versions import write_next_version
from noaber.decisions.services.drafts.written import StageText
from noaber.decisions.tests.conftest import (
    ADOPTING,
    AGREE,
    DATED,
    MUNICIPALITIES,
    NOW,
    TODAY,
    draft,
    record,
    send,
    stage,
    stand,
)
from noaber.network.services.load_network import LoadReport
from noaber.network.services.populations import Figure, record_populations
from tests.depth import examples

pytestmark = [pytest.mark.django_db, pytest.mark.db]

CODE = "gewogen"
WEIGHED = StageText(
    1, "de gemeenten", Role.ADOPT, StageRule.WEIGHTED, organisation_kinds=("municipality",), labels=("1",)
)
CODES = tuple(key.removeprefix("organisation:") for key in MUNICIPALITIES)
FIRST_OF_JANUARY = dt.date(DATED.year, 1, 1)
LATER = NOW + dt.timedelta(days=30)


@pytest.fixture(autouse=True)
def _sent(voorbeeldland: LoadReport) -> None:
    draft(CODE, stages=(WEIGHED,))
    send(CODE)


def correct(figures: Mapping[str, int], *, on: dt.date, now: dt.datetime = LATER) -> None:
    record_populations(
        [Figure(code, on, count, is_provisional=False, source="CBS") for code, count in figures.items()],
        actor=COMMAND,
        now=now,
    )


def follows() -> tuple[object, ...]:
    """What everything that reads it makes of the answers."""
    found = stand(CODE)
    bare = next(each for each in adopting_standings(AsOf(TODAY)) if each.code == CODE)
    return found.stages[0].outcomes, found.adopted_on, bare.adopted_on, closings(AsOf(TODAY))[CODE]


@settings(
    max_examples=examples(12), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    agreeing=st.sets(st.sampled_from(MUNICIPALITIES)),
    corrected=st.dictionaries(st.sampled_from(CODES), st.integers(1, 10**6), min_size=1),
    is_newer=st.booleans(),
)
def test_no_later_figure_changes_what_was_decided(
    agreeing: set[str], corrected: dict[str, int], is_newer: bool
) -> None:
    """A better figure of the same 1 January, or one of a day before the text that only came out after it."""
    with transaction.atomic():
        for key in sorted(agreeing):
            with suppress(DomainError):  # once it is adopted, who is left is asked no more
                record(1, key, {"1": AGREE}, code=CODE)
        before = follows()
        event(f"adopted: {bool(before[1])}")
        correct(corrected, on=DATED if is_newer else FIRST_OF_JANUARY)
        assert follows() == before
        transaction.set_rollback(True)


@pytest.mark.parametrize("is_material", [False, True])
def test_another_text_weighs_anew_only_where_it_matters(is_material: bool) -> None:
    """Who answered on the text before has answered for good (R10): also with the weight of then."""
    asking = replace(WEIGHED, role=Role.CONSENT)
    draft(stages=(asking, ADOPTING))
    send()
    record(1, MUNICIPALITIES[5], {"1": AGREE})
    before = stage(1).outcomes["1"]
    correct({CODES[5]: 10**6}, on=FIRST_OF_JANUARY, now=NOW)
    begun = write_next_version("strategie", actor=COMMAND, today=TODAY)
    begun.is_material, begun.change_note = is_material, "Wat er is gewijzigd."
    begun.save()
    send_proposal("strategie", actor=COMMAND, now=LATER)
    if is_material:
        record(1, MUNICIPALITIES[5], {"1": AGREE}, decided_on=TODAY)

    found = stage(1).outcomes["1"]
    assert found.verdict is (Verdict.PASSED if is_material else Verdict.OPEN)
    assert is_material or found == before

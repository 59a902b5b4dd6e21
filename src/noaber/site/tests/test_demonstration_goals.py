"""The goals of the demonstration do not speak against what its organisations say of them."""

import pytest

from noaber.core.asof import AsOf
from noaber.core.clock import today
from noaber.strategy.queries.goals.goal import EVERYTHING, goals
from noaber.strategy.queries.goals.participation import by_organisation
from noaber.strategy.rules.goals.participation import ParticipationKind

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]


def test_who_does_something_for_a_goal_takes_part_in_its_theme() -> None:
    asof = AsOf(today())
    said = by_organisation("2019-2022", asof)
    done = {
        (code, goal.theme)
        for goal in goals("2019-2022", asof, EVERYTHING)
        for activity in goal.activities
        for code in activity.text.organisations
    }
    assert ("GM0153", "cybercrime") in done
    told = {(code, theme): said[code][theme].text.kind for code, theme in done if theme in said.get(code, {})}
    assert told
    assert set(told.values()) == {ParticipationKind.TAKES_PART}

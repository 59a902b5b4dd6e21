"""Two people give the same name to a theme at once: one has it, the other is told in Dutch."""

from collections.abc import Callable

import pytest

from tests.databases import DEMONSTRATION, Installation, in_rounds

PREPARE = """
import datetime as dt
from noaber.core import clock
from noaber.core.access import COMMAND
from noaber.core.errors import DomainError
from noaber.network.models import *
from noaber.network.services.themes import change_theme, establish_theme
from noaber.strategy.models import ThemeNaming
from noaber.strategy.rules.themes.names import ThemeNames
from noaber.strategy.services.themes.names import name_theme
ON = dt.date(2023, 9, 1)
"""
TRY = """
try:
    ACT
    print("done")
except DomainError as error:
    print("refused:", error.message)
"""
SAID = "actor=COMMAND, now=clock.now(), valid_from=ON"
SAME_ADDRESS = f'establish_theme("water", {SAID}, values={{"name": "Water"}})'
OTHER_ADDRESS = f'establish_theme("het-water", {SAID}, values={{"name": "WATER"}})'
RENAMED = f'change_theme("ondermijning", {SAID}, values={{"name": "water"}}, reason="Zo heet het nu.")'
FIELD = 'name_theme("FIELD", ThemeNames("Stroom"), actor=COMMAND, now=clock.now())'
READ = """
from noaber.core.audit import verify_chain
assert verify_chain()[1] is None
there = ThemeVersion.objects.known(None).valid_on(ON)
print(sum(row.name.casefold() == "water" for row in there), ThemeNaming.objects.filter(name="Stroom").count())
"""


@pytest.mark.db
def test_a_name_that_several_people_give_at_once_is_that_of_one_theme(
    installation: Callable[[str], Installation],
) -> None:
    acts = [SAME_ADDRESS, SAME_ADDRESS, OTHER_ADDRESS, RENAMED]
    fields = [FIELD.replace("FIELD", code) for code in ("2.1", "2.2", "2.3")]

    said, named, found = in_rounds(
        installation(DEMONSTRATION),
        PREPARE,
        [TRY.replace("ACT", act) for act in acts],
        [TRY.replace("ACT", act) for act in fields],
        [READ],
    )

    for answers in (said, named):
        assert answers.count("done\n") == 1, answers
        assert all(line.startswith(("done", "refused: ")) for line in answers), answers
    assert found[0].split() == ["1", "1"]

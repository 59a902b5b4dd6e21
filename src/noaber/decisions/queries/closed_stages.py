"""Which answers others built upon, so that they are not taken back any more."""

from noaber.decisions.queries.matrix import StageStanding, Standing
from noaber.decisions.rules.positions import FINAL
from noaber.decisions.rules.route import Role


def is_built_upon(found: Standing, stage: StageStanding) -> bool:
    """Whether a stage that comes after this one has decided, or the proposal was adopted by way of it."""
    return _has_later(found, stage) or (_is_adopted(found) and _leads_to_adoption(found, stage))


def _has_later(found: Standing, stage: StageStanding) -> bool:
    before = {each.number: each.after for each in found.stages}
    return any(
        stage.number in _earlier(each.number, before)
        for each in found.stages
        if any(cell.answer in FINAL for cell in each.cells.values())
    )


def _earlier(number: int, before: dict[int, int]) -> set[int]:
    found: set[int] = set()
    while (number := before.get(number, 0)) and number not in found:
        found.add(number)
    return found


def _is_adopted(found: Standing) -> bool:
    adopting = [stage for stage in found.stages if stage.role is Role.ADOPT]
    return bool(adopting) and all(stage.passed_on for stage in adopting)


def _leads_to_adoption(found: Standing, stage: StageStanding) -> bool:
    """Own decisions of organisations do not, whatever their number."""
    adopting = [each.number for each in found.stages if each.role is Role.ADOPT]
    return stage.number in adopting or (not stage.is_follow_up and stage.number < max(adopting, default=0))

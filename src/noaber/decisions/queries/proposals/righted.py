"""A proposal as it was known at a moment, with what was put right since: that was wrong from the start."""

from dataclasses import replace

from noaber.core.asof import AsOf
from noaber.decisions.queries.proposals.closing import is_closed
from noaber.decisions.queries.proposals.consent import recorded_since
from noaber.decisions.queries.proposals.matrix import StageStanding, Standing
from noaber.decisions.queries.proposals.standing import standing


def with_righted(found: Standing, then: AsOf, asof: AsOf) -> Standing:
    """`found`: as it was known `then`, read anew as it is known by `asof`.

    At a step that was closed nothing is recorded any more but what puts right: it is read as it is known now. Of a text
    that was replaced since, what was answered stays as it was.
    """
    if then.known_at is None or not recorded_since(found.code, then.known_at):
        return found
    now = standing(found.code, asof)
    if now is None or now.number != found.number:
        return found
    known = {each.id: each for each in now.stages}

    def righted(stage: StageStanding) -> StageStanding:
        return known.get(stage.id, stage) if is_closed(found, stage, then) else stage

    return replace(found, stages=tuple(map(righted, found.stages)))

"""Points that read otherwise in a draft of which the writer says that nothing material changed (R10)."""

import datetime as dt
from dataclasses import dataclass

from noaber.core.asof import AsOf
from noaber.decisions.queries.drafts import Draft
from noaber.decisions.queries.matrix import StageStanding
from noaber.decisions.queries.standing import standing
from noaber.decisions.queries.versions import suggestion, whole_versions
from noaber.decisions.rules.materiality import Why
from noaber.decisions.rules.positions import FINAL


@dataclass(frozen=True, slots=True)
class Rewording:
    """`labels`: the points whose words changed; `answered`: who answered on one of them, and is not asked again."""

    labels: tuple[str, ...]
    answered: tuple[str, ...]


def rewording(draft: Draft, today: dt.date) -> Rewording | None:
    """None where no point changed, where who answered is asked again anyway, and of a first text."""
    found = None if draft.is_first or draft.is_material else standing(draft.code, AsOf(today))
    if found is None:
        return None
    whole = whole_versions(draft.code, (found.number, draft.number))
    reasons = suggestion(whole[found.number], whole[draft.number]).reasons
    labels = tuple(each.about for each in reasons if each.why is Why.POINT_TEXT)
    names = (name for stage in found.stages for name in _answered(stage, labels))
    return Rewording(labels, tuple(dict.fromkeys(names))) if labels else None


def _answered(stage: StageStanding, labels: tuple[str, ...]) -> list[str]:
    said = {who for (who, label), cell in stage.cells.items() if label in labels and cell.answer in FINAL}
    return [party.name for party in stage.parties if party.key in said]

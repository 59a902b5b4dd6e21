"""What looks material in a draft of which the writer says that nothing material changed (R10)."""

import datetime as dt
from dataclasses import dataclass

from noaber.core.asof import AsOf
from noaber.decisions.queries.drafts.draft import Draft
from noaber.decisions.queries.proposals.matrix import StageStanding
from noaber.decisions.queries.proposals.standing import standing
from noaber.decisions.queries.versions.version import suggestion, whole_versions
from noaber.decisions.rules.materiality import Reason, Why
from noaber.decisions.rules.positions import FINAL


@dataclass(frozen=True, slots=True)
class Rewording:
    """`reasons`: what looks material; `answered`: who answered on any of it, and is not asked again."""

    reasons: tuple[Reason, ...]
    answered: tuple[str, ...]


def rewording(draft: Draft, today: dt.date) -> Rewording | None:
    """None where nothing looks material, where who answered is asked again anyway, and of a first text."""
    found = None if draft.is_first or draft.is_material else standing(draft.code, AsOf(today))
    if found is None:
        return None
    whole = whole_versions(draft.code, (found.number, draft.number))
    changes = suggestion(whole[found.number], whole[draft.number])
    reasons = tuple(each for each in changes.reasons if each.is_material)
    names = (name for stage in found.stages for name in _answered(stage, reasons))
    return Rewording(reasons, tuple(dict.fromkeys(names))) if reasons else None


def _answered(stage: StageStanding, reasons: tuple[Reason, ...]) -> list[str]:
    """Another file or other figures are about every point."""
    labels = {each.about for each in reasons}
    if any(each.why in (Why.ATTACHMENT, Why.INSERT) for each in reasons):
        labels = set(stage.labels)
    said = {who for (who, label), cell in stage.cells.items() if label in labels and cell.answer in FINAL}
    return [party.name for party in stage.parties if party.key in said]

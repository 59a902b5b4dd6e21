"""What became of a point, in the word of its kind."""

from django.utils.translation import gettext as _

from noaber.core.components.status import Status
from noaber.decisions.queries.proposals.matrix import StageStanding, Standing
from noaber.decisions.rules.outcomes import Verdict
from noaber.decisions.rules.points import PointKind
from noaber.decisions.rules.route import Role
from noaber.decisions.words import outcome_status


def deciding_stage(found: Standing, label: str) -> StageStanding | None:
    """The stage at which a point gets its outcome: where it is adopted, otherwise the last one that treats it."""
    treating = [stage for stage in found.stages if label in stage.labels]
    adopting = [stage for stage in treating if stage.role is Role.ADOPT]
    return next(reversed(adopting or treating), None)


def decided_status(kind: PointKind, stage: StageStanding, label: str) -> Status:
    """What became of a point, in the word of its kind (R54, R55)."""
    found = stage.outcomes[label]
    if found.verdict is not Verdict.PASSED:
        return outcome_status(found)
    if kind is PointKind.ADOPT and stage.role is not Role.ADOPT:
        return Status(_("ingestemd"), "ok")
    words = {
        PointKind.ADOPT: _("vastgesteld"),
        PointKind.CONSENT: _("ingestemd"),
        PointKind.TAKE_NOTE: _("kennisgenomen"),
        PointKind.ADVISE: _("geadviseerd"),
        PointKind.DECIDE: _("besloten"),
    }
    return Status(words[kind], "ok")

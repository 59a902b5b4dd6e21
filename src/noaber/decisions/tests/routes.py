"""Short ways to write a route of a few stages, answer it, and break its order."""

import datetime as dt
from collections.abc import Sequence
from typing import Final

from noaber.core.access import COMMAND
from noaber.decisions.models import Stage
from noaber.decisions.queries.proposals.matrix import Standing
from noaber.decisions.rules.outcomes import StageRule
from noaber.decisions.rules.points import PointKind
from noaber.decisions.rules.positions import Answer
from noaber.decisions.rules.route import Role
from noaber.decisions.services.answers.recording import Said, override_gate
from noaber.decisions.services.drafts.written import PointText, StageText
from noaber.decisions.tests.conftest import CODE, MEETING, NOW, draft, record, send, stand

TWO_POINTS: Final = (
    PointText("1", PointKind.ADOPT, "Het een vaststellen."),
    PointText("2", PointKind.ADOPT, "Het ander vaststellen."),
)
YES: Final = Said(Answer.CONSENT)
NO: Final = Said(Answer.OBJECTION, "Zo niet.")


def step(
    number: int,
    role: Role,
    *bodies: str,
    labels: Sequence[str] = (),
    after: int = 0,
    rule: StageRule = StageRule.ALL,
    is_follow_up: bool = False,
) -> StageText:
    title = f"stap {number}"
    return StageText(number, title, role, rule, bodies, (), tuple(labels), after, is_follow_up=is_follow_up)


def send_route(
    *stages: StageText,
    points: Sequence[PointText] = TWO_POINTS,
    code: str = CODE,
    classification: str = "public",
) -> Standing:
    draft(code, points=points, stages=stages, classification=classification)
    send(code)
    return stand(code)


def say(number: int, body: str, day: dt.date = MEETING, *, code: str = CODE, **said: Said) -> None:
    """`p1=YES` for point 1."""
    answers = {label.removeprefix("p"): each for label, each in said.items()}
    record(number, f"body:{body}", answers, code=code, decided_on=day)


def go_on_without(number: int, *, code: str = CODE, day: dt.date = MEETING) -> None:
    """It is decided that a stage does not wait."""
    override_gate(
        Stage.objects.get(proposal__code=code, number=number).pk,
        actor=COMMAND,
        now=NOW,
        today=NOW.date(),
        motive="De stuurgroep besloot niet te wachten.",
        decided_on=day,
    )

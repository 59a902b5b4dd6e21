"""What the coordinator is writing in May 2023: the proposal about the evaluation, a route to start from, and recess.

All of it is invented; the memo only says that the network and its financing are evaluated in 2023 (R59).
"""

import datetime as dt
from typing import Final

from noaber.core.access import COMMAND
from noaber.decisions import api as decisions
from noaber.decisions.api import PointKind, PointText, ProposalText, Role, StageRule, StageText
from noaber.site.demonstration.memo import CODE as MEMO

CODE: Final = "evaluatie-2023"
POINTS: Final = (
    PointText("1", PointKind.TAKE_NOTE, "Kennisnemen van de evaluatie van het netwerk en de financiering."),
    PointText("2", PointKind.ADVISE, "Adviseren over voortzetting van het netwerk vanaf 2024."),
)
STAGES: Final = (
    StageText(
        1,
        "de Bestuurlijke Begeleidingsgroep",
        Role.ADVISE,
        StageRule.ALL,
        bodies=("bbg",),
        due_on=dt.date(2023, 6, 16),
    ),
)
BACKGROUND: Final = (
    "In 2019 is afgesproken dat het netwerk en de financieringswijze **in 2023** worden geëvalueerd. "
    "Daarvoor zijn gesproken:\n\n- de vijf districten\n- de politie, het OM en het RIEC\n- de expertteams"
)


def write_evaluation(now: dt.datetime, today: dt.date) -> None:
    """The draft lacks its adopting stage: the check before sending says so."""
    decisions.draft_proposal(
        CODE,
        actor=COMMAND,
        now=now,
        text=ProposalText(
            title="Evaluatie van het netwerk en de financiering 2020-2023",
            sender="de Bestuurlijke Begeleidingsgroep",
            addressee="de leden van de districtelijke veiligheidsoverleggen",
            author="de coördinator van het netwerk",
            dated_on=today,
            texts={"background": BACKGROUND},
        ),
        points=POINTS,
        stages=STAGES,
    )
    decisions.keep_template(MEMO, "Vijf overleggen, dan vaststellen en eigen besluiten", actor=COMMAND)
    decisions.keep_recess("meivakantie 2023", dt.date(2023, 4, 24), dt.date(2023, 5, 5), actor=COMMAND)
    decisions.keep_recess("zomerreces 2023", dt.date(2023, 7, 10), dt.date(2023, 9, 1), actor=COMMAND)

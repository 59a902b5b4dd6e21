"""The police's plan of the same term, to which the strategy is linked: it does not close without this plan (R13).

Source: the memo of 28 January 2019 (same term, adopted together on 24 April 2019) and Politiewet 2012 art. 38b(2)
(councils are heard on the draft). When it was sent and what was answered is made up to show the screens.
"""

import datetime as dt
from typing import Final

from noaber.core.access import COMMAND
from noaber.decisions import api as decisions
from noaber.decisions.api import (
    Answer,
    PointKind,
    PointText,
    ProposalText,
    Role,
    Said,
    StageRule,
    StageText,
)
from noaber.site.demonstration.answers import record, record_of, stage_of
from noaber.site.demonstration.documents import attach, markdown
from noaber.site.demonstration.police_paper import PLAN

CODE: Final = "meerjarenbeleidsplan-politie-2019-2022"
GOVERNING: Final = "bestuurscollege"
NOT_HEARD: Final = frozenset({"GM0246", "GM0277"})  # invented: two councils that were not asked in time
POINTS: Final = (PointText("1", PointKind.ADOPT, "Het Meerjarenbeleidsplan Politie 2019-2022 vaststellen."),)

TEXTS: Final = {
    "background": "Het plan heeft dezelfde looptijd als de Veiligheidsstrategie. Beide worden op dezelfde dag "
    "vastgesteld. Het ontwerp is de bijlage bij dit voorstel.",
    "intended_effect": "De politie en de gemeenten werken vier jaar lang aan dezelfde thema's.",
    "arguments": "Wat gemeenten, OM en politie in de strategie afspreken, kan alleen slagen als de politie er haar "
    "plan op afstemt. Daarom wordt het een niet zonder het ander vastgesteld.",
    "caveats": "Het plan gaat over de hele eenheid. Wat het voor een gemeente betekent, wordt daar afgesproken.",
    "finances": "Dit voorstel vraagt de gemeenten geen geld.",
    "legal": markdown(
        "De burgemeester hoort de gemeenteraad over het ontwerp (Politiewet 2012, artikel 38b).",
        "De burgemeesters en de hoofdofficier van justitie stellen het plan ten minste eens in de vier jaar vast "
        "(artikel 39).",
    ),
    "communication": "Het voorstel en het ontwerp zijn openbaar, ook voor de gemeenteraden die worden gehoord.",
    "follow_up": "Na de vaststelling op 24 april 2019 gaat het plan naar de minister en de korpschef.",
}


def _stages(councils: tuple[str, ...]) -> tuple[StageText, ...]:
    return (
        StageText(
            1,
            "de gemeenteraden worden gehoord",
            Role.HEAR,
            StageRule.ALL,
            organisation_kinds=("municipality",),
            organs={"municipality": "council"},
            due_on=dt.date(2019, 4, 12),
        ),
        StageText(
            2,
            "de vijf districtelijke veiligheidsoverleggen",
            Role.CONSENT,
            StageRule.ALL,
            bodies=councils,
            due_on=dt.date(2019, 4, 10),
        ),
        StageText(
            3,
            "het Bestuurscollege",
            Role.ADOPT,
            StageRule.ALL,
            bodies=(GOVERNING,),
            after=2,
            due_on=dt.date(2019, 4, 24),
        ),
    )


def send_plan(now: dt.datetime, today: dt.date, *, councils: tuple[str, ...]) -> None:
    """The police puts its plan before the councils, two weeks before the memo."""
    decisions.draft_proposal(
        CODE,
        actor=COMMAND,
        now=now,
        text=ProposalText(
            title="Meerjarenbeleidsplan Politie Oost-Nederland 2019-2022",
            sender="de eenheidsleiding van de politie",
            author="een beleidsadviseur van de politie",
            portfolio_holder="de politiechef",
            addressee="de burgemeesters en de districtelijke veiligheidsoverleggen",
            dated_on=today,
            texts=TEXTS,
        ),
        points=POINTS,
        stages=_stages(councils),
        classification="public",
    )
    attach(CODE, (PLAN,), now=now)
    decisions.send_proposal(CODE, actor=COMMAND, now=now)


def hear_councils(now: dt.datetime, today: dt.date, *, part: int, of: int) -> None:
    """A part of the mayors hears the municipal council, in the order of their codes."""
    parties = sorted(stage_of(CODE, 1, today).parties, key=lambda each: each.organisation_code)
    for place, party in enumerate(parties):
        if place % of == part and party.organisation_code not in NOT_HEARD:
            record_of(party, {"1": Said(Answer.CONSENT)}, now, today)


def consent_to_plan(now: dt.datetime, today: dt.date, *, body: str) -> None:
    """One council consents to the plan, in the same meeting as to the strategy."""
    record(CODE, f"body:{body}", {"1": Said(Answer.CONSENT)}, now, today)


def adopt_plan(now: dt.datetime, today: dt.date) -> None:
    """24 April 2019: the Bestuurscollege adopts the plan together with the strategy."""
    record(CODE, f"body:{GOVERNING}", {"1": Said(Answer.CONSENT)}, now, today)

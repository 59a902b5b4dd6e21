"""The memo of 28 January 2019 as a proposal, and how it went: the dates of the memo are real, the answers are invented.

Source: the memo "Veiligheidsstrategie Oost-Nederland 2019-2022 en financieringsvoorstel 2020-2023", 28 January 2019;
the points are given in our own short words. What councils and organisations answered is made up to show the screens.
"""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from noaber.core.access import COMMAND
from noaber.decisions import api as decisions
from noaber.decisions.api import (
    Answer,
    ObligationText,
    Party,
    PointKind,
    PointText,
    ProposalText,
    Role,
    Said,
    StageRule,
    StageText,
)
from noaber.site.demonstration.agreement import record_agreement_of_memo
from noaber.site.demonstration.answers import record, record_of, stage_of
from noaber.site.demonstration.documents import attach
from noaber.site.demonstration.memo_texts import TEXTS
from noaber.site.demonstration.police_plan import CODE as POLICE_PLAN
from noaber.site.demonstration.police_plan import GOVERNING, adopt_plan, consent_to_plan
from noaber.site.demonstration.review import REVIEW
from noaber.site.demonstration.strategy import STRATEGY

CODE: Final = "veiligheidsstrategie-2019-2022"
COUNCILS: Final = (
    "dvo-ijsselland",
    "dvo-twente",
    "dvo-noord-en-oost-gelderland",
    "dvo-gelderland-midden",
    "dvo-gelderland-zuid",
)
PARTNERS: Final = ("police", "prosecution_service", "riec")
ADVICE: Final = "een positief advies"
POINTS: Final = (
    PointText(
        "1",
        PointKind.ADOPT,
        "De Veiligheidsstrategie 2019-2022 vaststellen, met Ondermijning, Cybercrime/gedigitaliseerde "
        "criminaliteit, Kwetsbare personen en Informatiegestuurd werken.",
    ),
    PointText("2", PointKind.TAKE_NOTE, "Kennisnemen van de Endterm review 2015-2018."),
    PointText(
        "3",
        PointKind.CONSENT,
        "Instemmen met de punten 3a en 3b en ze doorgeleiden naar de besluitvorming in ieders organisatie.",
        forwarded_to=("municipality", *PARTNERS),
        advice=ADVICE,
    ),
    PointText(
        "3a",
        PointKind.DECIDE,
        "Iedere gemeente stelt van 2020 tot en met 2023 jaarlijks 7 cent per inwoner beschikbaar.",
        parent="3",
        addressed_to=("municipality",),
        obligation=ObligationText("contribution", 2020, 2023, rate=Decimal("0.07"), is_solidary=True),
    ),
    PointText(
        "3b",
        PointKind.DECIDE,
        "Politie, OM en RIEC stellen jaarlijks ten minste 0,5 fte per organisatie beschikbaar, en vergaderruimte.",
        parent="3",
        addressed_to=PARTNERS,
        obligation=ObligationText("capacity", 2020, 2023, fte=Decimal("0.5"), is_solidary=True),
    ),
    PointText(
        "4",
        PointKind.DECIDE,
        "Het netwerk en de financiering in 2023 evalueren.",
        obligation=ObligationText("evaluation", 2023, 2023, reminder_on=dt.date(2023, 3, 1)),
    ),
)
STAGES: Final = (
    StageText(
        1,
        "de vijf districtelijke veiligheidsoverleggen",
        Role.CONSENT,
        StageRule.ALL,
        bodies=COUNCILS,
        labels=("1", "2", "3", "4"),
        due_on=dt.date(2019, 4, 10),
    ),
    StageText(
        2,
        "het Bestuurscollege",
        Role.ADOPT,
        StageRule.ALL,
        bodies=(GOVERNING,),
        labels=("1", "4"),
        after=1,
        due_on=dt.date(2019, 4, 24),
    ),
    StageText(
        3,
        "iedere organisatie voor zich",
        Role.DECIDE,
        StageRule.ALL,
        organisation_kinds=("municipality", *PARTNERS),
        labels=("3a", "3b"),
        after=1,
        due_on=dt.date(2019, 11, 15),
        is_follow_up=True,
        organs={"municipality": "council", **dict.fromkeys(PARTNERS, "board")},
    ),
)
ALL_CODES: Final = ("A", "Z")
AGREED: Final = {
    "1": Said(Answer.CONSENT),
    "2": Said(Answer.TOOK_NOTE),
    "3": Said(Answer.CONSENT),
    "4": Said(Answer.CONSENT),
}


def send_memo(now: dt.datetime, today: dt.date) -> None:
    """28 January 2019: the steering group sends its memo to the five councils."""
    draft_memo(now, today)
    decisions.send_proposal(CODE, actor=COMMAND, now=now)


def draft_memo(now: dt.datetime, today: dt.date) -> None:
    """The memo as it lies ready, with its two documents and the agreement that it proposes."""
    record_agreement_of_memo(now, today, decided_by=CODE)
    decisions.draft_proposal(
        CODE,
        actor=COMMAND,
        now=now,
        text=ProposalText(
            title="Veiligheidsstrategie 2019-2022 en financieringsvoorstel 2020-2023",
            sender="de Bestuurlijke Begeleidingsgroep",
            author="de coördinator van het netwerk",
            portfolio_holder="de voorzitter van de Bestuurlijke Begeleidingsgroep",
            addressee="de leden van de districtelijke veiligheidsoverleggen",
            dated_on=today,
            texts=TEXTS,
        ),
        points=POINTS,
        stages=STAGES,
        classification="public",
        linked_to=POLICE_PLAN,
        inserts=("budget", "rate", "contributions"),
    )
    attach(CODE, (STRATEGY, REVIEW), now=now)


def answer_as(now: dt.datetime, today: dt.date, *, body: str, said: Mapping[str, Said] = AGREED) -> None:
    """One council gives its positions in its meeting, on the memo and on the police's plan."""
    record(CODE, f"body:{body}", said, now, today)
    consent_to_plan(now, today, body=body)


def adopt(now: dt.datetime, today: dt.date) -> None:
    """24 April 2019: the Bestuurscollege adopts the strategy, and the police's plan with it (R13)."""
    adopted = Said(Answer.CONSENT)
    record(CODE, f"body:{GOVERNING}", {"1": adopted, "4": adopted}, now, today)
    adopt_plan(now, today)


def decide_locally(
    now: dt.datetime, today: dt.date, *, part: int, of: int, codes: tuple[str, str] = ALL_CODES
) -> None:
    """A part of the organisations decides, of it those from one code to another; some with a remark."""
    stage = stage_of(CODE, 3, today)
    decided = {key for key, _label in stage.cells}
    for place, party in enumerate(sorted(stage.parties, key=lambda each: each.organisation_code)):
        if place % of == part and party.key not in decided and _is_in(codes, party):
            remark = place % 19 == 7
            text = "Graag jaarlijks verantwoording over de besteding." if remark else ""
            answer = Answer.WITH_REMARK if remark else Answer.CONSENT
            record_of(party, {label: Said(answer, text) for label in party.labels}, now, today)


def _is_in(codes: tuple[str, str], party: Party) -> bool:
    return codes[0] <= party.organisation_code <= codes[1]


def ask_the_last(now: dt.datetime, today: dt.date) -> None:
    """A week before the deadline the coordinator asks everyone who has not answered, with one mail each."""
    sentence = "De begroting van 2020 gaat voor 15 november naar de provincie."
    decisions.ask_again(
        CODE, actor=COMMAND, now=now, today=today, request_key=f"{CODE} {today}", sentence=sentence
    )

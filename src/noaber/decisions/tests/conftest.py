"""A proposal like the memo of 28 January 2019 on the small invented network, and short ways to answer it."""

import datetime as dt
import uuid
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Final

import pytest

from noaber.core.access import COMMAND, Actor, Grant
from noaber.core.asof import AsOf
from noaber.core.models import AuditEntry
from noaber.decisions.models import Consultation, GateOverride, Position, Proposal, ProposalVersion
from noaber.decisions.queries.proposals.matrix import Party, StageStanding, Standing
from noaber.decisions.queries.proposals.standing import standing
from noaber.decisions.rules.outcomes import StageRule
from noaber.decisions.rules.points import PointKind
from noaber.decisions.rules.positions import Answer
from noaber.decisions.rules.route import Role
from noaber.decisions.services.answers.recording import Said, record_positions
from noaber.decisions.services.drafts.drafting import draft_proposal
from noaber.decisions.services.drafts.sending import send_proposal
from noaber.decisions.services.drafts.written import PointText, ProposalText, StageText
from noaber.network.services.load_network import LoadReport
from noaber.network.tests.conftest import load
from tests.made_once import made_once

DATED: Final = dt.date(2020, 1, 28)
SENT_AT: Final = dt.datetime(2020, 1, 28, 9, tzinfo=dt.UTC)
MEETING: Final = dt.date(2020, 4, 1)
TODAY: Final = dt.date(2020, 6, 1)
DUE: Final = dt.date(2020, 6, 30)
NOW: Final = dt.datetime(2020, 6, 1, 10, tzinfo=dt.UTC)
CODE: Final = "strategie"
NORTH, SOUTH, BOARD = "body:overleg-noord", "body:overleg-zuid", "body:stuurgroep"
COUNCILS: Final = (NORTH, SOUTH)
MUNICIPALITIES: Final = tuple(f"organisation:GM900{number}" for number in range(1, 7))
PARTNERS: Final = ("organisation:OM-VL", "organisation:POLITIE-VL")
PARTNER_KINDS: Final = ("police", "prosecution_service")
ORGANISATIONS: Final = ("municipality", *PARTNER_KINDS)
STRANGER: Final = Actor(1)

POINTS: Final = (
    PointText("1", PointKind.ADOPT, "De strategie vaststellen."),
    PointText("2", PointKind.TAKE_NOTE, "Kennisnemen van de terugblik."),
    PointText(
        "3",
        PointKind.CONSENT,
        "Instemmen met 3a en 3b.",
        forwarded_to=ORGANISATIONS,
        advice="een positief advies",
    ),
    PointText(
        "3a",
        PointKind.DECIDE,
        "Iedere gemeente draagt bij.",
        parent="3",
        addressed_to=("municipality",),
        forwarded_to=("municipality",),
    ),
    PointText("3b", PointKind.DECIDE, "De partners dragen bij.", parent="3", addressed_to=PARTNER_KINDS),
    PointText("4", PointKind.DECIDE, "De financiering in 2023 evalueren."),
)
ASKED_OF_COUNCILS: Final = ("1", "2", "3", "4")
CONSENTING: Final = StageText(
    1,
    "de overleggen",
    Role.CONSENT,
    StageRule.ALL,
    bodies=("overleg-noord", "overleg-zuid"),
    labels=ASKED_OF_COUNCILS,
)
ADOPTING: Final = StageText(
    2, "de stuurgroep", Role.ADOPT, StageRule.ALL, bodies=("stuurgroep",), labels=("1",), after=1
)
DECIDING: Final = StageText(
    3,
    "iedere organisatie",
    Role.DECIDE,
    StageRule.ALL,
    organisation_kinds=ORGANISATIONS,
    labels=("3a", "3b"),
    after=1,
)
STAGES: Final = (CONSENTING, ADOPTING, DECIDING)
AGREE: Final = Said(Answer.CONSENT)
AGREED: Final = {"1": AGREE, "2": Said(Answer.TOOK_NOTE), "3": AGREE, "4": AGREE}


@pytest.fixture
@made_once
def voorbeeldland(db: None) -> LoadReport:
    return load()


@pytest.fixture
@made_once
def memo(voorbeeldland: LoadReport) -> Standing:
    """The proposal, sent."""
    draft()
    send()
    return stand()


@pytest.fixture
@made_once
def drafted(voorbeeldland: LoadReport) -> None:
    """The proposal, not sent yet."""
    draft()


@pytest.fixture
@made_once
def councils_agreed(memo: Standing) -> None:
    """It is sent, and both councils agree to all of it."""
    all_councils_agree()


@pytest.fixture
@made_once
def with_deadlines(voorbeeldland: LoadReport) -> None:
    """The councils have agreed; every organisation decides by its deadline, and none has."""
    memo_with_deadlines()


def draft(
    code: str = CODE,
    *,
    actor: Actor = COMMAND,
    points: Sequence[PointText] = POINTS,
    stages: Sequence[StageText] = STAGES,
    classification: str = "network",
    words: Mapping[str, str] | None = None,
) -> Proposal:
    """A draft; `words` instead of those of the memo."""
    written = {"title": "Strategie 2020-2023", "sender": "de stuurgroep", "addressee": "de overleggen"}
    written |= words or {}
    return draft_proposal(
        code,
        actor=actor,
        now=SENT_AT,
        text=ProposalText(
            title=written.pop("title"),
            sender=written.pop("sender"),
            addressee=written.pop("addressee"),
            dated_on=DATED,
            texts=written,
        ),
        points=points,
        stages=stages,
        classification=classification,
    )


def send(
    code: str = CODE, *, actor: Actor = COMMAND, expected_revision: int | None = None
) -> ProposalVersion:
    return send_proposal(code, actor=actor, now=SENT_AT, today=TODAY, expected_revision=expected_revision)


def memo_with_deadlines(
    *, classification: str = "network", due: dt.date = DUE, is_sent_on: bool = True
) -> Standing:
    """The councils have agreed (`is_sent_on`); every organisation decides by the deadline."""
    draft(
        stages=(CONSENTING, ADOPTING, replace(DECIDING, due_on=due, is_follow_up=True)),
        classification=classification,
    )
    send()
    if is_sent_on:
        all_councils_agree()
    return stand()


def stand(code: str = CODE, on: dt.date = TODAY) -> Standing:
    found = standing(code, AsOf(on))
    assert found is not None
    return found


def stage(number: int, code: str = CODE) -> StageStanding:
    return next(each for each in stand(code).stages if each.number == number)


def party(number: int, key: str, code: str = CODE) -> Party:
    return next(each for each in stage(number, code).parties if each.key == key)


def consultation(number: int, key: str, code: str = CODE) -> uuid.UUID:
    """The identity of `party`, without what it takes to read a whole proposal."""
    kind, _, name = key.partition(":")
    asked = Consultation.objects.filter(
        **{"stage__proposal__code": code, "stage__number": number, f"{kind}__code": name}
    )
    found: uuid.UUID = asked.values_list("pk", flat=True).get()
    return found


def record(
    number: int,
    key: str,
    said: Mapping[str, Said],
    *,
    code: str = CODE,
    actor: Actor = COMMAND,
    now: dt.datetime = NOW,
    decided_on: dt.date = MEETING,
    evidence: str = "",
    expected_revision: int | None = None,
    seen_version: int | None = None,
) -> list[Position]:
    """The answers of one party at one stage."""
    return record_positions(
        consultation(number, key, code),
        said,
        actor=actor,
        now=now,
        today=now.date(),
        decided_on=decided_on,
        evidence=evidence,
        expected_revision=expected_revision,
        seen_version=seen_version,
    )


def all_councils_agree(said: Mapping[str, Said] = AGREED) -> None:
    for key in COUNCILS:
        record(1, key, said)


def holding(role: str, scope: str = "", *, user_id: int = 8) -> Actor:
    """Somebody with one right: a role for a body or an organisation."""
    return Actor(user_id, grants=frozenset({Grant(role, scope)}))


def recordings() -> int:
    """How often the audit log says that positions were recorded."""
    return AuditEntry.objects.filter(verb="decisions.record_positions").count()


def everything() -> tuple[object, ...]:
    """All that a service of this room can change."""
    return (
        list(Proposal.objects.order_by("pk").values_list()),
        list(ProposalVersion.objects.order_by("pk").values_list()),
        list(Consultation.objects.order_by("pk").values_list()),
        list(Position.objects.order_by("pk").values_list()),
        list(GateOverride.objects.order_by("pk").values_list()),
        AuditEntry.objects.count(),
    )


@contextmanager
def nothing_changes() -> Iterator[None]:
    before = everything()
    yield
    assert everything() == before

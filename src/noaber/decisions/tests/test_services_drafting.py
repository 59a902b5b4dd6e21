"""A proposal promises: a draft is its writers', sending freezes it once, and a faulty one is refused at its field."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from noaber.core.access import ANONYMOUS, COMMAND, Actor, Grant
from noaber.core.asof import AsOf
from noaber.core.errors import AccessRefused, Conflict, DomainError
from noaber.core.models import AuditEntry
from noaber.core.records import FACT
from noaber.core.tests.guards import unguarded
from noaber.decisions.models import Consultation, Proposal, Stage
from noaber.decisions.queries.proposals.proposal import proposal, proposals
from noaber.decisions.rules.outcomes import StageRule
from noaber.decisions.rules.points import PointKind
from noaber.decisions.rules.route import Role
from noaber.decisions.services.drafts.sending import content_hash
from noaber.decisions.services.drafts.written import PointText, StageText
from noaber.decisions.tests.conftest import (
    ADOPTING,
    AGREED,
    BOARD,
    CODE,
    CONSENTING,
    COUNCILS,
    DATED,
    DECIDING,
    MUNICIPALITIES,
    NORTH,
    PARTNERS,
    POINTS,
    SENT_AT,
    STAGES,
    STRANGER,
    TODAY,
    draft,
    holding,
    nothing_changes,
    record,
    send,
    stand,
)

pytestmark = [pytest.mark.django_db, pytest.mark.db, pytest.mark.usefixtures("voorbeeldland")]

CHAIR = holding("chair", "body:overleg-noord")
COORDINATOR = holding("coordinator")
PREPARING = Actor(9, 8, frozenset({Grant("coordinator")}), prepares_only=True)


def reads(actor: Actor) -> bool:
    """Whether somebody reads the proposal; the list and its own page say the same."""
    is_listed = CODE in {row.code for row in proposals(actor)}
    assert (proposal(actor, CODE, AsOf(TODAY)) is not None) == is_listed
    return is_listed


def test_a_draft_holds_the_points_and_whoever_is_asked_before_any_meeting() -> None:
    draft(words={"background": "De vorige strategie loopt af."})

    found = stand()
    assert not found.is_sent
    assert [point.label for point in found.points] == ["1", "2", "3", "3a", "3b", "4"]
    assert [value for _label, value in found.texts] == ["De vorige strategie loopt af."]
    asked = {stage.number: {party.key for party in stage.parties} for stage in found.stages}
    assert asked == {1: set(COUNCILS), 2: {BOARD}, 3: {*MUNICIPALITIES, *PARTNERS}}
    assert AuditEntry.objects.filter(verb="decisions.draft_proposal").count() == 1


@pytest.mark.parametrize("classification", ["network", "public"])
def test_a_draft_is_seen_only_by_who_writes_proposals(classification: str) -> None:
    draft(classification=classification)

    assert {actor: reads(actor) for actor in (ANONYMOUS, STRANGER, CHAIR, COORDINATOR, COMMAND)} == {
        ANONYMOUS: False,
        STRANGER: False,
        CHAIR: False,
        COORDINATOR: True,
        COMMAND: True,
    }


@pytest.mark.usefixtures("memo")
def test_what_was_sent_is_the_networks_and_everyones_when_it_is_public() -> None:
    assert [reads(actor) for actor in (ANONYMOUS, STRANGER, CHAIR, COORDINATOR)] == [False, False, True, True]
    with unguarded():
        Proposal.objects.update(classification="public")
    assert reads(ANONYMOUS)


def test_a_proposal_that_is_not_there_is_nothing_to_anybody() -> None:
    assert proposal(COMMAND, "geen", AsOf(TODAY)) is None


@pytest.mark.usefixtures("drafted")
def test_a_draft_cannot_be_answered() -> None:
    with nothing_changes(), pytest.raises(DomainError, match="nog niet verstuurd"):
        record(1, NORTH, AGREED)


@pytest.mark.parametrize(
    "actor", [ANONYMOUS, STRANGER, CHAIR, holding("mayor", "organisation:GM9001"), PREPARING]
)
def test_only_who_writes_proposals_writes_and_sends(actor: Actor) -> None:
    with nothing_changes(), pytest.raises(AccessRefused):
        draft(actor=actor)
    draft()
    with nothing_changes(), pytest.raises(AccessRefused):
        send(actor=actor)


def test_sending_freezes_the_text() -> None:
    seen = draft().revision

    version = send(expected_revision=seen)

    assert version.content_hash == content_hash(version, list(version.points.all()))
    assert len(version.content_hash) == 64
    found = stand()
    assert (found.sent_at, found.content_hash) == (SENT_AT, version.content_hash)
    assert Proposal.objects.get().revision == seen + 1
    facts = AuditEntry.objects.get(verb="decisions.send_proposal").facts
    assert len(facts.pop(FACT)) == 2 + len(POINTS) + len(STAGES) + Consultation.objects.count()
    assert facts == {"proposal": CODE, "number": 1, "hash": version.content_hash}


@pytest.mark.usefixtures("memo")
def test_it_is_sent_once() -> None:
    with nothing_changes(), pytest.raises(DomainError, match="al verstuurd"):
        send()


def test_of_two_who_send_the_second_meets_the_conflict() -> None:
    seen = draft().revision
    send(expected_revision=seen)

    with nothing_changes(), pytest.raises(Conflict):
        send(expected_revision=seen)


def test_who_opened_an_older_draft_does_not_send_it() -> None:
    seen = draft().revision

    with nothing_changes(), pytest.raises(Conflict) as caught:
        send(expected_revision=seen + 1)
    assert caught.value.revision == seen


@pytest.mark.parametrize(
    "change",
    [
        {"text": "Iets anders."},
        {"kind": PointKind.ADVISE},
        {"label": "5"},
        {"parent": "1"},
        {"addressed_to": ("municipality",)},
        {"forwarded_to": ("municipality",)},
        {"advice": "een negatief advies"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_another_point_is_another_hash(change: dict[str, Any]) -> None:
    draft("eerste")
    draft(
        "tweede", points=(*POINTS[:-1], replace(POINTS[-1], **change)), stages=(replace(ADOPTING, after=0),)
    )

    assert send("eerste").content_hash != send("tweede").content_hash


@pytest.mark.parametrize(
    "word",
    [
        "title",
        "sender",
        "addressee",
        "background",
        "intended_effect",
        "arguments",
        "caveats",
        "finances",
        "follow_up",
    ],
)
def test_another_text_is_another_hash_and_the_same_text_the_same(word: str) -> None:
    for code, text in (("eerste", "A"), ("zelfde", "A"), ("tweede", "B")):
        draft(code, words={word: text})

    first, same, other = (send(code).content_hash for code in ("eerste", "zelfde", "tweede"))
    assert first == same != other


POINT = PointText("1", PointKind.ADOPT, "Vaststellen.")


@pytest.mark.parametrize(
    ("points", "says"),
    [
        ((POINT, POINT), "Punt 1 staat er twee keer."),
        ((replace(POINT, label="een"),), "“een” is geen nummer van een punt."),
        ((replace(POINT, label=""),), "“” is geen nummer van een punt."),
        ((replace(POINT, parent="9"),), "Punt 1 valt onder een punt dat er niet is."),
        ((replace(POINT, parent="1"),), "Punt 1 valt onder zichzelf."),
        (
            (replace(POINT, label="3", parent="3a"), replace(POINT, label="3a", parent="3")),
            "Punt 3 valt in een kring onder zichzelf.",
        ),
    ],
    ids=["duplicate", "malformed", "empty", "unknown parent", "own parent", "circular"],
)
def test_faulty_points_are_refused_at_the_points(points: Sequence[PointText], says: str) -> None:
    with nothing_changes(), pytest.raises(DomainError) as caught:
        draft(points=points)

    assert caught.value.message.startswith(says)
    assert caught.value.field == "points"


def draft_and_send(stages: Sequence[StageText]) -> None:
    draft(stages=stages)
    send()


@pytest.mark.parametrize(
    ("stages", "says"),
    [
        ((CONSENTING,), "De route heeft geen stap waarin het voorstel wordt vastgesteld."),
        ((), "De route heeft geen stap waarin het voorstel wordt vastgesteld."),
        ((replace(ADOPTING, after=7),), "Stap 2 wacht op een stap die er niet is."),
        ((CONSENTING, replace(ADOPTING, after=3), DECIDING), "Stap 2 wacht op een latere stap."),
        ((CONSENTING, replace(ADOPTING, after=2)), "Stap 2 wacht in een kring op zichzelf."),
        ((replace(ADOPTING, number=0, after=0),), "Nummer de stappen vanaf 1."),
        ((replace(ADOPTING, after=0, bodies=()),), "In stap 2 wordt niemand iets gevraagd."),
        (
            (replace(CONSENTING, due_on=TODAY), replace(ADOPTING, due_on=DATED)),
            "Stap 2 moet klaar zijn voor de stap waar hij op wacht.",
        ),
        ((CONSENTING, ADOPTING, replace(DECIDING, number=2)), "Stap 2 staat er twee keer."),
        (
            (replace(CONSENTING, bodies=("geen-overleg",)), ADOPTING),
            "Dit overleg bestaat niet: geen-overleg.",
        ),
    ],
    ids=[
        "no adopting stage",
        "no stage",
        "unknown gate",
        "later gate",
        "circular gate",
        "number",
        "nobody",
        "deadline",
        "duplicate number",
        "unknown body",
    ],
)
def test_a_faulty_route_is_refused_at_the_stages(stages: Sequence[StageText], says: str) -> None:
    with pytest.raises(DomainError) as caught:
        draft_and_send(stages)

    assert caught.value.message == says
    assert caught.value.field == "stages"
    assert not AuditEntry.objects.filter(verb="decisions.send_proposal").exists()


def test_a_body_that_is_named_twice_at_a_stage_is_refused() -> None:
    with pytest.raises(DomainError) as caught:
        draft_and_send((replace(CONSENTING, bodies=("overleg-noord", "overleg-noord")), ADOPTING))

    assert caught.value.field == "stages"


def test_a_stage_about_a_point_that_is_not_there_is_refused() -> None:
    """It would ask nobody anything, and the gate behind it would stand open."""
    with pytest.raises(DomainError) as caught:
        draft_and_send((replace(CONSENTING, labels=("9",)), ADOPTING))

    assert caught.value.field == "stages"


def test_a_stage_that_was_refused_leaves_no_draft_behind() -> None:
    with nothing_changes(), pytest.raises(DomainError, match="bestaat niet"):
        draft(stages=(CONSENTING, replace(ADOPTING, bodies=("geen-overleg",))))
    assert not Stage.objects.exists()


@pytest.mark.usefixtures("drafted")
def test_a_code_is_used_once() -> None:
    with nothing_changes(), pytest.raises(DomainError, match="Er is al een voorstel") as caught:
        draft()
    assert caught.value.field == "code"


def test_a_proposal_without_points_is_not_sent() -> None:
    draft(points=(), stages=(replace(ADOPTING, labels=(), after=0),))

    with nothing_changes(), pytest.raises(DomainError, match="vraagt iets"):
        send()


def test_what_is_not_there_is_not_sent() -> None:
    with pytest.raises(DomainError, match="bestaat niet"):
        send("geen")


def test_all_organisations_of_the_kinds_are_asked_and_no_others() -> None:
    only = StageText(1, "de politie", Role.ADOPT, StageRule.ALL, organisation_kinds=("police",))
    draft(stages=(only,))

    assert [party.key for party in stand().stages[0].parties] == ["organisation:POLITIE-VL"]

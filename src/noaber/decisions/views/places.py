"""Addresses of this room, and who sees which link."""

import uuid

from noaber.core.access import Actor, may_fill_in
from noaber.decisions.access import may_record_position
from noaber.decisions.queries.matrix import Party, StageStanding


def proposal_address(code: str) -> str:
    return f"/voorstellen/{code}/"


def position_address(code: str, consultation: uuid.UUID) -> str:
    return f"/voorstellen/{code}/standpunt/{consultation}/"


def override_address(code: str, number: int) -> str:
    return f"/voorstellen/{code}/stap/{number}/doorbreken/"


def may_answer(actor: Actor, party: Party) -> bool:
    """Whether the actor records for this party, or may put it ready for who does."""
    decision = may_record_position(
        actor, body_code=party.body_code, organisation_code=party.organisation_code
    )
    return may_fill_in(decision)


def may_record(actor: Actor, stage: StageStanding) -> bool:
    """Whether the actor records for anyone at this stage."""
    return stage.gate.is_open and any(may_answer(actor, party) for party in stage.parties)


def writing_address(code: str, part: str = "") -> str:
    """Where a draft is written: its text, or one of its parts ("punten", "route/2")."""
    return f"/voorstellen/{code}/schrijven/{f'{part}/' if part else ''}"


def send_address(code: str) -> str:
    return f"/voorstellen/{code}/versturen/"


def deadline_address(code: str, number: int) -> str:
    return f"/voorstellen/{code}/stap/{number}/termijn/"

"""Addresses of this room, and who sees which link."""

import uuid
from urllib.parse import urlencode

from noaber.core.access import Actor, may_fill_in
from noaber.core.addresses import position_address as position_address
from noaber.core.addresses import proposal_address as proposal_address
from noaber.decisions.access import may_record_position
from noaber.decisions.queries.proposals.matrix import Party, StageStanding


def history_address(code: str, consultation: uuid.UUID) -> str:
    return f"/voorstellen/{code}/standpunt/{consultation}/geschiedenis/"


def take_back_address(code: str, consultation: uuid.UUID) -> str:
    return f"/voorstellen/{code}/standpunt/{consultation}/intrekken/"


def rectify_address(code: str, consultation: uuid.UUID) -> str:
    return f"/voorstellen/{code}/standpunt/{consultation}/rectificeren/"


def stage_address(code: str, number: int, district: str = "") -> str:
    query = f"?{urlencode({'district': district})}" if district else ""
    return f"/voorstellen/{code}/stap/{number}/{query}"


def override_address(code: str, number: int) -> str:
    return f"/voorstellen/{code}/stap/{number}/doorbreken/"


def follow_up_address(code: str, organisation: str = "") -> str:
    """The own decisions of all organisations, or of one."""
    return f"/voorstellen/{code}/vervolg/{organisation}/" if organisation else f"/voorstellen/{code}/vervolg/"


def bundle_address(code: str) -> str:
    """All packs in one ZIP."""
    return f"{follow_up_address(code)}pakketten/"


def planning_address(code: str, organisation: str) -> str:
    return f"{follow_up_address(code, organisation)}planning/"


def pack_address(code: str, organisation: str, file: str) -> str:
    """A file of a decision pack: "stukken.zip", "voorstel.odt" or "burgemeester.pdf"."""
    return f"{follow_up_address(code, organisation)}{file}"


def may_answer(actor: Actor, party: Party) -> bool:
    """Whether the actor records for this party, or may put it ready for who does."""
    decision = may_record_position(
        actor,
        body_code=party.body_code,
        organisation_code=party.organisation_code,
        successors=party.successors,
    )
    return may_fill_in(decision)


def may_record(actor: Actor, stage: StageStanding) -> bool:
    """Whether the actor records for anyone at this stage."""
    return stage.gate.is_open and any(may_answer(actor, party) for party in stage.parties)


def outstanding_address(code: str) -> str:
    return f"/voorstellen/{code}/openstaand/"


def ask_address(code: str) -> str:
    return f"/voorstellen/{code}/openstaand/vragen/"


def reports_address() -> str:
    return "/voorstellen/meldingen/"


def report_page_address(report: uuid.UUID) -> str:
    return f"/voorstellen/meldingen/{report}/"


def obligations_address(code: str) -> str:
    return f"/voorstellen/{code}/verplichtingen/"


def chain_address(code: str, organisation_code: str) -> str:
    return f"{obligations_address(code)}{organisation_code}/"


def budget_address(code: str, organisation_code: str) -> str:
    return f"{chain_address(code, organisation_code)}begroting/"


def evaluation_address(code: str, page: str = "") -> str:
    """The evaluation of the network, or a page under it ("vastleggen")."""
    return f"{obligations_address(code)}evaluatie/{f'{page}/' if page else ''}"


def continuation_address(code: str) -> str:
    return f"{obligations_address(code)}doorgaan/"


def writing_address(code: str, part: str = "") -> str:
    """Where a draft is written: its text, or one of its parts ("punten", "route/2")."""
    return f"/voorstellen/{code}/schrijven/{f'{part}/' if part else ''}"


def send_address(code: str) -> str:
    return f"/voorstellen/{code}/versturen/"


def deadline_address(code: str, number: int) -> str:
    return f"/voorstellen/{code}/stap/{number}/termijn/"

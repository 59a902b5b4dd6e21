"""A stage of the route on the page of its proposal: how it stands, per point, per district or per party."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.core.addresses import body_address, organisation_address
from noaber.core.asof import AsOf
from noaber.core.components.columns import Column, Row
from noaber.core.components.frame import Action
from noaber.core.components.pictures import StatusLine, TileMap
from noaber.core.components.status import Status
from noaber.core.components.table import Table, plain_table
from noaber.core.components.texts import Notice
from noaber.core.requests import Request
from noaber.core.rules.dutch import format_number, in_a_row, long_date
from noaber.decisions.access import may_write_proposals
from noaber.decisions.obligation_words import proof_status
from noaber.decisions.queries.proposals.closing import is_asking, may_still_answer
from noaber.decisions.queries.proposals.matrix import Cell, Party, StageStanding, Standing
from noaber.decisions.queries.remarks import StandingRemark
from noaber.decisions.rules.meaning import meaning
from noaber.decisions.rules.positions import FINAL
from noaber.decisions.rules.route import Role
from noaber.decisions.views.places import (
    deadline_address,
    history_address,
    may_answer,
    may_record,
    override_address,
    position_address,
    stage_address,
)
from noaber.decisions.views.proposals.drift import older_texts
from noaber.decisions.views.proposals.maps import answer_maps
from noaber.decisions.views.remarks.notes import waiting_at_adoption
from noaber.decisions.words import (
    MEANINGS,
    arithmetic,
    cell_status,
    excused_in_words,
    former_in_words,
    gate_facts,
    hearing_words,
    outcome_status,
    role_words,
    roll_up,
    rule_words,
)

MOST_IN_LINE: Final = 20  # more parties than this stand on a page of their own, here per district


@dataclass(frozen=True, slots=True)
class ShownStage:
    """A stage as the page shows it; `matrix` has a row per party or, where there are many, per district."""

    title: str
    facts: str
    gate: Notice | None
    line: StatusLine
    outcomes: Table
    maps: list[TileMap]
    matrix: Table
    more: Action | None
    waiting: Notice | None = None
    deadline: Action | None = None


def shown_stage(
    request: Request,
    found: Standing,
    stage: StageStanding,
    remarks: Sequence[StandingRemark],
    *,
    is_today: bool,
) -> ShownStage:
    """`is_today`: whether it is shown as it stands now, so that something can be recorded."""
    address, asked = stage_address(found.code, stage.number), len(stage.parties)
    is_long = len(stage.parties) > MOST_IN_LINE
    everyone = Action(_("Alle %(count)s antwoorden") % {"count": len(stage.parties)}, address)
    return ShownStage(
        title=_("Stap %(number)s: %(title)s") % {"number": stage.number, "title": stage.title},
        facts=stage_facts(stage),
        gate=gate_notice(request, found, stage, is_today=is_today),
        line=StatusLine(stage.decided(stage.parties), asked, _counted(stage, asked), address),
        outcomes=outcome_table(found, stage),
        maps=answer_maps(stage),
        matrix=_districts(found, stage) if is_long else _matrix(request, found, stage, is_today=is_today),
        more=everyone if is_long else None,
        waiting=waiting_at_adoption(found, stage, remarks),
        deadline=_deadline(request, found, stage) if is_today else None,
    )


def _counted(stage: StageStanding, asked: int) -> str:
    return ngettext("antwoord binnen", "antwoorden binnen", asked) if stage.is_hearing else _("besloten")


def stage_facts(stage: StageStanding) -> str:
    """What happens at a stage, by which rule, and until when; in a line."""
    passes = (
        _("Klaar als dit heeft geantwoord: %(rule)s.") if stage.is_hearing else _("Akkoord als: %(rule)s.")
    )
    parts = [
        _("Gevraagd: %(role)s.") % {"role": role_words(stage.role)},
        *filter(None, [hearing_words(stage)]),
        passes % {"rule": rule_words(stage.rule)},
    ]
    if quorum := max((each.quorum for each in stage.outcomes.values()), default=0):
        parts.append(_("Er wordt pas geteld als %(count)s hebben geantwoord (quorum).") % {"count": quorum})
    if stage.due_on:
        parts.append(_("Uiterlijk %(day)s.") % {"day": long_date(stage.due_on)})
    return " ".join(parts)


def _deadline(request: Request, found: Standing, stage: StageStanding) -> Action | None:
    """Who writes proposals can move a deadline after sending, while somebody is asked; reminders follow it."""
    if not found.is_sent or not is_asking(found, stage) or not may_write_proposals(request.actor):
        return None
    label = _("Verzet de termijn") if stage.due_on else _("Spreek een termijn af")
    return Action(label, deadline_address(found.code, stage.number))


def gate_notice(request: Request, found: Standing, stage: StageStanding, *, is_today: bool) -> Notice | None:
    """Why it may not begin yet, or begins all the same; how to let it only for who may, and only now."""
    if stage.gate.motive:
        day = long_date(stage.gate.since) if stage.gate.since else ""
        facts = {"motive": stage.gate.motive, "number": stage.after, "day": day}
        text = _("Er is niet gewacht op stap %(number)s. Besloten op %(day)s. Motivering: %(motive)s")
        return Notice(text % facts, "warning")
    if stage.gate.is_open:
        return Notice(excused_in_words(stage.gate), "warning") if stage.gate.excused else None
    override = Action(_("Laat deze stap toch beginnen"), override_address(found.code, stage.number))
    is_running = found.is_sent and found.withdrawn_at is None and not found.is_rejected
    may = is_today and is_running and may_write_proposals(request.actor)
    waits = [_("stap %(number)s, punt %(labels)s") % each for each in gate_facts(stage.gate)]
    text = _("Deze stap wacht op %(waits)s.") % {"waits": in_a_row(waits)}
    told = (text, former_in_words(stage.gate), excused_in_words(stage.gate))
    return Notice(" ".join(filter(None, told)), action=override if may else None)


def outcome_table(found: Standing, stage: StageStanding) -> Table:
    """Per point what it means here, how many said what, and the outcome with its arithmetic."""
    points = {point.label: point for point in found.points}
    rows: list[Row] = [
        {
            "label": label,
            "asked": str(MEANINGS[meaning(points[label].kind, stage.role)]),
            "counts": roll_up(stage.outcomes[label], stage.role),
            "outcome": outcome_status(stage.outcomes[label], points[label].kind),
            "sum": arithmetic(stage.outcomes[label], points[label].kind),
        }
        for label in stage.labels
    ]
    columns = [
        Column("label", _("Punt")),
        Column("asked", _("Wat het hier betekent")),
        Column("counts", _("Antwoorden")),
        Column("outcome", _("Uitkomst"), "status"),
        Column("sum", _("Zo geteld")),
    ]
    return plain_table(
        name=f"uitkomst-{stage.number}", caption=_("Uitkomst per punt"), columns=columns, rows=rows
    )


def _districts(found: Standing, stage: StageStanding) -> Table:
    """A row per district: how many answered what on each point; each opens its parties."""
    members: dict[str, list[Party]] = defaultdict(list)
    for party in stage.parties:
        members[party.district].append(party)
    rows = [_district_row(found, stage, district, members[district]) for district in sorted(members)]
    columns = [
        Column("district", _("District"), "link"),
        *(Column(f"point_{label}", _("Punt %(label)s") % {"label": label}) for label in stage.labels),
    ]
    return plain_table(
        name=f"districten-{stage.number}", caption=_("Antwoorden per district"), columns=columns, rows=rows
    )


def _district_row(found: Standing, stage: StageStanding, district: str, parties: list[Party]) -> Row:
    name = district or _("buiten de districten")
    row: dict[str, object] = {"district": name, "url": stage_address(found.code, stage.number, name)}
    for label in stage.labels:
        asked = [party for party in parties if label in party.labels]
        counts = Counter(_answer_words(stage, party, label) for party in asked)
        shown = ", ".join(f"{format_number(count)} {word}" for word, count in counts.most_common())
        row[f"point_{label}"] = shown or _("n.v.t.")
    return row


def _answer_words(stage: StageStanding, party: Party, label: str) -> str:
    return cell_status(stage, party, label).label


def _matrix(request: Request, found: Standing, stage: StageStanding, *, is_today: bool) -> Table:
    columns = matrix_columns(request, found, stage, is_today=is_today)
    rows = matrix_rows(request, found, stage)
    return plain_table(name=f"matrix-{stage.number}", caption=_("Wie wat vindt"), columns=columns, rows=rows)


def matrix_columns(
    request: Request, found: Standing, stage: StageStanding, *, is_today: bool
) -> list[Column]:
    """A column per point, between who it is and when it was decided; recording only for who may, and only now."""
    columns = [
        Column("party", _("Wie"), "link"),
        *(
            Column(f"point_{label}", _("Punt %(label)s") % {"label": label}, "status")
            for label in stage.labels
        ),
        Column("remarks", _("Kanttekening of bezwaar")),
        Column("decided_on", _("Besloten op"), "date", url_key="history_url"),
    ]
    if shows_proof(request, stage):
        columns.append(Column("proof", _("Bewijs"), "status"))
    if any(party.successors for party in stage.parties):
        columns.append(Column("successor", _("Code van de opvolger"), is_on_screen=False))
        columns.append(Column("successor_name", _("Opvolger"), is_on_screen=False))
    if older_texts(found, stage):
        columns.append(Column("seen", _("Tekst")))
    is_running = found.is_sent and found.withdrawn_at is None
    if is_today and is_running and may_record(request.actor, stage):
        columns.append(Column("record", _("Vastleggen"), "link", url_key="record_url"))
    return columns


def shows_proof(request: Request, stage: StageStanding) -> bool:
    """Own decisions bind, so the network sees of which it is not known where they can be read."""
    is_own = any(party.organisation_code for party in stage.parties)
    return request.actor.is_in_network and stage.role is Role.DECIDE and is_own


def _proof(cells: Iterable[Cell]) -> Status | None:
    """None until something is decided."""
    decided = [cell for cell in cells if cell.answer in FINAL]
    is_missing = any(not (cell.evidence or cell.evidence_file) for cell in decided)
    return proof_status(is_missing=is_missing) if decided else None


def matrix_rows(request: Request, found: Standing, stage: StageStanding) -> list[Row]:
    """A row per party, with on which text it answered where that is not today's."""
    older = older_texts(found, stage)
    return [
        {**party_cells(request, found, stage, party), "seen": older.get(party.key, "")}
        for party in stage.parties
    ]


def _recording(request: Request, found: Standing, stage: StageStanding, party: Party) -> Row:
    """The way to record it, for who may and as long as it is asked."""
    is_open = may_still_answer(found, stage, party, AsOf(request.today))
    may_add = is_open or any(stage.cells.get((party.key, label)) for label in party.labels)
    may = found.withdrawn_at is None and may_add and may_answer(request.actor, party)
    return {
        "record": (_("leg vast") if is_open else _("voeg bewijs toe")) if may else "",
        "record_url": position_address(found.code, party.consultation_id) if may else "",
    }


def party_cells(request: Request, found: Standing, stage: StageStanding, party: Party) -> Row:
    """What one party answered on each point; what others are asked reads "n.v.t."."""
    cells = {label: stage.cells.get((party.key, label)) for label in stage.labels}
    answered = [cell for cell in cells.values() if cell]
    remarks = "; ".join(f"{label}: {cell.text}" for label, cell in cells.items() if cell and cell.text)
    is_known = request.actor.is_in_network
    row: dict[str, object] = {
        "party": party.name_now,
        "url": body_address(party.body_code)
        if party.body_code
        else organisation_address(party.organisation_code),
        "successor": party.successors[-1] if party.successors else "",
        "successor_name": party.successor_name,
        "district": party.district or _("buiten de districten"),
        "remarks": remarks if is_known else "",
        "decided_on": max((cell.decided_on for cell in answered), default=None),
        "history_url": history_address(found.code, party.consultation_id) if is_known and answered else "",
        "proof": _proof(answered) if shows_proof(request, stage) else None,
        **_recording(request, found, stage, party),
    }
    for label in cells:
        asked = label in party.labels
        row[f"point_{label}"] = cell_status(stage, party, label) if asked else Status(_("n.v.t."), "neutral")
    return row

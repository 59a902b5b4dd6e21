"""The route of a draft: its stages, their order and deadlines; and moving a deadline after the proposal was sent."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from noaber.core.access import Actor, require
from noaber.core.asof import AsOf
from noaber.core.audit import Fact, verb
from noaber.core.errors import DomainError
from noaber.core.history import count_change
from noaber.core.rules.dutch import in_a_row, long_date
from noaber.core.rules.period import Period
from noaber.decisions.access import may_write_proposals
from noaber.decisions.models import Proposal, Recess, Stage
from noaber.decisions.queries.drafts.draft import DraftStage
from noaber.decisions.queries.proposals.closing import is_asking
from noaber.decisions.queries.proposals.standing import whole_and_stage
from noaber.decisions.rules.route import Role, plan_backwards, too_early
from noaber.decisions.services.answers.planning import follow_everyone
from noaber.decisions.services.drafts.draft import Held, as_fact, hold_draft, hold_proposal
from noaber.decisions.services.drafts.faults import refuse_overtaken_deadlines
from noaber.decisions.services.drafts.stages import ask_parties, refuse_faulty_stage, waits_for
from noaber.decisions.services.drafts.written import StageText

ASIDE = 1000  # numbers that no stage has, while others take each other's
LONGEST_GAP = 1000  # days


def add_stage(code: str, stage: StageText, *, actor: Actor, expected_revision: int | None) -> Stage:
    """Add a stage at the end of the route; its number follows from its place."""
    require(may_write_proposals(actor))
    with verb("decisions.add_stage", actor=actor) as trail:
        held = _held(code, expected_revision)
        written = append_stage(held, stage)
        held.done(trail, {"stage": written.number})
    return written


def append_stage(held: Held, stage: StageText) -> Stage:
    """The next stage of a held draft."""
    last = held.proposal.stages.order_by("number").last()
    each = replace(stage, number=last.number + 1 if last else 1)
    written = Stage(proposal=held.proposal, number=each.number)
    _write(held, written, each)
    return written


def change_stage(
    code: str, number: int, stage: StageText, *, actor: Actor, expected_revision: int | None
) -> None:
    """Change a stage of a route that was not sent yet."""
    require(may_write_proposals(actor))
    with verb("decisions.change_stage", actor=actor) as trail:
        held = _held(code, expected_revision)
        _write(held, _stage(held.proposal, number), replace(stage, number=number))
        held.done(trail, {"stage": number})


def remove_stage(code: str, number: int, *, actor: Actor, expected_revision: int | None) -> None:
    """Take a stage out of the route; those behind it move up. Refused while another stage waits for it."""
    require(may_write_proposals(actor))
    with verb("decisions.remove_stage", actor=actor) as trail:
        held = _held(code, expected_revision)
        row = _stage(held.proposal, number)
        waiting = held.proposal.stages.filter(after=number).exclude(pk=row.pk).first()
        if waiting:
            facts = {"number": waiting.number, "after": number}
            raise DomainError(_("Stap %(number)s wacht op stap %(after)s. Wijzig die eerst.") % facts)
        ask_parties(row, bodies_asked=[], organs={}, asked=AsOf(held.version.dated_on))
        row.delete()
        _renumber(held.proposal, list(held.proposal.stages.order_by("number")))
        held.done(trail, {"stage": number})


def move_stage(code: str, number: int, *, is_up: bool, actor: Actor, expected_revision: int | None) -> None:
    """Let a stage change places with the one before or behind it. Refused when it would wait for a later one."""
    require(may_write_proposals(actor))
    with verb("decisions.move_stage", actor=actor) as trail:
        held = _held(code, expected_revision)
        rows = list(held.proposal.stages.order_by("number"))
        place = rows.index(_stage(held.proposal, number))
        other = place - 1 if is_up else place + 1
        if not 0 <= other < len(rows):
            return  # it stands at the end already
        rows[place], rows[other] = rows[other], rows[place]
        first, second = rows[min(place, other)], rows[max(place, other)]
        if first.after == second.number:
            facts = {"number": first.number, "after": second.number}
            raise DomainError(_("Stap %(number)s wacht op stap %(after)s en kan er niet voor.") % facts)
        _renumber(held.proposal, rows)
        held.done(trail, {"stage": number, "is_up": is_up})


def plan_deadlines(
    stages: Sequence[DraftStage], adoption_on: dt.date, days: Mapping[int, int], recesses: Sequence[Period]
) -> dict[int, dt.date | None]:
    """The deadline of each stage, by number: back from the adoption for those before it, onward for those behind it.

    `days`: before the deadline of the next stage, or after the adoption; a stage behind it without days has none.
    Refused: a route without adopting stage, and days that are missing, negative or without end.
    """
    adopting = [place for place, each in enumerate(stages) if each.role == Role.ADOPT]
    if not adopting:
        raise DomainError(_("De route heeft geen stap waarin het voorstel wordt vastgesteld."))
    last = adopting[-1]
    for each in stages[:last]:
        if each.number not in days:
            raise DomainError(_("Vul het aantal dagen in."), field=f"days_{each.number}")
    for number, count in days.items():
        if not 0 <= count <= LONGEST_GAP:
            text = _("Kies een aantal dagen van 0 tot en met %(most)s.")
            raise DomainError(text % {"most": LONGEST_GAP}, field=f"days_{number}")
    before = plan_backwards(adoption_on, [days[each.number] for each in stages[:last]], recesses)
    found: dict[int, dt.date | None] = {
        each.number: day for each, day in zip(stages[:last], before, strict=True)
    }
    found[stages[last].number] = adoption_on
    for each in stages[last + 1 :]:
        gap = days.get(each.number)
        found[each.number] = None if gap is None else adoption_on + dt.timedelta(days=gap)
    return found


def early_words(early: Mapping[int, dt.date], dated_on: dt.date) -> str:
    """Why these deadlines cannot be: the proposal is of a later day."""
    days = in_a_row(
        _("stap %(number)s op %(day)s") % {"number": number, "day": long_date(day)}
        for number, day in sorted(early.items())
    )
    text = _(
        "Het voorstel is van %(dated)s. Een termijn kan daar niet voor liggen: %(days)s. "
        "Kies een latere dag om vast te stellen, of minder dagen per stap."
    )
    return text % {"dated": long_date(dated_on), "days": days}


def recess_periods() -> list[Period]:
    """The periods in which nobody meets."""
    return [Period.through(row.first_on, row.last_on) for row in Recess.objects.all()]


def set_deadlines(
    code: str, deadlines: Mapping[int, dt.date | None], *, actor: Actor, expected_revision: int | None
) -> None:
    """Take over deadlines that were planned: the coordinator saw them. Refused: one before the proposal itself."""
    require(may_write_proposals(actor))
    with verb("decisions.set_deadlines", actor=actor) as trail:
        held = _held(code, expected_revision)
        if early := too_early(deadlines, held.version.dated_on):
            raise DomainError(early_words(early, held.version.dated_on))
        rows = list(held.proposal.stages.filter(number__in=list(deadlines)))
        for row in rows:
            row.due_on = deadlines[row.number]
        Stage.objects.bulk_update(rows, ["due_on"])
        held.done(trail, {"deadlines": [f"{row.number}:{as_fact(row.due_on)}" for row in rows]})


@dataclass(frozen=True, slots=True)
class MovedDeadline:
    """What became of it; how many own deadlines went along, and how many stay later as was agreed."""

    due_on: dt.date | None
    followed: int = 0
    kept: int = 0


def move_deadline(
    code: str,
    number: int,
    due_on: dt.date | None,
    *,
    actor: Actor,
    today: dt.date,
    expected_revision: int | None = None,
) -> MovedDeadline:
    """Move the deadline of a stage, also after sending: reminders follow it. The same day again changes nothing.

    Own deadlines of organisations that would be later then go along (`follow_everyone`).

    Refused: a day that is over, or before the proposal, or before the deadline of the stage that it waits for; a
    withdrawn proposal, and a stage at which nobody is asked anything any more.
    """
    require(may_write_proposals(actor))
    with verb("decisions.move_deadline", actor=actor) as trail:
        proposal = hold_proposal(code, expected_revision)
        stage = _stage(proposal, number)
        if stage.due_on == due_on:
            return MovedDeadline(due_on)
        _refuse_deadline(proposal, due_on)
        _refuse_over(stage, due_on, today)
        before, stage.due_on = stage.due_on, due_on
        stage.save(update_fields=["due_on"])
        own = follow_everyone(stage, before)
        refuse_overtaken_deadlines(proposal.stages.all())
        count_change(proposal)
        is_sent = proposal.versions.exclude(sent_at=None).exists()  # a draft changes as its writers wish
        facts: dict[str, Fact] = {"proposal": code, "stage": number}
        facts |= {"from": as_fact(before), "until": as_fact(due_on)}
        facts |= {"followed": len(own.moved)}
        trail.note(stage, facts, records=[stage, *own.moved] if is_sent else [])
    return MovedDeadline(due_on, len(own.moved), own.kept)


def _refuse_deadline(proposal: Proposal, due_on: dt.date | None) -> None:
    if proposal.withdrawn_at:
        raise DomainError(_("Dit voorstel is ingetrokken; er valt geen termijn meer te verzetten."))
    first = proposal.versions.order_by("number").first()
    if due_on and first and due_on < first.dated_on:
        text = _("Het voorstel is van %(day)s. Kies die dag of een latere.")
        raise DomainError(text % {"day": long_date(first.dated_on)}, field="due_on")


def _refuse_over(stage: Stage, due_on: dt.date | None, today: dt.date) -> None:
    whole, own = whole_and_stage(stage)
    if whole and own and whole.is_sent and not is_asking(whole, own):
        raise DomainError(
            _("Deze stap is klaar: er wordt niets meer gevraagd. Een termijn verandert niets meer.")
        )
    if due_on and due_on < today:
        text = _("%(day)s ligt al achter ons. Kies vandaag of een latere dag.")
        raise DomainError(text % {"day": long_date(due_on)}, field="due_on")


def _held(code: str, revision: int | None) -> Held:
    held = hold_draft(code, revision)
    held.require_first()
    return held


def _stage(proposal: Proposal, number: int) -> Stage:
    row = proposal.stages.filter(number=number).first()
    if row is None:
        raise DomainError(_("Deze stap bestaat niet."))
    return row


def _write(held: Held, row: Stage, each: StageText) -> None:
    asked = AsOf(held.version.dated_on)
    points = list(held.version.points.all())
    each = replace(each, after=waits_for(each, held.proposal, points))
    refuse_faulty_stage(each, {point.label for point in points}, asked)
    into_row(row, each)
    row.save()
    organs = {kind: each.organs.get(kind, "") for kind in each.organisation_kinds}
    ask_parties(row, bodies_asked=list(dict.fromkeys(each.bodies)), organs=organs, asked=asked)


def into_row(row: Stage, each: StageText) -> None:
    """Write these words into a stage."""
    row.title, row.role, row.rule = each.title.strip(), each.role.value, each.rule.value
    row.quorum, row.labels, row.after = each.quorum, list(each.labels), each.after
    row.due_on, row.is_follow_up = each.due_on, each.is_follow_up


def _renumber(proposal: Proposal, rows: Sequence[Stage]) -> None:
    """Number the stages by their place; what one waits for goes along."""
    numbers = {row.number: place for place, row in enumerate(rows, start=1)}
    for row in rows:
        row.after = numbers.get(row.after, 0)
        row.number = numbers[row.number] + ASIDE
    Stage.objects.bulk_update(rows, ["number", "after"])
    for row in rows:
        row.number -= ASIDE
    Stage.objects.bulk_update(rows, ["number"])

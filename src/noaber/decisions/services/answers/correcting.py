"""Putting right what was recorded wrong at a step that is closed: taken back with the reason, and said again (ADR 17).

What was decided stands: who changes their mind comes with a new proposal. So nothing is put right on which a later
step rests.
"""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from noaber.core.access import Actor, require
from noaber.core.asof import AsOf
from noaber.core.audit import verb
from noaber.core.errors import DomainError
from noaber.core.history import count_change, lock, recorded_by
from noaber.core.rules.dutch import in_a_row, long_date
from noaber.decisions.access import may_correct_position
from noaber.decisions.models import Consultation, Position, Proposal
from noaber.decisions.queries.proposals.asked import asked_of
from noaber.decisions.queries.proposals.closing import (
    ended_on,
    is_closed,
    may_be_told_all_the_same,
    may_be_told_late,
)
from noaber.decisions.queries.proposals.matrix import StageStanding, Standing
from noaber.decisions.queries.proposals.standing import whole_and_stage
from noaber.decisions.rules.positions import FINAL, Answer
from noaber.decisions.rules.route import Role
from noaber.decisions.services.answers.ended_parties import refuse_ended, successors_on
from noaber.decisions.services.answers.kept_owners import keep_owners
from noaber.decisions.services.answers.named_points import naming_point
from noaber.decisions.services.answers.recording import (
    Said,
    checked_point,
    find_consultation,
    key_of,
    refuse_closed_gate,
    refuse_informal,
    require_voice,
    text_of_day,
)
from noaber.decisions.services.answers.rectifying import refuse_reason, said_again, taken_back


def correct_positions(
    consultation: uuid.UUID,
    said: Mapping[str, Said | None],
    *,
    actor: Actor,
    now: dt.datetime,
    today: dt.date,
    reason: str,
    decided_on: dt.date | None = None,
    expected_revision: int | None = None,
) -> list[Position]:
    """Put right what stands of a party at a closed step, by label; None: it never answered that.

    Also what it answered where nothing stands: what was taken back here before, or was recorded of another.
    Answers what was appended; nothing where it stood so already. `decided_on`: the right day, None where the days are.
    Refused: who may not record for the party, without a reason, all that `why_not_correct` names, what could not have
    been recorded in time, and what would take away that on which a later step rests (R14, R15).
    """
    found = find_consultation(consultation)
    require_voice(found, actor=actor, today=today)
    refuse_reason(reason, _("Vul in wat er verkeerd is vastgelegd."))
    with verb("decisions.correct_positions", actor=actor) as trail:
        found.stage.proposal = lock(Proposal, found.stage.proposal_id, revision=None, label=_("Dit voorstel"))
        before, stage = whole_and_stage(found.stage)
        _require_may(found, before, actor, today)
        _refuse_barred(before, stage, key_of(found))
        stands = {each.point.label: each for each in _standing_of(found, stage)}
        right = {label: _right(each, said.get(label), decided_on) for label, each in stands.items()}
        wrong = [each for label, each in stands.items() if label in said and _is_wrong(each, right[label])]
        lacking = {label: each for label, each in said.items() if each and label not in stands}
        labels = [*(each.point.label for each in wrong), *lacking]
        if not labels:
            return []
        for each in wrong:
            with naming_point(each.point.label, labels, is_of_all=decided_on is not None):
                _refuse(found, each, said[each.point.label], right[each.point.label], actor, today)
        add = _Adding(found, decided_on or _known_day(before, found, stage), actor, now, today)
        added = [add.position(label, each, labels) for label, each in lacking.items()]
        held = lock(Consultation, found.pk, revision=expected_revision, label=_("Deze behandeling"))
        text, act = _("Rectificatie: %(reason)s") % {"reason": reason.strip()}, recorded_by(actor, now)
        back = [taken_back(each, text, act) for each in wrong]
        again = [said_again(each, act, **values) for each in wrong if (values := right[each.point.label])]
        new = Position.objects.bulk_create([*back, *again, *added])
        count_change(held)
        _refuse_undermined(before, found, [each.decided_on for each in (*again, *added)], labels)
        trail.note(held, {"points": labels}, records=[*new, *keep_owners(wrong, again)])
    return new


def _require_may(found: Consultation, whole: Standing | None, actor: Actor, today: dt.date) -> None:
    """After the adoption who speaks for a party does not put it right alone."""
    body = found.body.code if found.body else ""
    organisation = found.organisation.code if found.organisation else ""
    heirs, by = successors_on(found, today), decided_by(whole)
    require(may_correct_position(actor, by, body=body, organisation=organisation, successors=heirs))


def decided_by(whole: Standing | None) -> frozenset[str]:
    """The bodies that adopted a proposal; none as long as it was not adopted."""
    if whole is None or not whole.is_adopted:
        return frozenset()
    parties = (party for stage in whole.stages if stage.role is Role.ADOPT for party in stage.parties)
    return frozenset(party.body_code for party in parties if party.body_code)


def _refuse_barred(whole: Standing | None, stage: StageStanding | None, party: str) -> None:
    if refused := why_not_correct(whole, stage, party):
        raise DomainError(refused)


def why_not_correct(whole: Standing | None, stage: StageStanding | None, party: str) -> str:
    """Why what was recorded of a party, by its key, is not put right at this step; empty when it can be."""
    if whole is None or stage is None or not (_cells(stage, party) or labels_to_add(whole, stage, party)):
        return _("Er staat niets om te rectificeren.")
    if whole.withdrawn_at:
        return _("Dit voorstel is ingetrokken; er valt niets meer vast te leggen.")
    if stage.role is Role.ADOPT:
        return _("Wie vaststelt, kan alleen de dag rectificeren. Een ander besluit is een nieuw voorstel.")
    if not is_closed(whole, stage, AsOf(dt.date.max)):
        return _("Deze stap is nog niet gesloten. Leg het standpunt gewoon opnieuw vast, of trek het in.")
    return ""


def labels_to_add(whole: Standing, stage: StageStanding, party: str) -> tuple[str, ...]:
    """The points on which nothing stands of a party and it is not asked any more, so that only here it can be told."""
    if may_be_told_late(whole, stage) or may_be_told_all_the_same(whole, stage):
        return ()
    return tuple(label for each in stage.parties if each.key == party for label in stage.lapsed_labels(each))


def last_said_on(whole: Standing, consultation: uuid.UUID) -> dt.date | None:
    """The day on which a party answered last, also where that was taken back since."""
    return max(
        (each.decided_on for each in whole.recorded if each.consultation_id == consultation), default=None
    )


def _cells(stage: StageStanding, party: str) -> list[int]:
    return [cell.position_id for (who, _label), cell in stage.cells.items() if who == party]


def _standing_of(found: Consultation, stage: StageStanding | None) -> Sequence[Position]:
    keys = _cells(stage, key_of(found)) if stage else []
    return list(Position.objects.filter(pk__in=keys).select_related("point__version").order_by("pk"))


def _right(each: Position, said: Said | None, decided_on: dt.date | None) -> dict[str, Any]:
    """As it should have been recorded; nothing where it should not have been."""
    if said is None:
        return {}
    day = decided_on or each.decided_on
    return {"answer": said.answer.value, "text": said.text.strip(), "decided_on": day}


def _is_wrong(each: Position, right: Mapping[str, Any]) -> bool:
    return not right or any(getattr(each, name) != value for name, value in right.items())


def _refuse(
    found: Consultation,
    each: Position,
    said: Said | None,
    right: Mapping[str, Any],
    actor: Actor,
    today: dt.date,
) -> None:
    """What could not have been recorded so, also when the step was open."""
    if said is None:
        return
    checked_point(found, {each.point.label: each.point}, each.point.label, said)
    day = right["decided_on"]
    if text_of_day(found.stage, day, today).pk != each.point.version_id:
        raise DomainError(_("Op die dag was er een andere tekst."), field="decided_on")
    refuse_informal(found, day)
    refuse_ended(found, day, actor=actor, today=today)


def _known_day(whole: Standing | None, found: Consultation, stage: StageStanding | None) -> dt.date | None:
    """The day of what is put back without another: that of what stands beside it, or stood."""
    key = key_of(found)
    own = [cell.decided_on for (who, _label), cell in stage.cells.items() if who == key] if stage else []
    return max(own, default=last_said_on(whole, found.pk) if whole else None)


@dataclass(frozen=True, slots=True)
class _Adding:
    """What a party answered on a point on which nothing stands: checked as when the step was open."""

    found: Consultation
    day: dt.date | None
    actor: Actor
    now: dt.datetime
    today: dt.date

    def position(self, label: str, said: Said, among: Sequence[str]) -> Position:
        with naming_point(label, among, is_of_all=True):
            return self._position(label, said)

    def _position(self, label: str, said: Said) -> Position:
        if self.day is None:
            raise DomainError(_("Vul in op welke dag dit is geantwoord."), field="decided_on")
        version = text_of_day(self.found.stage, self.day, self.today)
        points = {point.label: point for point in asked_of(self.found, version)}
        point = checked_point(self.found, points, label, said)
        refuse_informal(self.found, self.day)
        refuse_ended(self.found, self.day, actor=self.actor, today=self.today)
        return Position(
            consultation=self.found,
            point=point,
            answer=said.answer.value,
            text=said.text.strip(),
            decided_on=self.day,
            **_source_before(self.found, label),
            **recorded_by(self.actor, self.now),
        )


def _source_before(found: Consultation, label: str) -> dict[str, Any]:
    """Where the answer could be read that a party had on a point, before that was taken back."""
    said = found.positions.filter(point__label=label).exclude(answer=Answer.RETRACTED.value).order_by("pk")
    names = ("evidence", "evidence_file_id", "reported_by_id")
    return said.values(*names).last() or {}


def _refuse_undermined(
    before: Standing | None, found: Consultation, days: Sequence[dt.date], labels: Sequence[str]
) -> None:
    """What was decided later must rest on it all the same: no step could not have begun, or not on its day."""
    after, own = whole_and_stage(found.stage)
    if before is None or after is None or own is None:
        return
    for day in days:
        if own.gate.is_open:
            refuse_closed_gate(own.gate, day)
        ended = ended_on(before)
        if ended and day > ended and before.leads_to_adoption(own):
            raise DomainError(_after_words(before) % {"day": long_date(ended)}, field="decided_on")
    was = {each.id: each for each in before.stages}
    for stage in after.stages:
        if stage.id != own.id and stage.has_decided():
            _refuse_fallen(was[stage.id], stage, labels)
    if after.is_rejected != before.is_rejected or after.is_adopted != before.is_adopted:
        raise DomainError(_("Hierop rust al een besluit. Leg het opnieuw voor, met een nieuw voorstel."))


def _after_words(whole: Standing) -> str:
    if whole.is_rejected:
        return _("Het voorstel is verworpen op %(day)s. Kies die dag of een eerdere.")
    return _(
        "Het voorstel is vastgesteld op %(day)s. Kies die dag of een eerdere. Klopt de dag van de vaststelling niet? "
        "Rectificeer die dan eerst."
    )


def _refuse_fallen(was: StageStanding, now: StageStanding, labels: Sequence[str]) -> None:
    facts = {"number": now.number, "title": now.title}
    if was.gate.is_open and not now.gate.is_open:
        fallen = [label for label in labels if label in now.gate.labels]
        text = _(
            "Stap %(number)s (%(title)s) rust op dit antwoord: zonder dat had daar niet kunnen worden besloten. "
            "Daarom blijft het staan. Klopt het toch niet? Leg het dan opnieuw voor, met een nieuw voorstel."
        )
        with naming_point(in_a_row(fallen), labels if fallen else ()):
            raise DomainError(text % facts)
    first = min(cell.decided_on for cell in now.cells.values() if cell.answer in FINAL)
    since = now.gate.since
    if since and first < since and not (was.gate.since and first < was.gate.since):
        text = _(
            "In stap %(number)s (%(title)s) is op %(day)s besloten, en dat wachtte op dit antwoord. Kies die dag of "
            "een eerdere. Klopt die dag niet? Rectificeer die dan eerst."
        )
        raise DomainError(text % {**facts, "day": long_date(first)}, field="decided_on")

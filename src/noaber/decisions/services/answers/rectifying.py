"""Correcting a day of adoption that was recorded wrong: said anew with the reason, and only the day (ADR 17)."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from noaber.core.access import Actor, Refused, require
from noaber.core.asof import AsOf
from noaber.core.audit import Fact, Trail, verb
from noaber.core.errors import DomainError
from noaber.core.history import count_change, lock, recorded_by
from noaber.core.rules.dutch import long_date
from noaber.decisions.access import may_write_proposals
from noaber.decisions.models import Consultation, Position, Proposal
from noaber.decisions.queries.obligations.evaluations import evaluations_of
from noaber.decisions.queries.proposals.closing import closed_with, is_closed
from noaber.decisions.queries.proposals.matrix import StageStanding, Standing
from noaber.decisions.queries.proposals.prerequisites import rectifying_faults
from noaber.decisions.queries.proposals.standing import nameless_standing, whole_and_stage
from noaber.decisions.rules.positions import FINAL, Answer
from noaber.decisions.rules.route import Role
from noaber.decisions.services.answers.recording import (
    find_consultation,
    key_of,
    refuse_closed_gate,
    text_of_day,
)
from noaber.decisions.services.answers.taking_back import LONGEST_REASON
from noaber.network.api import may_decide


def rectify_day(
    consultation: uuid.UUID,
    *,
    actor: Actor,
    now: dt.datetime,
    today: dt.date,
    decided_on: dt.date,
    reason: str,
    together: bool = False,
    expected_revision: int | None = None,
) -> list[Position]:
    """Say on which day a body adopted: its last answers are taken back with the reason, and said again with that day.

    Answers what was appended; nothing when the day stood so already. Refused: who does not keep the proposals, without
    a reason, and all that `why_not` names; and a day on which this could not have been adopted, such as before somebody
    was heard or consented (R15). With `together` also
    of the plans that were adopted together with it, in one go (R13): of all or of none.
    """
    require(may_write_proposals(actor))
    found = find_consultation(consultation)
    refuse_reason(reason, _("Vul in waarom de dag niet klopt."))
    with verb("decisions.rectify_day", actor=actor) as trail:
        with_it = closed_with(found.stage.proposal.code, AsOf(dt.date.max))
        held = Proposal.objects.filter(code__in=[found.stage.proposal.code, *with_it])
        for key in held.order_by("pk").values_list("pk", flat=True):
            lock(Proposal, key, revision=None, label=_("Dit voorstel"))
        whole, stage = whole_and_stage(found.stage)
        if whole is None or stage is None:
            raise DomainError(_("Dit voorstel is nog niet verstuurd; er valt nog niets vast te leggen."))
        if refused := why_not(whole, stage, key_of(found)):
            raise DomainError(refused)
        if day_of(stage, key_of(found)) == decided_on:
            return []
        if with_it and not together:
            text = _(
                "Dit is samen met het gekoppelde plan vastgesteld. Zeg dat de dag van beide niet klopte."
            )
            raise DomainError(text, field="together")
        correction = _Correction(decided_on, today, reason, recorded_by(actor, now), trail)
        new = correction.record(found, stage, expected_revision)
        for other in with_it:
            if place := _adopted_by(other, key_of(found)):
                new += correction.record(find_consultation(place[1]), place[0], None)
    return new


@dataclass(frozen=True, slots=True)
class _Correction:
    """What is put right, of each body and plan alike."""

    decided_on: dt.date
    today: dt.date
    reason: str
    act: Mapping[str, Any]
    trail: Trail

    def record(
        self, found: Consultation, stage: StageStanding, expected_revision: int | None
    ) -> list[Position]:
        """Take back what a body said on the wrong day, and say it again with the right one."""
        wrong, day = _wrong(found, stage), self.decided_on
        if not wrong:
            return []
        _refuse_day(found, stage, wrong, day, self.today)
        held = lock(Consultation, found.pk, revision=expected_revision, label=_("Deze behandeling"))
        text = _("Rectificatie van de dag: %(reason)s")
        new = Position.objects.bulk_create(
            [
                *(taken_back(each, text % {"reason": self.reason.strip()}, self.act) for each in wrong),
                *(said_again(each, self.act, decided_on=day) for each in wrong),
            ]
        )
        count_change(held)
        labels, was = [each.point.label for each in wrong], wrong[0].decided_on.isoformat()
        facts: dict[str, Fact] = {"points": labels, "from": was, "until": day.isoformat()}
        self.trail.note(held, facts, records=new)
        return new


def is_together(whole: Standing) -> bool:
    """Whether it was adopted together with another plan, so that the day of both is corrected at once (R13)."""
    return bool(closed_with(whole.code, AsOf(dt.date.max)))


def _adopted_by(code: str, party: str) -> tuple[StageStanding, uuid.UUID] | None:
    """The stage at which a body adopted a plan, with its consultation."""
    whole = nameless_standing(code, AsOf(dt.date.max))
    for stage in whole.stages if whole else ():
        for each in stage.parties:
            if stage.role is Role.ADOPT and each.key == party:
                return stage, each.consultation_id
    return None


def why_not(whole: Standing, stage: StageStanding, party: str) -> str:
    """Why the day on which a body, by its key, adopted at this stage is not corrected; empty when it can be."""
    if stage.role is not Role.ADOPT or not whole.is_adopted:
        return _("Dit voorstel is hier niet vastgesteld; er is geen dag om te rectificeren.")
    if whole.withdrawn_at or not is_closed(whole, stage, AsOf(dt.date.max)):
        return _("Deze stap is nog niet gesloten. Leg het standpunt gewoon opnieuw vast, met de goede dag.")
    if built := _built_upon(whole, stage) or _with_others(whole, stage, party):
        return _("%(built)s De dag van vaststelling verandert dan niet meer.") % {"built": built}
    return ""


def _with_others(whole: Standing, stage: StageStanding, party: str) -> str:
    """Why the day of a plan that was adopted together with it cannot be corrected with it; empty where it can."""
    together = _("Dit is samen met het gekoppelde plan vastgesteld.")
    for code in closed_with(whole.code, AsOf(dt.date.max)):
        other, place = nameless_standing(code, AsOf(dt.date.max)), _adopted_by(code, party)
        if other is None or place is None or day_of(place[0], party) != day_of(stage, party):
            return together
        if built := _built_upon(other, place[0]):
            return _("%(together)s Voor dat plan geldt: %(built)s") % {"together": together, "built": built}
    return ""


def _built_upon(whole: Standing, stage: StageStanding) -> str:
    """What was decided upon the adoption; empty for nothing."""
    after = (each for each in whole.stages if each.is_follow_up or not whole.leads_to_adoption(each))
    if whole.is_built_upon(stage) or any(each.has_decided() for each in after):
        return _("Er is al een besluit op gevolgd.")
    if whole.has_continuation:
        return _("Er is al besloten door te gaan zonder iedereen.")
    evaluated = {(each.label, each.year): each for each in evaluations_of(whole.code, AsOf(dt.date.max))}
    if any(each.is_adopted for each in evaluated.values()):
        return _("De evaluatie is al vastgesteld.")
    return ""


def refuse_reason(reason: str, asked: str) -> None:
    """`asked`: what is said where there is none."""
    if not reason.strip():
        raise DomainError(asked, field="reason")
    if len(reason) > LONGEST_REASON:
        raise DomainError(
            _("Houd de reden bij %(count)s tekens.") % {"count": LONGEST_REASON}, field="reason"
        )


def day_of(stage: StageStanding, party: str) -> dt.date | None:
    """The last day on which a party, by its key, decided here."""
    own = (cell for (who, _label), cell in stage.cells.items() if who == party and cell.answer in FINAL)
    return max((cell.decided_on for cell in own), default=None)


def _wrong(found: Consultation, stage: StageStanding) -> list[Position]:
    """What this body said on the last day on which it decided."""
    party = key_of(found)
    last = day_of(stage, party)
    keys = [
        cell.position_id
        for (who, _label), cell in stage.cells.items()
        if who == party and cell.answer in FINAL and cell.decided_on == last
    ]
    return list(Position.objects.filter(pk__in=keys).select_related("point__version"))


def _refuse_day(
    found: Consultation, stage: StageStanding, wrong: Sequence[Position], day: dt.date, today: dt.date
) -> None:
    if text_of_day(found.stage, day, today).pk not in {each.point.version_id for each in wrong}:
        raise DomainError(_("Op die dag was er een andere tekst."), field="decided_on")
    _refuse_order(found, day)
    may = may_decide(found.body.code, AsOf(day)) if found.body else None
    if isinstance(may, Refused):
        raise DomainError(may.reason, field="decided_on")
    refuse_closed_gate(stage.gate, day)


def _refuse_order(found: Consultation, day: dt.date) -> None:
    """First who is heard and who consents, then who adopts (R14, R15): of all that was recorded, also after it."""
    whole, _stage = whole_and_stage(found.stage)
    for each in whole.stages if whole else ():
        said = [cell.decided_on for cell in each.cells.values() if cell.answer in FINAL]
        is_before = whole and each.role is not Role.ADOPT and whole.leads_to_adoption(each)
        if whole and is_before and said and day < max(said):
            text = _(
                "‘%(proposal)s’, stap %(number)s (%(title)s): daar is vastgelegd wat op %(day)s is geantwoord. De "
                "vaststelling kan niet van voor die dag zijn. Kies die dag of een latere."
            )
            facts = {"number": each.number, "title": each.title, "day": long_date(max(said))}
            raise DomainError(text % {"proposal": whole.title, **facts}, field="decided_on")
    for fault in rectifying_faults(found.stage.proposal.code, day):
        raise DomainError(fault, field="decided_on")


def taken_back(each: Position, text: str, act: Mapping[str, Any]) -> Position:
    """As of the wrong day, so that on no day two of them stand."""
    return Position(
        consultation_id=each.consultation_id,
        point=each.point,
        answer=Answer.RETRACTED.value,
        text=text,
        decided_on=each.decided_on,
        **act,
    )


def said_again(each: Position, act: Mapping[str, Any], **right: Any) -> Position:
    """The same with what is `right`, and with where it can be read."""
    kept = ("consultation_id", "point", "answer", "text", "evidence", "evidence_file_id", "reported_by_id")
    same = {name: getattr(each, name) for name in (*kept, "decided_on")}
    return Position(**{**same, **right}, **act)

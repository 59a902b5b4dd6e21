"""Recording what a party answered, and going through a closed gate with a motive."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from noaber.core.access import Actor, require
from noaber.core.asof import AsOf
from noaber.core.audit import verb
from noaber.core.errors import DomainError
from noaber.core.files import Upload, store_file
from noaber.core.history import count_change, lock, recorded_by
from noaber.core.models import StoredFile
from noaber.core.rules.dutch import in_a_row, long_date
from noaber.core.rules.reasons import says_something
from noaber.decisions.access import may_record_position, may_write_proposals
from noaber.decisions.closing_words import closed_because, late_words
from noaber.decisions.models import (
    Consultation,
    DecisionPoint,
    GateOverride,
    Position,
    Proposal,
    ProposalVersion,
    Stage,
)
from noaber.decisions.queries.proposals.asked import asked_of, standing_versions
from noaber.decisions.queries.proposals.closing import is_closed, is_late
from noaber.decisions.queries.proposals.gates import lacking_of
from noaber.decisions.queries.proposals.matrix import GateState, StageStanding, Standing
from noaber.decisions.queries.proposals.standing import standing, whole_and_stage
from noaber.decisions.rules.gates import Pair
from noaber.decisions.rules.points import PointKind
from noaber.decisions.rules.positions import FINAL, Answer, answers_to, needs_text
from noaber.decisions.rules.route import Role
from noaber.decisions.services.answers.ended_parties import refuse_ended, successors_on
from noaber.decisions.services.answers.named_points import naming_point
from noaber.decisions.services.answers.not_asked import refuse_lapsed
from noaber.decisions.services.answers.seen_texts import refuse_other_text
from noaber.decisions.words import answer_words, waits_in_words
from noaber.network.api import may_decide

FORMAL: Final = frozenset({Role.CONSENT, Role.DECIDE, Role.ADOPT})
LONGEST_TEXT: Final = 2000
EVIDENCE: Final = "decisions.consultation"  # whose file the document of a decision is


@dataclass(frozen=True, slots=True)
class Said:
    """What a party says of one point; `text`: the remark, or the reason of an objection."""

    answer: Answer
    text: str = ""


def record_positions(
    consultation: uuid.UUID,
    said: Mapping[str, Said],
    *,
    actor: Actor,
    now: dt.datetime,
    today: dt.date,
    decided_on: dt.date,
    evidence: str = "",
    document: Upload | StoredFile | None = None,
    reported_by: uuid.UUID | None = None,
    expected_revision: int | None = None,
    seen_version: int | None = None,
) -> list[Position]:
    """Record the answers of a party, by label of the point; answers what was new (nothing when it stood so already).

    `document`: the decision itself, handed in now or stored before with a report; `reported_by`: who reported it.
    `seen_version`: the number of the text that was read; `OtherText` when another was sent since.

    Refused: who may not speak for the party, another answer of an earlier day than the one that stands (the order of
    recording decides nothing), an informal body that decides (R41), an organisation that was no more on
    that day (unless its successor speaks: what was still asked of the old one, is asked of the new one), a point that
    the party is not asked, an answer that the point does not take, an objection without a reason, a day before the
    texts on which an answer counts or after today, a stage whose gate is closed (R14), and anything but where it can be
    read of an answer that others built upon.
    """
    found = find_consultation(consultation)
    require_voice(found, actor=actor, today=today)
    with verb("decisions.record_positions", actor=actor) as trail:
        # One at a time per proposal: the gate of a stage depends on what is recorded at another.
        found.stage.proposal = lock(Proposal, found.stage.proposal_id, revision=None, label=_("Dit voorstel"))
        version = text_of_day(found.stage, decided_on, today, seen_version)
        points = {point.label: point for point in asked_of(found, version)}
        refuse_informal(found, decided_on)
        refuse_ended(found, decided_on, actor=actor, today=today)
        checked = {label: checked_point(found, points, label, each) for label, each in sorted(said.items())}
        act = _Act(actor, now, decided_on, evidence.strip(), _kept(found, document, actor, now), reported_by)
        last = {each.point.label: each for each in found.positions.select_related("point")}
        fresh = [at for at, point in checked.items() if not act.stands_already(last.get(at), point, said[at])]
        new = [act.position(found, checked[at], said[at]) for at in fresh]
        if not new:
            return []  # sent twice: it stands there already
        _refuse_older(new, last)
        held = lock(Consultation, found.pk, revision=expected_revision, label=_("Deze behandeling"))
        if not (new := _as_far_as_open(found, new, last)):
            return []
        Position.objects.bulk_create(new)
        count_change(held)
        trail.note(held, {"points": [position.point.label for position in new]}, records=new)
    return new


def override_gate(
    stage: int, *, actor: Actor, now: dt.datetime, today: dt.date, motive: str, decided_on: dt.date
) -> GateOverride:
    """Let a stage begin though not everyone before it has agreed: only with the decision that says why (R14).

    It is about the text of now and who was lacking on the day. Refused where the gate is open: there is nothing to go
    through; and when somebody dropped out since that day: it says nothing of them.
    """
    require(may_write_proposals(actor))
    if not says_something(motive):
        raise DomainError(
            _("Vul in waarom de volgorde wordt doorbroken, en wie dat besloot."), field="motive"
        )
    found = Stage.objects.select_related("proposal").filter(pk=stage).first()
    if found is None:
        raise DomainError(_("Deze stap bestaat niet."))
    with verb("decisions.override_gate", actor=actor) as trail:
        found.proposal = lock(Proposal, found.proposal_id, revision=None, label=_("Dit voorstel"))
        text_of_day(found, decided_on, today)
        whole, own = whole_and_stage(found)
        if whole is None or own is None or own.gate.is_open:
            raise DomainError(_needless(own))
        waived = _lacking_on(decided_on, whole, own)
        override = GateOverride.objects.create(
            stage=found,
            version_id=whole.version_id,
            waived=[[*pair, sorted(lacking)] for pair, lacking in waived.items()],
            motive=motive.strip(),
            decided_on=decided_on,
            recorded_at=now,
            recorded_by_id=actor.user_id,
        )
        trail.note(found, {"decided_on": decided_on.isoformat()}, records=[override])
    return override


def _lacking_on(day: dt.date, whole: Standing, own: StageStanding) -> dict[Pair, frozenset[str]]:
    """Who was not waited for, per stage before it and point: as it was that day, so that it looks so ever after."""
    kinds = {each.label: each.kind for each in whole.points}
    then = standing(whole.code, AsOf(day)) or whole
    gate = next((each.gate for each in then.stages if each.id == own.id), own.gate)
    lacking, now = lacking_of(then.stages, kinds), lacking_of(whole.stages, kinds)
    waived = {pair: lacking[pair] for pair in gate.waits}
    if any(now[pair] - waived.get(pair, frozenset()) for pair in own.gate.waits):
        text = _("Na %(day)s zijn er nog anderen afgevallen. Leg een besluit vast dat ook over hen gaat.")
        raise DomainError(text % {"day": long_date(day)}, field="decided_on")
    return waived


def _needless(own: StageStanding | None) -> str:
    if own and own.gate.motive:
        return _("Van deze stap is de volgorde al doorbroken.")
    return _("Deze stap kan al beginnen; er valt niets te doorbreken.")


def find_consultation(consultation: uuid.UUID) -> Consultation:
    rows = Consultation.objects.select_related("stage__proposal", "body", "organisation")
    found = rows.filter(pk=consultation).first()
    if found is None:
        raise DomainError(_("Deze behandeling bestaat niet."))
    return found


def key_of(found: Consultation) -> str:
    return (
        f"body:{found.body.code}"
        if found.body
        else f"organisation:{found.organisation.code if found.organisation else ''}"
    )


def require_voice(found: Consultation, *, actor: Actor, today: dt.date) -> None:
    """Go on when this actor may record what this one answers."""
    body = found.body.code if found.body else ""
    organisation = found.organisation.code if found.organisation else ""
    heirs = successors_on(found, today)
    require(may_record_position(actor, body_code=body, organisation_code=organisation, successors=heirs))


def text_of_day(
    stage: Stage, decided_on: dt.date, today: dt.date, seen: int | None = None
) -> ProposalVersion:
    """The text on which was decided: of before a change that does not matter, it is the text before that (R10).

    Refused: what was withdrawn or never sent, another text than was read, a day before all texts on which an answer
    counts, and one after today.
    """
    if stage.proposal.withdrawn_at:
        raise DomainError(_("Dit voorstel is ingetrokken; er valt niets meer vast te leggen."))
    versions = standing_versions(stage)
    if not versions:
        raise DomainError(_("Dit voorstel is nog niet verstuurd; er valt nog niets vast te leggen."))
    refuse_other_text(versions[0], seen)
    if decided_on > today:
        raise DomainError(_("Een besluit legt u vast als het is genomen, niet vooraf."), field="decided_on")
    found = next((each for each in versions if each.dated_on <= decided_on), None)
    if found is None:
        raise DomainError(_early_words(versions[-1]), field="decided_on")
    return found


def _early_words(first: ProposalVersion) -> str:
    text = _("Het voorstel is van %(day)s. Daarvoor kan er niet over zijn besloten.")
    if first.number > 1:
        text = _(
            "De tekst is wezenlijk gewijzigd op %(day)s. Een besluit van daarvoor gaat niet over deze tekst."
        )
    return text % {"day": long_date(first.dated_on)}


def refuse_informal(found: Consultation, decided_on: dt.date) -> None:
    if found.body and Role(found.stage.role) in FORMAL:
        require(may_decide(found.body.code, AsOf(decided_on)))


def _as_far_as_open(
    found: Consultation, new: Sequence[Position], last: Mapping[str, Position]
) -> list[Position]:
    """What can still be recorded: refused for what is not asked any more, and for a change of what stands.

    What others have built upon, or what was adopted, does not change any more: who comes back to it, comes with a new
    proposal. Who has not answered yet still may, as long as it is asked, or what was decided may be told all the same:
    not where it was decided to go on without, and something was decided so. A later answer that decides nothing closes
    nothing."""
    if _is_first_to_be_answered(found.stage):
        return list(new)
    whole, stage = whole_and_stage(found.stage)
    if whole is None or stage is None:
        return list(new)
    final = {
        label for (who, label), cell in stage.cells.items() if who == key_of(found) and cell.answer in FINAL
    }
    asked = [each for each in new if each.point.label not in final]
    labels = [each.point.label for each in new]
    if lapsed := [each.point.label for each in asked if each.point.label in stage.lapsed]:
        with naming_point(in_a_row(lapsed), labels):
            refuse_lapsed(whole, stage, asked[0].decided_on)
    standing: list[Position] = []
    if is_closed(whole, stage, AsOf(dt.date.max)):
        mine = [each for each in new if each.point.label in final]
        for each in mine:
            with naming_point(each.point.label, labels):
                standing += filter(None, [_addition(last[each.point.label], each, whole, stage)])
        new = asked
    if new:
        refuse_closed_gate(stage.gate, new[0].decided_on)
    return [*new, *standing]


def _is_first_to_be_answered(stage: Stage) -> bool:
    """Whether it waits for no stage, adopts nothing and no other was answered: nothing is closed or lapsed then.

    It spares reading the whole proposal for each of many answers to its first question.
    """
    elsewhere = Position.objects.filter(consultation__stage__proposal=stage.proposal_id).exclude(
        consultation__stage=stage
    )
    return not stage.after and stage.role != Role.ADOPT and not elsewhere.exists()


def _addition(last: Position, new: Position, whole: Standing, stage: StageStanding) -> Position | None:
    """The answer as it stood, on the text on which it was given, with where it can be read; None when that is known."""
    if (last.answer, last.text, last.decided_on) != (new.answer, new.text, new.decided_on):
        raise DomainError(late_words(whole) if is_late(whole, stage, last.pk) else _closed_words(whole))
    if new.evidence_file is None and new.evidence in ("", last.evidence):
        return None
    new.point = last.point
    new.evidence = new.evidence or last.evidence
    new.evidence_file = new.evidence_file or last.evidence_file
    return new


def _refuse_older(new: Sequence[Position], last: Mapping[str, Position]) -> None:
    """What was decided last counts, not what was recorded last; the same answer may get its right day."""
    for each in new:
        stands = last.get(each.point.label)
        if stands is None or stands.answer == Answer.RETRACTED or stands.decided_on <= each.decided_on:
            continue
        if (stands.answer, stands.text) != (each.answer, each.text):
            text = _(
                "Bij punt %(label)s staat al een later besluit, van %(day)s. Een ouder besluit vervangt dat niet. "
                "Klopt het latere niet? Trek het standpunt dan eerst in."
            )
            day = long_date(stands.decided_on)
            raise DomainError(text % {"label": each.point.label, "day": day}, field="decided_on")


def _closed_words(whole: Standing) -> str:
    text = _(
        "Deze stap is gesloten: %(why)s. Wie erop terugkomt, doet dat met een nieuw voorstel. Is het verkeerd "
        "vastgelegd? Rectificeer het dan, met de reden. Wel kunt u nog toevoegen waar het besluit staat."
    )
    return text % {"why": closed_because(whole)}


def refuse_closed_gate(gate: GateState, decided_on: dt.date) -> None:
    if not gate.is_open:
        raise DomainError(
            _("%(waits)s Tot die tijd gaat deze stap niet open.") % {"waits": waits_in_words(gate)}
        )
    if gate.since and decided_on < gate.since:
        raise DomainError(
            _("Deze stap kon pas beginnen op %(day)s. Kies die dag of een latere.")
            % {"day": long_date(gate.since)},
            field="decided_on",
        )


def checked_point(
    found: Consultation, points: Mapping[str, DecisionPoint], label: str, each: Said
) -> DecisionPoint:
    """The point by its label, of those that are asked; refused what is no answer to it."""
    point = points.get(label)
    if point is None:
        raise DomainError(_("Punt %(label)s wordt hier niet gevraagd.") % {"label": label}, field=label)
    if each.answer not in answers_to(PointKind(point.kind)):
        raise DomainError(_("Dit antwoord past niet bij punt %(label)s.") % {"label": label}, field=label)
    if len(each.text) > LONGEST_TEXT:
        text = _("Houd de tekst bij punt %(label)s bij %(count)s tekens; verwijs verder naar het stuk.")
        raise DomainError(text % {"label": label, "count": LONGEST_TEXT}, field=f"text_{label}")
    if each.text.strip() and each.answer in (Answer.CONSENT, Answer.TOOK_NOTE):
        text = _("Er staat een kanttekening bij punt %(label)s. Kies dan “%(answer)s”, of haal haar weg.")
        words = answer_words(Answer.WITH_REMARK, Role(found.stage.role))
        raise DomainError(text % {"label": label, "answer": words}, field=label)
    if needs_text(each.answer) and not each.text.strip():
        text = (
            _("Vul bij punt %(label)s de reden van het bezwaar in.")
            if each.answer is Answer.OBJECTION
            else _("Vul bij punt %(label)s de kanttekening in.")
        )
        raise DomainError(text % {"label": label}, field=f"text_{label}")
    return point


@dataclass(frozen=True, slots=True)
class _Act:
    """What is the same for every point that is recorded at once."""

    actor: Actor
    now: dt.datetime
    decided_on: dt.date
    evidence: str
    document: StoredFile | None
    reported_by: uuid.UUID | None

    def stands_already(self, last: Position | None, point: DecisionPoint, said: Said) -> bool:
        """A document that comes with it is always something new; so is an answer on a later text."""
        if last is None or last.point_id != point.pk or self.document is not None:
            return False
        stated = (said.answer.value, said.text.strip(), self.decided_on, self.evidence)
        return (last.answer, last.text, last.decided_on, last.evidence) == stated

    def position(self, found: Consultation, point: DecisionPoint, said: Said) -> Position:
        return Position(
            consultation=found,
            point=point,
            answer=said.answer.value,
            text=said.text.strip(),
            decided_on=self.decided_on,
            evidence=self.evidence,
            evidence_file=self.document,
            reported_by_id=self.reported_by,
            **recorded_by(self.actor, self.now),
        )


def _kept(
    found: Consultation, document: Upload | StoredFile | None, actor: Actor, now: dt.datetime
) -> StoredFile | None:
    """The decision itself, stored: now, or before with the report that is confirmed."""
    if document is None or isinstance(document, StoredFile):
        return document
    return store_file(document, actor=actor, owner_kind=EVIDENCE, owner_key=str(found.pk), now=now)

"""Recording that an evaluation which a point asks was adopted (R59), or that it was not after all."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

from django.db.models import Max
from django.utils.translation import gettext as _

from noaber.core.access import Actor, Refused, require
from noaber.core.asof import AsOf
from noaber.core.audit import Fact, verb
from noaber.core.errors import Conflict, DomainError
from noaber.core.files import Upload, store_file
from noaber.core.history import lock, recorded_by
from noaber.core.models import StoredFile
from noaber.core.rules.dutch import long_date
from noaber.decisions.access import may_record_evaluation
from noaber.decisions.models import EvaluationEntry, Proposal
from noaber.decisions.queries.obligations.evaluations import KeptEvaluation
from noaber.decisions.queries.obligations.obligation import ObligationRow, every_obligation
from noaber.decisions.rules.obligations import ObligationKind, ObligationState
from noaber.network.api import BodyRow, body, may_decide

EVALUATION_FILE: Final = "decisions.evaluation"  # whose file the report is
LONGEST_NOTE: Final = 2000
_BOUND: Final = (ObligationState.BINDING, ObligationState.EVALUATED)
_ADOPTED: Final = EvaluationEntry.Form.ADOPTED.value


@dataclass(frozen=True, slots=True)
class Adoption:
    """What is recorded. `form`: an `EvaluationEntry.Form`; `body_code`: who adopted it, or came back to it."""

    body_code: str
    decided_on: dt.date
    form: str = _ADOPTED
    evidence: str = ""
    note: str = ""

    def entry(
        self, row: ObligationRow, proposal: Proposal, deciding: BodyRow, *, actor: Actor, now: dt.datetime
    ) -> EvaluationEntry:
        """The row to add."""
        return EvaluationEntry(
            proposal=proposal,
            label=row.point,
            year=row.year,
            form=self.form,
            body_id=deciding.id,
            decided_on=self.decided_on,
            evidence=self.evidence.strip(),
            note=self.note.strip(),
            **recorded_by(actor, now),
        )


def record_evaluation(
    code: str,
    label: str,
    year: int,
    said: Adoption,
    *,
    actor: Actor,
    now: dt.datetime,
    today: dt.date,
    document: Upload | None = None,
    seen: int | None = None,
) -> EvaluationEntry | None:
    """Record it; None when it stood so already. `document`: the report itself, or the decision.

    `seen`: the last entry of the proposal that the writer knew of, 0 for none; `Conflict` when there is a later one.

    Refused: who may not speak for the network or for the body that decided it, what is not asked or not (yet) decided,
    no place or document, a body that cannot decide that day (R41), a day before the decision to evaluate or after
    today, and taking back what was never recorded.
    """
    require(may_record_evaluation(actor, _row(code, label, year, today).deciders))
    _refuse_empty(said, document)
    if said.decided_on > today:
        raise DomainError(_("Een besluit legt u vast als het is genomen, niet vooraf."), field="decided_on")
    with verb("decisions.record_evaluation", actor=actor) as trail:
        # Positions are recorded under the same lock, so that the decision behind it stays while we look.
        proposal = lock(Proposal, _proposal(code).pk, revision=None, label=_("Deze evaluatie"))
        row = _row(code, label, year, today)
        _refuse_undecided(row, said)
        deciding = _deciding(actor, said)
        if document is None and _stands_already(row.evaluation, said):
            return None  # sent twice: it stands there already
        last = EvaluationEntry.objects.filter(proposal=proposal).aggregate(last=Max("pk"))["last"] or 0
        if seen is not None and seen != last:
            raise Conflict(_("Deze evaluatie"), revision=last)
        entry = said.entry(row, proposal, deciding, actor=actor, now=now)
        entry.evidence_file = _kept(code, document, actor, now)
        entry.save()
        facts: dict[str, Fact] = {"point": label, "year": year, "form": said.form, "body": said.body_code}
        trail.note(proposal, facts, records=[entry])
    return entry


def _proposal(code: str) -> Proposal:
    found = Proposal.objects.filter(code=code).first()
    if found is None:
        raise DomainError(_("Dit voorstel bestaat niet."))
    return found


def _row(code: str, label: str, year: int, today: dt.date) -> ObligationRow:
    """The evaluation as it stands, with all that is known of it today."""
    asked = (label, year, ObligationKind.EVALUATION)
    rows = every_obligation(code, AsOf(today))
    found = next((row for row in rows if (row.point, row.year, row.kind) == asked and not row.party), None)
    if found is None:
        text = _("Over %(year)s vraagt punt %(label)s geen evaluatie van het netwerk.")
        raise DomainError(text % {"year": year, "label": label}, field="which")
    return found


def _refuse_empty(said: Adoption, document: Upload | None) -> None:
    if said.form not in EvaluationEntry.Form.values:
        raise DomainError(_("Kies of de evaluatie is vastgesteld."), field="form")
    if not said.evidence.strip() and document is None:
        raise DomainError(_("Vul in waar het staat, of voeg het document toe."), field="evidence")
    if len(said.note) > LONGEST_NOTE:
        text = _("Houd de toelichting bij %(count)s tekens; verwijs verder naar het stuk.")
        raise DomainError(text % {"count": LONGEST_NOTE}, field="note")


def _refuse_undecided(row: ObligationRow, said: Adoption) -> None:
    if row.state not in _BOUND or row.decided_on is None:
        text = _("Over punt %(label)s is nog niet besloten. Leg eerst dat besluit vast.")
        raise DomainError(text % {"label": row.point}, field="which")
    if said.decided_on < row.decided_on:
        text = _("Tot de evaluatie is besloten op %(day)s. Kies die dag of een latere.")
        raise DomainError(text % {"day": long_date(row.decided_on)}, field="decided_on")
    if said.form != _ADOPTED and row.evaluation is None:
        raise DomainError(
            _("Er is nog geen evaluatie vastgelegd; er valt niets terug te nemen."), field="form"
        )


def _deciding(actor: Actor, said: Adoption) -> BodyRow:
    asof = AsOf(said.decided_on)
    found = body(actor, said.body_code, asof)
    if found is None:
        raise DomainError(_("Dit overleg bestaat niet op die dag."), field="body_code")
    may = may_decide(said.body_code, asof)
    if isinstance(may, Refused):
        raise DomainError(may.reason, field="body_code")
    return found


def _stands_already(last: KeptEvaluation | None, said: Adoption) -> bool:
    """A document that comes with it is always something new."""
    if last is None:
        return False
    stated = (said.form, said.body_code, said.decided_on, said.evidence.strip(), said.note.strip())
    return (last.form, last.body, last.decided_on, last.evidence, last.note) == stated


def _kept(code: str, document: Upload | None, actor: Actor, now: dt.datetime) -> StoredFile | None:
    if document is None:
        return None
    return store_file(document, actor=actor, owner_kind=EVALUATION_FILE, owner_key=code, now=now)

"""Recording that an organisation took years of its obligation into its budget, or took them out again."""

import datetime as dt
import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.core.access import Actor, require
from noaber.core.asof import AsOf
from noaber.core.audit import verb
from noaber.core.errors import DomainError
from noaber.core.files import Upload, store_file
from noaber.core.history import count_change, lock, recorded_by
from noaber.core.models import StoredFile
from noaber.core.rules.dutch import long_date
from noaber.decisions.access import may_record_budget
from noaber.decisions.models import BudgetEntry, Consultation, Proposal
from noaber.decisions.queries.obligations.obligation import ObligationRow, obligations_of_party
from noaber.decisions.rules.obligations import BudgetFault, ObligationState, budget_fault
from noaber.decisions.services.answers.ended_parties import successors_on
from noaber.decisions.services.answers.recording import EVIDENCE

Year = tuple[str, int]  # the label of a point, and a year


def record_budget_entry(
    consultation: uuid.UUID,
    years: Collection[Year],
    *,
    actor: Actor,
    now: dt.datetime,
    today: dt.date,
    form: str,
    decided_on: dt.date,
    evidence: str = "",
    document: Upload | None = None,
    expected_revision: int | None = None,
) -> list[BudgetEntry]:
    """Record in which budget these years stand; answers what was new (nothing when it stood so already).

    `form`: a `BudgetEntry.Form`; `not_taken_up` takes back what was recorded before. `document`: the decision itself.

    Refused: who may not speak for the organisation, a year that is not asked or not (yet) decided, no evidence, a
    day before the own decision or after today, of a municipality a day on which the law does not let it decide on the
    budget of that year, and taking back what was never recorded.
    """
    found = _find(consultation)
    code = found.organisation.code if found.organisation else ""
    require(may_record_budget(actor, code, successors_on(found, today)))
    _refuse_empty(years, form, evidence, document)
    if decided_on > today:
        raise DomainError(_("Een besluit legt u vast als het is genomen, niet vooraf."), field="decided_on")
    with verb("decisions.record_budget_entry", actor=actor) as trail:
        # Decisions are recorded and proposals withdrawn under the first lock: none changes between looking and writing.
        lock(Proposal, found.stage.proposal_id, revision=None, label=_("Dit voorstel"))
        held = lock(Consultation, found.pk, revision=None, label=_("Deze verplichting"))
        known = _obligations_of(found, today)
        act = _Act(form, decided_on, evidence.strip(), document is not None)
        asked = [_checked(known, act, *year) for year in sorted(set(years))]
        new = [row for row in asked if not act.stands_already(row)]
        if not new:
            return []  # sent twice: it stands there already
        lock(Consultation, found.pk, revision=expected_revision, label=_("Deze verplichting"))
        file = _kept(found, document, actor, now)
        entries = BudgetEntry.objects.bulk_create(
            _entry(found, row, act, file, actor=actor, now=now) for row in new
        )
        count_change(held)
        trail.note(held, {"years": [f"{row.point} {row.year}" for row in new], "form": form}, records=entries)
    return entries


def _find(consultation: uuid.UUID) -> Consultation:
    rows = Consultation.objects.select_related("stage__proposal", "organisation")
    found = rows.filter(pk=consultation).first()
    if found is None:
        raise DomainError(_("Deze verplichting bestaat niet."))
    return found


def _obligations_of(found: Consultation, today: dt.date) -> dict[Year, ObligationRow]:
    rows = obligations_of_party(found.stage.proposal.code, found.pk, AsOf(today))
    return {(row.point, row.year): row for row in rows}


def _refuse_empty(years: Collection[Year], form: str, evidence: str, document: Upload | None) -> None:
    if not years:
        raise DomainError(_("Kies ten minste één jaar."), field="years")
    if form not in BudgetEntry.Form.values:
        raise DomainError(_("Kies waarin het staat."), field="form")
    if not evidence.strip() and document is None:
        raise DomainError(_("Vul in waar het staat, of voeg het besluit toe."), field="evidence")


def _checked(known: Mapping[Year, ObligationRow], act: "_Act", label: str, year: int) -> ObligationRow:
    row = known.get((label, year))
    facts: dict[str, object] = {"year": year, "label": label}
    if row is None:
        raise DomainError(
            _("Over %(year)s is bij punt %(label)s niets gevraagd van deze organisatie.") % facts,
            field="years",
        )
    if row.state not in (ObligationState.BINDING, ObligationState.IN_BUDGET) or row.decided_on is None:
        raise DomainError(
            _("Punt %(label)s is nog niet vastgelegd als eigen besluit. Leg eerst dat besluit vast.") % facts,
            field="years",
        )
    if act.decided_on < row.decided_on:
        raise DomainError(
            _("Het eigen besluit is van %(day)s. Kies die dag of een latere.")
            % {"day": long_date(row.decided_on)},
            field="decided_on",
        )
    if act.form == BudgetEntry.Form.NOT_TAKEN_UP and row.budget is None:
        raise DomainError(
            _("Over %(year)s is nog niets vastgelegd; er valt niets terug te nemen.") % facts, field="years"
        )
    _refuse_impossible_day(row, act)
    return row


def _refuse_impossible_day(row: ObligationRow, act: "_Act") -> None:
    """What the law says of the budgets of municipalities; of another organisation, and of taking back, nothing."""
    if not row.is_paid_by_municipality or act.form == BudgetEntry.Form.NOT_TAKEN_UP:
        return
    budget_on = row.budget.decided_on if row.budget and row.budget.form == BudgetEntry.Form.BUDGET else None
    is_amendment = act.form == BudgetEntry.Form.AMENDMENT
    fault = budget_fault(row.year, act.decided_on, is_amendment=is_amendment, budget_on=budget_on)
    if fault:
        facts = {"year": row.year, "day": long_date(budget_on) if budget_on else ""}
        raise DomainError(_FAULTS[fault] % facts, field="decided_on")


_FAULTS: Final[Mapping[BudgetFault, Promise]] = {
    BudgetFault.BUDGET_TOO_LATE: gettext_lazy(
        "De begroting van %(year)s is vastgesteld vóór 1 januari %(year)s (Gemeentewet, artikel 191). Is dit besluit "
        "later genomen, kies dan “begrotingswijziging”."
    ),
    BudgetFault.AMENDMENT_TOO_LATE: gettext_lazy(
        "De begroting van %(year)s kan tot en met 31 december %(year)s worden gewijzigd (Gemeentewet, artikel 192)."
    ),
    BudgetFault.AMENDMENT_TOO_EARLY: gettext_lazy(
        "Een begrotingswijziging (Gemeentewet, artikel 192) is niet van vóór de begroting zelf, van %(day)s."
    ),
}


@dataclass(frozen=True, slots=True)
class _Act:
    """What is the same for every year that is recorded at once."""

    form: str
    decided_on: dt.date
    evidence: str
    has_document: bool

    def stands_already(self, row: ObligationRow) -> bool:
        """A document that comes with it is always something new."""
        last = row.budget
        if last is None or self.has_document:
            return False
        stated = (self.form, self.decided_on, self.evidence)
        return (last.form, last.decided_on, last.evidence) == stated


def _kept(found: Consultation, document: Upload | None, actor: Actor, now: dt.datetime) -> StoredFile | None:
    if document is None:
        return None
    return store_file(document, actor=actor, owner_kind=EVIDENCE, owner_key=str(found.pk), now=now)


def _entry(
    found: Consultation,
    row: ObligationRow,
    act: _Act,
    file: StoredFile | None,
    *,
    actor: Actor,
    now: dt.datetime,
) -> BudgetEntry:
    return BudgetEntry(
        consultation=found,
        label=row.point,
        year=row.year,
        form=act.form,
        decided_on=act.decided_on,
        evidence=act.evidence,
        evidence_file=file,
        **recorded_by(actor, now),
    )

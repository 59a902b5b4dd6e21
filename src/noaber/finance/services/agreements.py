"""Recording what is asked of the partners: rate, years, capacity and the budget that it is for."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from django.db.models import Model
from django.utils.translation import gettext as _

from noaber.core.access import Actor, require
from noaber.core.audit import verb
from noaber.core.errors import Conflict, DomainError
from noaber.core.history import lock, recorded_by
from noaber.decisions.api import keep_as_it_is
from noaber.finance.access import may_record_agreement
from noaber.finance.models import Agreement, AgreementStatement, BudgetLine, Pledge
from noaber.finance.queries.agreements.agreement import is_decided_upon, terms_of
from noaber.finance.queries.agreements.carried import carried_by
from noaber.finance.queries.agreements.claims import claim_of, claims_of, current_agreements, why_asked
from noaber.finance.queries.budget.co_funding import items_of
from noaber.finance.rules.agreements.agreement import AgreementTerms, Fault, faults
from noaber.finance.rules.agreements.carried import change_faults, lost_items, why_it_stays
from noaber.finance.rules.agreements.overlap import why_overlapping
from noaber.finance.services.recording import agreeing


def record_agreement(
    code: str,
    terms: AgreementTerms,
    *,
    actor: Actor,
    now: dt.datetime,
    expected_revision: int | None = None,
) -> bool:
    """Say what the agreement is, with all its lines; False when it was known to be just so.

    A correction is a new statement, the earlier one stays. `expected_revision`: what the editor saw, 0 for an agreement
    that is new. Once an organisation has decided, rate, years, capacity and amounts stand: another agreement needs
    another proposal. Once a year was worked out with them they stand too, whoever decided. DomainError also where
    another agreement stands for one of the years.
    """
    require(may_record_agreement(actor))
    _refuse(faults(terms))
    with verb("finance.record_agreement", actor=actor) as trail:
        agreeing()
        agreement, _is_new = Agreement.objects.get_or_create(code=code)
        agreement = lock(Agreement, agreement.pk, revision=None, label=code)
        last = agreement.statements.last()
        known = terms_of(last, list(last.lines.all())) if last else None
        if known == terms:
            return False
        is_anew = known is not None and not known.lines  # taken back: to the editor there was none
        if expected_revision not in (None, 0 if is_anew else agreement.revision):
            raise Conflict(_("Deze afspraak"), revision=agreement.revision)
        if known and not is_anew:
            _refuse_what_stands(known, terms)
        if known:
            _refuse_what_is_carried(code, _with_lines(agreement, known), terms)
        _refuse_overlap(code, None if is_anew else known, terms)
        agreement.revision += 1
        statement = _write(agreement, terms, actor, now)
        agreement.save(update_fields=["revision"])
        trail.note(agreement, {"code": code, "number": statement.number}, records=_stands(statement))
    return True


def withdraw_agreement(code: str, *, actor: Actor, now: dt.datetime, expected_revision: int) -> bool:
    """Take back an agreement that no sent proposal asks and that carries nothing that stays; False when it was so.

    It is a last statement without lines. What was said before stays, and the same years can be agreed upon anew.
    """
    require(may_record_agreement(actor))
    with verb("finance.withdraw_agreement", actor=actor) as trail:
        agreeing()
        agreement = Agreement.objects.filter(code=code).first()
        if agreement is None:
            raise DomainError(_("Deze afspraak bestaat niet."))
        agreement = lock(Agreement, agreement.pk, revision=None, label=code)
        last = agreement.statements.latest("number")
        known = terms_of(last, list(last.lines.all()))
        if not known.lines:
            return False
        if expected_revision != agreement.revision:
            raise Conflict(_("Deze afspraak"), revision=agreement.revision)
        keep_as_it_is(known.decided_by)
        if reason := why_asked(known) or why_it_stays(carried_by(code)):
            raise DomainError(reason)
        agreement.revision += 1
        statement = _write(agreement, replace(known, lines=()), actor, now)
        agreement.save(update_fields=["revision"])
        trail.note(agreement, {"code": code, "number": statement.number}, records=_stands(statement))
    return True


def _refuse(found: Iterable[Fault]) -> None:
    for fault in found:
        raise DomainError(fault.message, field=fault.field)


def _refuse_what_stands(known: AgreementTerms, terms: AgreementTerms) -> None:
    has_moved = (known.asked, known.decided_by) != (terms.asked, terms.decided_by)
    if has_moved:
        keep_as_it_is(known.decided_by)
    if has_moved and is_decided_upon(known):
        raise DomainError(
            _(
                "Organisaties hebben al over deze afspraak besloten: tarief, jaren, capaciteit en bedragen staan vast. "
                "Een andere afspraak vraagt een nieuw voorstel."
            )
        )


def _refuse_what_is_carried(code: str, known: AgreementTerms, terms: AgreementTerms) -> None:
    _refuse(change_faults(known, terms, carried_by(code)))
    pledged = set(Pledge.objects.filter(agreement__code=code).values_list("item", flat=True))
    _refuse(lost_items(list(items_of(known)), items_of(terms), pledged))


def _with_lines(agreement: Agreement, known: AgreementTerms) -> AgreementTerms:
    """What it last said; of one that was taken back what it said before."""
    if known.lines:
        return known
    before = agreement.statements.filter(lines__isnull=False).distinct().latest("number")
    return terms_of(before, list(before.lines.all()))


def _refuse_overlap(code: str, known: AgreementTerms | None, terms: AgreementTerms) -> None:
    """Only where the years are said or the proposal is: words of two that overlap already can be mended."""
    if known and (known.years, known.decided_by) == (terms.years, terms.decided_by):
        return
    said = claim_of(code, terms, carried_by(code))
    if reason := why_overlapping(said, claims_of(current_agreements())):
        raise DomainError(reason, field="first_year")


def _write(agreement: Agreement, terms: AgreementTerms, actor: Actor, now: dt.datetime) -> AgreementStatement:
    statement = AgreementStatement.objects.create(
        agreement=agreement,
        number=agreement.revision,
        title=terms.title,
        source=terms.source,
        proposed_on=terms.proposed_on,
        rate=terms.rate,
        first_year=terms.first_year,
        last_year=terms.last_year,
        fte=terms.fte,
        facilities=terms.facilities,
        largest_paid=terms.largest_paid,
        decided_by=terms.decided_by,
        **recorded_by(actor, now),
    )
    BudgetLine.objects.bulk_create(
        BudgetLine(
            statement=statement,
            position=place,
            side=line.side.value,
            title=line.title,
            purpose=line.purpose,
            amount_cents=line.amount_cents,
        )
        for place, line in enumerate(terms.lines, start=1)
    )
    return statement


def _stands(statement: AgreementStatement) -> list[Model]:
    """A statement with its lines, for the log."""
    return [statement, *statement.lines.all()]

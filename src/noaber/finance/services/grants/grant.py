"""Recording grants that come in and their steps. A correction is a step of its own, in the place of another."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace
from itertools import count
from typing import Any, Final

from django.utils.text import slugify
from django.utils.translation import gettext as _

from noaber.core.access import COMMAND, Actor, require
from noaber.core.asof import AsOf
from noaber.core.audit import Trail, verb
from noaber.core.errors import Conflict, DomainError
from noaber.core.history import count_change, lock, recorded_by
from noaber.core.rules.dutch import sort_key
from noaber.core.rules.money import format_euro
from noaber.core.rules.reasons import SAYS_NOTHING, says_something
from noaber.finance.access import may_keep_grants
from noaber.finance.models import BudgetPost, BudgetYear, Grant, GrantLine, GrantStatement, GrantStep
from noaber.finance.queries.agreements.agreement import agreement_called
from noaber.finance.queries.budget.year_budget import income_lines
from noaber.finance.queries.grants import GrantRow, funded_activities, grant_called, grants, tied_cents
from noaber.finance.rules.grants.funded_activities import RESERVED
from noaber.finance.rules.grants.grant import (
    GrantDetails,
    GrantFault,
    GrantStepKind,
    GrantStepText,
    IncomeLine,
    details_faults,
    step_faults,
    sums_of,
)
from noaber.finance.rules.grants.order import order_fault
from noaber.finance.services.budget.closing import refuse_closed
from noaber.finance.services.recording import recording
from noaber.network.api import organisation_id, organisations
from noaber.strategy.api import grant_titles

LONGEST_CODE: Final = 56


def record_grant(
    code: str,
    said: GrantDetails,
    *,
    actor: Actor,
    now: dt.datetime,
    today: dt.date,
    expected_revision: int | None = None,
) -> bool:
    """Say what a grant is, new or better; False when it was known to be just so."""
    require(may_keep_grants(actor))
    refuse_reserved(code)
    refuse(details_faults(said))
    _refuse_unknown(said, today)
    with verb("finance.record_grant", actor=actor) as trail:
        now = recording(now)
        made, is_new = Grant.objects.get_or_create(code=code)
        grant = lock(Grant, made.pk, revision=None, label=said.title)
        known, said = grant_called(code), _with_known_funder(said)
        if known and known.text == said:
            return False
        was = known.text.line if known else None
        _refuse_closed_line(said.line, was)
        if is_new:
            _refuse_double(said)
        if expected_revision not in (None, grant.revision):
            raise Conflict(_("Deze subsidie"), revision=grant.revision)
        count_change(grant)
        row = GrantStatement.objects.create(
            grant=grant,
            number=grant.revision,
            title=said.title.strip(),
            funder=said.funder,
            scheme=said.scheme.strip(),
            applicant_id=organisation_id(said.applicant),
            file=said.file,
            **recorded_by(actor, now),
        )
        line = [] if was == said.line else [_say_line(grant, said.line, recorded_by(actor, now))]
        trail.note(grant, {"code": code, "number": row.number}, records=[row, *line])
    return True


def _refuse_closed_line(line: IncomeLine | None, was: IncomeLine | None) -> None:
    """A grant comes in on a line of a year that is open; where it came in already it stays."""
    if line and line != was:
        refuse_closed(line.agreement, line.year, field="line")


def _say_line(grant: Grant, line: IncomeLine | None, by: dict[str, Any]) -> GrantLine:
    """Where the grant comes in from now on; what was said before stays to be read."""
    if line is None:
        return GrantLine.objects.create(grant=grant, number=grant.revision, **by)
    year = BudgetYear.objects.get(agreement__code=line.agreement, year=line.year)
    post = BudgetPost.objects.get(agreement__code=line.agreement, code=line.post)
    return GrantLine.objects.create(grant=grant, number=grant.revision, budget_year=year, post=post, **by)


def record_grant_step(
    code: str,
    step: GrantStepText,
    *,
    answers: int | None = None,
    actor: Actor,
    now: dt.datetime,
    today: dt.date,
    expected_revision: int | None = None,
) -> int | None:
    """Add a step, and answer its key; None when it stood so already. DomainError: it cannot come there."""
    require(may_keep_grants(actor))
    if step.kind is GrantStepKind.WITHDRAWN:
        raise DomainError(_("Kies wat er gebeurde."), field="kind")
    with verb("finance.record_grant_step", actor=actor) as trail:
        now = recording(now)
        grant, row = _held(code)
        same = (each for each in row.steps if (each.text, each.answers) == (step, answers))
        if any(same):
            return None
        _refuse_overtaken(grant, expected_revision)
        refuse(step_faults(step, today))
        _refuse_unasked(row, step, answers)
        _refuse_order([*row.texts, step], code)
        return _append(grant, step, trail, recorded_by(actor, now), answers=answers)


def correct_grant_step(
    code: str,
    key: int,
    step: GrantStepText,
    *,
    reason: str,
    actor: Actor,
    now: dt.datetime,
    today: dt.date,
    expected_revision: int | None = None,
) -> bool:
    """Put a better step in the place of one; False when it stands so. What stood there can still be read."""
    require(may_keep_grants(actor))
    with verb("finance.correct_grant_step", actor=actor) as trail:
        now = recording(now)
        grant, row = _held(code)
        if any(each.text == step and each.replaces == key for each in row.steps):
            return False
        _refuse_overtaken(grant, expected_revision)
        old = row.step(key)
        if old is None or old.text.kind is not step.kind:
            raise DomainError(_("Deze stap is al verbeterd of ingetrokken."))
        if old.text == step:
            return False
        _refuse_empty(reason)
        refuse(step_faults(step, today))
        _refuse_order([*(each.text for each in row.steps if each.key != key), step], code)
        _append(
            grant,
            step,
            trail,
            recorded_by(actor, now),
            answers=old.answers,
            replaces=key,
            reason=reason.strip(),
        )
    return True


def withdraw_grant_step(
    code: str,
    key: int,
    *,
    reason: str,
    actor: Actor,
    now: dt.datetime,
    today: dt.date,
    expected_revision: int | None = None,
) -> bool:
    """Say that a step never was; False when that was said. DomainError: a later step rests on it."""
    require(may_keep_grants(actor))
    with verb("finance.withdraw_grant_step", actor=actor) as trail:
        now = recording(now)
        grant, row = _held(code)
        old = row.step(key)
        if old is None:
            if not any(each.key == key for each in row.every):
                raise DomainError(_("Deze stap is er niet."))
            return False
        _refuse_overtaken(grant, expected_revision)
        _refuse_empty(reason)
        if any(each.answers == key for each in row.steps):
            raise DomainError(_("Deze verantwoording is al verstuurd. Trek eerst die stap in."))
        _refuse_order([each.text for each in row.steps if each.key != key], code)
        gone = GrantStepText(GrantStepKind.WITHDRAWN, today)
        _append(grant, gone, trail, recorded_by(actor, now), replaces=key, reason=reason.strip())
    return True


def refuse(faults: Iterable[GrantFault]) -> None:
    """Stop at the first fault."""
    for fault in faults:
        raise DomainError(fault.message, field=fault.field)


def refuse_reserved(code: str) -> None:
    if code in RESERVED:
        raise DomainError(_("Geef een naam met letters of cijfers, en niet alleen ‘nieuw’."), field="title")


def known_funder(typed: str) -> str:
    """A funder as it was spelled before, so that one funder is one name in every list."""
    used = [*(row.text.funder for row in funded_activities()), *(row.text.funder for row in grants())]
    known = {sort_key(each): each for each in used}
    name = " ".join(typed.split())
    return known.get(sort_key(name), name)


def _with_known_funder(said: GrantDetails) -> GrantDetails:
    return replace(
        said, title=said.title.strip(), funder=known_funder(said.funder), scheme=said.scheme.strip()
    )


def _refuse_double(said: GrantDetails) -> None:
    """The same form sent twice makes one grant."""
    titles = (sort_key(row.text.title) for row in grants() if row.text.funder == said.funder)
    if sort_key(said.title) in titles:
        raise DomainError(_("Deze subsidie van deze financier is er al."), field="title")


def _refuse_unknown(said: GrantDetails, today: dt.date) -> None:
    asof = AsOf(today)
    if said.applicant not in {row.code for row in organisations(COMMAND, asof)}:
        raise DomainError(_("Deze organisatie staat niet in het register."), field="applicant")
    if said.file and said.file not in {code for code, *_rest in grant_titles(asof)}:
        raise DomainError(_("Dit aanvraagdossier is er niet."), field="file")
    if said.line:
        agreement = agreement_called(said.line.agreement)
        known = income_lines(agreement) if agreement else []
        if (said.line.year, said.line.post) not in {(year, line.code) for year, line in known}:
            raise DomainError(_("Deze post staat niet bij de inkomsten van een begroting."), field="line")


def _held(code: str) -> tuple[Grant, GrantRow]:
    """The grant, locked, and what is known of it."""
    found = Grant.objects.filter(code=code).first()
    if found is None:
        raise DomainError(_("Deze subsidie is er niet."))
    grant = lock(Grant, found.pk, revision=None, label=code)
    row = grant_called(code)
    if row is None:
        raise DomainError(_("Deze subsidie is er niet."))
    return grant, row


def _refuse_overtaken(grant: Grant, expected_revision: int | None) -> None:
    if expected_revision not in (None, grant.revision):
        raise Conflict(_("Deze subsidie"), revision=grant.revision)


def _refuse_empty(reason: str) -> None:
    if not says_something(reason):
        raise DomainError(SAYS_NOTHING, field="reason")


def _refuse_unasked(row: GrantRow, step: GrantStepText, answers: int | None) -> None:
    if answers is None:
        return
    if step.kind is not GrantStepKind.REPORT_SENT or answers not in {each.key for each in row.reports}:
        raise DomainError(_("Deze verantwoording wordt niet (meer) gevraagd."), field="answers")


def _refuse_order(texts: Iterable[GrantStepText], code: str) -> None:
    found = list(texts)
    if fault := order_fault(found):
        raise DomainError(fault.message, field=fault.field)
    tied, awarded = tied_cents(code), sums_of(found).awarded
    if tied > awarded:
        text = _("Aan activiteiten is %(tied)s van deze subsidie toegewezen. Verlaag eerst die bedragen.")
        raise DomainError(text % {"tied": format_euro(tied)}, field="amount")


def _append(
    grant: Grant,
    step: GrantStepText,
    trail: Trail,
    by: dict[str, object],
    *,
    answers: int | None = None,
    replaces: int | None = None,
    reason: str = "",
) -> int:
    row = GrantStep.objects.create(
        grant=grant,
        kind=step.kind.value,
        happened_on=step.on,
        amount_cents=step.amount_cents,
        reference=step.reference.strip(),
        evidence=step.evidence.strip(),
        answers_id=answers,
        replaces_id=replaces,
        reason=reason,
        **by,
    )
    count_change(grant)
    trail.note(grant, {"code": grant.code, "kind": step.kind.value}, records=[row])
    return row.pk


def free_code(title: str, taken: Iterable[str]) -> str:
    """A code for a title that nothing has yet; nothing where the title has no letters or digits."""
    code = slugify(title)[:LONGEST_CODE].strip("-")
    if not code:
        return ""
    known = {*taken, *RESERVED}
    tried = (code if number == 1 else f"{code}-{number}" for number in count(1))
    return next(each for each in tried if each not in known)

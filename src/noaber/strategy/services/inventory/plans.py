"""Handing in what an organisation puts first: the whole plan at once, the earlier one stays."""

import datetime as dt
from dataclasses import replace

from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from noaber.core.access import Actor, require
from noaber.core.audit import Fact, Trail, verb
from noaber.core.errors import Conflict, DomainError
from noaber.core.files import Upload
from noaber.core.history import lock, recorded_by
from noaber.network import api as network
from noaber.strategy.access import may_hand_in_plan, may_record_period
from noaber.strategy.models import LocalPlan, LocalPlanStatement, LocalPriority, PolicyPeriod
from noaber.strategy.queries.inventory.plans import priorities_of, text_of
from noaber.strategy.queries.periods.period import terms_of
from noaber.strategy.rules.inventory import PlanText, SourceKind, council_day_fault, faults, term_fault
from noaber.strategy.rules.periods.period import PeriodState
from noaber.strategy.services.inventory.plan_files import store_plan_file
from noaber.strategy.services.stating import refuse

TAKES_PRIORITIES = (PeriodState.PREPARATION, PeriodState.ADOPTED, PeriodState.EXTENDED)


def hand_in_plan(
    period: str,
    organisation: str,
    text: PlanText,
    *,
    actor: Actor,
    now: dt.datetime,
    expected_revision: int | None = None,
    upload: Upload | None = None,
) -> bool:
    """Record the plan of an organisation (its code) for a period; False when it was known to be just so.

    `expected_revision`: what the editor saw, 0 for a first plan. `upload`: the plan itself, instead of `text.file`.
    `DomainError` names the field that is wrong.
    """
    require(may_hand_in_plan(actor, organisation))
    with verb("strategy.hand_in_plan", actor=actor) as trail:
        kept = checked(period, text, now)
        plan, _is_new = LocalPlan.objects.get_or_create(
            period=kept, organisation_id=network.organisation_id(organisation)
        )
        return put_text(trail, plan, text, now=now, expected_revision=expected_revision, upload=upload)


def record_source(
    period: str,
    source: str,
    kind: SourceKind,
    text: PlanText,
    *,
    actor: Actor,
    now: dt.datetime,
    expected_revision: int | None = None,
    upload: Upload | None = None,
) -> bool:
    """Record what an agenda or a review puts first, as `hand_in_plan` does for an organisation."""
    require(may_record_period(actor))
    if source == "bevindingen":  # there the findings of the last review are taken over
        message = _(
            "Zo heet hier al iets anders. Geef deze bron een andere naam, bijvoorbeeld met het jaar erbij."
        )
        raise DomainError(message, field="title")
    if source in ("", "nieuw"):  # its address would be another page, or that of nothing
        raise DomainError(
            _("Geef deze bron een naam met letters of cijfers, en niet alleen ‘nieuw’."), field="title"
        )
    with verb("strategy.record_source", actor=actor) as trail:
        kept = checked(period, text, now)
        plan, _is_new = LocalPlan.objects.get_or_create(
            period=kept, source=source, defaults={"kind": kind.value}
        )
        return put_text(trail, plan, text, now=now, expected_revision=expected_revision, upload=upload)


def checked(period: str, text: PlanText, now: dt.datetime) -> PolicyPeriod:
    """The period that takes a text in which nothing is wrong."""
    kept = open_period(period)
    refuse(faults(text, {row.code for row in network.safety_fields() if row.parent}))
    term = terms_of(kept.statements.latest("number"))
    today = timezone.localdate(now)
    if fault := term_fault(text, term.starts_on, term.ends_on) or council_day_fault(text, today):
        raise DomainError(fault.message, field=fault.field)
    return kept


def put_plan(
    trail: Trail, period: PolicyPeriod, organisation: str, text: PlanText, *, now: dt.datetime
) -> bool:
    """Write a plan without faults, in the verb of the caller; False when it was known to be just so."""
    owner = network.organisation_id(organisation)
    plan, _is_new = LocalPlan.objects.get_or_create(period=period, organisation_id=owner)
    return put_text(trail, plan, text, now=now)


def put_text(
    trail: Trail,
    plan: LocalPlan,
    text: PlanText,
    *,
    now: dt.datetime,
    expected_revision: int | None = None,
    upload: Upload | None = None,
) -> bool:
    """Append what a plan says now, with its document; False when it says just so. The caller checked access and text.

    `expected_revision`: what the editor saw, 0 for nothing; `Conflict` when that was overtaken.
    """
    plan = lock(LocalPlan, plan.pk, revision=None, label=plan.source or str(plan.organisation))
    last = plan.statements.last()
    if last and text_of(last, priorities_of([last.pk]).get(last.pk, ())) == text and upload is None:
        return False
    if expected_revision not in (None, plan.revision):
        raise Conflict(_("Deze lijst met prioriteiten"), revision=plan.revision)
    if upload is not None:
        text = replace(text, file=str(store_plan_file(plan, upload, actor=trail.actor, now=now).pk))
    plan.revision += 1
    written = _write(plan, text, trail.actor, now)
    plan.save(update_fields=["revision"])
    owner = {"organisation": plan.organisation.code} if plan.organisation else {"source": plan.source}
    facts: dict[str, Fact] = {"period": plan.period.code, **owner, "number": plan.revision}
    trail.note(plan, facts, records=written)
    return True


def open_period(code: str) -> PolicyPeriod:
    """The period; what was closed is history, and takes no priorities any more."""
    found = PolicyPeriod.objects.select_for_update().filter(code=code).first()  # who asks the missing waits
    last = found.statements.last() if found else None
    if found is None or last is None:
        raise DomainError(_("Deze beleidsperiode is er niet."))
    refuse_settled(terms_of(last).state)
    return found


def refuse_settled(state: PeriodState) -> None:
    """Say why a period takes no priorities (any more)."""
    if state is PeriodState.WITHDRAWN:
        raise DomainError(_("Deze periode is ingetrokken; er wordt niets meer op vastgelegd."))
    if state is PeriodState.DISCHARGED:
        raise DomainError(_("Voor deze periode is decharge verleend; de prioriteiten ervan staan vast."))
    if state not in TAKES_PRIORITIES:
        raise DomainError(_("Deze periode is afgesloten; de prioriteiten ervan staan vast."))


def _write(plan: LocalPlan, text: PlanText, actor: Actor, now: dt.datetime) -> list[Model]:
    statement = LocalPlanStatement.objects.create(
        plan=plan,
        number=plan.revision,
        title=text.title,
        starts_on=text.starts_on,
        ends_on=text.ends_on,
        council_on=text.council_on,
        link=text.link,
        file_id=text.file or None,
        **recorded_by(actor, now),
    )
    priorities = LocalPriority.objects.bulk_create(
        LocalPriority(
            statement=statement,
            rank=each.rank,
            field_id=each.field,
            wording=each.wording,
            page=each.page,
            ambition=each.ambition,
        )
        for each in text.priorities
    )
    return [statement, *priorities]

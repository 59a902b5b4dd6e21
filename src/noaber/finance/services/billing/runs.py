"""Working out what a year asks of each municipality, and having another person approve it."""

import datetime as dt
from collections.abc import Sequence

from django.utils.translation import gettext as _

from noaber.core.access import COMMAND, Actor, require
from noaber.core.asof import AsOf
from noaber.core.audit import verb
from noaber.core.errors import Conflict, DomainError
from noaber.core.history import count_change, lock, recorded_by
from noaber.core.rules.dutch import in_a_row
from noaber.core.rules.reasons import WORDS_NEEDED, says_something
from noaber.finance.access import may_approve_run, may_make_run
from noaber.finance.models import BillingYear, ContributionRun, RunContribution, RunStep
from noaber.finance.queries.billing.left_out import left_out
from noaber.finance.queries.billing.participation import participations
from noaber.finance.queries.billing.runs import RunRow, retaxed, run_of, runs_of_year, standing_invoices
from noaber.finance.queries.billing.terms import TermsRow, terms_of_year
from noaber.finance.rules.agreements.contributions import ContributionError
from noaber.finance.rules.billing import terms as billing
from noaber.finance.rules.billing.participation import Participation, days_taking_part
from noaber.finance.rules.billing.terms import RunState, YearRules, work_out
from noaber.finance.services.billing.terms import agreement_to_bill, lock_year
from noaber.network.api import PopulationRow, RollEntry, organisations, rolls

UNDERWAY = (RunState.DRAFT, RunState.APPROVED)


def make_run(
    agreement_code: str, year: int, *, actor: Actor, now: dt.datetime, today: dt.date, reason: str = ""
) -> RunRow:
    """Work out the year on its terms and the register as it is known now; what it comes to is kept with the run.

    The first run of a year needs no reason; each later one is a correction, and says why. DomainError: no terms yet, a
    municipality without a number of inhabitants (named), another run underway, a reference date that is to come, or a
    correction that changes nothing.
    """
    require(may_make_run(actor))
    budget_cents = agreement_to_bill(agreement_code, year).terms.budget_cents
    with verb("finance.make_run", actor=actor) as trail:
        billing_year = lock_year(agreement_code, year)
        before = runs_of_year(agreement_code, year)
        terms = terms_to_run_on(agreement_code, year, before, today)
        _refuse_unexplained(before, reason)
        run = ContributionRun.objects.create(
            billing_year=billing_year,
            terms_id=terms.id,
            number=len(before) + 1,
            budget_cents=budget_cents,
            reason=reason.strip(),
            **recorded_by(actor, now),
        )
        rows = RunContribution.objects.bulk_create(_rows(agreement_code, terms, run))
        _refuse_unchanged(before, terms.rules, rows, agreement_code)
        trail.note(run, {"agreement": agreement_code, "number": run.number}, records=[run, *rows])
    return _found(agreement_code, year, run.number)


def approve_run(run: RunRow, *, actor: Actor, now: dt.datetime, note: str = "") -> bool:
    """Approve a run that another person worked out; False when it was approved already."""
    require(may_approve_run(actor, run.made.persons))
    return _take(run, billing.RunStep.APPROVED, note, actor, now)


def withdraw_run(run: RunRow, *, actor: Actor, now: dt.datetime, reason: str) -> bool:
    """Take back a run of which no invoice was sent; False when it was taken back already."""
    require(may_make_run(actor))
    if not says_something(reason):
        raise DomainError(_("Schrijf waarom u de ronde intrekt. ") + WORDS_NEEDED, field="reason")
    return _take(run, billing.RunStep.WITHDRAWN, reason, actor, now)


def lock_run(run: RunRow, step: billing.RunStep) -> ContributionRun | None:
    """The run and its year, locked to take a step; None when it was taken. DomainError: this run cannot take it."""
    lock(BillingYear, BillingYear.objects.get(runs=run.id).pk, revision=None, label=str(run.year))
    locked = lock(ContributionRun, run.id, revision=None, label=str(run.number))
    now_there = _found(run.agreement_code, run.year, run.number)
    if step in now_there.steps:
        return None
    if locked.revision != run.revision:
        raise Conflict(_("Deze ronde"), revision=locked.revision)
    if not billing.follows(now_there.state, step):
        raise DomainError(why_not(now_there.state, step))
    return locked


def note_step(
    run: ContributionRun, step: billing.RunStep, note: str, *, actor: Actor, now: dt.datetime
) -> RunStep:
    """Append the step of a run that the caller holds locked."""
    taken = RunStep.objects.create(run=run, kind=step.value, note=note.strip(), **recorded_by(actor, now))
    count_change(run)
    return taken


def _take(run: RunRow, step: billing.RunStep, note: str, actor: Actor, now: dt.datetime) -> bool:
    with verb(f"finance.{VERBS[step]}", actor=actor) as trail:
        locked = lock_run(run, step)
        if locked is None:
            return False
        taken = note_step(locked, step, note, actor=actor, now=now)
        trail.note(locked, {"year": run.year, "number": run.number}, records=[taken])
    return True


VERBS = {billing.RunStep.APPROVED: "approve_run", billing.RunStep.WITHDRAWN: "withdraw_run"}


def why_not(state: RunState, step: billing.RunStep) -> str:
    """Why a run that is so far cannot take this step, in Dutch; empty when it can."""
    if billing.follows(state, step):
        return ""
    if state is RunState.ISSUED:
        return _("De facturen van deze ronde zijn gemaakt. Maak een nieuwe ronde om iets te verbeteren.")
    if state is RunState.WITHDRAWN:
        return _("Deze ronde is ingetrokken.")
    if step is billing.RunStep.ISSUED:
        return _("Eerst moet iemand anders deze ronde goedkeuren.")
    return _("Deze ronde is al goedgekeurd.")


def terms_to_run_on(agreement_code: str, year: int, before: Sequence[RunRow], today: dt.date) -> TermsRow:
    """What a next run is worked out on. DomainError: there are no terms, it is too early, or a run is underway."""
    terms = terms_of_year(agreement_code, year)
    if terms is None:
        raise DomainError(_("Stel eerst in hoe dit jaar wordt gefactureerd."))
    if terms.rules.reference_on > today:
        raise DomainError(_("De peildatum is nog niet geweest. Er zijn dan nog geen inwonertallen."))
    if any(run.state in UNDERWAY for run in before):
        raise DomainError(_("Er loopt al een ronde voor dit jaar. Rond die af of trek die eerst in."))
    return terms


def _refuse_unexplained(before: Sequence[RunRow], reason: str) -> None:
    if any(run.state is RunState.ISSUED for run in before) and not says_something(reason):
        raise DomainError(
            _("Schrijf waarom u opnieuw rekent: voor dit jaar zijn al facturen gemaakt. ") + WORDS_NEEDED,
            field="reason",
        )


def _refuse_unchanged(
    before: Sequence[RunRow], rules: YearRules, rows: Sequence[RunContribution], agreement_code: str
) -> None:
    """A correction is of something: a number of inhabitants, who takes part, the terms."""
    if not any(run.state is RunState.ISSUED for run in before):
        return
    standing = standing_invoices(agreement_code, rules.year)
    was = {code: each.contribution.amount_cents for code, each in standing.items() if each.contribution}
    codes = {each.contribution.organisation_id: code for code, each in standing.items() if each.contribution}
    now = {codes.get(row.organisation_id, str(row.organisation_id)): row.amount_cents for row in rows}
    changes = billing.corrections(was, now, retaxed(standing, rules))
    if not any(each.is_credited or each.is_invoiced for each in changes):
        raise DomainError(_nothing_changes(agreement_code, rules.year))


def _nothing_changes(agreement_code: str, year: int) -> str:
    """With who is not invoiced again after a credit note: they have no invoice either."""
    text = _(
        "Er verandert niets: wie meedoet, heeft al een factuur over dit bedrag. Pas eerst aan wat er fout is: "
        "een inwonertal, wie meedoet of de instellingen van dit jaar."
    )
    if not (out := left_out(agreement_code, year)):
        return text
    left = _("Niet opnieuw gefactureerd na een creditnota: %(names)s. Op de creditnota zelf heft u dat op.")
    return f"{text} {left % {'names': in_a_row(each.name for each in out.values())}}"


def _rows(agreement_code: str, terms: TermsRow, run: ContributionRun) -> list[RunContribution]:
    """Who takes part in the year, with what it was worked out from; in order of name."""
    rules = terms.rules
    day = agreement_to_bill(agreement_code, rules.year).terms.members_on(rules.reference_on)
    [entries] = rolls({rules.reference_on: day}).values()
    said = participations(agreement_code)
    days = {each.code: days_taking_part(said.get(each.code, Participation()), rules.year) for each in entries}
    taking_part = [each for each in entries if days[each.code]]
    ids = {row.code: row.id for row in organisations(COMMAND, AsOf(day), kinds=("municipality",))}
    figures = _figures_of(taking_part)
    credited = left_out(agreement_code, rules.year)
    amounts = _amounts({code: figure.population for code, figure in figures.items()}, rules, run, days)
    return [
        RunContribution(
            run=run,
            organisation_id=ids[each.code],
            name=each.name,
            population=figures[each.code].population,
            source=figures[each.code].source,
            is_provisional=figures[each.code].is_provisional,
            days=days[each.code],
            amount_cents=amounts[each.code],
        )
        for each in taking_part
        if each.code not in credited
    ]


def _figures_of(entries: Sequence[RollEntry]) -> dict[str, PopulationRow]:
    if not entries:
        raise DomainError(_("In dit jaar doet er geen enkele gemeente mee."))
    if missing := [entry.name for entry in entries if entry.figure is None]:
        names = in_a_row(missing)
        raise DomainError(_("Het inwonertal op de peildatum ontbreekt van: %(names)s.") % {"names": names})
    return {entry.code: entry.figure for entry in entries if entry.figure}


def _amounts(
    people: dict[str, int], rules: YearRules, run: ContributionRun, days: dict[str, int]
) -> dict[str, int]:
    try:
        return work_out(people, rules, run.budget_cents, days)
    except ContributionError as error:
        raise DomainError(str(error)) from error


def _found(agreement_code: str, year: int, number: int) -> RunRow:
    found = run_of(agreement_code, year, number)
    if found is None:
        raise DomainError(_("Deze ronde bestaat niet."))
    return found

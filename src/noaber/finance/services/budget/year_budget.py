"""The budget of a year: proposed by the controller, approved by another person, then amended in the open."""

import datetime as dt
from collections.abc import Iterable, Sequence

from django.utils.text import slugify
from django.utils.translation import gettext as _

from noaber.core.access import Actor, require
from noaber.core.audit import verb
from noaber.core.errors import Conflict, DomainError
from noaber.core.history import count_change, lock, recorded_by
from noaber.core.rules.reasons import says_something
from noaber.finance.access import may_approve_budget, may_propose_budget
from noaber.finance.models import (
    BudgetChange,
    BudgetPost,
    BudgetProposal,
    BudgetStep,
    BudgetYear,
)
from noaber.finance.queries.budget.year_budget import ProposalRow, YearBudget, budget_of
from noaber.finance.rules.agreements.agreement import AgreementTerms, Fault, Side
from noaber.finance.rules.budget.year_budget import (
    CONTRIBUTIONS,
    AskedLine,
    BudgetSide,
    LineChange,
    ProposalKind,
    ProposalStep,
    changes_of,
    faults_of,
    used_faults,
)
from noaber.finance.rules.spending.journal import account_of_line
from noaber.finance.services.billing.terms import agreement_to_bill, held_agreement
from noaber.finance.services.budget.closing import refuse_closed


def first_lines(terms: AgreementTerms, contributions_cents: int) -> tuple[AskedLine, ...]:
    """What a first budget starts from: the lines of the agreement, and what the contributions bring in."""
    income = AskedLine(
        CONTRIBUTIONS,
        BudgetSide.INCOME,
        _("bijdragen van gemeenten"),
        _("inwoners van elke gemeente × het tarief van de afspraak"),
        contributions_cents,
    )
    lines = (
        AskedLine("", BudgetSide.EXPENDITURE, each.title, each.purpose, each.amount_cents)
        for each in terms.of(Side.CONTRIBUTION)
    )
    return (income, *lines)


def propose_budget(
    agreement_code: str,
    year: int,
    lines: Sequence[AskedLine],
    *,
    actor: Actor,
    now: dt.datetime,
    reason: str = "",
    expected_revision: int | None = None,
) -> int:
    """Propose the first budget of a year, or a change of it; answer its number, 0 when just that waits already.

    A change says why. `expected_revision`: what the editor saw. Conflict: somebody proposed or decided meanwhile.
    DomainError: the year is not one of the agreement (R45), or something is wrong with a line.
    """
    require(may_propose_budget(actor))
    agreement = agreement_to_bill(agreement_code, year)
    with verb("finance.propose_budget", actor=actor) as trail:
        locked = lock_budget_year(agreement_code, year)
        refuse_closed(agreement_code, year)
        known = budget_of(agreement, year)
        named = _named(lines, agreement_code)
        changes = changes_of(named, known.lines)
        if known.waiting and known.waiting.changes == changes and expected_revision != locked.revision:
            return 0
        if expected_revision not in (None, locked.revision):
            raise Conflict(_("De begroting van %(year)s") % {"year": year}, revision=locked.revision)
        refuse_proposal(known)
        _refuse_faulty(named, known, changes, reason)
        kind = ProposalKind.AMENDMENT if known.is_approved else ProposalKind.ORIGINAL
        made = BudgetProposal.objects.create(
            budget_year=locked,
            number=len(known.proposals) + 1,
            kind=kind.value,
            reason=reason.strip(),
            **recorded_by(actor, now),
        )
        rows = BudgetChange.objects.bulk_create(_rows(made, changes))
        count_change(locked)
        trail.note(made, {"year": year, "number": made.number}, records=[made, *rows])
    return made.number


def approve_budget(proposal: ProposalRow, *, actor: Actor, now: dt.datetime, note: str = "") -> bool:
    """Approve what another person proposed; False when that was done already."""
    require(may_approve_budget(actor, proposal.made.persons))
    return _decide(proposal, ProposalStep.APPROVED, note, actor, now)


def withdraw_budget(proposal: ProposalRow, *, reason: str, actor: Actor, now: dt.datetime) -> bool:
    """Take back what was not decided upon; False when that was done already."""
    require(may_propose_budget(actor))
    if not says_something(reason):
        raise DomainError(_("Schrijf in een paar woorden waarom u dit intrekt."), field="reason")
    return _decide(proposal, ProposalStep.WITHDRAWN, reason, actor, now)


VERBS = {
    ProposalStep.APPROVED: "approve_budget",
    ProposalStep.WITHDRAWN: "withdraw_budget",
}


def why_not(proposal: ProposalRow, step: ProposalStep) -> str:
    """Why a proposal cannot take this step, in Dutch; empty when it can."""
    if proposal.is_waiting:
        return ""
    if proposal.is_approved:
        if step is ProposalStep.APPROVED:
            return _("Dit is al goedgekeurd.")
        return _("Dit is goedgekeurd. Maak een begrotingswijziging om iets te veranderen.")
    return _("Dit is ingetrokken.")


def refuse_proposal(known: YearBudget) -> None:
    """One proposal at a time: the next one is about what then stands."""
    if known.waiting:
        raise DomainError(
            _("Er wacht al een voorstel voor de begroting van %(year)s. Keur dat eerst goed of trek het in.")
            % {"year": known.year}
        )


def lock_budget_year(agreement_code: str, year: int) -> BudgetYear:
    """The year, locked for who proposes, decides, commits or spends: sums are made under this lock."""
    agreement = held_agreement(agreement_code, year)
    made, _is_new = BudgetYear.objects.get_or_create(agreement=agreement, year=year)
    return lock(BudgetYear, made.pk, revision=None, label=str(year))


def _decide(proposal: ProposalRow, step: ProposalStep, note: str, actor: Actor, now: dt.datetime) -> bool:
    with verb(f"finance.{VERBS[step]}", actor=actor) as trail:
        locked = lock_budget_year(proposal.agreement_code, proposal.year)
        known = budget_of(agreement_to_bill(proposal.agreement_code, proposal.year), proposal.year)
        found = known.proposal(proposal.number)
        if found is None:
            raise DomainError(_("Dit voorstel bestaat niet."))
        if found.step is step:
            return False
        if reason := why_not(found, step):
            raise DomainError(reason)
        if step is ProposalStep.APPROVED:
            refuse_closed(found.agreement_code, found.year)
            _refuse(used_faults(found.changes, known.lines))
        taken = BudgetStep.objects.create(
            proposal_id=found.id, kind=step.value, note=note.strip(), **recorded_by(actor, now)
        )
        count_change(locked)
        trail.note(
            "finance.budgetproposal",
            {"year": found.year, "number": found.number},
            key=found.id,
            records=[taken],
        )
    return True


def _refuse_faulty(
    lines: Sequence[AskedLine], known: YearBudget, changes: Sequence[LineChange], reason: str
) -> None:
    _refuse(faults_of(lines, known.lines))
    if not changes:
        raise DomainError(_("Er verandert niets. Pas ten minste één post aan."))
    if known.is_approved and not says_something(reason):
        raise DomainError(_("Schrijf in een paar woorden waarom de begroting wijzigt."), field="reason")


def _refuse(faults: Iterable[Fault]) -> None:
    for fault in faults:
        raise DomainError(fault.message, field=fault.field)


def _named(lines: Sequence[AskedLine], agreement_code: str) -> list[AskedLine]:
    """Each line with the code that it has or gets: a line that was called so in another year is the same one."""
    sides = dict(BudgetPost.objects.filter(agreement__code=agreement_code).values_list("code", "side"))
    taken = {line.code for line in lines if line.code}
    found = []
    for line in lines:
        code = line.code
        if not code and line.title.strip():
            code = _new_code(line, sides, taken)
            taken.add(code)
        if sides.get(code, line.side) != line.side:
            raise DomainError(_("Een post wisselt niet van kant."), field="lines")
        title, purpose = line.title.strip(), line.purpose.strip()
        found.append(AskedLine(code, line.side, title, purpose, line.amount_cents))
    return found


def _new_code(line: AskedLine, sides: dict[str, str], taken: set[str]) -> str:
    base = account_of_line(slugify(line.title)[:50] or "post")
    code, number = base, 2
    while code in taken or sides.get(code, line.side) != line.side:
        code, number = f"{base}-{number}", number + 1
    return code


def _rows(proposal: BudgetProposal, changes: Sequence[LineChange]) -> list[BudgetChange]:
    agreement = proposal.budget_year.agreement
    posts = {post.code: post for post in BudgetPost.objects.filter(agreement=agreement)}
    for each in changes:
        if each.code not in posts:
            posts[each.code] = BudgetPost.objects.create(
                agreement=agreement, code=each.code, side=each.side.value
            )
    return [
        BudgetChange(
            proposal=proposal,
            post=posts[each.code],
            title=each.title,
            purpose=each.purpose,
            before_cents=each.before_cents,
            after_cents=each.after_cents,
        )
        for each in changes
    ]

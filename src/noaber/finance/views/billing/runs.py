"""A run: what it asks of each municipality with its arithmetic, beside the budget and beside what was invoiced."""

from collections.abc import Sequence
from typing import Final

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.accounts.editing import crumbs_of
from noaber.core.access import require
from noaber.core.asof import AsOf
from noaber.core.components.frame import Action, PageHeading
from noaber.core.components.texts import Definition, DefinitionList, Notice, Panel
from noaber.core.requests import Request
from noaber.core.rules.dutch import format_number, long_date
from noaber.core.rules.money import format_euro
from noaber.finance.access import may_approve_run, may_make_run, may_read_invoices, may_send_invoices
from noaber.finance.models import STEPS
from noaber.finance.queries.agreements.own_decisions import undecided
from noaber.finance.queries.billing.before_issue import BeforeIssue, before_issue
from noaber.finance.queries.billing.run_differences import RunDifferences, differences_of
from noaber.finance.queries.billing.runs import RunOutcome, RunRow, outcome_of_run, run_of
from noaber.finance.rules.billing.terms import RunState, RunStep
from noaber.finance.views.billing.run_lacks import lacks_notices, lacks_panels
from noaber.finance.views.billing.run_table import changed_words, provisional_words, run_table
from noaber.finance.views.billing.terms_words import terms_facts
from noaber.finance.views.billing.years import run_status
from noaber.finance.views.places.billing import INVOICES, run_address, run_crumbs
from noaber.finance.views.taken import names_in, who
from noaber.finance.views.wording import balance_words, documents_in_words

PAGE: Final = "finance/billing.html"
FACTS: Final = "core/components/facts_panel.html"
MOST_NAMED: Final = 30


def run_page(request: Request, agreement_code: str, year: int, number: int) -> HttpResponse:
    """What a run comes to, what is still missing to make its invoices, and what can be done with it."""
    require(may_read_invoices(request.actor))
    run = find_run(agreement_code, year, number)
    outcome, before, differences = outcome_of_run(run), _before(request, run), differences_of(run)
    context = {
        "heading": _heading(request, run, outcome, before),
        **crumbs_of(run_crumbs(run)[:-1], _("Ronde %(number)s") % {"number": number}),
        "notices": [*lacks_notices(before), *_undecided(request, run, outcome), *_what_now(request, run)],
        "panels": [
            *lacks_panels(request.actor, run, before),
            Panel(_("Deze ronde"), FACTS, _facts(run, outcome, before, differences), width="half"),
            Panel(_("Hoe er wordt gefactureerd"), FACTS, terms_facts(run.rules), width="half"),
        ],
    }
    return run_table(request.GET, run, outcome, differences).respond(request, PAGE, context)


def find_run(agreement_code: str, year: int, number: int) -> RunRow:
    found = run_of(agreement_code, year, number)
    if found is None:
        raise Http404
    return found


def _before(request: Request, run: RunRow) -> BeforeIssue | None:
    """What issuing would come to today; None once that is over."""
    is_over = run.state in (RunState.ISSUED, RunState.WITHDRAWN)
    return None if is_over else before_issue(run, request.today)


def _heading(request: Request, run: RunRow, outcome: RunOutcome, before: BeforeIssue | None) -> PageHeading:
    words = {
        "total": format_euro(outcome.total_cents),
        "count": format_number(len(outcome.rows)),
        "balance": balance_words(outcome.balance),
        "figures": provisional_words(outcome),
    }
    return PageHeading(
        _("Bijdragen %(year)s, ronde %(number)s") % {"year": run.year, "number": run.number},
        kicker=_("Factureren"),
        intro=_("Samen %(total)s van %(count)s gemeenten: %(balance)s naast de begroting. %(figures)s")
        % words,
        actions=_actions(request, run, before),
    )


def _actions(request: Request, run: RunRow, before: BeforeIssue | None) -> tuple[Action, ...]:
    actions = []
    if run.state is RunState.DRAFT and may_approve_run(request.actor, run.made.persons):
        actions.append(Action(_("Keur goed"), run_address(run, "goedkeuren/"), "primary"))
    if run.state is RunState.APPROVED and may_make_run(request.actor) and before and not before.lacks:
        actions.append(Action(_("Maak de facturen"), run_address(run, "versturen/"), "primary"))
    if run.state in (RunState.DRAFT, RunState.APPROVED) and may_make_run(request.actor):
        actions.append(Action(_("Trek deze ronde in"), run_address(run, "intrekken/"), "danger"))
    if run.state is RunState.ISSUED:
        if may_send_invoices(request.actor):
            actions.append(Action(_("Verstuur de facturen"), run_address(run, "verzenden/")))
        actions.append(Action(_("De facturen"), f"{INVOICES}?bijdrage={run.year}"))
    return tuple(actions)


def _undecided(request: Request, run: RunRow, outcome: RunOutcome) -> list[Notice]:
    """Who has no own decision to pay: to know before the invoices are made, and no reason not to make them."""
    if run.state not in (RunState.DRAFT, RunState.APPROVED):
        return []
    names = {row.code: row.name for row in outcome.rows}
    rows = undecided(request.actor, run.agreement_code, run.year, frozenset(names), AsOf(request.today))
    if not rows:
        return []
    title = ngettext(
        "%(count)s gemeente besloot nog niet zelf om in %(year)s te betalen",
        "%(count)s gemeenten besloten nog niet zelf om in %(year)s te betalen",
        len(rows),
    ) % {"count": format_number(len(rows)), "year": run.year}
    declined = _("%(name)s: besloot niet mee te doen")
    points = [
        declined % {"name": names[each.code]} if each.is_declined else names[each.code] for each in rows
    ]
    text = _(
        "U kunt de facturen wel maken. Overleg eerst met deze gemeenten, of pas bij Betalers hun deelname aan."
    )
    return [Notice(text, "warning", title, _shortened(sorted(points)))]


def _shortened(points: Sequence[str]) -> tuple[str, ...]:
    more = len(points) - MOST_NAMED
    if more <= 0:
        return tuple(points)
    return (*points[:MOST_NAMED], _("en nog %(count)s") % {"count": format_number(more)})


def _what_now(request: Request, run: RunRow) -> list[Notice]:
    if run.state is RunState.DRAFT and not may_approve_run(request.actor, run.made.persons):
        return [
            Notice(_("Iemand anders moet deze ronde goedkeuren: de coördinator of een tweede controller."))
        ]
    if run.state is RunState.WITHDRAWN:
        return [Notice(_("Deze ronde is ingetrokken: %(why)s") % {"why": run.steps[RunStep.WITHDRAWN].note})]
    return []


def _facts(
    run: RunRow, outcome: RunOutcome, before: BeforeIssue | None, differences: RunDifferences
) -> DefinitionList:
    names = names_in(run.made, *run.steps.values())
    items = [
        Definition(_("Stand"), status=run_status(run.state)),
        Definition(_("Samen"), format_euro(outcome.total_cents), is_number=True),
        Definition(_("Begroting"), format_euro(outcome.budget_cents), is_number=True),
        Definition(_("Verschil"), balance_words(outcome.balance), is_number=True),
        Definition(_("Uitgerekend"), long_date(run.made.at.date()), note=who(run.made, names)),
    ]
    for step, taken in run.steps.items():
        note = "; ".join(part for part in (who(taken, names), taken.note) if part)
        items.append(Definition(str(STEPS[step]).capitalize(), long_date(taken.at.date()), note=note))
    if run.reason:
        items.append(Definition(_("Waarom opnieuw"), run.reason))
    if changed := changed_words(run, outcome, differences):
        items.append(Definition(_("Naast wat al was gefactureerd"), changed))
    if before and before.drafts:
        items.append(Definition(_("Nu te maken"), documents_in_words(before)))
    return DefinitionList(tuple(items))

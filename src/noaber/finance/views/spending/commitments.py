"""Commitments: the list, one of them with what was booked on it, asking for money, committing and releasing."""

from collections.abc import Callable
from typing import Final

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.accounts.api import sent
from noaber.accounts.editing import AsItStood, EditPage, crumbs_of, edit
from noaber.core import clock
from noaber.core.access import require, require_form
from noaber.core.asof import AsOf
from noaber.core.components.columns import Column, Row
from noaber.core.components.filters import ChoiceFilter, TextFilter
from noaber.core.components.frame import Action, PageHeading
from noaber.core.components.refusing import RefusingForm
from noaber.core.components.status import Status, Tone
from noaber.core.components.table import Table, list_table
from noaber.core.components.texts import Definition, DefinitionList, Panel
from noaber.core.errors import DomainError
from noaber.core.requests import Request
from noaber.core.rules.dutch import long_date
from noaber.core.rules.money import format_euro
from noaber.finance.access import may_commit, may_read_spending, may_request_commitment
from noaber.finance.forms.billing import ReasonForm, SureForm
from noaber.finance.forms.spending import CommitmentForm
from noaber.finance.models import COMMITMENT_STEPS
from noaber.finance.queries.agreements.choosing import agreement_for
from noaber.finance.queries.spending.bookings import (
    CommitmentRow,
    bookings_of_commitment,
    commitment_of,
    commitments_of,
)
from noaber.finance.queries.spending.commitment_subjects import subject_of
from noaber.finance.rules.budget.year_budget import BudgetSide
from noaber.finance.rules.spending.bookings import CommitmentState, CommitmentStep
from noaber.finance.services.budget.closing import refuse_closed
from noaber.finance.services.spending.carrying import carry_commitment, why_not_carry
from noaber.finance.services.spending.commitments import (
    Wanted,
    approved_budget,
    commit,
    release_commitment,
    request_commitment,
    why_not,
)
from noaber.finance.views.budget.year_budget import FACTS, PAGE, find_agreement
from noaber.finance.views.notices import no_agreement
from noaber.finance.views.places.budget import (
    budget_address,
    budget_crumbs,
    budget_year_crumbs,
    commitment_address,
    commitment_crumbs,
    post_address,
)
from noaber.finance.views.spending.tables import bookings_table
from noaber.finance.views.taken import names_in, who

STATES: Final[dict[CommitmentState, tuple[Promise, Tone]]] = {
    CommitmentState.REQUESTED: (gettext_lazy("aangevraagd"), "warning"),
    CommitmentState.COMMITTED: (gettext_lazy("vastgelegd"), "ok"),
    CommitmentState.RELEASED: (gettext_lazy("vrijgegeven"), "neutral"),
}


def commitment_status(row: CommitmentRow) -> Status:
    label, tone = STATES[row.state]
    return Status(str(label), tone)


def commitments_page(request: Request) -> HttpResponse:
    """Every commitment of the agreement, of all years."""
    require(may_read_spending(request.actor))
    asof = AsOf(request.today)
    found = agreement_for(request.actor, asof, request.GET.get("afspraak", ""))
    intro = _("Geld dat op een post is aangevraagd of vastgelegd, en wat daarvan is uitgegeven.")
    heading = PageHeading(_("Verplichtingen"), kicker=_("Begroting"), intro=intro)
    context = {"heading": heading, **crumbs_of(budget_crumbs(), _("Verplichtingen"))}
    if found is None:
        return render(request, PAGE, {**context, "nothing": no_agreement(request.actor, asof)})
    rows = commitments_of(found.code)
    table = list_table(
        request.GET,
        name="verplichtingen",
        caption=_("Verplichtingen"),
        columns=commitment_columns(),
        rows=[commitment_cells(row) for row in reversed(rows)],
        filters=[TextFilter(("title", "party", "code")), ChoiceFilter("year", _("Jaar"), "jaar")],
        kept=("afspraak",),
        phone="scroll",
        empty_text=_("Er is nog niets aangevraagd. Dat doet u op de pagina van een begrotingsjaar."),
    )
    return table.respond(request, PAGE, {**context, "tables": [table]})


def commitment_columns() -> list[Column]:
    return [
        Column("code", _("Nummer"), "link"),
        Column("title", _("Waarvoor")),
        Column("state", _("Stand"), "status"),
        Column("year", _("Jaar")),
        Column("post", _("Post"), url_key="post_url"),
        Column("amount", _("Bedrag"), "money", is_totalled=True),
        Column("booked", _("Uitgegeven"), "money", is_totalled=True),
        Column("open", _("Nog vastgelegd"), "money", is_totalled=True),
        Column("party", _("Met wie")),
    ]


def commitment_cells(row: CommitmentRow) -> Row:
    return {
        "code": row.code,
        "url": commitment_address(row.id),
        "title": row.title,
        "state": commitment_status(row),
        "year": str(row.year),
        "post": row.post,
        "post_url": post_address(row.agreement_code, row.year, row.post),
        "amount": row.amount_cents,
        "booked": row.booked_cents,
        "open": row.open_cents,
        "party": row.party,
    }


def commitment_page(request: Request, key: int) -> HttpResponse:
    """One commitment, who asked and decided, and what was booked on it."""
    require(may_read_spending(request.actor))
    row = _find(key)
    table: Table = bookings_table(
        request.GET, f"verplichting-{row.code}", _("Wat erop is geboekt"), bookings_of_commitment(key)
    )
    context = {
        "heading": PageHeading(
            row.title,
            kicker=_("Verplichting %(code)s") % {"code": row.code},
            actions=_actions(request, row),
        ),
        **crumbs_of(commitment_crumbs(), row.code),
        "panels": [Panel(_("Deze verplichting"), FACTS, _facts(row))],
        "tables": [table],
    }
    return table.respond(request, PAGE, context)


def _find(key: int) -> CommitmentRow:
    found = commitment_of(key)
    if found is None:
        raise Http404
    return found


def _actions(request: Request, row: CommitmentRow) -> tuple[Action, ...]:
    if not may_commit(request.actor):
        return ()
    found = []
    if row.state is CommitmentState.REQUESTED:
        found.append(Action(_("Leg vast"), commitment_address(row.id, "vastleggen/"), "primary"))
    if row.state is not CommitmentState.RELEASED:
        found.append(Action(_("Geef vrij"), commitment_address(row.id, "vrijgeven/"), "danger"))
    if not why_not_carry(row, request.today):
        title = _("Neem mee naar %(year)s") % {"year": row.year + 1}
        found.insert(0, Action(title, commitment_address(row.id, "meenemen/"), "primary"))
    return tuple(found)


def _facts(row: CommitmentRow) -> DefinitionList:
    names = names_in(row.made, *row.steps.values())
    items = [
        Definition(_("Stand"), status=commitment_status(row)),
        Definition(_("Post"), row.post, url=post_address(row.agreement_code, row.year, row.post)),
        Definition(_("Bedrag"), format_euro(row.amount_cents), is_number=True),
        Definition(_("Uitgegeven"), format_euro(row.booked_cents), is_number=True),
        Definition(_("Nog vastgelegd"), format_euro(row.open_cents), is_number=True),
        Definition(_("Aangevraagd"), long_date(row.made.at.date()), note=who(row.made, names)),
    ]
    for step, taken in row.steps.items():
        note = "; ".join(part for part in (who(taken, names), taken.note) if part)
        items.append(
            Definition(str(COMMITMENT_STEPS[step]).capitalize(), long_date(taken.at.date()), note=note)
        )
    for label, carried in ((_("Komt van"), row.carried_from), (_("Loopt door als"), row.carried_to)):
        if carried:
            items.append(Definition(label, carried[1], url=commitment_address(carried[0])))
    if row.party:
        items.append(Definition(_("Met wie"), row.party))
    if subject := subject_of(row.subject_kind, row.subject_key):
        items.append(Definition(_("Hoort bij"), subject.title, url=subject.url))
    return DefinitionList(tuple(items))


def new_commitment_page(request: Request, agreement_code: str, year: int) -> HttpResponse:
    """Ask for money on a line of a year."""
    require_form(may_request_commitment(request.actor))
    find_agreement(request.actor, agreement_code, year)
    if request.method != "POST":
        refuse_closed(agreement_code, year)
    lines = approved_budget(agreement_code, year).of(BudgetSide.EXPENDITURE)
    posts = [(each.code, f"{each.title} ({format_euro(each.left_cents)} over)") for each in lines]
    form = CommitmentForm(sent(request), posts=posts)
    page = EditPage(
        title=_("Vraag geld aan"),
        crumbs=budget_year_crumbs(agreement_code, year),
        back_url=budget_address(agreement_code, year),
        saved=_("Aangevraagd. De controller kan het vastleggen zolang er geld op de post is."),
        submit_label=_("Vraag aan"),
    )

    def save() -> str:
        said = form.cleaned_data
        wanted = Wanted(agreement_code, year, said["post"], said["title"], said["amount"], said["party"])
        return commitment_address(request_commitment(wanted, actor=request.actor, now=clock.now()))

    return edit(request, form, page, save)


def commit_page(request: Request, key: int) -> HttpResponse:
    """Enter into a commitment, while the line has the money."""
    row = _find(key)
    intro = _("Daarna is %(amount)s van de post niet meer vrij.") % {"amount": format_euro(row.amount_cents)}
    page = _step_page(row, _("Leg vast"), _("Vastgelegd."), intro)
    form = SureForm(sent(request))
    return _step(
        request,
        row,
        CommitmentStep.COMMITTED,
        form,
        page,
        lambda _why: commit(key, actor=request.actor, now=clock.now()),
    )


def release_page(request: Request, key: int) -> HttpResponse:
    """Release what a commitment still keeps, or take a request back."""
    row = _find(key)
    intro = _("Wat is uitgegeven, blijft geboekt. De rest komt weer vrij op de post.")
    page = _step_page(row, _("Geef vrij"), _("Vrijgegeven."), intro)
    form = ReasonForm(sent(request))
    return _step(
        request,
        row,
        CommitmentStep.RELEASED,
        form,
        page,
        lambda why: release_commitment(key, reason=why, actor=request.actor, now=clock.now()),
    )


def carry_page(request: Request, key: int) -> HttpResponse:
    """Let what is left go on in the next year."""
    require_form(may_commit(request.actor))
    row = _find(key)
    if request.method != "POST" and (why := why_not_carry(row, request.today)):
        raise DomainError(why)
    facts = {"left": format_euro(row.open_cents), "year": row.year, "next": row.year + 1}
    intro = _(
        "%(left)s komt in %(year)s vrij en wordt in %(next)s vastgelegd op dezelfde post, als daar geld is."
    )
    page = _step_page(row, _("Neem mee naar %(next)s") % facts, _("Meegenomen."), intro % facts)
    form = ReasonForm(sent(request))

    def save() -> str:
        made, is_new = carry_commitment(
            key,
            reason=form.cleaned_data["reason"],
            actor=request.actor,
            now=clock.now(),
            today=request.today,
        )
        address = commitment_address(made)
        return address if is_new else AsItStood(address)

    return edit(request, form, page, save)


def _step_page(row: CommitmentRow, title: str, saved: str, intro: str) -> EditPage:
    address = commitment_address(row.id)
    return EditPage(
        title=title,
        kicker=row.title,
        crumbs=[*commitment_crumbs(), (row.code, address)],
        back_url=address,
        saved=saved,
        submit_label=title,
        intro=intro,
    )


def _step(
    request: Request,
    row: CommitmentRow,
    step: CommitmentStep,
    form: RefusingForm,
    page: EditPage,
    take: Callable[[str], bool],
) -> HttpResponse:
    """No form for a step that cannot be taken; who sends one a second time is told so by the step itself."""
    require_form(may_commit(request.actor))
    if request.method != "POST" and (why := why_not(row, step)):
        raise DomainError(why)

    def save() -> str:
        is_new = take(form.cleaned_data.get("reason", ""))
        return page.back_url if is_new else AsItStood(page.back_url)

    return edit(request, form, page, save)

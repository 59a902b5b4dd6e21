"""/subsidies/: every grant that comes in; and one of them with its steps, what they come to, and its activities."""

from collections.abc import Iterator
from typing import Final

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from noaber.accounts.editing import crumbs_of
from noaber.core.access import may_fill_in, require
from noaber.core.addresses import organisation_address
from noaber.core.asof import AsOf
from noaber.core.components.columns import Column, Row
from noaber.core.components.filters import ChoiceFilter, TextFilter
from noaber.core.components.frame import Action, PageHeading
from noaber.core.components.pictures import Timeline, TimelineEvent
from noaber.core.components.status import Status, Tone
from noaber.core.components.table import Table, list_table, plain_table
from noaber.core.components.texts import Definition, DefinitionList, EmptyState, Notice, Panel
from noaber.core.requests import Request
from noaber.core.rules.dutch import long_date
from noaber.core.rules.money import format_euro
from noaber.finance.access import may_keep_grants, may_read_grants
from noaber.finance.models import GRANT_STEPS
from noaber.finance.queries.grants import GrantRow, activities_of, grant_called, grants
from noaber.finance.rules.grants.grant import (
    GrantState,
    GrantStepKind,
    GrantSums,
    IncomeLine,
    KnownStep,
    ReportDue,
)
from noaber.finance.views.grants.funded_activities import activity_status
from noaber.finance.views.places.budget import post_address
from noaber.finance.views.places.grants import (
    ACTIVITIES,
    FILES,
    NEW_GRANT,
    activity_address,
    grant_address,
    grants_crumbs,
    step_address,
)
from noaber.strategy.api import grant_titles

LIST: Final = "finance/billing.html"
PAGE: Final = "finance/grants/grant.html"
FACTS: Final = "core/components/facts_panel.html"
TABLE: Final = "core/components/table_panel.html"
STATES: Final[dict[GrantState, tuple[Promise, Tone]]] = {
    GrantState.NEW: (gettext_lazy("nog niet aangevraagd"), "neutral"),
    GrantState.APPLIED: (gettext_lazy("aangevraagd"), "info"),
    GrantState.REFUSED: (gettext_lazy("afgewezen"), "neutral"),
    GrantState.RUNNING: (gettext_lazy("loopt"), "current"),
    GrantState.SETTLED: (gettext_lazy("vastgesteld"), "ok"),
    GrantState.TO_PAY_BACK: (gettext_lazy("terug te betalen"), "warning"),
}


def grants_page(request: Request) -> HttpResponse:
    """Every grant, to search, sort, filter and download."""
    require(may_read_grants(request.actor))
    rows = grants()
    may_keep = may_fill_in(may_keep_grants(request.actor))
    actions = [Action(_("Gesubsidieerde activiteiten"), ACTIVITIES)]
    if may_keep:
        actions.insert(0, Action(_("Leg een subsidie vast"), NEW_GRANT, "primary"))
    heading = PageHeading(
        _("Subsidies"),
        intro=_(
            "Geld dat het netwerk of een partner van een ander krijgt: aangevraagd, verleend, ontvangen, verantwoord "
            "en vastgesteld. De sommen volgen uit de stappen."
        ),
        actions=tuple(actions),
    )
    around: dict[str, object] = {
        "heading": heading,
        **crumbs_of(grants_crumbs(request.actor)[:-1], _("Subsidies")),
    }
    if not rows:
        around["nothing"] = _nothing(may_keep=may_keep)
    return _table(request, rows).respond(request, LIST, around)


def _nothing(*, may_keep: bool) -> EmptyState:
    text = _("De coördinator of de controller legt ze vast, met elke stap die erop volgt.")
    action = Action(_("Leg een subsidie vast"), NEW_GRANT, "primary") if may_keep else None
    return EmptyState(_("Er is nog geen subsidie vastgelegd"), text, action)


def _table(request: Request, rows: tuple[GrantRow, ...]) -> Table:
    years = sorted({year for row in rows for year in row.years}, reverse=True)
    return list_table(
        request.GET,
        name="subsidies",
        caption=_("Subsidies"),
        columns=_columns(),
        rows=[_row(row) for row in rows],
        filters=[
            TextFilter(("title", "funder", "scheme", "applicant")),
            ChoiceFilter("funder", _("Financier"), "financier"),
            ChoiceFilter("state_word", _("Stand"), "stand"),
            ChoiceFilter("years", _("Jaar"), "jaar", tuple((str(year), str(year)) for year in years)),
        ],
        empty_text=_("Er is nog geen subsidie vastgelegd."),
        phone="scroll",
    )


def _columns() -> list[Column]:
    return [
        Column("title", _("Subsidie"), "link"),
        Column("funder", _("Financier")),
        Column("scheme", _("Regeling"), is_on_screen=False),
        Column("applicant", _("Aanvrager")),
        Column("applicant_code", _("Code van de aanvrager"), is_on_screen=False),
        Column("state", _("Stand"), "status"),
        Column("asked", _("Gevraagd"), "money", is_totalled=True, is_on_screen=False),
        Column("awarded", _("Verleend"), "money", is_totalled=True),
        Column("received", _("Ontvangen"), "money", is_totalled=True),
        Column("spent", _("Besteed"), "money", is_totalled=True),
        Column("unspent", _("Niet besteed"), "money", is_totalled=True),
        Column("not_paid_out", _("Niet uitbetaald"), "money", is_totalled=True),
        Column("lapsed", _("Vervallen"), "money", is_totalled=True),
        Column("settled", _("Vastgesteld"), "money", is_on_screen=False),
        Column("own_cost", _("Voor eigen rekening"), "money", is_totalled=True, is_on_screen=False),
        Column("to_pay_back", _("Terug te betalen"), "money", is_totalled=True, is_on_screen=False),
        Column("report_on", _("Verantwoording uiterlijk"), "date"),
        Column("line", _("Post in de begroting"), is_on_screen=False),
        Column("code", _("Code"), is_on_screen=False),
    ]


def _row(row: GrantRow) -> Row:
    sums, status = row.sums, grant_status(row)
    due = next(iter(row.reports), None)
    return {
        "title": row.text.title,
        "url": grant_address(row.code),
        "funder": row.text.funder,
        "scheme": row.text.scheme,
        "applicant": row.applicant_name,
        "applicant_code": row.text.applicant,
        "state": status,
        "state_word": status.label,
        "asked": sums.asked,
        "awarded": sums.awarded,
        "received": sums.received,
        "spent": sums.spent,
        "unspent": sums.unspent,
        "not_paid_out": sums.not_paid_out,
        "lapsed": sums.lapsed,
        "settled": sums.settled,
        "own_cost": sums.own_cost,
        "to_pay_back": sums.to_pay_back,
        "report_on": due.counts_on if due else None,
        "line": f"{row.text.line.post} {row.text.line.year}" if row.text.line else "",
        "years": tuple(map(str, row.years)),
        "code": row.code,
    }


def grant_status(row: GrantRow) -> Status:
    label, tone = STATES[row.state]
    return Status(str(label), tone)


def find_grant(code: str) -> GrantRow:
    row = grant_called(code)
    if row is None:
        raise Http404
    return row


def grant_page(request: Request, code: str) -> HttpResponse:
    """One grant: how far it is, its steps, its sums with the arithmetic, and what it pays for."""
    require(may_read_grants(request.actor))
    row = find_grant(code)
    context = {
        **crumbs_of(grants_crumbs(request.actor), row.text.title),
        "heading": _heading(request, row),
        "notices": [_due_notice(due, request) for due in row.reports],
        "panels": [
            Panel(_("Deze subsidie"), FACTS, _facts(request, row), width="half"),
            Panel(_("Waar het geld is"), TABLE, _sums(row), width="half"),
        ],
        "steps": _timeline(request, row),
        "after": [Panel(_("Activiteiten"), TABLE, _activities(row))],
    }
    return render(request, PAGE, context)


def _heading(request: Request, row: GrantRow) -> PageHeading:
    actions: list[Action] = []
    if may_fill_in(may_keep_grants(request.actor)):
        actions = [
            Action(_("Leg een stap vast"), grant_address(row.code, "stap/"), "primary"),
            Action(_("Wijzig"), grant_address(row.code, "wijzigen/")),
        ]
    return PageHeading(row.text.title, kicker=row.text.funder, actions=tuple(actions))


def _due_notice(due: ReportDue, request: Request) -> Notice:
    if due.missed_on:
        text = _("De verantwoording moest er op %(missed)s zijn. De dag is daarna verschoven naar %(due)s.")
        facts = {"missed": long_date(due.missed_on), "due": long_date(due.due_on)}
        return Notice(text % facts, "warning")
    if due.due_on < request.today:
        text = _("De verantwoording is te laat: zij moest er op %(due)s zijn.")
        return Notice(text % {"due": long_date(due.due_on)}, "warning")
    return Notice(_("De verantwoording moet er uiterlijk %(due)s zijn.") % {"due": long_date(due.due_on)})


def _facts(request: Request, row: GrantRow) -> DefinitionList:
    text, sums = row.text, row.sums
    items = [Definition(_("Stand"), status=grant_status(row))]
    if text.scheme:
        items.append(Definition(_("Regeling"), text.scheme))
    items.append(Definition(_("Aanvrager"), row.applicant_name, url=organisation_address(text.applicant)))
    if text.file:
        titles = {code: title for code, title, *_rest in grant_titles(AsOf(request.today))}
        name = titles.get(text.file, text.file)
        items.append(Definition(_("Aanvraagdossier"), name, url=f"{FILES}{text.file}/"))
    if text.line:
        items.append(_line(text.line))
    items.append(Definition(_("Gevraagd"), format_euro(sums.asked), is_number=True))
    items.append(Definition(_("Verleend"), format_euro(sums.awarded), is_number=True))
    came = _("%(in)s binnen, %(back)s terugbetaald")
    note = came % {"in": format_euro(sums.advances), "back": format_euro(sums.repaid)} if sums.repaid else ""
    items.append(Definition(_("Ontvangen"), format_euro(sums.received), note=note, is_number=True))
    if sums.settled is not None:
        items.append(Definition(_("Vastgesteld"), format_euro(sums.settled), is_number=True))
    items.append(Definition(_("Nog te ontvangen"), format_euro(sums.still_to_come), is_number=True))
    if sums.settled is not None:
        items.append(Definition(_("Terug te betalen"), format_euro(sums.to_pay_back), is_number=True))
    return DefinitionList(tuple(items))


def _line(line: IncomeLine) -> Definition:
    """Where it comes in: the page of that line has it in its sums."""
    address = post_address(line.agreement, line.year, line.post)
    return Definition(_("Post in de begroting"), f"{line.post} {line.year}", url=address)


def _sums(row: GrantRow) -> Table:
    """The award in its parts; they are always the whole."""
    sums = row.sums
    rows: list[Row] = [
        {"part": part, "how": how, "amount": cents}
        for part, how, cents in (_parts(sums) if sums.settled is None else _settled_parts(sums))
    ]
    return plain_table(
        name="delen",
        caption=_("Samen precies wat is verleend"),
        columns=[
            Column("part", _("Deel")),
            Column("how", _("Hoe gerekend")),
            Column("amount", _("Bedrag"), "money", is_totalled=True),
        ],
        rows=rows,
        notes=list(_beside(sums)),
    )


def _parts(sums: GrantSums) -> Iterator[tuple[str, str, int]]:
    yield _("Besteed"), _("verantwoord ten laste van de subsidie"), sums.spent
    yield _("Niet besteed"), _("ontvangen min besteed"), sums.unspent
    yield _("Niet uitbetaald"), _("verleend min wat is ontvangen of al besteed"), sums.not_paid_out


def _settled_parts(sums: GrantSums) -> Iterator[tuple[str, str, int]]:
    yield _("Besteed"), _("verantwoord, ten hoogste wat is vastgesteld"), sums.spent
    yield _("Niet besteed"), _("ontvangen, ten hoogste wat is vastgesteld, min besteed"), sums.unspent
    yield _("Niet uitbetaald"), _("vastgesteld min wat is ontvangen of al besteed"), sums.not_paid_out
    yield _("Vervallen"), _("verleend, maar niet vastgesteld"), sums.lapsed


def _beside(sums: GrantSums) -> Iterator[str]:
    """What one must know beside the parts."""
    for cents, text in (
        (sums.prefinanced, _("%(amount)s is besteed en moet nog binnenkomen.")),
        (sums.own_cost, _("%(amount)s is besteed, maar niet vastgesteld: dat is voor eigen rekening.")),
        (sums.to_pay_back, _("%(amount)s is meer ontvangen dan vastgesteld en gaat nog terug.")),
    ):
        if cents:
            yield text % {"amount": format_euro(cents)}


def _timeline(request: Request, row: GrantRow) -> Timeline:
    """The steps by day; also what was corrected or withdrawn, said so."""
    may_keep = may_fill_in(may_keep_grants(request.actor))
    held = {each.key for each in row.steps}
    by = {each.replaces: each for each in row.every if each.replaces}
    shown = sorted(
        (each for each in row.every if each.text.kind is not GrantStepKind.WITHDRAWN),
        key=lambda each: (each.text.on, each.key),
    )
    events = (
        _event(request, row, each, by.get(each.key), may_keep=may_keep and each.key in held) for each in shown
    )
    return Timeline(tuple(events), _("Van aanvraag tot vaststelling"))


def _event(
    request: Request, row: GrantRow, each: KnownStep, replaced: KnownStep | None, *, may_keep: bool
) -> TimelineEvent:
    kind, status = str(GRANT_STEPS[each.text.kind]).capitalize(), None
    title = kind if each.text.amount_cents is None else f"{kind}: {format_euro(each.text.amount_cents)}"
    if replaced:
        is_gone = replaced.text.kind is GrantStepKind.WITHDRAWN
        status = Status(_("ingetrokken") if is_gone else _("verbeterd"), "neutral")
    links: tuple[tuple[str, str], ...] = ()
    if may_keep:
        links = (
            (_("Verbeter"), step_address(row.code, each.key, "verbeteren/")),
            (_("Trek in"), step_address(row.code, each.key, "intrekken/")),
        )
    return TimelineEvent(
        each.text.on,
        title,
        " ".join(_step_words(each, replaced)),
        links=links,
        status=status,
        is_ahead=each.text.on > request.today,
    )


def _step_words(each: KnownStep, replaced: KnownStep | None) -> Iterator[str]:
    if each.text.reference:
        yield _("Kenmerk %(reference)s.") % {"reference": each.text.reference}
    if each.text.evidence:
        yield f"{each.text.evidence.rstrip('.')}."
    if each.reason:
        yield _("Verbeterd, want: %(why)s") % {"why": each.reason}
    if replaced and replaced.text.kind is GrantStepKind.WITHDRAWN:
        yield _("Ingetrokken, want: %(why)s") % {"why": replaced.reason}


def _activities(row: GrantRow) -> Table:
    found = activities_of(row.code)
    tied = sum(each.text.amount_cents or 0 for each in found)
    free = format_euro(row.sums.awarded - tied)
    notes = [_("Nog niet aan een activiteit toegewezen: %(free)s.") % {"free": free}] if found else []
    return plain_table(
        name="activiteiten-van-subsidie",
        caption=_("Wat deze subsidie betaalt"),
        columns=[
            Column("title", _("Activiteit"), "link"),
            Column("lead", _("Trekker")),
            Column("status", _("Stand"), "status"),
            Column("amount", _("Bedrag"), "money", is_totalled=True),
        ],
        rows=[
            {
                "title": each.text.title,
                "url": activity_address(each.code),
                "lead": each.lead_name,
                "status": activity_status(each),
                "amount": each.text.amount_cents,
            }
            for each in found
        ],
        empty_text=_("Aan deze subsidie is nog geen activiteit verbonden."),
        notes=notes,
    )

"""/subsidies/activiteiten/: what funders pay for, for everyone; amounts and grants only for the network."""

from collections import Counter
from typing import Final

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.accounts.editing import crumbs_of
from noaber.core.access import may_fill_in
from noaber.core.addresses import organisation_address
from noaber.core.asof import AsOf
from noaber.core.components.columns import Column, Row
from noaber.core.components.filters import ChoiceFilter, TextFilter
from noaber.core.components.frame import Action, PageHeading
from noaber.core.components.status import Status, Tone
from noaber.core.components.table import Table, list_table, plain_table
from noaber.core.components.texts import Definition, DefinitionList, EmptyState, Panel
from noaber.core.requests import Request, public
from noaber.core.rules.dutch import format_number, short_date
from noaber.core.rules.money import format_euro
from noaber.finance.access import may_keep_grants, may_read_grants
from noaber.finance.models import ACTIVITY_STATUSES
from noaber.finance.queries.grants import (
    FundedActivityRow,
    funded_activities,
    funded_activity,
    grants,
    said_of_activity,
)
from noaber.finance.rules.grants.funded_activities import ActivityStatus
from noaber.finance.views.places.grants import (
    GRANTS,
    IMPORT,
    NEW_ACTIVITY,
    activities_crumbs,
    activity_address,
    grant_address,
)
from noaber.network.api import last_theme_names

PAGE: Final = "finance/billing.html"
FACTS: Final = "core/components/facts_panel.html"
TONES: Final[dict[ActivityStatus, Tone]] = {
    ActivityStatus.PLANNED: "info",
    ActivityStatus.RUNNING: "current",
    ActivityStatus.FINISHED: "ok",
    ActivityStatus.STOPPED: "neutral",
}


def activity_status(row: FundedActivityRow) -> Status:
    return Status(str(ACTIVITY_STATUSES[row.text.status]), TONES[row.text.status])


@public
def activities_page(request: Request) -> HttpResponse:
    """Every activity; the heading says how many the filter leaves (R24)."""
    rows = funded_activities()
    may_keep = may_fill_in(may_keep_grants(request.actor))
    table = _table(request, rows)
    context: dict[str, object] = {
        "heading": _heading(request, table, may_keep=may_keep),
        **crumbs_of(activities_crumbs(request.actor)[:-1], _("Activiteiten")),
    }
    if not rows:
        text = _("Zodra er een is vastgelegd of een lijst is ingelezen, staat zij hier.")
        action = Action(_("Lees een lijst in"), IMPORT, "primary") if may_keep else None
        context["nothing"] = EmptyState(_("Er is nog geen gesubsidieerde activiteit"), text, action)
    return table.respond(request, PAGE, context)


def _heading(request: Request, table: Table, *, may_keep: bool) -> PageHeading:
    actions = [Action(_("Subsidies"), GRANTS)] if may_read_grants(request.actor) else []
    if may_keep:
        actions = [
            Action(_("Leg een activiteit vast"), NEW_ACTIVITY, "primary"),
            Action(_("Lees een lijst in"), IMPORT),
            *actions,
        ]
    return PageHeading(_title(request, table), intro=_intro(table), actions=tuple(actions))


def _title(request: Request, table: Table) -> str:
    count = len(table.data)
    facts = {"count": format_number(count), "funder": request.GET.get("financier", "")}
    if facts["funder"] and count:
        words = ngettext(
            "%(count)s activiteit met subsidie van %(funder)s",
            "%(count)s activiteiten met subsidie van %(funder)s",
            count,
        )
    else:
        words = ngettext(
            "%(count)s gesubsidieerde activiteit", "%(count)s gesubsidieerde activiteiten", count
        )
    return words % facts


def _intro(table: Table) -> str:
    """How far those are that are shown: "Afgerond: 21, loopt: 9."."""
    counted = Counter(str(row["status_word"]) for row in table.data)
    shown = [
        f"{word}: {format_number(counted[str(word)])}"
        for word in ACTIVITY_STATUSES.values()
        if counted[str(word)]
    ]
    return f"{', '.join(shown).capitalize()}." if shown else ""


def _table(request: Request, rows: tuple[FundedActivityRow, ...]) -> Table:
    names = last_theme_names(AsOf(request.today)) if rows else {}
    is_in_network = bool(may_read_grants(request.actor))
    titles = {row.code: row.text.title for row in grants()} if is_in_network and rows else {}
    return list_table(
        request.GET,
        name="gesubsidieerde-activiteiten",
        caption=_("Gesubsidieerde activiteiten"),
        columns=_columns(is_in_network=is_in_network),
        rows=[_row(row, names, titles) for row in rows],
        filters=[
            TextFilter(("title", "lead", "funder", "theme")),
            ChoiceFilter("funder", _("Financier"), "financier"),
            ChoiceFilter("theme", _("Thema"), "thema"),
            ChoiceFilter("lead", _("Trekker"), "trekker"),
            ChoiceFilter("status_word", _("Stand"), "stand"),
        ],
        empty_text=_("Er is nog geen gesubsidieerde activiteit."),
    )


def _columns(*, is_in_network: bool) -> list[Column]:
    columns = [
        Column("title", _("Activiteit"), "link"),
        Column("lead", _("Trekker"), url_key="lead_url"),
        Column("lead_code", _("Code van de trekker"), is_on_screen=False),
        Column("funder", _("Financier")),
        Column("theme", _("Thema")),
        Column("status", _("Stand"), "status"),
        Column("status_on", _("Sinds"), "date"),
    ]
    if is_in_network:
        columns += [
            Column("grant", _("Subsidie"), url_key="grant_url"),
            Column("amount", _("Bedrag"), "money", is_totalled=True),
        ]
    return [*columns, Column("code", _("Code"), is_on_screen=False)]


def _row(row: FundedActivityRow, names: dict[str, str], titles: dict[str, str]) -> Row:
    """`titles`: of the grants, for who may read those; without them no amount goes into a row."""
    said, status = row.text, activity_status(row)
    is_shown = said.grant in titles
    return {
        "title": said.title,
        "url": activity_address(row.code),
        "code": row.code,
        "lead": row.lead_name,
        "lead_code": said.lead,
        "lead_url": organisation_address(said.lead),
        "funder": said.funder,
        "theme": names.get(said.theme, said.theme),
        "status": status,
        "status_word": status.label,
        "status_on": said.status_on,
        "grant": titles[said.grant] if is_shown else None,
        "grant_url": grant_address(said.grant) if is_shown else "",
        "amount": said.amount_cents if is_shown else None,
    }


def find_activity(code: str) -> FundedActivityRow:
    row = funded_activity(code)
    if row is None:
        raise Http404
    return row


@public
def activity_page(request: Request, code: str) -> HttpResponse:
    """One activity, and all that was said of it."""
    row = find_activity(code)
    actions: tuple[Action, ...] = ()
    if may_fill_in(may_keep_grants(request.actor)):
        actions = (Action(_("Wijzig"), activity_address(code, "wijzigen/"), "primary"),)
    context = {
        "heading": PageHeading(row.text.title, kicker=row.text.funder, actions=actions),
        **crumbs_of(activities_crumbs(request.actor), row.text.title),
        "panels": [Panel(_("Deze activiteit"), FACTS, _facts(request, row), width="half")],
    }
    return _history(request, row).respond(request, PAGE, context)


def _facts(request: Request, row: FundedActivityRow) -> DefinitionList:
    said = row.text
    names = last_theme_names(AsOf(request.today))
    items = [
        Definition(_("Stand"), status=activity_status(row), note=short_date(said.status_on)),
        Definition(_("Trekker"), row.lead_name, url=organisation_address(said.lead)),
        Definition(_("Financier"), said.funder),
        Definition(_("Thema"), names.get(said.theme, said.theme) or _("geen")),
    ]
    if said.grant and may_read_grants(request.actor):
        title = next((each.text.title for each in grants() if each.code == said.grant), said.grant)
        items.append(Definition(_("Subsidie"), title, url=grant_address(said.grant)))
        if said.amount_cents is not None:
            items.append(Definition(_("Bedrag"), format_euro(said.amount_cents), is_number=True))
    return DefinitionList(tuple(items))


def _history(request: Request, row: FundedActivityRow) -> Table:
    """Every statement, the newest first: nothing that was said is lost."""
    rows: list[Row] = [
        {
            "recorded_at": each.recorded_at,
            "status": activity_status(each),
            "status_on": each.text.status_on,
            "title": each.text.title,
            "lead": each.lead_name,
            "funder": each.text.funder,
        }
        for each in reversed(said_of_activity(row.code))
    ]
    return plain_table(
        name="geschiedenis",
        caption=_("Wat er eerder stond"),
        columns=[
            Column("recorded_at", _("Vastgelegd"), "moment"),
            Column("status", _("Stand"), "status"),
            Column("status_on", _("Sinds"), "date"),
            Column("title", _("Naam")),
            Column("lead", _("Trekker")),
            Column("funder", _("Financier")),
        ],
        rows=rows,
    )

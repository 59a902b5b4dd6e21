"""The files of national grants (R23): what is asked, by whom it is needed, and how far it is; without amounts."""

from collections.abc import Iterator, Mapping

from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from noaber.accounts.editing import crumbs_of
from noaber.core.access import ANONYMOUS, may_fill_in
from noaber.core.asof import AsOf
from noaber.core.components.asof_bar import asof_bar
from noaber.core.components.columns import Column, Row
from noaber.core.components.filters import ChoiceFilter, TextFilter
from noaber.core.components.frame import Action, PageHeading
from noaber.core.components.pictures import StatusLine, Timeline, TimelineEvent
from noaber.core.components.status import Status
from noaber.core.components.table import Table, list_table
from noaber.core.components.texts import Definition, DefinitionList, Notice
from noaber.core.requests import Request, asof_of, public
from noaber.core.rules.sensitive import find_sensitive
from noaber.network.api import OrganisationRow, municipalities, organisations
from noaber.strategy.access import may_record_grant, may_state_need, spoken_for
from noaber.strategy.models import STEP_KINDS
from noaber.strategy.queries.goals.leaders import led_themes
from noaber.strategy.queries.grants import GrantRow, StepRow, grant_file, grant_files
from noaber.strategy.queries.results.result import theme_titles
from noaber.strategy.views.places import GRANTS, grant_address, start_crumbs
from noaber.strategy.words.periods import grant_status, theme_word

GIVEN, MISSING = "gegeven", "nog niet"


def may_add(request: Request) -> bool:
    """Whether this reader may open a file on some theme."""
    asof = AsOf(request.today)
    led = sorted(led_themes(request.actor, asof))
    return may_fill_in(may_record_grant(request.actor, led[0] if led else "", asof))


@public
def grant_list(request: Request) -> HttpResponse:
    """Every grant that the network follows, with how far it is."""
    asof = asof_of(request)
    add = Action(_("Open een dossier"), f"{GRANTS}nieuw/", "primary")
    context = {
        **crumbs_of(start_crumbs(asof), _("Landelijke subsidies")),
        "heading": PageHeading(
            _("Landelijke subsidies"),
            intro=_("Van behoefte tot uitvoering. Bedragen staan niet hier, maar bij de financiën."),
            actions=(add,) if may_add(request) and not asof.is_asked else (),
        ),
        "asof": asof_bar(asof, request.GET.dict()),
    }
    return _table(request, asof).respond(request, "strategy/periods.html", context)


def _table(request: Request, asof: AsOf) -> Table:
    themes = theme_titles(asof)
    return list_table(
        request.GET,
        name="subsidies",
        caption=_("Landelijke subsidies"),
        columns=[
            Column("title", _("Subsidie"), "link"),
            Column("fund", _("Fonds")),
            Column("theme", _("Thema")),
            Column("needs", _("Behoeften"), "number"),
            Column("last_on", _("Laatste stap"), "date"),
            Column("state", _("Stand"), "status"),
        ],
        rows=[_cells(row, themes, asof) for row in grant_files(asof)],
        filters=[TextFilter(("title", "fund")), ChoiceFilter("theme", _("Thema"), "thema")],
        empty_text=_("Er is nog geen subsidiedossier."),
    )


def _cells(row: GrantRow, themes: Mapping[str, str], asof: AsOf) -> Row:
    return {
        "title": row.text.title,
        "url": grant_address(row.code, asof=asof),
        "fund": row.text.fund,
        "theme": theme_word(themes.get(row.theme, row.theme)),
        "needs": len(row.needs),
        "last_on": row.steps[-1].text.on if row.steps else None,
        "state": grant_status(row.state),
    }


def find_grant(code: str, asof: AsOf) -> GrantRow:
    row = grant_file(code, asof)
    if row is None:
        raise Http404
    return row


def grants_crumbs(asof: AsOf | None = None) -> list[tuple[str, str]]:
    return [*start_crumbs(asof), (_("Landelijke subsidies"), GRANTS)]


@public
def grant_page(request: Request, grant_code: str) -> HttpResponse:
    """One file: how far it is, its steps, and what each municipality needs."""
    asof = asof_of(request)
    row = find_grant(grant_code, asof)
    may_change = may_fill_in(may_record_grant(request.actor, row.theme, AsOf(request.today)))
    may_change = may_change and not asof.is_asked
    asked = [each.code for each in municipalities(ANONYMOUS, asof)]
    given = sum(1 for code in asked if row.need(code))
    context = {
        **crumbs_of(grants_crumbs(asof), row.text.title),
        "heading": _heading(request, row, asof, may_change=may_change),
        "asof": asof_bar(asof, request.GET.dict()),
        "notices": list(_notices(row)) if may_change else [],
        "facts": _facts(row, asof),
        "steps": _steps(row, may_change=may_change and not request.actor.prepares_only),
        "line": StatusLine(given, len(asked), _("gemeenten zeiden wat zij nodig hebben")),
    }
    return _needs(request, row, asof).respond(request, "strategy/grant.html", context)


def _heading(request: Request, row: GrantRow, asof: AsOf, *, may_change: bool) -> PageHeading:
    actions = list[Action]()
    if not asof.is_asked:
        for code in sorted(spoken_for(request.actor)):
            if may_fill_in(may_state_need(request.actor, code)):
                label = _("Zeg wat uw organisatie nodig heeft")
                actions.append(Action(label, grant_address(row.code, f"behoefte/{code}/"), "primary"))
    if may_change:
        actions.append(Action(_("Leg een stap vast"), grant_address(row.code, "stap/"), "primary"))
        actions.append(Action(_("Wijzig"), grant_address(row.code, "wijzigen/")))
        if not request.actor.prepares_only:
            actions += _removals(row)
    return PageHeading(row.text.title, kicker=_("Landelijke subsidie"), actions=tuple(actions))


def _removals(row: GrantRow) -> Iterator[Action]:
    for each in (*row.steps, *row.withdrawn_steps):
        if each.text.file:
            label = _("Haal %(name)s weg") % {"name": each.file_name}
            yield Action(label, grant_address(row.code, f"bestanden/{each.text.file}/weghalen/"))


def _notices(row: GrantRow) -> Iterator[Notice]:
    said = (row.text.about, *(each.text.text for each in row.steps), *(each.text for each in row.needs))
    if any(found.kind == "bsn" for text in said for found in find_sensitive(text)):
        yield Notice(_("In de tekst lijkt een burgerservicenummer te staan. Die horen hier niet."), "warning")
    yield from (Notice(warning, "warning") for each in row.steps for warning in each.warnings)


def _facts(row: GrantRow, asof: AsOf) -> DefinitionList:
    theme = theme_word(theme_titles(asof).get(row.theme, row.theme))
    items = [
        Definition(_("Stand"), status=grant_status(row.state)),
        Definition(_("Fonds"), row.text.fund),
        Definition(_("Thema"), theme),
    ]
    if row.text.about:
        items.append(Definition(_("Waar het voor is"), row.text.about))
    items.append(Definition(_("Bedragen"), _("staan bij de financiën, niet in dit dossier")))
    return DefinitionList(tuple(items))


def _steps(row: GrantRow, *, may_change: bool) -> Timeline:
    """From position to implementation, each on its day with what can be read of it; also what was taken back."""
    every = sorted((*row.steps, *row.withdrawn_steps), key=lambda each: each.text.on)
    events = (_step(row, each, may_change=may_change) for each in every)
    return Timeline(tuple(events), _("Van standpunt tot uitvoering"))


def _step(row: GrantRow, each: StepRow, *, may_change: bool) -> TimelineEvent:
    links, text = list(_links(each)), each.text.text
    if each.withdrawn:
        text = _("Ingetrokken, want: %(why)s Er stond: %(said)s") % {"why": each.withdrawn, "said": text}
    elif may_change:
        links.append((_("Trek deze stap in"), grant_address(row.code, f"stap/{each.key}/intrekken/")))
    return TimelineEvent(
        each.text.on,
        str(STEP_KINDS[each.text.kind]).capitalize(),
        text,
        links=tuple(links),
        status=Status(_("ingetrokken"), "neutral") if each.withdrawn else None,
    )


def _links(each: StepRow) -> Iterator[tuple[str, str]]:
    if each.text.file:
        yield each.file_name, f"/bestanden/{each.text.file}/"
    if each.text.link:
        yield _("Waar het staat"), each.text.link


def _needs(request: Request, row: GrantRow, asof: AsOf) -> Table:
    """Every municipality, and every other organisation that said something, with what it needs."""
    shown = [each for each in organisations(ANONYMOUS, asof) if each.is_municipality or row.need(each.code)]
    return list_table(
        request.GET,
        name="behoeften",
        caption=_("Wat organisaties nodig hebben"),
        columns=[
            Column("name", _("Organisatie"), "link"),
            Column("code", _("Code"), is_on_screen=False),
            Column("district", _("District")),
            Column("text", _("Behoefte")),
            Column("given", _("Stand"), "status"),
            Column("recorded_at", _("Gezegd op"), "moment"),
        ],
        rows=[_need(request, row, each, asof) for each in shown],
        filters=[
            TextFilter(("name", "text")),
            ChoiceFilter("district", _("District"), "district"),
            ChoiceFilter("given", _("Stand"), "stand"),
        ],
        empty_text=_("Er zijn geen gemeenten."),
    )


def _need(request: Request, row: GrantRow, each: OrganisationRow, asof: AsOf) -> Row:
    need, gone = row.need(each.code), row.withdrawn_need(each.code)
    why = _("Ingetrokken, want: %(why)s") % {"why": gone.withdrawn} if gone else ""
    may = not asof.is_asked and may_fill_in(may_state_need(request.actor, each.code))
    return {
        "name": each.name,
        "code": each.code,
        "url": grant_address(row.code, f"behoefte/{each.code}/") if may else "",
        "district": each.district_name,
        "text": need.text if need else why,
        "given": Status(GIVEN, "ok") if need else Status(MISSING, "neutral"),
        "recorded_at": need.recorded_at if need else None,
    }

"""What the network stands for together, and where that was brought in (R22): to read for everyone."""

from collections import Counter
from collections.abc import Iterator, Mapping

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from noaber.accounts.editing import crumbs_of
from noaber.core.access import ANONYMOUS, may_fill_in
from noaber.core.asof import AsOf
from noaber.core.components.asof_bar import asof_bar
from noaber.core.components.columns import Column, Row
from noaber.core.components.filters import ChoiceFilter, TextFilter
from noaber.core.components.frame import Action, PageHeading
from noaber.core.components.pictures import Timeline, TimelineEvent
from noaber.core.components.status import Status
from noaber.core.components.table import Table, list_table
from noaber.core.components.texts import Definition, DefinitionList, Notice
from noaber.core.requests import Request, asof_of, public
from noaber.core.rules.dutch import long_date
from noaber.network.api import SeatRow, seats
from noaber.strategy.access import may_record_position
from noaber.strategy.queries.goals.leaders import led_themes
from noaber.strategy.queries.positions import (
    EntryRow,
    PositionRow,
    joint_position,
    joint_positions,
    position_versions,
)
from noaber.strategy.queries.results.result import theme_titles
from noaber.strategy.views.places import POSITIONS, position_address, start_crumbs
from noaber.strategy.words.periods import theme_word


def standing(row: PositionRow) -> Status:
    return Status(_("losgelaten"), "neutral") if row.text.is_left else Status(_("hier staan wij voor"), "ok")


def may_add(request: Request) -> bool:
    """Whether this reader may write a position on some theme."""
    asof = AsOf(request.today)
    led = sorted(led_themes(request.actor, asof))
    return may_fill_in(may_record_position(request.actor, led[0] if led else "", asof))


@public
def position_list(request: Request) -> HttpResponse:
    """Every joint position, with where it was brought in last."""
    asof = asof_of(request)
    add = Action(_("Leg een standpunt vast"), f"{POSITIONS}nieuw/", "primary")
    intro = _(
        "Samen staan de gemeenten sterker. Hier staat waar zij samen voor staan, en waar dat is ingebracht."
    )
    context = {
        **crumbs_of(start_crumbs(asof), _("Gezamenlijke standpunten")),
        "heading": PageHeading(
            _("Gezamenlijke standpunten"),
            intro=intro,
            actions=(add,) if may_add(request) and not asof.is_asked else (),
        ),
        "asof": asof_bar(asof, request.GET.dict()),
    }
    return _table(request, asof).respond(request, "strategy/periods.html", context)


def _table(request: Request, asof: AsOf) -> Table:
    themes = theme_titles(asof)
    return list_table(
        request.GET,
        name="standpunten",
        caption=_("Gezamenlijke standpunten"),
        columns=[
            Column("title", _("Standpunt"), "link"),
            Column("theme", _("Thema")),
            Column("since_on", _("Sinds"), "date"),
            Column("entries", _("Keer ingebracht"), "number"),
            Column("last", _("Laatst ingebracht bij")),
            Column("state", _("Stand"), "status"),
            Column("stance", _("Waar wij samen voor staan"), is_on_screen=False),
        ],
        rows=[_cells(row, themes, asof) for row in joint_positions(asof)],
        filters=[TextFilter(("title", "stance", "last")), ChoiceFilter("theme", _("Thema"), "thema")],
        empty_text=_("Er zijn nog geen gezamenlijke standpunten vastgelegd."),
    )


def _cells(row: PositionRow, themes: Mapping[str, str], asof: AsOf) -> Row:
    return {
        "title": row.text.title,
        "url": position_address(row.code, asof=asof),
        "theme": theme_word(themes.get(row.theme, row.theme)),
        "since_on": row.text.since_on,
        "entries": len(row.entries),
        "last": row.entries[0].text.forum if row.entries else "",
        "state": standing(row),
        "stance": row.text.stance,
    }


@public
def position_page(request: Request, position_code: str) -> HttpResponse:
    """One position: what it says, and its log."""
    asof = asof_of(request)
    row = find_position(position_code, asof)
    may_change = may_fill_in(may_record_position(request.actor, row.theme, AsOf(request.today)))
    may_change = may_change and not asof.is_asked
    context = {
        **crumbs_of(positions_crumbs(asof), row.text.title),
        "heading": _heading(row, may_change=may_change),
        "asof": asof_bar(asof, request.GET.dict()),
        "notices": list(_notices(row)),
        "text": row.text.stance,
        "facts": _facts(row, asof),
        "history": _history(row, asof),
    }
    log = _log(request, row, asof, may_change=may_change)
    return log.respond(request, "strategy/position.html", context)


def find_position(code: str, asof: AsOf) -> PositionRow:
    row = joint_position(code, asof)
    if row is None:
        raise Http404
    return row


def positions_crumbs(asof: AsOf | None = None) -> list[tuple[str, str]]:
    return [*start_crumbs(asof), (_("Gezamenlijke standpunten"), POSITIONS)]


def _heading(row: PositionRow, *, may_change: bool) -> PageHeading:
    actions = (
        Action(_("Wijzig"), position_address(row.code, "wijzigen/")),
        Action(_("Leg vast waar het is ingebracht"), position_address(row.code, "inbreng/nieuw/"), "primary"),
    )
    kicker = _("Gezamenlijk standpunt")
    return PageHeading(row.text.title, kicker=kicker, actions=actions if may_change else ())


def _notices(row: PositionRow) -> Iterator[Notice]:
    if row.text.is_left:
        yield Notice(
            _("Het netwerk staat hier niet meer voor: %(why)s") % {"why": row.text.reason}, "warning"
        )


def _facts(row: PositionRow, asof: AsOf) -> DefinitionList:
    theme = theme_word(theme_titles(asof).get(row.theme, row.theme))
    return DefinitionList(
        (
            Definition(_("Stand"), status=standing(row)),
            Definition(_("Thema"), theme),
            Definition(_("Sinds"), long_date(row.text.since_on)),
        )
    )


def _log(request: Request, row: PositionRow, asof: AsOf, *, may_change: bool) -> Table:
    """Where it was brought in: forum, date, by which seat, what was said, what came of it."""
    titles = seat_titles(asof)
    columns = [
        Column("forum", _("Waar"), "link" if may_change else "text"),
        Column("on", _("Wanneer"), "date"),
        Column("seat", _("Door wie")),
        Column("said", _("Wat is gezegd")),
        Column("outcome", _("Wat eruit kwam")),
    ]
    return list_table(
        request.GET,
        name="lobbylogboek",
        caption=_("Waar het is ingebracht"),
        columns=columns,
        rows=[_entry(row, each, titles) for each in row.entries],
        empty_text=_("Dit standpunt is nog nergens ingebracht."),
        notes=[_("Klik op een regel om aan te vullen wat eruit kwam.")] if may_change and row.entries else [],
    )


def _entry(row: PositionRow, each: EntryRow, titles: Mapping[str, str]) -> Row:
    return {
        "forum": each.text.forum,
        "url": position_address(row.code, f"inbreng/{each.key}/"),
        "on": each.text.on,
        "seat": titles.get(each.text.seat, each.text.seat),
        "said": each.text.said,
        "outcome": each.text.outcome or _("nog niet bekend"),
    }


def seat_titles(asof: AsOf) -> dict[str, str]:
    """By code what the seats of the day are called: with the body where one title is that of several seats."""
    rows = seats(ANONYMOUS, asof)
    titles = Counter(row.title for row in rows)
    functions = Counter(row.title for row in rows if not row.body_name)

    def called(row: SeatRow) -> str:
        is_shared = titles[row.title] > 1 if row.body_name else functions[row.title] > 1
        return f"{row.title} ({row.body_name or row.organisation_name})" if is_shared else row.title

    return {row.code: called(row) for row in rows}


def _history(row: PositionRow, asof: AsOf) -> Timeline:
    """What was recorded of it when, also the lines of the log that were said better or taken back since."""
    said = [
        TimelineEvent(timezone.localtime(at).date(), text.title, text.reason)
        for at, text in position_versions(row.code, asof)
    ]
    better = _("Later aangevuld of verbeterd: %(said)s")
    old = [
        TimelineEvent(
            timezone.localtime(each.recorded_at).date(), each.text.forum, better % {"said": each.text.said}
        )
        for each in row.replaced
    ]
    back = _("Ingetrokken, want: %(why)s Er stond: %(said)s")
    gone = [
        TimelineEvent(
            timezone.localtime(each.recorded_at).date(),
            each.text.forum,
            back % {"why": each.withdrawn, "said": each.text.said},
        )
        for each in row.withdrawn
    ]
    events = sorted([*said, *old, *gone], key=lambda event: event.on, reverse=True)
    return Timeline(tuple(events), _("Wat er over dit standpunt is vastgelegd"))

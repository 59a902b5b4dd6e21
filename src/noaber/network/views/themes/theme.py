"""The themes of the strategy, who holds them and which team works on them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.http import HttpResponse
from django.utils.translation import gettext as _

from noaber.core.access import may_fill_in
from noaber.core.addresses import body_address, person_address
from noaber.core.asof import VALID_ON, AsOf
from noaber.core.components.asof_bar import asof_bar
from noaber.core.components.columns import Column, Row
from noaber.core.components.frame import Action, PageHeading
from noaber.core.components.table import list_table
from noaber.core.requests import Request, asof_of, public
from noaber.core.rules.dutch import long_date
from noaber.network.access import may_assign_portfolio, may_maintain_register
from noaber.network.queries.bodies import BodyRow, bodies
from noaber.network.queries.themes import PortfolioHolder, ThemeRow, first_days_to_come, themes
from noaber.network.views.nothing import none_on


@dataclass(frozen=True, slots=True)
class ShownHolder:
    """Who carries a theme; `end_url` is empty for who may not end that."""

    name: str
    reservation: str
    url: str
    end_url: str


@dataclass(frozen=True, slots=True)
class ShownTheme:
    """One theme as its card shows it."""

    name: str
    description: str
    field: str
    holders: tuple[ShownHolder, ...]
    team: str
    team_url: str
    assign_url: str
    change_url: str
    end_url: str
    begins: str = ""  # said of a theme that is still to come


@public
def theme_list(request: Request) -> HttpResponse:
    """The themes of the day with their mayors and teams."""
    asof = asof_of(request)
    teams = {row.theme_code: row for row in bodies(request.actor, asof) if row.theme_code}
    found = themes(request.actor, asof)
    table = list_table(
        request.GET,
        name="themas",
        caption=_("De thema's in een tabel"),
        columns=_columns(),
        rows=[_cells(theme, teams.get(theme.code), asof) for theme in found],
        empty_text=none_on(asof, _("Op %(day)s zijn er geen thema's.")),
    )
    intro = _("Waar het netwerk zich op richt, welke burgemeester het draagt en welk team het uitvoert.")
    add = Action(_("Voeg een thema toe"), "/themas/nieuw/")
    actions = (add,) if _may_maintain(request, asof) else ()
    context = {
        "heading": PageHeading(_("Thema's"), intro=intro, actions=actions),
        "asof": asof_bar(asof, request.GET.dict()),
        "themes": [
            *(_shown(request, theme, teams.get(theme.code), asof) for theme in found),
            *_to_come(request, asof),
        ],
    }
    return table.respond(request, "network/themes.html", context)


def _may_maintain(request: Request, asof: AsOf) -> bool:
    return may_fill_in(may_maintain_register(request.actor)) and not asof.is_asked


def _columns() -> list[Column]:
    return [
        Column("name", _("Thema")),
        Column("holders", _("In portefeuille bij")),
        Column("team", _("Team"), "link", url_key="team_url"),
        Column("field", _("Veiligheidsveld")),
    ]


def _cells(theme: ThemeRow, team: BodyRow | None, asof: AsOf) -> Row:
    return {
        "name": theme.name,
        "holders": ", ".join(_in_words(holder) for holder in theme.holders),
        "team": team.name if team else "",
        "team_url": body_address(team.code, asof) if team else "",
        "field": theme.safety_field,
    }


def _in_words(holder: PortfolioHolder) -> str:
    reservation = _reservation(holder)
    return f"{holder.shown} ({reservation})" if reservation else holder.shown


def _reservation(holder: PortfolioHolder) -> str:
    """What stands beside a mayor whose municipality is no more, or who left the steering group with a theme in hand."""
    return "" if holder.is_in_steering_group else _("zit niet in de Bestuurlijke Begeleidingsgroep")


def _to_come(request: Request, asof: AsOf) -> Iterator[ShownTheme]:
    """The themes that begin on a day after today, as they are then: who carries them is said before."""
    for code, first_day in () if asof.is_asked else first_days_to_come(asof):
        then = replace(asof, valid_on=first_day)
        row = next(each for each in themes(request.actor, then) if each.code == code)
        day = f"?{VALID_ON}={first_day.isoformat()}"
        yield replace(
            _shown(request, row, None, then, day),
            begins=_("Begint op %(day)s") % {"day": long_date(first_day)},
        )


def _shown(request: Request, theme: ThemeRow, team: BodyRow | None, asof: AsOf, day: str = "") -> ShownTheme:
    """`day`: what its addresses ask, of a theme that is not there today."""
    may_assign = may_fill_in(may_assign_portfolio(request.actor)) and not asof.is_asked
    may_maintain = _may_maintain(request, asof)
    is_known = request.actor.is_in_network
    holders = (
        ShownHolder(
            holder.shown,
            _reservation(holder),
            person_address(holder.person_id, asof) if is_known else "",
            f"/themas/portefeuilles/{holder.portfolio_id}/beeindigen/{day}" if may_assign else "",
        )
        for holder in theme.holders
    )
    return ShownTheme(
        theme.name,
        theme.description,
        theme.safety_field,
        tuple(holders),
        team.name if team else "",
        body_address(team.code, asof) if team else "",
        f"/themas/{theme.code}/toewijzen/{day}" if may_assign else "",
        f"/themas/{theme.code}/wijzigen/{day}" if may_maintain else "",
        f"/themas/{theme.code}/beeindigen/{day}" if may_maintain else "",
    )

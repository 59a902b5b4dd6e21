"""What strategy adds to the page of an organisation: what it put first, and its part in goals and results."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from noaber.core.access import Actor, Allowed, may_fill_in
from noaber.core.asof import AsOf
from noaber.core.components.columns import Column, Row
from noaber.core.components.frame import Action
from noaber.core.components.table import plain_table
from noaber.core.components.texts import Definition, DefinitionList, Panel
from noaber.core.rules.dutch import in_a_row
from noaber.network.api import last_names, organisation, successors
from noaber.strategy.access import may_hand_in_plan, may_see_goals
from noaber.strategy.queries.inventory.coverage import is_asked
from noaber.strategy.queries.inventory.plans import NamedRow, named
from noaber.strategy.queries.periods.period import TitleRow, titles_of_day
from noaber.strategy.queries.results.taking_part import PartRow, goals_of, results_of
from noaber.strategy.services.inventory.plans import TAKES_PRIORITIES
from noaber.strategy.views.places import goal_address, local_address, plan_address, result_address


def priorities_panel(actor: Actor, code: str, asof: AsOf) -> Panel | None:
    """The priorities of the newest period for which it gave them; else that they are asked for."""
    known = titles_of_day(asof)
    codes = with_predecessors(code, asof)
    given = [row for each in codes for row in named(asof, organisation=each)] if known else []
    for period in known:
        rows = [row for row in given if row.period == period.code]
        if shown := [row for row in rows if row.organisation == code] or rows:
            link = Action(_("Alles over deze prioriteiten"), plan_address(period.code, code, asof=asof))
            givers = _givers(shown, code)
            return _panel(shown, _intro(period, known[0], list(givers.values())), link, givers)
    owner = organisation(actor, code, asof)
    if not known or known[0].state not in TAKES_PRIORITIES or not (owner and is_asked(owner)):
        return None
    may_give = may_fill_in(may_hand_in_plan(actor, code)) and not asof.is_asked
    way = Action(_("Vul ze in"), plan_address(known[0].code, code, "invullen/")) if may_give else None
    return _panel((), known[0].title, way)


def strategy_panel(actor: Actor, code: str, asof: AsOf) -> Panel | None:
    """Per strategy the page that says what it means for this municipality, the newest first."""
    row = organisation(actor, code, asof)
    known = titles_of_day(asof)
    if row is None or not row.is_municipality or not known:
        return None
    label = _("Wat betekent dit voor %(name)s?") % {"name": row.name}
    facts = [Definition(each.title, label, local_address(each.code, code, asof)) for each in known]
    return Panel(_("De strategie"), "core/components/facts_panel.html", DefinitionList(tuple(facts)))


def with_predecessors(code: str, asof: AsOf) -> list[str]:
    """An organisation, and those that went up into it by the day."""
    gone = successors(asof.valid_on, known_at=asof.known_at)
    return [code, *sorted(each for each, successor in gone.items() if successor == code)]


def _givers(rows: Sequence[NamedRow], code: str) -> dict[str, str]:
    """By code the names of who gave these priorities, where it was not the organisation itself."""
    others = sorted({row.organisation for row in rows} - {code})
    names = last_names(others) if others else {}
    return {each: names.get(each, each) for each in others}


def _intro(period: TitleRow, newest: TitleRow, givers: Sequence[str]) -> str:
    said = [period.title if period is newest and not givers else f"{period.title}."]
    if givers:
        said.append(_("Gegeven door %(names)s, die hierin opgingen.") % {"names": in_a_row(givers)})
    if period is not newest and newest.state in TAKES_PRIORITIES:
        said.append(_("Nog niet gegeven voor %(newest)s.") % {"newest": newest.title})
    return " ".join(said)


def results_panel(actor: Actor, code: str, asof: AsOf) -> Panel | None:
    """The results with which an organisation stands as a partner, and the goals for which it does something."""
    known = {row.code: row for row in titles_of_day(asof)}
    if not known:
        return None
    codes = frozenset(with_predecessors(code, asof))
    goals = [
        row
        for row in goals_of(codes, asof)
        if row.period in known and isinstance(may_see_goals(actor, known[row.period].state), Allowed)
    ]
    rows = [
        *(_part(row, _("doel"), goal_address(row.period, row.code, asof=asof), known) for row in goals),
        *(
            _part(row, _("resultaat"), result_address(row.period, row.code, asof=asof), known)
            for row in results_of(codes, asof)
            if row.period in known
        ),
    ]
    return _part_panel(rows) if rows else None


def _part(row: PartRow, kind: str, url: str, known: Mapping[str, TitleRow]) -> Row:
    return {"title": row.title, "url": url, "kind": kind, "part": row.part, "period": known[row.period].title}


def _part_panel(rows: Sequence[Row]) -> Panel:
    title = _("Doelen en resultaten")
    table = plain_table(
        name="doelen-en-resultaten",
        caption=title,
        columns=[
            Column("title", _("Wat"), "link"),
            Column("kind", _("Soort")),
            Column("part", _("Wat deze organisatie doet of deed")),
            Column("period", _("Periode")),
        ],
        rows=rows,
        is_caption_shown=False,
    )
    intro = _("Waar deze organisatie aan meewerkt. Een resultaat is van alle partners samen.")
    return Panel(title, "core/components/table_panel.html", table, intro=intro)


def _panel(
    found: Sequence[NamedRow], intro: str, link: Action | None, givers: Mapping[str, str] | None = None
) -> Panel:
    names = givers or {}
    rows: list[Row] = [
        {"rank": row.rank, "theme": row.name, "wording": row.wording, "by": names.get(row.organisation, "")}
        for row in found
    ]
    table = plain_table(
        name="prioriteiten",
        caption=_("Prioriteiten"),
        columns=[
            Column("rank", _("Rang"), "number"),
            Column("theme", _("Thema")),
            Column("wording", _("Eigen woorden")),
            *((Column("by", _("Gegeven door")),) if names else ()),
        ],
        rows=rows,
        empty_text=_("Nog niet gegeven."),
        is_caption_shown=False,
    )
    return Panel(_("Prioriteiten"), "core/components/table_panel.html", table, intro=intro, link=link)

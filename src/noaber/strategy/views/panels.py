"""What strategy adds to the page of an organisation: what it put first."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from noaber.core.access import Actor, may_fill_in
from noaber.core.asof import AsOf
from noaber.core.components.columns import Column, Row
from noaber.core.components.frame import Action
from noaber.core.components.table import plain_table
from noaber.core.components.texts import Definition, DefinitionList, Panel
from noaber.network.api import organisation
from noaber.strategy.access import may_hand_in_plan
from noaber.strategy.queries.coverage import is_asked
from noaber.strategy.queries.inventory import NamedRow, named
from noaber.strategy.queries.periods import titles
from noaber.strategy.services.inventory import TAKES_PRIORITIES
from noaber.strategy.views.places import local_address, plan_address


def priorities_panel(actor: Actor, code: str, asof: AsOf) -> Panel | None:
    """The priorities of the newest period for which it gave them; else that they are asked for."""
    known = titles(asof)
    given = named(asof, organisation=code) if known else ()
    for period in known:
        if rows := [row for row in given if row.period == period.code]:
            link = Action(_("Alles over deze prioriteiten"), plan_address(period.code, code, asof=asof))
            is_asked_anew = period is not known[0] and known[0].state in TAKES_PRIORITIES
            text = _("%(title)s. Nog niet gegeven voor %(newest)s.")
            facts = {"title": period.title, "newest": known[0].title}
            return _panel(rows, text % facts if is_asked_anew else period.title, link)
    owner = organisation(actor, code, asof)
    if not known or known[0].state not in TAKES_PRIORITIES or not (owner and is_asked(owner)):
        return None
    may_give = may_fill_in(may_hand_in_plan(actor, code)) and not asof.is_asked
    way = Action(_("Vul ze in"), plan_address(known[0].code, code, "invullen/")) if may_give else None
    return _panel((), known[0].title, way)


def strategy_panel(actor: Actor, code: str, asof: AsOf) -> Panel | None:
    """Per strategy the page that says what it means for this municipality, the newest first."""
    row = organisation(actor, code, asof)
    known = titles(asof)
    if row is None or not row.is_municipality or not known:
        return None
    label = _("Wat betekent dit voor %(name)s?") % {"name": row.name}
    facts = [Definition(each.title, label, local_address(each.code, code, asof)) for each in known]
    return Panel(_("De strategie"), "core/components/facts_panel.html", DefinitionList(tuple(facts)))


def _panel(found: Sequence[NamedRow], intro: str, link: Action | None) -> Panel:
    rows: list[Row] = [{"rank": row.rank, "theme": row.name, "wording": row.wording} for row in found]
    table = plain_table(
        name="prioriteiten",
        caption=_("Prioriteiten"),
        columns=[
            Column("rank", _("Rang"), "number"),
            Column("theme", _("Thema")),
            Column("wording", _("Eigen woorden")),
        ],
        rows=rows,
        empty_text=_("Nog niet gegeven."),
        is_caption_shown=False,
    )
    return Panel(_("Prioriteiten"), "core/components/table_panel.html", table, intro=intro, link=link)

"""What stands in a strategy under a theme, told to who ends it."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.strategy.access import may_see_goals
from noaber.strategy.queries.goals.goal import goals
from noaber.strategy.queries.periods.period import TitleRow, titles
from noaber.strategy.queries.selection.chosen import themes_chosen
from noaber.strategy.queries.selection.period_themes import ever_chosen, titles_in
from noaber.strategy.rules.periods.period import PeriodState

OVER = (PeriodState.CLOSED, PeriodState.DISCHARGED)


def rests_on_theme(actor: Actor, code: str, asof: AsOf) -> Iterator[str]:
    """A sentence per strategy that is not over, in which the theme was chosen or has goals."""
    for period in titles(asof):
        if period.state not in OVER and may_see_goals(actor, period.state):
            yield from _rests(period, code, asof)


def _rests(period: TitleRow, code: str, asof: AsOf) -> Iterator[str]:
    count = sum(row.theme == code for row in goals(period.code, asof))
    is_chosen = themes_chosen(period.code, asof) is not None and code in titles_in(period, asof)
    if not (is_chosen or count):
        return
    text = _chosen(count) if is_chosen else _under(count)
    said = [text % {"title": period.title, "count": count}]
    if is_chosen:
        named = _("Krijgt het een andere naam, dan staat ‘%(name)s’ er daar als gekozen naam bij.")
        said.append(named % {"name": ever_chosen(period, asof).get(code, code)})
        said.append(_("Een andere naam of een ander veld maakt er geen ander gekozen thema van."))
    said.append(_("Eindigt het in die periode, dan blijft het daar staan met zijn laatste naam."))
    yield " ".join(said)


def _chosen(count: int) -> str:
    if not count:
        return _("De %(title)s koos dit thema; er staan nog geen doelen onder.")
    return ngettext(
        "De %(title)s koos dit thema; %(count)s doel staat eronder.",
        "De %(title)s koos dit thema; %(count)s doelen staan eronder.",
        count,
    )


def _under(count: int) -> str:
    return ngettext(
        "Onder dit thema staat %(count)s doel van de %(title)s.",
        "Onder dit thema staan %(count)s doelen van de %(title)s.",
        count,
    )

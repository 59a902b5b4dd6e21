"""Which chosen themes the network does not have yet, and the way to where they are added."""

import datetime as dt
from urllib.parse import urlencode

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.core.components.frame import Action
from noaber.core.components.texts import Notice
from noaber.core.rules.dutch import in_a_row
from noaber.strategy.access import may_prepare_round
from noaber.strategy.queries.periods.period import PeriodRow, TitleRow
from noaber.strategy.queries.selection.chosen import WeighedTheme
from noaber.strategy.queries.selection.period_themes import NOWHERE, chosen_themes_of, not_carried
from noaber.strategy.rules.periods.period import PeriodState
from noaber.strategy.rules.themes.names import all_names

NEW_THEME = "/themas/nieuw/"


def not_carried_notices(actor: Actor, found: PeriodRow | TitleRow, asof: AsOf) -> list[Notice]:
    """For who prepares the strategy, as long as it runs: a notice with the way to add the first of them."""
    said = found.terms if isinstance(found, PeriodRow) else found
    is_over = said.state in (PeriodState.CLOSED, PeriodState.DISCHARGED)
    if is_over or asof.is_asked or not may_prepare_round(actor):
        return []
    missing = not_carried(found, asof)
    if not missing:
        return []
    text = _(
        "Deze gekozen thema’s staan nog niet bij de thema’s van het netwerk: %(themes)s. Voeg ze toe, "
        "dan kunt u een bestuurlijk trekker aanwijzen en doelen vastleggen."
    )
    named = in_a_row(all_names(each.name)[0] for each in missing)
    return [
        Notice(text % {"themes": named}, "warning", action=_way(missing[0], said.starts_on, said.ends_on))
    ]


def lacking_notice(
    actor: Actor, found: TitleRow, asof: AsOf, effect: str, *, of_ended: bool = False
) -> Notice | None:
    """For everyone on a page of a strategy: which chosen themes are not there, what that means (`effect`), and who can
    mend it the way to do so.

    `of_ended`: whether it means that too for a theme that the network had, but not in the period.
    """
    missing = not_carried(found, asof)
    if not missing:
        return None
    text = ngettext(
        "Dit gekozen thema staat niet bij de thema’s van het netwerk: %(themes)s.",
        "Deze gekozen thema’s staan niet bij de thema’s van het netwerk: %(themes)s.",
        len(missing),
    )
    said = [text % {"themes": in_a_row(all_names(each.name)[0] for each in missing)}]
    if of_ended or any(each.id == NOWHERE for each in chosen_themes_of(found, asof)):
        said.append(effect)
    may_mend = not asof.is_asked and found.state is not PeriodState.DISCHARGED and may_prepare_round(actor)
    way = _way(missing[0], found.starts_on, found.ends_on) if may_mend else None
    if not asof.is_asked and way is None:
        said.append(_("De coördinator kan dat aanvullen."))
    return Notice(" ".join(said), "warning", action=way)


def _way(theme: WeighedTheme, starts_on: dt.date, ends_on: dt.date) -> Action:
    """To the form, with what is known filled in."""
    name = all_names(theme.name)[0]
    said = {
        "naam": name,
        "veld": theme.field,
        "van": starts_on.isoformat(),
        "tot": ends_on.isoformat(),
    }
    return Action(_("Voeg ‘%(name)s’ toe") % {"name": name}, f"{NEW_THEME}?{urlencode(said)}")

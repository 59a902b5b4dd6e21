"""What strategy says on the page of a proposal: the choice of themes that it puts to the councils, and on which
text of it the strategy was adopted."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.core.components.texts import Definition
from noaber.core.rules.dutch import long_date
from noaber.strategy.queries.consulting.after_adoption import adopted_on_text
from noaber.strategy.queries.selection.chosen import chosen_for
from noaber.strategy.views.places import period_address, round_address


def choices_behind(_actor: Actor, code: str, asof: AsOf) -> Iterator[Definition]:
    for row in chosen_for(code, asof):
        yield Definition(
            _("Komt uit de keuze"), row.title, url=round_address(row.period, row.number, asof=asof)
        )
    for of, number, _is_moved in adopted_on_text(code, asof):
        told = _("%(title)s, op %(day)s (versie %(number)s)")
        told %= {"title": of.title, "day": long_date(of.on), "number": number}
        yield Definition(_("Strategie vastgesteld"), told, url=period_address(of.period, asof=asof))

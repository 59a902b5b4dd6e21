"""What strategy says on the page of a proposal: the choice of themes that it puts to the councils."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.core.components.texts import Definition
from noaber.strategy.queries.selection.chosen import chosen_for
from noaber.strategy.views.places import round_address


def choices_behind(_actor: Actor, code: str, asof: AsOf) -> Iterator[Definition]:
    for row in chosen_for(code, asof):
        yield Definition(
            _("Komt uit de keuze"), row.title, url=round_address(row.period, row.number, asof=asof)
        )

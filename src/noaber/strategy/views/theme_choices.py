"""The themes that a form offers: those of the network, and the whole taxonomy."""

from collections.abc import Sequence
from itertools import groupby

from noaber.core.asof import AsOf
from noaber.core.requests import Request
from noaber.network.api import ThemeRow, safety_fields, themes
from noaber.strategy.access import KEEPER
from noaber.strategy.forms.inventory import Groups
from noaber.strategy.forms.results import Choices
from noaber.strategy.queries.goals.leaders import led_themes
from noaber.strategy.queries.themes import namings
from noaber.strategy.words.periods import theme_word


def theme_choices(request: Request, asof: AsOf, rows: Sequence[ThemeRow] | None = None) -> Choices:
    """What something new can be about, of which this actor may write; `rows`: the themes, those of the day unless
    told."""
    titles = {row.code: row.name for row in (themes(request.actor, asof) if rows is None else rows)}
    if request.actor.has(KEEPER):
        return [("", theme_word("")), *titles.items()]
    led = led_themes(request.actor, asof)
    return [(code, name) for code, name in titles.items() if code in led]


def theme_groups(asof: AsOf) -> Groups:
    """The taxonomy for a select box: per field its themes, in order of code, by every name that people know."""
    fields = safety_fields()
    own = {row.field: f": {row.names.shown}" for row in namings(asof)}
    names = {row.code: f"{row.code} {row.name}{own.get(row.code, '')}" for row in fields}
    themes = sorted((row for row in fields if row.parent), key=lambda row: (row.parent, row.code))
    return [
        (names[parent], [(row.code, names[row.code]) for row in rows])
        for parent, rows in groupby(themes, key=lambda row: row.parent)
    ]

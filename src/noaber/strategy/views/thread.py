"""The first step of the thread: what municipalities put first, from which the themes are chosen."""

from collections.abc import Sequence
from typing import Final

from django.utils.translation import gettext as _

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.core.components.pictures import StatusLine, ThreadStep
from noaber.core.rules.dutch import in_a_row
from noaber.strategy.queries.coverage import standing
from noaber.strategy.queries.periods import titles
from noaber.strategy.views.places import inventory_address
from noaber.strategy.words import given_words

NAMED: Final = 4


def priorities_step(actor: Actor, asof: AsOf) -> ThreadStep | None:
    """How many municipalities gave their priorities for the newest period, and what they name most."""
    known = titles(asof)
    if not known:
        return None
    newest = known[0]
    found = standing(newest.code, asof)
    return ThreadStep(
        _("Lokale prioriteiten"),
        inventory_address(newest.code, asof),
        _most_named(newest.title, found.most_named[:NAMED]),
        state="done" if found.given and found.given == found.asked else "current",
        count=StatusLine(found.given, found.asked, given_words(found.given)),
    )


def _most_named(title: str, themes: Sequence[str]) -> str:
    if not themes:
        return title
    return _("%(title)s. Het meest genoemd: %(themes)s.") % {"title": title, "themes": in_a_row(themes)}

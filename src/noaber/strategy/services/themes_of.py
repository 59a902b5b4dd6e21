"""The theme that something is about: one of the network's of the day, or of a strategy, or none."""

import uuid

from django.utils.translation import gettext as _

from noaber.core.access import ANONYMOUS
from noaber.core.asof import AsOf
from noaber.core.errors import DomainError
from noaber.network.api import themes
from noaber.strategy.queries.selection.period_themes import carried_under


def theme_id(code: str, asof: AsOf, period: str = "") -> uuid.UUID | None:
    """The identity behind the code of a theme; `DomainError` when it is not one of the day, or of the period."""
    if not code:
        return None
    rows = carried_under(period, asof).values() if period else themes(ANONYMOUS, asof)
    found = {row.code: row.id for row in rows}
    if code not in found:
        raise DomainError(_("Dit thema is niet bekend."), field="theme")
    return found[code]

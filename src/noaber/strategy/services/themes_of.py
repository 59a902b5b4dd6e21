"""The theme that something is about: one of the network's of the day, or none."""

import uuid

from django.utils.translation import gettext as _

from noaber.core.access import ANONYMOUS
from noaber.core.asof import AsOf
from noaber.core.errors import DomainError
from noaber.network.api import themes


def theme_id(code: str, asof: AsOf) -> uuid.UUID | None:
    """The identity behind the code of a theme; `DomainError` when it is not one of the day."""
    if not code:
        return None
    found = {row.code: row.id for row in themes(ANONYMOUS, asof)}
    if code not in found:
        raise DomainError(_("Dit thema is niet bekend."), field="theme")
    return found[code]

"""Saying what the network calls a theme of the taxonomy, and what it called it before."""

import datetime as dt

from django.utils.translation import gettext as _

from noaber.core.access import Actor, require
from noaber.core.audit import verb
from noaber.core.errors import Conflict, DomainError
from noaber.core.history import lock
from noaber.network.api import safety_fields
from noaber.strategy.access import may_name_theme
from noaber.strategy.models import NamedTheme, ThemeNaming
from noaber.strategy.queries.themes import names_of
from noaber.strategy.rules.themes import ThemeNames, faults


def name_theme(
    field: str, names: ThemeNames, *, actor: Actor, now: dt.datetime, expected_revision: int | None = None
) -> bool:
    """Record the names of a theme (its code in the taxonomy); False when they were known to be just so."""
    require(may_name_theme(actor))
    with verb("strategy.name_theme", actor=actor) as trail:
        if field not in {row.code for row in safety_fields() if row.parent}:
            raise DomainError(_("Dit thema staat niet in de lijst van veiligheidsthema’s."))
        for fault in faults(names):
            raise DomainError(fault.message, field=fault.field)
        theme, _is_new = NamedTheme.objects.get_or_create(field_id=field)
        theme = lock(NamedTheme, theme.pk, revision=None, label=field)
        last = theme.namings.last()
        if last and names_of(last) == names:
            return False
        if expected_revision not in (None, theme.revision):
            raise Conflict(_("De namen van dit thema"), revision=theme.revision)
        theme.revision += 1
        written = ThemeNaming.objects.create(
            theme=theme,
            number=theme.revision,
            name=names.name,
            earlier="\n".join(names.earlier),
            recorded_at=now,
            recorded_by_id=actor.user_id,
            on_behalf_of_id=actor.on_behalf_of_id,
        )
        theme.save(update_fields=["revision"])
        trail.note(theme, {"field": field, "number": theme.revision}, records=[written])
    return True

"""Saying what the network calls a theme of the taxonomy, and what it called it before."""

import datetime as dt

from django.utils.translation import gettext as _

from noaber.core.access import Actor, require
from noaber.core.audit import verb
from noaber.core.errors import Conflict, DomainError
from noaber.core.history import lock, recorded_by
from noaber.network.api import hold_names, safety_fields
from noaber.strategy.access import may_name_theme
from noaber.strategy.models import NamedTheme, ThemeNaming
from noaber.strategy.queries.themes import names_of, newest_namings
from noaber.strategy.rules.themes.names import ThemeNames, faults, with_former


def name_theme(
    field: str, names: ThemeNames, *, actor: Actor, now: dt.datetime, expected_revision: int | None = None
) -> bool:
    """Record the names of a theme (its code in the taxonomy); False when they were known to be just so.

    A name that is replaced becomes one of the earlier ones. No two themes have the same name.
    """
    require(may_name_theme(actor))
    with verb("strategy.name_theme", actor=actor) as trail:
        if field not in {row.code for row in safety_fields() if row.parent}:
            raise DomainError(_("Dit thema staat niet in de lijst van veiligheidsthema’s."))
        hold_names()
        _refuse_taken(field, names.name)
        theme, _is_new = NamedTheme.objects.get_or_create(field_id=field)
        theme = lock(NamedTheme, theme.pk, revision=None, label=field)
        last = theme.namings.last()
        if last and names_of(last) == names:
            return False
        if expected_revision not in (None, theme.revision):
            raise Conflict(_("De namen van dit thema"), revision=theme.revision)
        names = with_former(names, names_of(last) if last else None)
        for fault in faults(names):
            raise DomainError(fault.message, field=fault.field)
        theme.revision += 1
        written = ThemeNaming.objects.create(
            theme=theme,
            number=theme.revision,
            name=names.name,
            earlier="\n".join(names.earlier),
            **recorded_by(actor, now),
        )
        theme.save(update_fields=["revision"])
        trail.note(theme, {"field": field, "number": theme.revision}, records=[written])
    return True


def _refuse_taken(field: str, name: str) -> None:
    """A name that another theme has now, by the network or in the taxonomy."""
    own = {row.theme.field_id: row.name for row in newest_namings(None).select_related("theme")}
    for row in safety_fields():
        if row.parent and row.code != field and own.get(row.code, row.name).casefold() == name.casefold():
            message = _("Zo heet thema %(code)s al. Kies een andere naam.") % {"code": row.code}
            raise DomainError(message, field="name")

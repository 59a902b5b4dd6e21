"""/beheer/logboek/: the audit chain, newest first, with filters that the database answers."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, Final

from django.contrib.auth import get_user_model
from django.db.models import Q
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from noaber.core import clock
from noaber.core.access import require
from noaber.core.administration import may_inspect
from noaber.core.asof import end_of_day
from noaber.core.components.columns import Column
from noaber.core.components.filters import ChoiceFilter, DateFilter, Filter, TextFilter
from noaber.core.components.table import list_table
from noaber.core.models import AuditEntry
from noaber.core.records import FACT
from noaber.core.requests import Request
from noaber.core.rules.dutch import DateError, format_number, parse_date
from noaber.core.verbs import names_of_verb, verb_in_words, verb_of_now
from noaber.core.views.office import office_list

SHOWN: Final = 1000


@require_safe
def audit_log(request: Request) -> HttpResponse:
    """Who did what to what, and when."""
    require(may_inspect(request.actor))
    entries = list(AuditEntry.objects.filter(_asked(request.GET)).order_by("-sequence")[:SHOWN])
    names = _names(entries)
    table = list_table(
        request.GET,
        name="logboek",
        caption=_("Logboek"),
        columns=_columns(),
        rows=[_row(entry, names) for entry in entries],
        filters=_filters(),
        notes=(_("De laatste %(count)s regels die aan uw keuze voldoen.") % {"count": format_number(SHOWN)},),
        empty_text=_("Er is nog niets vastgelegd."),
    )
    intro = _(
        "Regels worden alleen toegevoegd, nooit gewijzigd. Elke regel is verzegeld met de vorige. "
        "Er staan nummers in, geen namen: de naam van wie handelde komt uit de accounts van nu."
    )
    if clock.reached_on():
        intro += " " + _(
            "Bij elke regel staat de echte tijd van vastleggen, niet de dag van de demonstratie."
        )
    return office_list(request, table, _("Logboek"), intro)


def _filters() -> list[Filter]:
    verbs = AuditEntry.objects.order_by("verb").values_list("verb", flat=True).distinct()
    words = {verb_of_now(verb): verb_in_words(verb) for verb in verbs}
    choices = sorted(words.items(), key=lambda choice: choice[1])
    return [
        ChoiceFilter("verb_of_now", _("Handeling"), "handeling", tuple(choices)),
        TextFilter(("object_type", "object_id", "facts"), _("Object of nummer")),
        DateFilter("on", _("Vanaf"), "vanaf"),
        DateFilter("on", _("Tot en met"), "tot", "until"),
    ]


def _columns() -> list[Column]:
    return [
        Column("sequence", _("Regel"), "number"),
        Column("at", _("Wanneer"), "moment"),
        Column("actor", _("Wie")),
        Column("on_behalf_of", _("Namens")),
        Column("origin", _("Langs")),
        Column("deed", _("Handeling")),
        Column("verb", _("Code van de handeling"), is_on_screen=False),
        Column("object_type", _("Soort object")),
        Column("object_id", _("Object")),
        Column("facts", _("Gegevens")),
    ]


def _asked(query: Mapping[str, str]) -> Q:
    """The part of the filters that narrows in the database; the table reports what is wrong with a value."""
    asked = Q()
    if query.get("handeling"):
        asked &= Q(verb__in=names_of_verb(query["handeling"]))
    since, until = _day(query.get("vanaf", "")), _day(query.get("tot", ""))
    if since and since > dt.date.min:
        asked &= Q(at__gte=end_of_day(since - dt.timedelta(days=1)))
    if until and until < dt.date.max:
        asked &= Q(at__lt=end_of_day(until))
    for word in query.get("zoek", "").split():
        asked &= Q(object_type__icontains=word) | Q(object_id__icontains=word) | Q(facts__icontains=word)
    return asked


def _day(typed: str) -> dt.date | None:
    try:
        return parse_date(typed.strip()) if typed.strip() else None
    except DateError:
        return None


def _names(entries: list[AuditEntry]) -> dict[int, str]:
    """The present names of whoever acted; core knows users only through Django."""
    wanted = {key for entry in entries for key in (entry.actor_id, entry.on_behalf_of_id) if key is not None}
    users = get_user_model()._default_manager.filter(pk__in=wanted)
    return {user.pk: str(user) for user in users}


def _row(entry: AuditEntry, names: Mapping[int, str]) -> dict[str, Any]:
    origins = {"web": _("scherm"), "command": _("opdracht op de server"), "worker": _("achtergrondwerk")}
    return {
        "sequence": entry.sequence,
        "at": entry.at,
        "on": timezone.localtime(entry.at).date(),
        "actor": _name(entry.actor_id, names),
        "on_behalf_of": _name(entry.on_behalf_of_id, names),
        "origin": origins.get(entry.origin, entry.origin),
        "deed": verb_in_words(entry.verb),
        "verb": entry.verb,
        "verb_of_now": verb_of_now(entry.verb),
        "object_type": entry.object_type,
        "object_id": entry.object_id,
        "facts": _facts_text(entry.facts),
    }


def _facts_text(facts: Mapping[str, Any]) -> str:
    """The facts in a line: ``fields: name, email · organisation: GM0193``."""
    values = {
        key: ", ".join(map(str, value)) if isinstance(value, list) else value
        for key, value in facts.items()
        if key != FACT
    }
    return " · ".join(f"{key}: {value}" for key, value in sorted(values.items()))


def _name(key: int | None, names: Mapping[int, str]) -> str:
    return "" if key is None else names.get(key, _("account %(number)s") % {"number": key})

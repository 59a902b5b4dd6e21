"""The workbook to fill a list of activities in: empty, or with what there is."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.core.models import Demonstration
from noaber.core.rules.money import euro_to_type
from noaber.finance.models import ACTIVITY_STATUSES
from noaber.finance.queries.grants import funded_activities, grants
from noaber.finance.services.grants.activity_lists import COLUMNS
from noaber.network.api import last_theme_names, list_workbook, organisations


def activity_workbook(asof: AsOf, *, is_filled: bool) -> bytes:
    """The list, its explanation, and the codes that people need."""
    rows: list[Mapping[str, Any]] = list(_filled()) if is_filled else []
    codes = {
        _("Organisaties"): [
            (_("code"), _("naam")),
            *((row.code, row.name) for row in organisations(COMMAND, asof)),
        ],
        _("Thema's"): [(_("code"), _("naam")), *sorted(last_theme_names(asof).items())],
        _("Subsidies"): [(_("code"), _("naam")), *((row.code, row.text.title) for row in grants())],
    }
    is_example = Demonstration.objects.exists()
    rules = (
        *([_("Voorbeeldgegevens: de activiteiten zijn verzonnen.")] if is_example else []),
        _("Een rij per activiteit. Wie niet in de lijst staat, blijft zoals hij was. Formules kunnen niet."),
        _("Zonder code is dezelfde titel met dezelfde trekker dezelfde activiteit."),
    )
    example = {column.key: column.example for column in COLUMNS}
    return list_workbook(_("Activiteiten"), COLUMNS, rows or [example], codes=codes, rules=rules)


def _filled() -> Iterable[Mapping[str, Any]]:
    for row in funded_activities():
        said = row.text
        yield {
            "title": said.title,
            "lead": said.lead,
            "funder": said.funder,
            "theme": said.theme,
            "status": str(ACTIVITY_STATUSES[said.status]),
            "status_on": said.status_on,
            "grant": said.grant,
            "amount": "" if said.amount_cents is None else euro_to_type(said.amount_cents),
            "code": row.code,
        }

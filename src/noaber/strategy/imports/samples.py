"""The list to fill in: with an example, or with what was handed in.

What an organisation gave in the period before stands on a sheet of its own: it is taken over by who looked at it.
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import gettext as _

from noaber.core.access import Actor
from noaber.core.asof import AsOf
from noaber.core.models import Demonstration
from noaber.core.rules.dutch import short_date
from noaber.network.api import OrganisationRow, list_workbook, organisations, safety_fields
from noaber.strategy.access import may_hand_in_plan
from noaber.strategy.imports.columns import COLUMNS, PLAN_COLUMNS
from noaber.strategy.queries.inventory.coverage import is_asked
from noaber.strategy.queries.inventory.offers import offers
from noaber.strategy.queries.inventory.plans import plans
from noaber.strategy.queries.periods.period import PeriodRow
from noaber.strategy.queries.themes import namings
from noaber.strategy.rules.inventory import PlanText

Row = Mapping[str, object]


def example_note() -> str:
    """In a demonstration: that what stands in a list is invented. Else nothing."""
    if not Demonstration.objects.exists():
        return ""
    return _("Voorbeeldgegevens: de plannen en prioriteiten zijn verzonnen")


def sample(found: PeriodRow, *, actor: Actor, asof: AsOf, is_filled: bool) -> bytes:
    """The workbook for whom the actor may hand in."""
    asked = organisations(actor, found.within(asof))
    owners = [row for row in asked if is_asked(row) and may_hand_in_plan(actor, row.code)]
    rows = (
        list(_filled(found, owners, asof))
        if is_filled
        else [{column.key: column.example for column in COLUMNS}]
    )
    own = {row.field: row.names.shown for row in namings(asof)}
    themes = [(row.code, row.name, own.get(row.code, "")) for row in safety_fields() if row.parent]
    codes: dict[str, Sequence[Sequence[str]]] = {
        _("Thema's"): [(_("code"), _("thema"), _("in het netwerk")), *themes],
        _("Organisaties"): [(_("code"), _("organisatie")), *((row.code, row.name) for row in owners)],
    }
    before = list(_before(found, owners, asof)) if is_filled else []
    earlier = _("Vorige periode")
    if before:
        codes[earlier] = [[column.label for column in COLUMNS], *before]
    note = example_note()
    rules = (
        *([f"{note}."] if note else []),
        _("Een rij per prioriteit. Wat in de lijst staat van een organisatie, vervangt wat zij eerder gaf."),
        _("Wie niet in de lijst staat, blijft zoals het was. Formules kunnen niet."),
        *([_taken_over(earlier)] if before else []),
    )
    return list_workbook(_("Prioriteiten"), COLUMNS, rows, codes=codes, rules=rules)


def _taken_over(sheet: str) -> str:
    """What is to be done with the sheet of the period before."""
    text = _(
        "Op het blad ‘%(sheet)s’ staat wat in de vorige periode is gegeven, van wie nu nog niets gaf, "
        "in dezelfde kolommen. Neem over wat klopt."
    )
    return text % {"sheet": sheet}


def _filled(found: PeriodRow, owners: Sequence[OrganisationRow], asof: AsOf) -> Iterable[Row]:
    """Every priority by now; who gives their own for the first time, gets a row to fill in."""
    given = {row.organisation: row.text for row in plans(found.code, asof)}
    term = {"starts_on": found.terms.starts_on, "ends_on": found.terms.ends_on}
    for owner in owners:
        text = given.get(owner.code)
        if text is None and len(owners) > 1:
            continue
        if text is None:
            yield {"organisation": owner.code, "rank": 1, "title": _("Integraal veiligheidsplan"), **term}
        else:
            yield from _rows(owner.code, text)


def _before(found: PeriodRow, owners: Iterable[OrganisationRow], asof: AsOf) -> Iterable[Sequence[str]]:
    """What those who gave nothing yet can start from, as text: their plan with the days of the new period."""
    given = {row.organisation for row in plans(found.code, asof)}
    earlier = {owner: offer.text for owner, offer in offers(found, asof).items()}
    for owner in owners:
        if owner.code in earlier and owner.code not in given:
            for row in _rows(owner.code, earlier[owner.code]):
                yield [_text(row.get(column.key)) for column in COLUMNS]


def _text(value: object) -> str:
    """As people type it in a list."""
    if isinstance(value, dt.date):
        return short_date(value)
    return "" if value is None else str(value)


def _rows(code: str, text: PlanText) -> Iterable[Row]:
    plan = {name: getattr(text, name) for name in PLAN_COLUMNS}
    for each in text.priorities:
        parts = {name: getattr(each, name) for name in ("rank", "field", "wording", "page", "ambition")}
        yield {"organisation": code, **parts, **plan}
        plan = {}

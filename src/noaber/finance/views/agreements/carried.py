"""What an agreement carries, before somebody changes it or takes it back: what stands, and where each thing is."""

from collections.abc import Collection, Mapping
from typing import Final

from django.utils.translation import gettext as _

from noaber.core.components.columns import Column
from noaber.core.components.table import Table, plain_table
from noaber.core.components.texts import Notice
from noaber.core.rules.dutch import in_a_row
from noaber.finance.rules.agreements.carried import (
    NAMES,
    Carried,
    CarriedKind,
    going_along,
    holding,
    in_words,
    is_worked_out,
)
from noaber.finance.views.places.billing import year_address
from noaber.finance.views.places.budget import budget_address, co_funding_address
from noaber.finance.views.places.reports import reports_address

OF_BILLING: Final = (CarriedKind.TERMS, CarriedKind.RUN, CarriedKind.INVOICE)
STEPS: Final[Mapping[CarriedKind, str]] = {
    CarriedKind.BANK: "journaal/",
    CarriedKind.GRANT: "journaal/",
    CarriedKind.TAX: "journaal/",
}


def what_is_carried(carried: Collection[Carried]) -> Notice | None:
    """What may still change, beside what it carries; None while it carries nothing."""
    if not carried:
        return None
    points = []
    if kept := holding(carried):
        years = in_a_row(str(year) for year in sorted({each.year for each in kept}))
        text = _("De jaren waar iets aan hangt, blijven erbij: %(years)s. Andere jaren kunnen erbij of eraf.")
        points.append(text % {"years": years})
    if along := going_along(carried):
        text = _("Een jaar dat eraf gaat, neemt mee wat eraan hangt: %(what)s.")
        points.append(text % {"what": in_words(along)})
    if is_worked_out(carried):
        points += [
            _("Tarief, capaciteit en bedragen staan vast: er is al mee gerekend."),
            _("Een ander tarief voor een nieuw jaar stelt u in bij Factureren."),
            _("De namen, de bron en waar een post voor is, kunt u verbeteren."),
        ]
    return Notice(_("Aan deze afspraak hangt al iets."), points=tuple(points))


def what_goes_along(carried: Collection[Carried]) -> Notice | None:
    """What goes with an agreement that is withdrawn."""
    along = going_along(carried)
    if not along:
        return None
    text = _("Dit gaat mee: %(what)s. Legt u deze afspraak opnieuw vast, dan staat het er weer.")
    return Notice(text % {"what": in_words(along)})


def carried_table(agreement_code: str, carried: Collection[Carried]) -> Table | None:
    """Each with the way to its page."""
    if not carried:
        return None
    rows = sorted(carried, key=lambda each: (each.year, tuple(CarriedKind).index(each.kind)))
    return plain_table(
        name="hangt-eraan",
        caption=_("Wat er aan deze afspraak hangt"),
        columns=[
            Column("what", _("Wat"), "link"),
            Column("year", _("Jaar")),
            Column("count", _("Aantal"), "number"),
        ],
        rows=[
            {
                "what": NAMES[each.kind],
                "url": _address(agreement_code, each),
                "year": str(each.year),
                "count": each.count,
            }
            for each in rows
        ],
    )


def _address(agreement_code: str, each: Carried) -> str:
    if each.kind in OF_BILLING:
        return year_address(agreement_code, each.year)
    if each.kind is CarriedKind.PLEDGE:
        return co_funding_address(agreement_code, each.year)
    if each.kind in (CarriedKind.REPORT, CarriedKind.ACCOUNT):
        return reports_address(agreement_code, each.year)
    return budget_address(agreement_code, each.year, STEPS.get(each.kind, ""))

"""How the contributions of 2020-2023 are billed: the choices of the controller are invented, the figures are not.

The reference date is 1 January of the year before, of which there are figures when the invoices go out. Those of 2020
and 2021 are provisional in our source. Whether value added tax is due is a ruling of the tax office; the demonstration
leaves it out.
"""

import datetime as dt
from collections.abc import Callable
from functools import partial
from typing import Final

from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.finance import api as finance
from noaber.site.demonstration.agreement import AGREEMENT

HOST: Final = "GM0150"
"""The employer of the project leader keeps the books (R52)."""

STOPS_IN_2023: Final = "GM0279"
PAYEE: Final = finance.Payee(
    iban="NL74XXXX0000000150",
    contact_name="Team Financiën van de beheerorganisatie",
    contact_email="financien@beheerorganisatie.invalid",
)
MOTIVE: Final = (
    "Peildatum 1 januari van het jaar ervoor: van die dag zijn er inwonertallen als de facturen uitgaan. Zijn zij nog "
    "voorlopig, dan staat dat erbij en kan een correctie volgen. Per gemeente afgerond op de cent."
)
NO_VAT: Final = finance.Vat(
    finance.VatTreatment.OUT_OF_SCOPE, reason="Bijdrage zonder tegenprestatie (keuze van dit voorbeeld)"
)


def name_host(now: dt.datetime, today: dt.date) -> None:
    """The employer of the project leader becomes the host organisation."""
    finance.record_host(HOST, PAYEE, from_on=today, actor=COMMAND, now=now)


def bill(now: dt.datetime, today: dt.date, *, year: int) -> None:
    """A year is set, worked out, approved, and its invoices are made."""
    agreed = finance.agreement_for(COMMAND, AsOf(today), AGREEMENT)
    if agreed is None:
        raise LookupError(AGREEMENT)
    rules = finance.YearRules(
        year,
        reference_on=dt.date(year - 1, 1, 1),
        rate=agreed.terms.rate,
        rounding=finance.Rounding.HALF_UP,
        vat=NO_VAT,
        payment_days=30,
        motive=MOTIVE,
    )
    finance.set_billing_terms(AGREEMENT, rules, actor=COMMAND, now=now)
    run = finance.make_run(AGREEMENT, year, actor=COMMAND, now=now, today=today)
    finance.approve_run(run, actor=COMMAND, now=now)
    approved = finance.run_of(AGREEMENT, year, run.number)
    if approved is None:
        raise LookupError(run.number)
    finance.issue_run(approved, actor=COMMAND, now=now, issued_on=today)


def credit_one(now: dt.datetime, today: dt.date) -> None:
    """One municipality took the last year out of its budget: its invoice is taken off, and nothing comes instead."""
    reason = "Scherpenzeel haalde de bijdrage van 2023 uit de begroting en doet dat jaar niet mee."
    stops = finance.Participation(until_on=dt.date(2023, 1, 1), reason=reason)
    finance.record_participation(AGREEMENT, STOPS_IN_2023, stops, actor=COMMAND, now=now)
    sent = finance.standing_invoices(AGREEMENT, 2023)[STOPS_IN_2023]
    finance.credit_invoice(sent, reason=reason, actor=COMMAND, now=now, issued_on=today)


STEPS: Final[tuple[tuple[dt.date, str, Callable[[dt.datetime, dt.date], object]], ...]] = (
    (dt.date(2020, 1, 6), "De werkgever van de projectleider wordt beheerorganisatie", name_host),
    (dt.date(2020, 2, 3), "De facturen van 2020 gaan uit", partial(bill, year=2020)),
    (dt.date(2021, 2, 1), "De facturen van 2021 gaan uit", partial(bill, year=2021)),
    (dt.date(2022, 2, 7), "De facturen van 2022 gaan uit", partial(bill, year=2022)),
    (dt.date(2023, 2, 6), "De facturen van 2023 gaan uit", partial(bill, year=2023)),
    (dt.date(2023, 3, 6), "Scherpenzeel krijgt een creditnota", credit_one),
)

"""A small invented neighbour of Oost-Nederland, in which municipalities merge in the middle of a year.

Bergwoude and Dijkerland become Dijkwoude on 1 July 2022. What was asked of them for 2022 stands, and Dijkwoude pays
what was left open. The contributions of 2023 are worked out on 1 January 2022, when there were two: two invoices, to
Dijkwoude both. Those of 2024 are worked out on 1 January 2023: one. Value added tax is charged here.
"""

import datetime as dt
import io
from decimal import Decimal
from functools import partial
from typing import Final

from noaber.accounts import api as accounts
from noaber.core.access import COMMAND
from noaber.finance import api as finance
from noaber.network import api as network
from noaber.site.demonstration.bank import Paid, camt_file
from noaber.site.demonstration.story import Step, make_user

AGREEMENT: Final = "bijdragen-buurland"
HOST: Final = "GM9904"
PAYEE: Final = finance.Payee(
    iban="NL71XXXX0000009904",
    contact_name="Team Financiën van de beheerorganisatie",
    contact_email="financien@beheerorganisatie.invalid",
)
MERGED: Final = ("GM9902", "GM9903")
SUCCESSOR, MERGED_ON = "GM9907", dt.date(2022, 7, 1)
OF_2023: Final = {"GM9901": 41_872, SUCCESSOR: 29_662, "GM9904": 64_655, "GM9905": 24_130, "GM9906": 9_640}
ENDS_ON: Final = dt.date(2024, 3, 4)
ROLES: Final = (
    ("coordinator@netwerkbureau.invalid", accounts.Role.COORDINATOR, ""),
    ("burgemeester@appelmeer.invalid", "", "Zit in het netwerk voor de eigen gemeente."),
    ("veiligheid@bergwoude.invalid", "", "Werkt voor een gemeente die in 2022 opgaat in een andere."),
    ("controller@beheerorganisatie.invalid", accounts.Role.CONTROLLER, ""),
    ("beheerder@netwerkbureau.invalid", accounts.Role.ADMINISTRATOR, ""),
)


def load_register(now: dt.datetime, today: dt.date) -> None:
    """Six municipalities, and the users who can be chosen with one click."""
    network.load_network(network.BUURNETWERK, actor=COMMAND, now=now, today=today)
    network.record_populations(network.read_figures(network.BUURNETWERK), actor=COMMAND, now=now)
    for email, role, description in ROLES:
        make_user(email, role, description, today)


def agree(now: dt.datetime, today: dt.date) -> None:
    """Ten cents per inhabitant for three years."""
    terms = finance.AgreementTerms(
        title="Bijdragen aan het veiligheidsnetwerk Buurland 2022-2024",
        source="Verzonnen voorbeeld",
        proposed_on=today,
        rate=Decimal("0.10"),
        first_year=2022,
        last_year=2024,
        fte=Decimal("0.5"),
        lines=(
            finance.BudgetItem(finance.Side.CONTRIBUTION, "coördinatie", 12_000_00),
            finance.BudgetItem(finance.Side.CONTRIBUTION, "projecten", 5_000_00),
        ),
    )
    finance.record_agreement(AGREEMENT, terms, actor=COMMAND, now=now)
    finance.record_host(HOST, PAYEE, from_on=today, vat_number="NL000099998B57", actor=COMMAND, now=now)


def bill(now: dt.datetime, today: dt.date, *, year: int) -> None:
    """The reference date is 1 January of the year before."""
    rules = finance.YearRules(
        year,
        reference_on=dt.date(year - 1, 1, 1),
        rate=Decimal("0.10"),
        rounding=finance.Rounding.HALF_UP,
        vat=finance.Vat(finance.VatTreatment.TAXED, rate=Decimal(21)),
        payment_days=30,
        motive="Peildatum 1 januari van het jaar ervoor; btw in rekening gebracht (keuzes van dit voorbeeld).",
    )
    finance.set_billing_terms(AGREEMENT, rules, actor=COMMAND, now=now)
    run = finance.make_run(AGREEMENT, year, actor=COMMAND, now=now, today=today)
    finance.approve_run(run, actor=COMMAND, now=now)
    approved = finance.run_of(AGREEMENT, year, run.number)
    if approved is None:
        raise LookupError(run.number)
    finance.issue_run(approved, actor=COMMAND, now=now, issued_on=today)


def pay(now: dt.datetime, today: dt.date, *, year: int, codes: tuple[str, ...]) -> None:
    """What some municipalities pay of a year, as the bank tells it."""
    sent = finance.standing_invoices(AGREEMENT, year)
    paid = [
        Paid(today, each.total_cents, each.content["buyer"]["name"], int(code[2:]), each.reference)
        for code, each in sorted(sent.items())
        if code in codes
    ]
    data = camt_file(PAYEE.iban, paid, finance.balance_of(PAYEE.iban), today, today, f"{today:%Y%m%d}")
    finance.import_bank_file(io.BytesIO(data), f"afschrift-{today}.xml", actor=COMMAND, now=now)
    finance.confirm_proposals(actor=COMMAND, now=now)


def merge(now: dt.datetime, today: dt.date) -> None:
    """Two become one; the successor gets the data that an invoice needs."""
    network.merge_municipalities(
        MERGED, actor=COMMAND, now=now, code=SUCCESSOR, name="Dijkwoude", effective_on=MERGED_ON
    )
    number = SUCCESSOR.removeprefix("GM")
    identifiers = {
        "street": "Voorbeeldplein 1",
        "postcode": "9999 ZZ",
        "city": "Dijkwoude",
        "oin": f"9999999900000000{number}",
        "kvk": f"0000{number}",
        "e_invoice_scheme": "0190",
        "e_invoice_id": f"9999999900000000{number}",
    }
    network.change_organisation(SUCCESSOR, actor=COMMAND, now=now, valid_from=MERGED_ON, values=identifiers)


def record_figures_of_2023(now: dt.datetime, today: dt.date) -> None:
    """The first of Dijkwoude as one."""
    figures = [
        network.Figure(code, dt.date(2023, 1, 1), population, is_provisional=False, source="Verzonnen")
        for code, population in OF_2023.items()
    ]
    network.record_populations(figures, actor=COMMAND, now=now)


EARLY: Final = ("GM9901", "GM9902", "GM9904", "GM9905", "GM9906")
STEPS: Final = (
    Step(dt.date(2021, 11, 1), "Het verzonnen buurnetwerk komt in het register", load_register),
    Step(dt.date(2021, 11, 8), "De bijdragen zijn afgesproken", agree),
    Step(dt.date(2022, 2, 7), "De facturen van 2022 gaan uit", partial(bill, year=2022)),
    Step(
        dt.date(2022, 3, 14),
        "Vijf gemeenten betalen; Dijkerland nog niet",
        partial(pay, year=2022, codes=EARLY),
    ),
    Step(dt.date(2022, 6, 13), "Bergwoude en Dijkerland gaan op 1 juli samen", merge),
    Step(
        dt.date(2022, 8, 1),
        "Dijkwoude betaalt wat Dijkerland nog moest",
        partial(pay, year=2022, codes=("GM9903",)),
    ),
    Step(dt.date(2023, 2, 6), "De facturen van 2023 gaan uit", partial(bill, year=2023)),
    Step(
        dt.date(2023, 3, 13), "Alle gemeenten betalen 2023", partial(pay, year=2023, codes=(*EARLY, "GM9903"))
    ),
    Step(dt.date(2023, 5, 1), "De inwonertallen van 1 januari 2023 zijn bekend", record_figures_of_2023),
    Step(dt.date(2024, 2, 5), "De facturen van 2024 gaan uit", partial(bill, year=2024)),
    Step(
        ENDS_ON,
        "Dijkwoude betaalt voor het eerst als een gemeente",
        partial(pay, year=2024, codes=(SUCCESSOR,)),
    ),
)

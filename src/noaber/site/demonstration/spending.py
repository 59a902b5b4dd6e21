"""The budgets of 2020-2023, what was committed and bought, and what partners brought in: all of it is invented.

The lines and their amounts are those of the memo, the income is that of each year's run. Suppliers do not exist; the
value of a fte is chosen so that one and a half of them with the facilities come to what the memo asks.
"""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import Final

from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.finance import api as finance
from noaber.site.demonstration.agreement import AGREEMENT, LINES

CAPACITY, LEADER, GRANT = (
    finance.item_code(line.title) for line in LINES if line.side is finance.Side.CO_FUNDING
)
PARTNERS: Final = ("POLITIE-ON", "OM-ON", "RIEC-ON")
EMPLOYER: Final = "GM0150"
FTE: Final = Decimal("0.5")
SHORT: Final = Decimal("0.4")
"""What the RIEC promises in 2023: less than is asked."""
TARIFF: Final = 70_000_00
FACILITIES: Final = 15_000_00
MOVED: Final = 5_000_00
INVENTED: Final = "Verzonnen voorbeeld."
PROJECTS, COMMUNICATION, COORDINATION = "projecten", "communicatie-en-administratie", "coordinatie"


def budget(now: dt.datetime, today: dt.date, *, year: int) -> None:
    """The lines of the agreement, and what the run of the year brings in; approved by a second person."""
    agreed = finance.agreement_for(COMMAND, AsOf(today), AGREEMENT)
    if agreed is None:
        raise LookupError(AGREEMENT)
    income = finance.expected_contributions(agreed, AsOf(today))[year].cents
    lines = finance.first_lines(agreed.terms, income)
    number = finance.propose_budget(AGREEMENT, year, lines, actor=COMMAND, now=now)
    _approve(year, number, now, today)


def amend(now: dt.datetime, today: dt.date) -> None:
    """In 2021 meetings were held on a screen; what that saved went to projects."""
    agreed = finance.agreement_for(COMMAND, AsOf(today), AGREEMENT)
    if agreed is None:
        raise LookupError(AGREEMENT)
    moved = {COMMUNICATION: -MOVED, PROJECTS: MOVED}
    lines = [
        finance.AskedLine(
            line.code, line.side, line.title, line.purpose, line.now_cents + moved.get(line.code, 0)
        )
        for line in finance.budget_of(agreed, 2021).lines
    ]
    reason = "Bijeenkomsten waren digitaal; het geld gaat naar projecten. Verzonnen voorbeeld."
    number = finance.propose_budget(AGREEMENT, 2021, lines, actor=COMMAND, now=now, reason=reason)
    _approve(2021, number, now, today)


def _approve(year: int, number: int, now: dt.datetime, today: dt.date) -> None:
    agreed = finance.agreement_for(COMMAND, AsOf(today), AGREEMENT)
    proposal = finance.budget_of(agreed, year).proposal(number) if agreed else None
    if proposal is None:
        raise LookupError(number)
    finance.approve_budget(proposal, actor=COMMAND, now=now)


def promise(now: dt.datetime, today: dt.date, *, year: int) -> None:
    """What partners, the employer of the project leader and a fund bring in that year."""
    for partner in PARTNERS:
        fte = SHORT if (year, partner) == (2023, "RIEC-ON") else FTE
        _pledge(year, CAPACITY, _terms("CAPACITY", fte=fte, tariff_cents=TARIFF), now, partner)
    _pledge(year, CAPACITY, _terms("FACILITIES", amount_cents=FACILITIES), now, PARTNERS[0])
    _pledge(year, LEADER, _terms("LEADER", amount_cents=10_000_00), now, EMPLOYER)
    if year < 2023:
        _pledge(year, GRANT, _terms("GRANT", amount_cents=10_000_00), now, name="Voorbeeldfonds Veiligheid")


def _terms(kind: str, **more: object) -> finance.PledgeTerms:
    terms = finance.PledgeTerms(finance.CoFundingKind[kind], note=INVENTED)
    return replace(terms, **more)  # type: ignore[arg-type]


def _pledge(
    year: int, item: str, terms: finance.PledgeTerms, now: dt.datetime, organisation: str = "", name: str = ""
) -> None:
    said = finance.Promise(AGREEMENT, year, item, organisation, name)
    finance.record_pledge(said, terms, actor=COMMAND, now=now)


def deliver(now: dt.datetime, today: dt.date, *, year: int) -> None:
    """What was delivered up to today: capacity in fte, the rest whole at the end of the year."""
    is_whole = today.year > year
    last_on = dt.date(year, 12, 31) if is_whole else dt.date(year, 3, 31)
    for row in finance.pledges_of(AGREEMENT, year):
        is_capacity = row.terms.kind is finance.CoFundingKind.CAPACITY
        if not is_capacity and not is_whole:
            continue
        evidence = "Urenstaat van het team (verzonnen)" if is_capacity else "Opgave van de partij (verzonnen)"
        said = finance.DeliverySaid(
            dt.date(year, 1, 1),
            last_on,
            evidence,
            row.terms.fte,
            0 if is_capacity else row.terms.amount_cents,
        )
        finance.report_delivery(row, said, actor=COMMAND, now=now, today=today)


def spend(now: dt.datetime, today: dt.date, *, year: int) -> None:
    """A project is promised money, and the first invoices are booked."""
    wanted = finance.Wanted(
        AGREEMENT,
        year,
        PROJECTS,
        "Project weerbare buurten (verzonnen)",
        30_000_00,
        "Voorbeeldbureau Buurtkracht",
    )
    key = finance.request_commitment(wanted, actor=COMMAND, now=now)
    finance.commit(key, actor=COMMAND, now=now)
    on_it = finance.BookingPart(PROJECTS, 12_100_00, key)
    _buy("Voorbeeldbureau Buurtkracht", 10_000_00, 2_100_00, [on_it], year, now, today)
    hired = finance.BookingPart(COORDINATION, 48_400_00)
    _buy("Voorbeeld Detachering B.V.", 40_000_00, 8_400_00, [hired], year, now, today)


def spend_more(now: dt.datetime, today: dt.date, *, year: int) -> None:
    """The second half of the year: one invoice over two lines."""
    parts = [finance.BookingPart(COMMUNICATION, 20_000_00), finance.BookingPart(COORDINATION, 4_200_00)]
    _buy("Voorbeeld Web en Drukwerk", 20_000_00, 4_200_00, parts, year, now, today)


def leave_open(now: dt.datetime, today: dt.date) -> None:
    """What waits in May 2023: money that is asked for, an invoice to approve, and one to book."""
    wanted = finance.Wanted(
        AGREEMENT, 2023, PROJECTS, "Project veilig ondernemen (verzonnen)", 15_000_00, "Voorbeeldstichting"
    )
    finance.request_commitment(wanted, actor=COMMAND, now=now)
    _take_in("Zalencentrum De Voorbeeldhoeve", 1_000_00, 90_00, 2023, now, today)
    number = _take_in("Voorbeeld Web en Drukwerk", 2_500_00, 525_00, 2023, now, today)
    for _each in range(2):
        finance.approve_purchase(number, actor=COMMAND, now=now)


def _buy(
    supplier: str,
    net_cents: int,
    vat_cents: int,
    parts: list[finance.BookingPart],
    year: int,
    now: dt.datetime,
    today: dt.date,
) -> None:
    number = _take_in(supplier, net_cents, vat_cents, year, now, today)
    for _each in range(2):
        finance.approve_purchase(number, actor=COMMAND, now=now)
    finance.book_purchase(number, AGREEMENT, year, parts, actor=COMMAND, now=now, today=today)


def _take_in(
    supplier: str, net_cents: int, vat_cents: int, year: int, now: dt.datetime, today: dt.date
) -> int:
    issued_on = today - dt.timedelta(days=9)
    purchase = finance.Purchase(
        finance.DocumentKind.INVOICE,
        supplier,
        f"{year}-{issued_on:%m%d}",
        issued_on,
        net_cents,
        vat_cents,
        due_on=today + dt.timedelta(days=21),
        description=INVENTED,
    )
    return finance.take_in_purchase(purchase, source="hand", actor=COMMAND, now=now, today=today)


def _of_year(year: int) -> list[tuple[dt.date, str, Callable[[dt.datetime, dt.date], object]]]:
    """What happens in a year that is whole."""
    budgeted_on = dt.date(year, 2, 16 if year == 2023 else 18)
    promised_on = dt.date(year, 3, 17 if year == 2022 else 10)
    acts: list[tuple[dt.date, str, Callable[[dt.datetime, dt.date], object]]] = [
        (budgeted_on, f"De begroting van {year} wordt goedgekeurd", partial(budget, year=year)),
        (promised_on, f"Partners zeggen hun inbreng voor {year} toe", partial(promise, year=year)),
        (dt.date(year, 4, 21), f"Uitgaven van {year} worden geboekt", partial(spend, year=year)),
    ]
    if year == 2023:
        return [
            *acts,
            (dt.date(year, 5, 4), "Partners melden wat zij leverden", partial(deliver, year=year)),
            (dt.date(year, 5, 12), "Er wacht een factuur op akkoord", leave_open),
        ]
    more = partial(spend_more, year=year)
    return [
        *acts,
        (dt.date(year, 10, 13), f"De laatste uitgaven van {year} worden geboekt", more),
        (
            dt.date(year + 1, 1, 12),
            f"Partners melden wat zij in {year} leverden",
            partial(deliver, year=year),
        ),
    ]


STEPS: Final[tuple[tuple[dt.date, str, Callable[[dt.datetime, dt.date], object]], ...]] = (
    *(step for year in range(2020, 2024) for step in _of_year(year)),
    (dt.date(2021, 9, 15), "De begroting van 2021 wijzigt", amend),
)

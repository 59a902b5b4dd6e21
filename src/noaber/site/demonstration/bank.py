"""What the bank says of the contributions of 2020-2023: every payment is invented, and so is every account.

Most payers give the reference; some only the number, one pays in two parts, one twice, one for two, and one nobody
knows. The controller confirms what is certain, and what is probable as long as there is time: of the last year some
are left, and some have not paid.
"""

import datetime as dt
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final
from xml.sax.saxutils import escape

from stdnum.iso7064 import mod_97_10

from noaber.core.access import COMMAND
from noaber.finance import api as finance
from noaber.site.demonstration.agreement import AGREEMENT
from noaber.site.demonstration.billing import PAYEE

ISSUED: Final = {
    2020: dt.date(2020, 2, 3),
    2021: dt.date(2021, 2, 1),
    2022: dt.date(2022, 2, 7),
    2023: dt.date(2023, 2, 6),
}
LATE: Final = (30, 58, 86)
"""After how many days the bank is read in."""
NOT_YET_PAID: Final = (4, 17, 33, 50, 68)
"""In the last year: places in the list of invoices."""
IN_PARTS, TWICE, FOR_TWO = 10, 20, 30
PAID_TWICE: Final = "Dubbel betaald"
UNKNOWN: Final = "Stichting Vrienden van de Grensstreek"


@dataclass(frozen=True, slots=True)
class Paid:
    """One payment, money out below zero; `reference` is given as such, `text` is what the payer wrote."""

    on: dt.date
    cents: int
    name: str
    account: int
    reference: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Sent:
    """An invoice as its payer has it."""

    number: str
    reference: str
    cents: int
    name: str
    account: int


def read_bank(now: dt.datetime, today: dt.date, *, year: int, part: int) -> None:
    """The bank since the last time is read in, and what is sure enough is booked."""
    first = ISSUED[year] + dt.timedelta(days=LATE[part - 1] + 1 if part else 0)
    paid = [each for each in _payments(year) if first <= each.on <= today]
    opening = finance.balance_of(PAYEE.iban)
    data = camt_file(PAYEE.iban, paid, opening, first, today, f"{year}{part + 1:03d}")
    finance.import_bank_file(io.BytesIO(data), f"afschrift-{today}.xml", actor=COMMAND, now=now)
    finance.confirm_proposals(actor=COMMAND, now=now)
    if year < max(ISSUED):
        _confirm_by_hand(now)


def _confirm_by_hand(now: dt.datetime) -> None:
    """What the controller looked at one by one; then what was paid twice and went back.

    Somebody may have played on since: what else was left for a person to look at stays so.
    """
    waiting = finance.proposals(finance.entries(unexplained=True))
    looked_at = [row.entry.id for row in waiting if row.proposal.confidence]
    finance.confirm_proposals(actor=COMMAND, now=now, only=looked_at)
    left = finance.entries(unexplained=True)
    went = (row for row in left if row.left_cents > 0 and not row.is_incoming)
    for out in (row for row in went if row.said.text.startswith(PAID_TWICE)):
        of_payer = (row for row in left if row.is_incoming and row.left_cents == out.left_cents)
        iban = out.said.counterparty_iban
        twice = next((row for row in of_payer if row.said.counterparty_iban == iban), None)
        if twice:
            reason = "Deze bijdrage was dubbel betaald en is teruggestort."
            finance.refund(twice.id, out.id, out.left_cents, reason=reason, actor=COMMAND, now=now)


def _payments(year: int) -> list[Paid]:
    sent = [
        Sent(each.number, each.reference, each.total_cents, each.content["buyer"]["name"], int(code[2:]))
        for code, each in sorted(finance.standing_invoices(AGREEMENT, year).items())
    ]
    unknown = Paid(ISSUED[year] + dt.timedelta(days=24), 125_00, UNKNOWN, 9_000, text="Bijdrage bijeenkomst")
    paid = [each for at in range(len(sent)) for each in _of(year, at, sent)]
    return sorted([*paid, unknown], key=lambda each: each.on)


def _of(year: int, at: int, sent: Sequence[Sent]) -> Iterator[Paid]:
    """How one invoice is paid; the place in the list decides."""
    one = sent[at]
    on = _workday(ISSUED[year] + dt.timedelta(days=5 + at * 7 % 48))
    said = f"Bijdrage veiligheidsnetwerk {year}"
    if year == max(ISSUED) and at in NOT_YET_PAID:
        return
    if at == IN_PARTS:
        yield Paid(on, one.cents // 2, one.name, one.account, one.reference, said)
        later = _workday(on + dt.timedelta(days=25))
        yield Paid(later, one.cents - one.cents // 2, one.name, one.account, one.reference, said)
    elif at == FOR_TWO:
        both, text = one.cents + sent[at + 1].cents, f"{one.number} en {sent[at + 1].number}"
        yield Paid(on, both, one.name, one.account, text=text)
    elif at != FOR_TWO + 1:
        is_only_named = at % 5 == 4
        reference, text = ("", f"{said}, factuur {one.number}") if is_only_named else (one.reference, said)
        yield Paid(on, one.cents, one.name, one.account, reference, text)
    if at == TWICE and year == 2021:
        again, back = (_workday(on + dt.timedelta(days=days)) for days in (12, 30))
        yield Paid(again, one.cents, one.name, one.account, one.reference, said)
        yield Paid(back, -one.cents, one.name, one.account, text=f"{PAID_TWICE}: {one.number}")


def _workday(day: dt.date) -> dt.date:
    return day + dt.timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def camt_file(
    account: str, paid: Sequence[Paid], opening: int, first: dt.date, last: dt.date, number: str
) -> bytes:
    """A statement in camt.053.001.08 of one account, with these payments between two days; balances in cents."""
    closing = opening + sum(each.cents for each in paid)
    entries = "".join(_entry(each, at, number) for at, each in enumerate(paid, start=1))
    return (
        "<?xml version='1.0' encoding='UTF-8'?>"
        "<Document xmlns='urn:iso:std:iso:20022:tech:xsd:camt.053.001.08'><BkToCstmrStmt>"
        f"<GrpHdr><MsgId>{number}</MsgId></GrpHdr><Stmt><Id>{number}</Id><ElctrncSeqNb>{number}</ElctrncSeqNb>"
        f"<FrToDt><FrDtTm>{first}T00:00:00</FrDtTm><ToDtTm>{last}T23:59:59</ToDtTm></FrToDt>"
        f"<Acct><Id><IBAN>{account}</IBAN></Id><Ccy>EUR</Ccy></Acct>"
        f"{_balance('OPBD', opening, first)}{_balance('CLBD', closing, last)}{entries}"
        "</Stmt></BkToCstmrStmt></Document>"
    ).encode()


def _balance(code: str, cents: int, day: dt.date) -> str:
    return (
        f"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy='EUR'>{_euros(cents)}</Amt>"
        f"<CdtDbtInd>{_mark(cents)}</CdtDbtInd><Dt><Dt>{day}</Dt></Dt></Bal>"
    )


def _entry(each: Paid, at: int, number: str) -> str:
    role = "Dbtr" if each.cents > 0 else "Cdtr"
    reference = (
        "<Strd><CdtrRefInf><Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry><Issr>ISO</Issr></Tp>"
        f"<Ref>{each.reference}</Ref></CdtrRefInf></Strd>"
    )
    return (
        f"<Ntry><Amt Ccy='EUR'>{_euros(each.cents)}</Amt><CdtDbtInd>{_mark(each.cents)}</CdtDbtInd>"
        f"<Sts><Cd>BOOK</Cd></Sts><BookgDt><Dt>{each.on}</Dt></BookgDt><ValDt><Dt>{each.on}</Dt></ValDt>"
        f"<AcctSvcrRef>{number}-{at:03d}</AcctSvcrRef><NtryDtls><TxDtls>"
        "<Refs><EndToEndId>NOTPROVIDED</EndToEndId></Refs>"
        f"<RltdPties><{role}><Pty><Nm>{escape(each.name)}</Nm></Pty></{role}>"
        f"<{role}Acct><Id><IBAN>{_iban(each.account)}</IBAN></Id></{role}Acct></RltdPties>"
        f"<RmtInf><Ustrd>{escape(each.text)}</Ustrd>{reference if each.reference else ''}</RmtInf>"
        "</TxDtls></NtryDtls></Ntry>"
    )


def _mark(cents: int) -> str:
    return "CRDT" if cents >= 0 else "DBIT"


def _euros(cents: int) -> str:
    return f"{abs(cents) // 100}.{abs(cents) % 100:02d}"


def _iban(number: int) -> str:
    """An account at the bank XXXX, that does not exist, with a check number that holds."""
    account = f"XXXX{number:010d}"
    return f"NL{mod_97_10.calc_check_digits(account + 'NL')}{account}"


STEPS: Final[tuple[tuple[dt.date, str, Callable[[dt.datetime, dt.date], object]], ...]] = tuple(
    (
        ISSUED[year] + dt.timedelta(days=days),
        f"De bank van {year} wordt ingelezen ({part + 1} van {len(LATE)})",
        partial(read_bank, year=year, part=part),
    )
    for year in ISSUED
    for part, days in enumerate(LATE)
)

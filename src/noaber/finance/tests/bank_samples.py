"""Bank files for tests and measurements: the committed samples, and camt.053 or MT940 written from entries.

The bank code NABR exists nowhere; account numbers hold by their own check.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Final
from xml.sax.saxutils import escape

from stdnum.iso7064 import mod_97_10

from noaber.finance.rules.bank.statements import BankEntry, Direction

FOLDER: Final = Path(__file__).parent / "data" / "bank"
OURS: Final = "NL14NABR0000000001"
DAY: Final = dt.date(2020, 5, 4)
NAMESPACE: Final = "urn:iso:std:iso:20022:tech:xsd:camt.053.001."


def sample(name: str) -> bytes:
    return (FOLDER / name).read_bytes()


def iban(number: int) -> str:
    """An account at the bank that does not exist."""
    account = f"NABR{number:010d}"
    return f"NL{mod_97_10.calc_check_digits(account + 'NL')}{account}"


def rf(number: str) -> str:
    """The creditor reference of ISO 11649 for a number."""
    bare = "".join(sign for sign in number if sign.isalnum()).upper()
    return f"RF{mod_97_10.calc_check_digits(bare + 'RF')}{bare}"


def entry(cents: int, **changes: Any) -> BankEntry:
    """Money in on one day, with something else."""
    values: dict[str, Any] = {"direction": Direction.CREDIT, "booked_on": DAY, "value_on": DAY} | changes
    return BankEntry(cents, **values)


def euros(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02d}"


def camt(entries: Iterable[BankEntry], **options: Any) -> bytes:
    """A whole file with one statement; see `camt_statement` for the options, and `version` and `prefix`."""
    version, prefix = options.pop("version", "02"), options.pop("prefix", "")
    head, foot = camt_envelope(version)
    text = head + camt_statement(entries, version=version, **options) + foot
    if prefix:
        text = text.replace("</", "\0").replace("<", f"<{prefix}:").replace("\0", f"</{prefix}:")
        text = text.replace("xmlns=", f"xmlns:{prefix}=")
    return ("<?xml version='1.0' encoding='UTF-8'?>" + text).encode()


def camt_envelope(version: str) -> tuple[str, str]:
    head = f"<Document xmlns='{NAMESPACE}{version}'><BkToCstmrStmt><GrpHdr><MsgId>M</MsgId></GrpHdr>"
    return head, "</BkToCstmrStmt></Document>"


def camt_statement(
    entries: Iterable[BankEntry],
    *,
    version: str = "02",
    account: str = OURS,
    number: str = "1",
    opening: int = 0,
    closing: int | None = None,
) -> str:
    """One Stmt; without `closing` it adds up."""
    written, moved = [], 0
    for one in entries:
        written.append(camt_entry(one, version))
        moved += one.signed_cents
    end = opening + moved if closing is None else closing
    balances = camt_balance("OPBD", opening) + camt_balance("CLBD", end)
    return (
        f"<Stmt><Id>S-{number}</Id><ElctrncSeqNb>{number}</ElctrncSeqNb>"
        f"<Acct><Id><IBAN>{account}</IBAN></Id><Ccy>EUR</Ccy></Acct>{balances}{''.join(written)}</Stmt>"
    )


def camt_balance(code: str, cents: int) -> str:
    return (
        f"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp><Amt Ccy='EUR'>{euros(abs(cents))}</Amt>"
        f"<CdtDbtInd>{'DBIT' if cents < 0 else 'CRDT'}</CdtDbtInd><Dt><Dt>{DAY}</Dt></Dt></Bal>"
    )


def camt_entry(one: BankEntry, version: str = "02") -> str:
    """One Ntry as a bank would write it; from version 8 names stand in Pty and the status in Cd."""
    is_new = int(version) >= 8
    mark = "CRDT" if one.direction is Direction.CREDIT else "DBIT"
    role = "Dbtr" if (one.direction is Direction.CREDIT) != one.is_reversal else "Cdtr"
    status = "<Cd>BOOK</Cd>" if is_new else "BOOK"
    value = f"<ValDt><Dt>{one.value_on}</Dt></ValDt>" if one.value_on else ""
    return (
        f"<Ntry><Amt Ccy='EUR'>{euros(one.amount_cents)}</Amt><CdtDbtInd>{mark}</CdtDbtInd>"
        f"<RvslInd>{str(one.is_reversal).lower()}</RvslInd><Sts>{status}</Sts>"
        f"<BookgDt><Dt>{one.booked_on}</Dt></BookgDt>{value}{tag('AcctSvcrRef', one.bank_reference)}"
        f"<NtryDtls><TxDtls><Refs><EndToEndId>{escape(one.end_to_end_id or 'NOTPROVIDED')}</EndToEndId></Refs>"
        f"<RltdPties>{_party(role, one.counterparty_name, is_new)}{_account(role, one.counterparty_iban)}"
        f"{_party('Ultmt' + role, one.on_behalf_of, is_new)}</RltdPties>"
        f"<RmtInf>{tag('Ustrd', one.text)}{_reference(one)}</RmtInf></TxDtls></NtryDtls></Ntry>"
    )


def tag(name: str, text: str) -> str:
    return f"<{name}>{escape(text)}</{name}>" if text else ""


def _party(role: str, name: str, is_new: bool) -> str:
    inside = tag("Nm", name)
    return f"<{role}>{f'<Pty>{inside}</Pty>' if is_new else inside}</{role}>" if name else ""


def _account(role: str, account: str) -> str:
    return f"<{role}Acct><Id><IBAN>{account}</IBAN></Id></{role}Acct>" if account else ""


def _reference(one: BankEntry) -> str:
    if one.reference is None:
        return ""
    issuer = {"rf": "ISO", "dutch": "CUR"}.get(one.reference.kind.value, "")
    return (
        f"<Strd><CdtrRefInf><Tp><CdOrPrtry><Cd>SCOR</Cd></CdOrPrtry>{tag('Issr', issuer)}</Tp>"
        f"<Ref>{one.reference.value}</Ref></CdtrRefInf></Strd>"
    )


def mt940(entries: Sequence[BankEntry], *, opening: int = 0, number: str = "1") -> bytes:
    """A whole MT940 with one statement that adds up, :86: in Dutch code words, broken at 65 signs."""
    lines = [":20:X", f":25:{OURS}", f":28C:{number}", f":60F:{_swift_balance(opening)}"]
    for one in entries:
        mark = "C" if (one.direction is Direction.CREDIT) != one.is_reversal else "D"
        amount = euros(one.amount_cents).replace(".", ",")
        day = f"{one.value_on or one.booked_on:%y%m%d}{one.booked_on:%m%d}"
        lines.append(
            f":61:{day}{'R' if one.is_reversal else ''}{mark}{amount}NTRFNONREF//{one.bank_reference}"
        )
        party = f"/IBAN/{one.counterparty_iban}/NAME/{one.counterparty_name}"
        details = f":86:/EREF/{one.end_to_end_id}{party}/REMI/{one.text}"
        lines += [details[at : at + 65] for at in range(0, len(details), 65)]
    lines.append(f":62F:{_swift_balance(opening + sum(one.signed_cents for one in entries))}")
    return "\r\n".join([*lines, "-", ""]).encode()


def _swift_balance(cents: int) -> str:
    return f"{'D' if cents < 0 else 'C'}{DAY:%y%m%d}EUR{euros(abs(cents)).replace('.', ',')}"

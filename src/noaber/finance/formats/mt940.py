"""Reads MT940, the older statement of SWIFT, line by line.

Own code and not the library mt-940 (5.1), after reading it: it leaves the Dutch :86: unsplit (account, name, reference
and text stay one string), has one set of balances for a file of several statements, cuts details after 585 signs, takes
the reversal mark RC as money in unless told otherwise, and cannot read ASN's :61: with the tags that it has. What
remained to be gained was the splitting into tags, one regular expression. The tests hold this reader beside it.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from noaber.finance.formats.mt940_texts import Told, first_iban, is_like_account, read_details
from noaber.finance.rules.bank.references import ReferenceKind, read_reference
from noaber.finance.rules.bank.statements import (
    EURO,
    BankEntry,
    BankFileError,
    Direction,
    StatementBalance,
    StatementEnd,
    StatementPart,
    StatementStart,
)

_TAG: Final = re.compile(r":(\d{2}[A-Z]?|NS):(.*)", re.DOTALL)
_BLOCK: Final = re.compile(r"^(?:\{[1235]:[^{}]*(?:\{[^{}]*\}[^{}]*)*\})*\{4:")
_LINE: Final = re.compile(
    r"(?P<value>\d{6})(?P<entry>\d{4}|\s{4})?(?P<mark>R?[CD])(?P<funds>[A-Z])?\s?(?P<amount>[\d,]{1,18})"
    r"(?:(?P<code>[A-Z][A-Z0-9 ]{3})(?P<rest>.*))?",
    re.ASCII,
)
_BALANCE: Final = re.compile(
    r"(?P<mark>[CD])(?P<on>\d{6})(?P<currency>[A-Z]{3})(?P<amount>[\d,]{1,18})\s*", re.ASCII
)
_AMOUNT: Final = re.compile(r"\d{1,15}(?:,\d{0,2})?", re.ASCII)
_ACCOUNT: Final = re.compile(r"(?:.*/)?\s*([A-Z]{2}\d{2}[A-Z0-9]{10,30}?|[\d.]+)\s*(?:([A-Z]{3}))?\s*")
_NO_REFERENCE: Final = {"", "NONREF", "EREF", "PREF", "MARF", "NOREF", "0"}
_OPENINGS: Final = {"60F", "60M", "60"}
_INTERIM: Final = {"13", "13D", "34", "34F"}
_CLOSINGS: Final = {"62F", "62M", "62"}


ASK_FOR: Final = "vraag de bank om het dagafschrift (MT940 of camt.053)"


@dataclass(slots=True)
class _Field:
    """One tag with its lines."""

    tag: str
    lines: list[str]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


@dataclass(slots=True)
class _Message:
    """One :20: to its end, while it is read."""

    file: str
    statement_id: str
    account: str = ""
    currency: str = ""
    sequence: str = ""
    opening: StatementBalance | None = None
    closing: StatementBalance | None = None
    is_started: bool = False
    is_interim: bool = False
    count: int = 0
    without_amount: int = 0
    line: _Field | None = None
    details: list[str] = field(default_factory=list)


def mt940_parts(lines: Iterable[str], file: str = "") -> Iterator[StatementPart]:
    """The statements of a file as a stream, each page of a statement apart. Raises BankFileError, also halfway."""
    message: _Message | None = None
    for one in _fields(lines):
        if one.tag == "20":
            if message is not None:
                yield from _safely(_finish(message), message)
            message = _Message(file, one.text.strip())
        elif message is not None:
            yield from _safely(_take(message, one), message)
    if message is None:
        raise BankFileError("er staat geen afschrift in het bestand: het veld :20: ontbreekt", file=file)
    yield from _safely(_finish(message), message)


def _safely(parts: Iterator[StatementPart], message: _Message) -> Iterator[StatementPart]:
    try:
        yield from parts
    except BankFileError as error:
        label = message.sequence or message.statement_id
        raise error.within(file=message.file, statement=label, entry=message.count) from None


def _fields(lines: Iterable[str]) -> Iterator[_Field]:
    """Tags with the lines below them; what stands outside a message (headers, the bank's own lines) is no field."""
    current: _Field | None = None
    for raw in lines:
        line = raw.rstrip("\r\n").lstrip("\ufeff")
        if line.startswith("{"):
            line = _BLOCK.sub("", line)
        if line.startswith(":") and (found := _TAG.match(line)):
            if current is not None:
                yield current
            current = _Field(found[1], [found[2]])
        elif line.startswith(("-}", "-\x03")) or line.strip() == "-":
            if current is not None:
                yield current
            current = None
        elif current is not None and not line.startswith(":940:"):
            current.lines.append(line)
    if current is not None:
        yield current


def _take(message: _Message, one: _Field) -> Iterator[StatementPart]:
    if one.tag == "25":
        _read_account(message, one.text)
    elif one.tag in {"28", "28C"}:
        message.sequence = one.text.strip()
    elif one.tag in _INTERIM:
        message.is_interim = True
    elif one.tag in _OPENINGS:
        message.opening = _balance(message, one)
    elif one.tag == "61":
        yield from _start(message)
        yield from _entry(message)
        message.count += 1
        message.line = one
    elif one.tag == "86" and message.closing is None and message.line is not None:
        message.details += one.lines
    elif one.tag in _CLOSINGS:
        yield from _start(message)
        yield from _entry(message)
        message.closing = _balance(message, one)


def _read_account(message: _Message, written: str) -> None:
    found = _ACCOUNT.fullmatch(written.strip())
    if found is None:
        raise BankFileError("dit is geen rekeningnummer", field=":25:", value=written)
    message.account = found[1].replace(".", "")
    _set_currency(message, found[2] or "", ":25:")


def _set_currency(message: _Message, currency: str, place: str) -> None:
    if currency and currency != EURO:
        raise BankFileError("alleen rekeningen in euro worden gelezen", field=place, value=currency)
    message.currency = message.currency or currency


def _balance(message: _Message, one: _Field) -> StatementBalance:
    written = one.text.strip()
    found = _BALANCE.fullmatch(written)
    if found is None:
        raise BankFileError("dit is geen stand", field=f":{one.tag}:", value=written)
    _set_currency(message, found["currency"], f":{one.tag}:")
    cents = _cents(found["amount"], f":{one.tag}:")
    return StatementBalance(-cents if found["mark"] == "D" else cents, _day(found["on"], f":{one.tag}:"))


def _start(message: _Message) -> Iterator[StatementPart]:
    if message.is_started:
        return
    if not message.account:
        raise BankFileError("het afschrift noemt geen rekening", field=":25:")
    message.is_started = True
    yield StatementStart(
        account=message.account,
        statement_id=message.statement_id,
        sequence=message.sequence,
        first_day=message.opening.on if message.opening else None,
        last_day=None,
        currency=message.currency or EURO,
        opening=message.opening,
        closing=None,
        file=message.file,
        kind="mt940",
    )


def _finish(message: _Message) -> Iterator[StatementPart]:
    """A message must reach its closing balance: a file that was cut off would lose entries unseen."""
    if message.closing is None and message.is_interim:
        raise BankFileError(f"dit is een tussentijds overzicht (MT942), geen afschrift; {ASK_FOR}")
    if message.closing is None:
        raise BankFileError("het afschrift is niet compleet: de eindstand ontbreekt", field=":62F:")
    yield from _start(message)
    yield StatementEnd(message.closing, message.closing.on, 0, message.without_amount)


def _entry(message: _Message) -> Iterator[StatementPart]:
    """The entry of which the :61: and :86: are complete now that the next tag came."""
    line, details = message.line, message.details
    message.line, message.details = None, []
    if line is None:
        return
    found = _LINE.fullmatch(line.lines[0].rstrip())
    if found is None:
        raise BankFileError("deze boekingsregel is niet te lezen", field=":61:", value=line.lines[0])
    cents = _cents(found["amount"], ":61:")
    if not cents:
        message.without_amount += 1
        return
    value_on = _day(found["value"], ":61:")
    customer, _, bank = (found["rest"] or "").partition("//")
    told = read_details(details, message.account) if details else Told()
    _complete(told, customer.strip(), [each.strip() for each in line.lines[1:]])
    is_reversal = found["mark"].startswith("R")
    # RC undoes a credit: the money goes out again.
    is_credit = found["mark"].endswith("C") != is_reversal
    yield BankEntry(
        amount_cents=cents,
        direction=Direction.CREDIT if is_credit else Direction.DEBIT,
        booked_on=_booked_on(found["entry"] or "", value_on),
        value_on=value_on,
        is_reversal=is_reversal,
        bank_reference="" if bank.strip() in _NO_REFERENCE else bank.strip(),
        end_to_end_id=told.end_to_end_id,
        counterparty_name=told.name,
        counterparty_iban=told.iban,
        on_behalf_of=told.on_behalf_of,
        reference=told.reference,
        text=told.text,
        transaction_code=(found["code"] or "").strip(),
        return_reason=told.return_reason,
        batch_id=told.batch_id,
    )


def _complete(told: Told, customer: str, supplementary: list[str]) -> None:
    """What :61: tells beside the amounts: a betalingskenmerk (ING), an account (Rabobank, ASN), a name (ASN)."""
    if told.reference is None and len(customer) >= 16:
        reference = read_reference(customer)
        if reference is not None and reference.is_valid and reference.kind is not ReferenceKind.OTHER:
            told.reference = reference
    accounts = (one for one in (customer, *supplementary) if is_like_account(one))
    told.iban = told.iban or next(accounts, "") or first_iban(" ".join(supplementary))
    others = [
        one
        for one in supplementary
        if one and not one.startswith("/") and one != told.iban and not one.isdigit()
    ]
    if not told.name and told.iban and others:
        told.name = others.pop(0)
    told.text = told.text or " ".join(others)


def _booked_on(written: str, value_on: dt.date) -> dt.date:
    """The entry date has no year: the one nearest to the value date."""
    if not written.strip():
        return value_on
    days = []
    for year in (value_on.year - 1, value_on.year, value_on.year + 1):
        try:
            days.append(dt.date(year, int(written[:2]), int(written[2:])))
        except ValueError:  # 29 February, or no date at all
            continue
    if not days:
        raise BankFileError("dit is geen datum", field=":61:", value=written)
    return min(days, key=lambda day: abs(day - value_on))


def _day(written: str, place: str) -> dt.date:
    year = int(written[:2])
    try:
        return dt.date(year + (2000 if year < 80 else 1900), int(written[2:4]), int(written[4:]))
    except ValueError:
        raise BankFileError("dit is geen datum", field=place, value=written) from None


def _cents(written: str, place: str) -> int:
    """A comma always parts euro and cents; nothing need follow it.

    >>> _cents("000000000025,5", ":61:"), _cents("9,", ":61:"), _cents("0000012", ":61:")
    (2550, 900, 1200)
    """
    if not _AMOUNT.fullmatch(written):
        raise BankFileError("dit is geen bedrag", field=place, value=written)
    euros, _, cents = written.partition(",")
    return int(euros) * 100 + int((cents + "00")[:2])

"""Reads camt.053 (ISO 20022 BankToCustomerStatement), version 2 and up, entry by entry.

Fields are looked up by name, so a namespace, its prefix or its version makes no difference. One entry is in memory at a
time. Nothing is fetched and no entity is replaced; a document type is refused, because no bank
writes one.

An amount in euro is what moved the balance and counts. What a payer sent in another currency is kept beside it. A batch
is split into its payments only where their amounts in euro add up to the entry: fees and exchange may lie between.
"""

import datetime as dt
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any, BinaryIO, Final

from lxml import etree

from noaber.finance.formats.camt_entries import EntryReader
from noaber.finance.formats.camt_fields import Field, as_cents, as_date, as_decimal, names_of
from noaber.finance.rules.bank.statements import (
    EURO,
    BankFileError,
    StatementBalance,
    StatementEnd,
    StatementPart,
    StatementStart,
)

SAFE: Final[dict[str, Any]] = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "dtd_validation": False,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
}
STATEMENT: Final = "BkToCstmrStmt"
OTHER_MESSAGES: Final = {
    "BkToCstmrAcctRpt": "een tussentijds overzicht (camt.052), waarin boekingen nog kunnen wijzigen",
    "BkToCstmrDbtCdtNtfctn": "een melding van bij- en afschrijvingen (camt.054), zonder beginstand en eindstand",
    "CstmrCdtTrfInitn": "een betaalopdracht (pain.001)",
    "CstmrDrctDbtInitn": "een incasso-opdracht (pain.008)",
    "CstmrPmtStsRpt": "een verslag over opdrachten (pain.002)",
    "AcctRptgReq": "een verzoek om een afschrift (camt.060)",
    "Invoice": "een factuur",
    "CreditNote": "een creditfactuur",
}
ASK_FOR: Final = "vraag de bank om het dagafschrift (camt.053)"
_VERSION: Final = re.compile(r"camt\.053\.\d{3}\.\d{2}")
_ENCODING_ERRORS: Final = {
    etree.ErrorTypes.ERR_INVALID_CHAR,
    etree.ErrorTypes.ERR_INVALID_ENCODING,
    etree.ErrorTypes.ERR_UNKNOWN_ENCODING,
    etree.ErrorTypes.ERR_UNSUPPORTED_ENCODING,
    etree.ErrorTypes.I18N_CONV_FAILED,
    etree.ErrorTypes.I18N_NO_NAME,
}
_MOST_STARTS: Final = 200
"""How many elements an envelope may have before its message: more is not a bank file."""


def camt_parts(source: BinaryIO, file: str = "") -> Iterator[StatementPart]:
    """The statements of a file as a stream; `source` must be able to go back to its start.

    Raises BankFileError, also halfway: a caller keeps nothing until the end.
    """
    try:
        kind = _kind_of(source, file)
        source.seek(0)
        yield from _parts(source, file, kind)
    except etree.XMLSyntaxError as error:
        raise BankFileError(_why(error), file=file) from None


def _why(error: etree.XMLSyntaxError) -> str:
    line = f" (regel {error.lineno})" if error.lineno else ""
    if getattr(error, "code", 0) in _ENCODING_ERRORS:
        return f"de tekens in het bestand kloppen niet met de codering die het noemt{line}"
    return f"het bestand is beschadigd of niet compleet{line}; haal het opnieuw op bij de bank"


def _kind_of(source: BinaryIO, file: str) -> str:
    """Which message it is, such as camt.053.001.08; refuses everything that is not a statement, by name."""
    source.seek(0)
    root = ""
    for _, element in islice(etree.iterparse(source, events=("start",), **SAFE), _MOST_STARTS):
        if element.getroottree().docinfo.doctype:
            raise BankFileError(
                "het bestand heeft een DOCTYPE; dat hoort niet in een bankbestand en is niet veilig",
                file=file,
            )
        namespace, name = names_of(element)
        root = root or name
        if name == STATEMENT:
            found = _VERSION.search(namespace)
            return found[0] if found else "camt.053"
        if name in OTHER_MESSAGES:
            raise BankFileError(f"dit is {OTHER_MESSAGES[name]}, geen afschrift; {ASK_FOR}", file=file)
    raise BankFileError(f"dit is geen bankafschrift: het begint met <{root[:60]}>; {ASK_FOR}", file=file)


def _parts(source: BinaryIO, file: str, kind: str) -> Iterator[StatementPart]:
    statement: _Statement | None = None
    done: etree._Element | None = None
    count = 0
    for event, element in etree.iterparse(
        source, events=("start", "end"), tag=("{*}Stmt", "{*}Ntry"), **SAFE
    ):
        if names_of(element)[1] == "Stmt":
            if event == "start" and statement is not None:
                raise BankFileError("een afschrift staat binnen een ander afschrift", file=file)
            if event == "start":
                statement, done, count = _Statement(element, file, kind), None, count + 1
            elif statement is not None:
                yield from statement.finished()
                statement = None
                _forget(element)
        elif event == "end" and statement is not None:
            if element.getparent() is not statement.element:
                raise BankFileError("een boeking staat op een plaats waar geen boeking hoort", file=file)
            yield from statement.read(element)
            if done is not None:
                statement.element.remove(done)  # the one before: libxml2 still holds on to this one
            done = element
    if not count:
        raise BankFileError(f"er staat geen afschrift in het bestand; {ASK_FOR}", file=file)


def _forget(element: etree._Element) -> None:
    """Free a statement that is read, and what stands before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


class _Statement:
    """One Stmt while it is read."""

    def __init__(self, element: etree._Element, file: str, kind: str) -> None:
        self.element, self.file, self.kind = element, file, kind
        self.entries: EntryReader | None = None
        self.label = ""

    def read(self, entry: etree._Element) -> Iterator[StatementPart]:
        if self.entries is None:
            yield self._start()
        assert self.entries is not None  # noqa: S101 - for the type checker: _start made it
        try:
            yield from self.entries.read(Field(entry))
        except BankFileError as error:
            raise error.within(file=self.file, statement=self.label, entry=self.entries.count) from None

    def finished(self) -> Iterator[StatementPart]:
        if self.entries is None:
            yield self._start()
        assert self.entries is not None  # noqa: S101 - as above
        _, closing = _balances(Field(self.element, without="Ntry"))
        yield StatementEnd(closing, None, self.entries.not_booked, self.entries.without_amount)

    def _start(self) -> StatementStart:
        head = Field(self.element, without="Ntry")
        statement_id = head.text("Id")
        sequence = head.text("ElctrncSeqNb") or head.text("LglSeqNb")
        page = head.text("StmtPgntn/PgNb")
        self.label = sequence or statement_id
        try:
            return self._start_of(head, statement_id, f"{sequence}/{page}" if sequence and page else sequence)
        except BankFileError as error:
            raise error.within(file=self.file, statement=self.label) from None

    def _start_of(self, head: Field, statement_id: str, sequence: str) -> StatementStart:
        account = head.text("Acct/Id/IBAN") or head.text("Acct/Id/Othr/Id")
        if not account:
            raise BankFileError("het afschrift noemt geen rekening", field="Acct/Id")
        account = account.replace(" ", "").upper()
        opening, closing = _balances(head)
        currency = head.text("Acct/Ccy") or (opening.currency if opening else EURO)
        if currency != EURO:
            raise BankFileError("alleen rekeningen in euro worden gelezen", field="Acct/Ccy", value=currency)
        self.entries = EntryReader(account)
        return StatementStart(
            account=account,
            statement_id=statement_id,
            sequence=sequence,
            first_day=_day(head, "FrToDt/FrDtTm") or (opening.on if opening else None),
            last_day=_day(head, "FrToDt/ToDtTm") or (closing.on if closing else None),
            currency=currency,
            opening=opening,
            closing=closing,
            file=self.file,
            kind=self.kind,
        )


def _day(head: Field, path: str) -> dt.date | None:
    written = head.text(path)
    return as_date(written, path) if written else None


def _balances(head: Field) -> tuple[StatementBalance | None, StatementBalance | None]:
    """Opening and closing; a statement in pages has interim balances (ITBD) where one page goes on in the next."""
    by_code: dict[str, list[StatementBalance]] = {}
    for balance in head.every("Bal"):
        code = balance.text("Tp/CdOrPrtry/Cd") or balance.text("Tp/CdOrPrtry/Prtry")
        if code in {"OPBD", "PRCD", "CLBD", "ITBD"}:
            by_code.setdefault(code, []).append(_balance(balance, code))
    opening = next((by_code[code][0] for code in ("OPBD", "PRCD", "ITBD") if code in by_code), None)
    closings = by_code.get("CLBD") or [each for each in by_code.get("ITBD", ()) if each is not opening]
    return opening, (closings[-1] if closings else None)


def _balance(balance: Field, code: str) -> StatementBalance:
    currency = balance.attribute("Amt", "Ccy") or EURO
    written = balance.text("Amt")
    # A balance in another currency is kept as it stands: the check of the balances says so.
    cents = as_cents(written, f"Bal/{code}") if currency == EURO else int(as_decimal(written, "Bal") * 100)
    sign = -1 if balance.text("CdtDbtInd") == "DBIT" else 1
    day = balance.text("Dt/Dt") or balance.text("Dt/DtTm")
    return StatementBalance(sign * cents, as_date(day, f"Bal/{code}") if day else None, currency)

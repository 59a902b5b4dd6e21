"""One Ntry of a camt.053 into the entries that it holds: one, or the payments of a batch."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, TypeVar

from lxml import etree

from noaber.finance.formats.camt_fields import Names, as_cents, as_date, as_decimal
from noaber.finance.rules.bank_references import CreditorReference, read_reference
from noaber.finance.rules.statements import EURO, BankEntry, BankFileError, Direction, ForeignAmount

NOT_GIVEN: Final = {"NOTPROVIDED", "NOT PROVIDED", "NONREF"}
DIRECTIONS: Final = {"CRDT": Direction.CREDIT, "DBIT": Direction.DEBIT}
# Where a detail can tell its amount; the first in euro is the one that moved the balance.
_AMOUNTS: Final = ("Amt", "AmtDtls/TxAmt/Amt", "AmtDtls/CntrValAmt/Amt", "AmtDtls/InstdAmt/Amt")
_RATES: Final = tuple(
    f"AmtDtls/{name}/CcyXchg/XchgRate" for name in ("InstdAmt", "TxAmt", "CntrValAmt", "AnncdPstngAmt")
)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Booked:
    """What holds for the whole Ntry."""

    cents: int
    direction: Direction
    is_reversal: bool
    booked_on: dt.date
    value_on: dt.date | None
    bank_reference: str
    transaction_code: str
    more: str


@dataclass(frozen=True, slots=True)
class Detail:
    """What one TxDtls tells, or what several have in common."""

    bank_reference: str = ""
    end_to_end_id: str = ""
    name: str = ""
    iban: str = ""
    on_behalf_of: str = ""
    reference: CreditorReference | None = None
    text: str = ""
    documents: tuple[str, ...] = ()
    foreign: ForeignAmount | None = None
    transaction_code: str = ""
    return_reason: str = ""


class EntryReader:
    """Reads the entries of one statement and counts what is left out."""

    def __init__(self, names: Names, account: str) -> None:
        self._names, self._account = names, account
        self.count = self.not_booked = self.without_amount = 0

    def read(self, entry: etree._Element) -> Iterator[BankEntry]:
        self.count += 1
        text = self._names.text
        if (text(entry, "Sts/Cd") or text(entry, "Sts/Prtry") or text(entry, "Sts") or "BOOK") != "BOOK":
            self.not_booked += 1
            return
        booked = self._booked(entry)
        if not booked.cents:
            self.without_amount += 1
            return
        details = self._names.every(entry, "NtryDtls/TxDtls")
        batch_id = self._batch_id(entry)
        amounts = self._split(details, booked) if len(details) > 1 else None
        if amounts is None:
            told = [self._detail(detail, booked.direction, booked.is_reversal) for detail in details]
            one = _common(told) if told else Detail(foreign=self._foreign(entry))
            yield _entry(booked, one, booked.cents, booked.direction, batch_id, 0)
            return
        for index, (detail, (cents, direction)) in enumerate(zip(details, amounts, strict=True), start=1):
            one = self._detail(detail, direction, booked.is_reversal)
            yield _entry(booked, one, cents, direction, batch_id or f"{booked.booked_on}/{self.count}", index)

    def _booked(self, entry: etree._Element) -> Booked:
        text = self._names.text
        currency = self._names.attribute(entry, "Amt", "Ccy")
        if currency != EURO:
            raise BankFileError("alleen boekingen in euro worden gelezen", field="Amt/@Ccy", value=currency)
        marked = text(entry, "CdtDbtInd")
        if marked not in DIRECTIONS:
            raise BankFileError("bij of af ontbreekt: verwacht CRDT of DBIT", field="CdtDbtInd", value=marked)
        booked_on, value_on = self._day(entry, "BookgDt"), self._day(entry, "ValDt")
        day = booked_on or value_on
        if day is None:
            raise BankFileError("de boeking heeft geen datum", field="BookgDt")
        return Booked(
            cents=as_cents(text(entry, "Amt"), "Amt"),
            direction=DIRECTIONS[marked],
            is_reversal=text(entry, "RvslInd") in {"true", "1"},
            booked_on=day,
            value_on=value_on,
            bank_reference=_given(text(entry, "AcctSvcrRef")),
            transaction_code=self._code(entry),
            more=text(entry, "AddtlNtryInf"),
        )

    def _day(self, entry: etree._Element, field: str) -> dt.date | None:
        written = self._names.text(entry, f"{field}/Dt") or self._names.text(entry, f"{field}/DtTm")
        return as_date(written, field) if written else None

    def _code(self, element: etree._Element) -> str:
        """The domain, family and sub-family of ISO 20022, else the bank's own code."""
        domain = self._names.one(element, "BkTxCd/Domn")
        if domain is None:
            return self._names.text(element, "BkTxCd/Prtry/Cd")
        codes = (self._names.text(domain, path) for path in ("Cd", "Fmly/Cd", "Fmly/SubFmlyCd"))
        return "/".join(code for code in codes if code)

    def _batch_id(self, entry: etree._Element) -> str:
        text = self._names.text
        return text(entry, "NtryDtls/Btch/PmtInfId") or text(entry, "NtryDtls/Btch/MsgId")

    def _split(self, details: list[etree._Element], booked: Booked) -> list[tuple[int, Direction]] | None:
        """The amount and direction of each payment of a batch; None when they do not add up to the entry in euro."""
        found: list[tuple[int, Direction]] = []
        for detail in details:
            cents = self._cents(detail)
            if not cents:
                return None
            found.append((cents, DIRECTIONS.get(self._names.text(detail, "CdtDbtInd"), booked.direction)))
        total = sum(cents if direction is booked.direction else -cents for cents, direction in found)
        return found if total == booked.cents else None

    def _cents(self, detail: etree._Element) -> int:
        for path in _AMOUNTS:
            amount = self._names.one(detail, path)
            if amount is not None and amount.get("Ccy") == EURO and (written := (amount.text or "").strip()):
                return as_cents(written, path)
        return 0

    def _foreign(self, element: etree._Element) -> ForeignAmount | None:
        for path in _AMOUNTS:
            amount = self._names.one(element, path)
            currency = EURO if amount is None else amount.get("Ccy", EURO)
            if amount is None or currency == EURO:
                continue
            value = as_decimal((amount.text or "").strip(), path)
            if value:
                rates = (self._names.text(element, rate) for rate in _RATES)
                rate = next((as_decimal(rate, "XchgRate") for rate in rates if rate), None)
                return ForeignAmount(currency, value, rate)
        return None

    def _detail(self, detail: etree._Element, direction: Direction, is_reversal: bool) -> Detail:
        text = self._names.text
        name, iban, on_behalf_of = self._counterparty(detail, direction, is_reversal)
        remittance = self._names.one(detail, "RmtInf")
        return Detail(
            bank_reference=_given(text(detail, "Refs/AcctSvcrRef")),
            end_to_end_id=_given(text(detail, "Refs/EndToEndId")),
            name=name,
            iban=iban,
            on_behalf_of=on_behalf_of,
            reference=None if remittance is None else self._reference(remittance),
            text=self._remittance(detail, remittance),
            documents=() if remittance is None else self._texts(remittance, "Strd/RfrdDocInf/Nb"),
            foreign=self._foreign(detail),
            transaction_code=self._code(detail),
            return_reason=text(detail, "RtrInf/Rsn/Cd") or text(detail, "RtrInf/Rsn/Prtry"),
        )

    def _texts(self, element: etree._Element, path: str) -> tuple[str, ...]:
        texts = (" ".join((found.text or "").split()) for found in self._names.every(element, path))
        return tuple(text for text in texts if text)

    def _reference(self, remittance: etree._Element) -> CreditorReference | None:
        for given in self._names.every(remittance, "Strd/CdtrRefInf"):
            issuer = self._names.text(given, "Tp/Issr").upper()
            if found := read_reference(self._names.text(given, "Ref"), issuer):
                return found
        return None

    def _remittance(self, detail: etree._Element, remittance: etree._Element | None) -> str:
        """What the payer wrote; where that is missing, what the bank says of the payment."""
        if remittance is not None:
            for path in ("Ustrd", "Strd/AddtlRmtInf"):
                if written := self._texts(remittance, path):
                    return " ".join(written)
        return self._names.text(detail, "AddtlTxInf")

    def _counterparty(
        self, detail: etree._Element, direction: Direction, is_reversal: bool
    ) -> tuple[str, str, str]:
        """Name and account of the other side, and for whom it acts.

        Of money that came in that is the debtor; what is reversed keeps the roles of the payment that it undoes. Some
        banks name one party only: then it is that one, unless it has the account of the statement.
        """
        parties = self._names.one(detail, "RltdPties")
        if parties is None:
            return "", "", ""
        roles = ["Dbtr", "Cdtr"]
        if (direction is Direction.DEBIT) != is_reversal:
            roles.reverse()
        ultimate = self._party(parties, f"Ultmt{roles[0]}")
        for role in roles:
            name, iban = self._party(parties, role), self._iban(parties, f"{role}Acct")
            if (name or iban) and (not iban or iban != self._account):
                return name or ultimate, iban, ultimate if name else ""
        return ultimate, "", ""

    def _party(self, parties: etree._Element, role: str) -> str:
        paths = (f"{role}/Nm", f"{role}/Pty/Nm", f"{role}/Agt/FinInstnId/Nm")  # plain until version 7
        return next((name for path in paths if (name := self._names.text(parties, path))), "")

    def _iban(self, parties: etree._Element, account: str) -> str:
        found = self._names.text(parties, f"{account}/Id/IBAN") or self._names.text(
            parties, f"{account}/Id/Othr/Id"
        )
        return found.replace(" ", "").upper()


def _given(reference: str) -> str:
    return "" if reference.upper() in NOT_GIVEN else reference


def _common(details: list[Detail]) -> Detail:
    """What all details say alike; their texts in a row, because each may name an invoice."""
    if len(details) == 1:
        return details[0]

    def alike(part: Callable[[Detail], T], other: T) -> T:
        values = {part(detail) for detail in details}
        return values.pop() if len(values) == 1 else other

    return Detail(
        bank_reference=alike(lambda detail: detail.bank_reference, ""),
        end_to_end_id=alike(lambda detail: detail.end_to_end_id, ""),
        name=alike(lambda detail: detail.name, ""),
        iban=alike(lambda detail: detail.iban, ""),
        on_behalf_of=alike(lambda detail: detail.on_behalf_of, ""),
        reference=alike(lambda detail: detail.reference, None),
        text=" ".join(dict.fromkeys(detail.text for detail in details if detail.text)),
        documents=tuple(dict.fromkeys(number for detail in details for number in detail.documents)),
        transaction_code=alike(lambda detail: detail.transaction_code, ""),
        return_reason=alike(lambda detail: detail.return_reason, ""),
    )


def _entry(
    booked: Booked, detail: Detail, cents: int, direction: Direction, batch_id: str, index: int
) -> BankEntry:
    return BankEntry(
        amount_cents=cents,
        direction=direction,
        booked_on=booked.booked_on,
        value_on=booked.value_on,
        is_reversal=booked.is_reversal,
        bank_reference=detail.bank_reference or booked.bank_reference,
        end_to_end_id=detail.end_to_end_id,
        counterparty_name=detail.name,
        counterparty_iban=detail.iban,
        on_behalf_of=detail.on_behalf_of,
        reference=detail.reference,
        text=detail.text or booked.more,
        documents=detail.documents,
        foreign=detail.foreign,
        transaction_code=detail.transaction_code or booked.transaction_code,
        return_reason=detail.return_reason,
        batch_id=batch_id,
        batch_index=index,
    )

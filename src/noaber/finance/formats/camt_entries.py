"""One Ntry of a camt.053 into the entries that it holds: one, or the payments of a batch."""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, TypeVar

from noaber.finance.formats.camt_fields import Field, as_cents, as_date, as_decimal
from noaber.finance.rules.bank.references import CreditorReference, read_reference
from noaber.finance.rules.bank.statements import EURO, BankEntry, BankFileError, Direction, ForeignAmount

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

    def __init__(self, account: str) -> None:
        self._account = account
        self.count = self.not_booked = self.without_amount = 0

    def read(self, entry: Field) -> Iterator[BankEntry]:
        self.count += 1
        if (entry.text("Sts/Cd") or entry.text("Sts/Prtry") or entry.text("Sts") or "BOOK") != "BOOK":
            self.not_booked += 1
            return
        booked = self._booked(entry)
        if not booked.cents:
            self.without_amount += 1
            return
        details = entry.every("NtryDtls/TxDtls")
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

    def _booked(self, entry: Field) -> Booked:
        currency = entry.attribute("Amt", "Ccy")
        if currency != EURO:
            raise BankFileError("alleen boekingen in euro worden gelezen", field="Amt/@Ccy", value=currency)
        marked = entry.text("CdtDbtInd")
        if marked not in DIRECTIONS:
            raise BankFileError("bij of af ontbreekt: verwacht CRDT of DBIT", field="CdtDbtInd", value=marked)
        booked_on, value_on = self._day(entry, "BookgDt"), self._day(entry, "ValDt")
        day = booked_on or value_on
        if day is None:
            raise BankFileError("de boeking heeft geen datum", field="BookgDt")
        return Booked(
            cents=as_cents(entry.text("Amt"), "Amt"),
            direction=DIRECTIONS[marked],
            is_reversal=entry.text("RvslInd") in {"true", "1"},
            booked_on=day,
            value_on=value_on,
            bank_reference=_given(entry.text("AcctSvcrRef")),
            transaction_code=self._code(entry),
            more=entry.text("AddtlNtryInf"),
        )

    def _day(self, entry: Field, field: str) -> dt.date | None:
        written = entry.text(f"{field}/Dt") or entry.text(f"{field}/DtTm")
        return as_date(written, field) if written else None

    def _code(self, element: Field) -> str:
        """The domain, family and sub-family of ISO 20022, else the bank's own code."""
        domain = element.one("BkTxCd/Domn")
        if domain is None:
            return element.text("BkTxCd/Prtry/Cd")
        codes = (domain.text(path) for path in ("Cd", "Fmly/Cd", "Fmly/SubFmlyCd"))
        return "/".join(code for code in codes if code)

    def _batch_id(self, entry: Field) -> str:
        return entry.text("NtryDtls/Btch/PmtInfId") or entry.text("NtryDtls/Btch/MsgId")

    def _split(self, details: list[Field], booked: Booked) -> list[tuple[int, Direction]] | None:
        """The amount and direction of each payment of a batch; None when they do not add up to the entry in euro."""
        found: list[tuple[int, Direction]] = []
        for detail in details:
            cents = self._cents(detail)
            if not cents:
                return None
            found.append((cents, DIRECTIONS.get(detail.text("CdtDbtInd"), booked.direction)))
        total = sum(cents if direction is booked.direction else -cents for cents, direction in found)
        return found if total == booked.cents else None

    def _cents(self, detail: Field) -> int:
        for path in _AMOUNTS:
            amount = detail.one(path)
            if amount is not None and amount.own("Ccy") == EURO and amount.value:
                return as_cents(amount.value, path)
        return 0

    def _foreign(self, element: Field) -> ForeignAmount | None:
        for path in _AMOUNTS:
            amount = element.one(path)
            if amount is None or (currency := amount.own("Ccy") or EURO) == EURO:
                continue
            value = as_decimal(amount.value, path) if amount.value else None
            if value:
                rates = (element.text(rate) for rate in _RATES)
                rate = next((as_decimal(rate, "XchgRate") for rate in rates if rate), None)
                return ForeignAmount(currency, value, rate)
        return None

    def _detail(self, detail: Field, direction: Direction, is_reversal: bool) -> Detail:
        name, iban, on_behalf_of = self._counterparty(detail, direction, is_reversal)
        remittance = detail.one("RmtInf")
        return Detail(
            bank_reference=_given(detail.text("Refs/AcctSvcrRef")),
            end_to_end_id=_given(detail.text("Refs/EndToEndId")),
            name=name,
            iban=iban,
            on_behalf_of=on_behalf_of,
            reference=None if remittance is None else self._reference(remittance),
            text=self._remittance(detail, remittance),
            documents=() if remittance is None else self._texts(remittance, "Strd/RfrdDocInf/Nb"),
            foreign=self._foreign(detail),
            transaction_code=self._code(detail),
            return_reason=detail.text("RtrInf/Rsn/Cd") or detail.text("RtrInf/Rsn/Prtry"),
        )

    def _texts(self, element: Field, path: str) -> tuple[str, ...]:
        return tuple(found.value for found in element.every(path) if found.value)

    def _reference(self, remittance: Field) -> CreditorReference | None:
        for given in remittance.every("Strd/CdtrRefInf"):
            issuer = given.text("Tp/Issr").upper()
            if found := read_reference(given.text("Ref"), issuer):
                return found
        return None

    def _remittance(self, detail: Field, remittance: Field | None) -> str:
        """What the payer wrote; where that is missing, what the bank says of the payment."""
        if remittance is not None:
            written = [*self._texts(remittance, "Ustrd"), *self._texts(remittance, "Strd/AddtlRmtInf")]
            if written:
                return " ".join(dict.fromkeys(written))
        return detail.text("AddtlTxInf")

    def _counterparty(self, detail: Field, direction: Direction, is_reversal: bool) -> tuple[str, str, str]:
        """Name and account of the other side, and for whom it acts.

        Of money that came in that is the debtor; what is reversed keeps the roles of the payment that it undoes. Some
        banks name one party only: then it is that one, unless it has the account of the statement. Money between two
        accounts of one holder keeps the name that was given.
        """
        parties = detail.one("RltdPties")
        if parties is None:
            return "", "", ""
        roles = ["Dbtr", "Cdtr"]
        if (direction is Direction.DEBIT) != is_reversal:
            roles.reverse()
        ultimate = self._party(parties, f"Ultmt{roles[0]}")
        for role in roles:
            name, iban = self._party(parties, role), self._iban(parties, f"{role}Acct")
            is_told = iban or (name and (role == roles[0] or not ultimate))
            if is_told and (not iban or iban != self._account):
                return name or ultimate, iban, ultimate if name else ""
        return ultimate or self._party(parties, roles[0]), "", ""

    def _party(self, parties: Field, role: str) -> str:
        # plain until version 7; a bank, or only its account, may be named too
        paths = (f"{role}/Nm", f"{role}/Pty/Nm", f"{role}/Agt/FinInstnId/Nm", f"{role}Acct/Nm")
        return next((name for path in paths if (name := parties.text(path))), "")

    def _iban(self, parties: Field, account: str) -> str:
        found = parties.text(f"{account}/Id/IBAN") or parties.text(f"{account}/Id/Othr/Id")
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
    references = (booked.bank_reference, detail.bank_reference)
    if index:  # a payment of a batch has its own; alone, the reference of the entry is the one that stays
        references = references[::-1]
    return BankEntry(
        amount_cents=cents,
        direction=direction,
        booked_on=booked.booked_on,
        value_on=booked.value_on,
        is_reversal=booked.is_reversal,
        bank_reference=references[0] or references[1],
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

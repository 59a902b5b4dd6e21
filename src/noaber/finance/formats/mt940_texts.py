"""Takes apart what banks put into :86: of an MT940: who, from which account, which references, what for.

Four ways of writing are known; text in any other way is kept whole:

- code words between slashes: /TRTP/…/IBAN/…/NAME/…/REMI/…/EREF/… (ABN AMRO, BNG, bunq),
  /EREF/…/BENM//NAME/…/REMI/… (Rabobank), /EREF/…//CNTP/iban/bic/name/city/… (ING)
- numbered fields, ?20 in Germany and >20 at Triodos
- words with a colon in columns: IBAN: …  NAAM: …  OMSCHRIJVING: … (ABN AMRO, Knab)
- account and name on the first line, the text below it (ASN, SNS, RegioBank)
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from stdnum import iban as iban_number

from noaber.finance.rules.bank.references import CreditorReference, read_reference

NOT_GIVEN: Final = {"NOTPROVIDED", "NONREF", "NOREF", "EREF", "PREF", "MARF"}
FULL_LINE: Final = 65
"""SWIFT breaks a line after so many signs, also within a word; what is shorter was broken off on purpose."""

_WORDS: Final = (
    "TRTP|IBAN|BBAN|BIC|NAME|REMI|EREF|ORDP|BENM|ID|MARF|CSID|PREF|RTRN|ISDT|ADDR|CNTP|PURP|ULTB|ULTD|ULTC|CREF|IREF|EXCH|"
    "CHGS|TRCD|TCRD|OCMT|INIT|BUSP|SVCL|UCRD|NRTX|ACCW|BAI|SUM|KREF|ABWA|ABWE"
)
_SLASHED: Final = re.compile(rf"/({_WORDS})/")
_NUMBERED: Final = re.compile(r"\s*\d{3}\s*([?>])\d{2}")
_SEPA_WORDS: Final = re.compile(r"(EREF|KREF|MREF|CRED|DEBT|SVWZ|ABWA|ABWE|IBAN|BIC)\+")
_LABELLED: Final = re.compile(
    r"(?:^|[\s/])(IBAN|REK|REKENING|BIC|NAAM|OMSCHRIJVING|KENMERK|MACHTIGING|INCASSANT)\s*:\s*", re.IGNORECASE
)
_ACCOUNT_FIRST: Final = re.compile(r"([A-Z]{2}\d{2}[A-Z0-9]{11,30}|\d{9,10})(?: +(\S.*))?$")
_IBAN: Final = re.compile(r"\b[A-Z]{2}\d{2}[A-Z]{4}\d{10}\b|\b[A-Z]{2}\d{2}[A-Z0-9]{11,30}\b")
_BIC: Final = re.compile(r"[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?", re.ASCII)
_OLD_ACCOUNT: Final = re.compile(r"P?\d{7,10}", re.ASCII)
_DUTCH_IBAN: Final = re.compile(r"[A-Z]{2}\d{2}[A-Z]{4}\d{10}", re.ASCII)
_ULTIMATE: Final = {"ULTB", "ULTD", "ULTC"}


@dataclass(slots=True)
class Told:
    """What one :86: tells; an empty text is what it does not say."""

    name: str = ""
    iban: str = ""
    on_behalf_of: str = ""
    end_to_end_id: str = ""
    reference: CreditorReference | None = None
    text: str = ""
    return_reason: str = ""
    batch_id: str = ""
    kept: list[str] = field(default_factory=list)


def read_details(lines: Sequence[str], own_account: str = "") -> Told:
    """What the lines of one :86: tell.

    >>> told = read_details(["/IBAN/NL02NABR0000000001/NAME/Gemeente Rijsbeek/REMI/2020-0012/EREF/NOTPROVIDED"])
    >>> told.name, told.iban, told.text, told.end_to_end_id
    ('Gemeente Rijsbeek', 'NL02NABR0000000001', '2020-0012', '')
    """
    joined = join_lines(lines)
    if numbered := _NUMBERED.match(joined):
        told = _read_numbered("".join(lines), numbered[1])
    elif joined.startswith("/") and _SLASHED.match(joined):
        told = _read_slashed(joined)
    elif len(_LABELLED.findall(joined)) > 1:
        told = _read_labelled(joined)
    else:
        told = _read_plain(lines, joined)
    told.iban = told.iban or first_iban(joined, own_account)
    told.text = " ".join((told.text or " ".join(told.kept)).split())
    told.name = " ".join(told.name.split())
    return told


def join_lines(lines: Sequence[str]) -> str:
    """One text again: full lines were broken by SWIFT, shorter ones by the bank.

    >>> join_lines(["/REMI/Bijdrage", "2020"]), join_lines(["x" * 65, "y"])[-2:]
    ('/REMI/Bijdrage 2020', 'xy')
    """
    text = ""
    for at, line in enumerate(lines):
        if _LABELLED.match(line):
            text += " "
        # some banks count the tag as part of the first line
        is_full = len(line) >= FULL_LINE or (at == 0 and len(line) == FULL_LINE - len(":86:"))
        text += line if is_full else f"{line} "
    return text.rstrip()


def _read_slashed(joined: str) -> Told:
    told = Told()
    pieces = _SLASHED.split(joined)
    party = ""
    for word, raw in zip(pieces[1::2], pieces[2::2], strict=True):
        value = raw.strip().rstrip("/").strip()
        if word in {"ORDP", "BENM", "INIT"} | _ULTIMATE:
            party = word
        _keep(told, word, value, party)
    return told


def _keep(told: Told, word: str, value: str, party: str) -> None:
    if (party if word == "NAME" else word) in _ULTIMATE:
        told.on_behalf_of = value or told.on_behalf_of
    elif word == "NAME" and party != "INIT":
        told.name = told.name or value
    elif word in {"IBAN", "BBAN"} or (word == "ID" and iban_number.is_valid(value)):
        told.iban = told.iban or value.replace(" ", "").upper()
    elif word == "CNTP":
        told.iban, _, told.name = (*[part.strip() for part in value.split("/")], "", "", "")[:3]
    elif word == "REMI":
        _keep_remittance(told, value)
    elif word == "EREF":
        told.end_to_end_id = _given(value)
    elif word == "RTRN":
        told.return_reason = value
    elif word == "PREF":
        told.batch_id = value
    elif word in {"OCMT", "TRTP"} and value:
        told.kept.append(value)


def _keep_remittance(told: Told, value: str) -> None:
    """/REMI/USTD//text, /REMI/STRD/CUR/betalingskenmerk, /REMI/STRD/ISO/RF…, or the text alone."""
    kind, _, rest = value.partition("/")
    if kind == "USTD":
        told.text = rest.lstrip("/")
    elif kind == "STRD":
        issuer, _, written = rest.partition("/")
        told.reference = read_reference(written or issuer, issuer if written else "")
    else:
        told.text = value


def _read_numbered(joined: str, sign: str) -> Told:
    pieces = re.split(rf"\{sign}(\d{{2}})", joined)
    fields: dict[str, str] = {}
    for number, value in zip(pieces[1::2], pieces[2::2], strict=True):
        fields[number] = fields.get(number, "") + value
    account = fields.get("31" if sign == "?" else "10", "").replace(" ", "").upper()
    if (
        sign == ">"
        and _BIC.fullmatch(fields.get("20", "").strip())
        and _is_iban(fields.get("21", "").strip())
    ):
        account = fields.pop("21").strip()  # Triodos begins a SEPA payment with bank and account
        del fields["20"]
    texts = [fields[number] for number in sorted(fields) if number[0] == "2" or "60" <= number <= "63"]
    told = Told(name=fields.get("32", "") + fields.get("33", ""), iban=account if account.strip("0") else "")
    _keep_sepa_words(told, "".join(texts))
    return told


def _keep_sepa_words(told: Told, text: str) -> None:
    """EREF+…SVWZ+… within the text of German banks; what stands before the first word is text too."""
    pieces = _SEPA_WORDS.split(text)
    parts = dict(zip(pieces[1::2], pieces[2::2], strict=True))
    told.text = f"{pieces[0]} {parts.get('SVWZ', '')}"
    told.end_to_end_id = _given(parts.get("EREF", "").strip())
    told.on_behalf_of = parts.get("ABWA", "").strip()
    if iban_number.is_valid(parts.get("IBAN", "").strip()):
        told.iban = parts["IBAN"].strip()


def _read_labelled(joined: str) -> Told:
    pieces = _LABELLED.split(joined)
    labelled = zip(pieces[1::2], pieces[2::2], strict=True)
    parts = {label.upper(): value.strip().rstrip("/").strip() for label, value in labelled}
    account = parts.get("IBAN") or parts.get("REK") or parts.get("REKENING", "")
    told = Told(name=parts.get("NAAM", ""), iban=account.replace(" ", ""))
    told.end_to_end_id = _given(parts.get("KENMERK", ""))
    told.text = parts.get("OMSCHRIJVING", "") or pieces[0]
    return told


def _read_plain(lines: Sequence[str], joined: str) -> Told:
    """An account and a name on the first line, if they stand there; all of it stays in the text otherwise."""
    first = _ACCOUNT_FIRST.match(lines[0].strip()) if lines else None
    if first is None or len(lines) < 2 or not (first[1].isdigit() or _is_iban(first[1])):
        return Told(text=joined)
    rest = join_lines(lines[1:]).lstrip()
    told = _read_slashed(rest) if _SLASHED.match(rest) else Told(text=rest)
    told.name, told.iban = told.name or first[2] or "", first[1]
    return told


def first_iban(text: str, own_account: str = "") -> str:
    """The first that holds by its own check and is not the account of the statement; empty when there is none."""
    found = (each for each in _IBAN.findall(text) if each != own_account)
    return next((each for each in found if iban_number.is_valid(each)), "")


def is_like_account(text: str) -> bool:
    """A Dutch IBAN, or a number from before it, by its form alone: for places where only an account can stand.

    >>> is_like_account("NL02NABR0000000001"), is_like_account("P001234567"), is_like_account("0000000000")
    (True, True, False)
    """
    return _DUTCH_IBAN.fullmatch(text) is not None or bool(_OLD_ACCOUNT.fullmatch(text) and text.strip("0"))


def _is_iban(text: str) -> bool:
    return _DUTCH_IBAN.fullmatch(text) is not None or bool(iban_number.is_valid(text))


def _given(reference: str) -> str:
    return "" if reference.upper().replace(" ", "") in NOT_GIVEN else reference

"""Fields of an ISO 20022 message: names in the namespace that the message has, amounts and dates read strictly."""

import datetime as dt
import re
from decimal import Decimal
from typing import Final

from lxml import etree

from noaber.finance.rules.statements import BankFileError

_AMOUNT: Final = re.compile(r"\d{1,15}(?:\.\d{1,10})?", re.ASCII)


class Names:
    """Looks up fields by the paths of the standard, in the namespace of the element that it was made for."""

    def __init__(self, element: etree._Element) -> None:
        namespace = etree.QName(element).namespace
        self._prefix = f"{{{namespace}}}" if namespace else ""
        self._paths: dict[str, str] = {}

    def _in_namespace(self, path: str) -> str:
        found = self._paths.get(path)
        if found is None:
            found = self._paths[path] = "/".join(self._prefix + name for name in path.split("/"))
        return found

    def one(self, element: etree._Element, path: str) -> etree._Element | None:
        return element.find(self._in_namespace(path))

    def every(self, element: etree._Element, path: str) -> list[etree._Element]:
        return element.findall(self._in_namespace(path))

    def text(self, element: etree._Element, path: str) -> str:
        """With single spaces; empty when it is not there."""
        return " ".join((element.findtext(self._in_namespace(path)) or "").split())

    def attribute(self, element: etree._Element, path: str, name: str) -> str:
        found = self.one(element, path)
        return "" if found is None else found.get(name, "").strip()


def as_decimal(written: str, field: str) -> Decimal:
    """
    >>> as_decimal("12.50", "Amt")
    Decimal('12.50')
    """
    if not _AMOUNT.fullmatch(written):
        raise BankFileError("dit is geen bedrag", field=field, value=written)
    return Decimal(written)


def as_cents(written: str, field: str) -> int:
    """Whole cents; five decimals are allowed where they say nothing.

    >>> as_cents("8.85000", "Amt"), as_cents("12", "Amt")
    (885, 1200)
    """
    cents = as_decimal(written, field) * 100
    if cents != int(cents):
        raise BankFileError("een bedrag in euro heeft geen delen van een cent", field=field, value=written)
    return int(cents)


def as_date(written: str, field: str) -> dt.date:
    """The day as the bank wrote it, whatever the hour and the time zone beside it.

    >>> as_date("2020-05-01", "Dt"), as_date("2020-05-01T23:59:59+02:00", "DtTm")
    (datetime.date(2020, 5, 1), datetime.date(2020, 5, 1))
    """
    day = written[:10]
    try:
        if len(day) == 10 and written[10:11] in {"", "T", " ", "Z", "+", "-"}:
            return dt.date.fromisoformat(day)
    except ValueError:
        pass
    raise BankFileError("dit is geen datum", field=field, value=written)

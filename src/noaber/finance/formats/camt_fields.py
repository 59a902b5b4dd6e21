"""Fields of an ISO 20022 message: looked up by name, amounts and dates read strictly."""

import datetime as dt
import re
from decimal import Decimal
from functools import lru_cache
from typing import Final

from lxml import etree

from noaber.finance.rules.bank.statements import BankFileError

_AMOUNT: Final = re.compile(r"\d{1,15}(?:\.\d{1,10})?|\.\d{1,10}", re.ASCII)


class Field:
    """An element with what stands in it, by the names of the standard; a namespace or its prefix plays no part.

    Made in one pass over an entry: some forty fields are asked of each, and finding every one in the tree costs more.

    >>> entry = Field(etree.fromstring("<n:E xmlns:n='x'><n:Amt Ccy='EUR'> 5 </n:Amt><n:A><n:B>b</n:B></n:A></n:E>"))
    >>> entry.text("Amt"), entry.attribute("Amt", "Ccy"), entry.text("A/B"), entry.text("A/C")
    ('5', 'EUR', 'b', '')
    """

    __slots__ = ("_attributes", "_inside", "_value")

    def __init__(self, element: etree._Element, without: str = "") -> None:
        self._value = element.text or ""
        self._attributes = element.items()
        self._inside: dict[str, list[Field]] = {}
        for child in element:
            name = names_of(child)[1]
            if name == without:
                continue
            if name in self._inside:
                self._inside[name].append(Field(child))
            else:
                self._inside[name] = [Field(child)]

    def every(self, path: str) -> "list[Field]":
        """All at the end of a path, in their order."""
        first, _, rest = path.partition("/")
        found = self._inside.get(first, [])
        return [one for each in found for one in each.every(rest)] if rest else found

    def one(self, path: str) -> "Field | None":
        """The first at the end of a path."""
        first, _, rest = path.partition("/")
        for each in self._inside.get(first, ()):
            found = each.one(rest) if rest else each
            if found is not None:
                return found
        return None

    @property
    def value(self) -> str:
        """With single spaces."""
        return " ".join(self._value.split())

    def text(self, path: str) -> str:
        """The value at the end of a path; empty when it is not there."""
        found = self.one(path)
        return "" if found is None else found.value

    def attribute(self, path: str, name: str) -> str:
        found = self.one(path)
        return "" if found is None else found.own(name)

    def own(self, name: str) -> str:
        """An attribute of the element itself."""
        return next((str(value).strip() for each, value in self._attributes if each == name), "")


def names_of(element: etree._Element) -> tuple[str, str]:
    """Namespace and own name. etree.QName would raise for names that libxml2 lets through, such as `:`."""
    return _names_in(str(element.tag))


@lru_cache(maxsize=1_000)
def _names_in(tag: str) -> tuple[str, str]:
    """A file has a few dozen tags, each of them many times."""
    namespace, _, name = tag.rpartition("}")
    return namespace.removeprefix("{"), name


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

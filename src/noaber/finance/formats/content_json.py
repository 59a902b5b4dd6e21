"""The content of an invoice as JSON, and back: what is stored beside its number."""

from typing import Any

from pydantic import TypeAdapter

from noaber.finance.rules.invoices.invoice import InvoiceContent

_CONTENT: TypeAdapter[InvoiceContent] = TypeAdapter(InvoiceContent)


def as_json(content: InvoiceContent) -> dict[str, Any]:
    """Plain values: decimals and dates as text, so that nothing is rounded on the way."""
    written: dict[str, Any] = _CONTENT.dump_python(content, mode="json")
    return written


def from_json(stored: object) -> InvoiceContent:
    """The content as it was; ValueError (of pydantic) when it was not made by `as_json`."""
    return _CONTENT.validate_python(stored)

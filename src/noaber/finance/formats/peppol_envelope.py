"""The envelope of Peppol around an e-invoice: a Standard Business Document Header (Peppol envelope 2.0).

The same document gives the same envelope, byte for byte, however often it is sent.
"""

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any, Final

from lxml import etree

from noaber.finance.formats.safe_xml import parse
from noaber.finance.rules.invoices.invoice import DocumentKind, Party

SBDH: Final = "http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader"
UBL: Final = "urn:oasis:names:specification:ubl:schema:xsd"
ACTOR: Final = "iso6523-actorid-upis"
DOCUMENT_SCHEME: Final = "busdox-docid-qns"
PROCESS_SCHEME: Final = "cenbii-procid-ubl"
PROCESS: Final = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"
NAMES: Final = {DocumentKind.INVOICE: "Invoice", DocumentKind.CREDIT_NOTE: "CreditNote"}


@dataclass(frozen=True, slots=True)
class Envelope:
    """What goes to an access point: `key` is the number of the document, and names it for good."""

    key: str
    content: bytes
    sender: str
    receiver: str


def participant(party: Party) -> str:
    """How Peppol calls a party; empty when the register has no address for e-invoices.

    >>> participant(Party("GM01", "Voorbeeld", endpoint_scheme="0190", endpoint_id="00000001820029336000"))
    '0190:00000001820029336000'
    """
    return (
        f"{party.endpoint_scheme}:{party.endpoint_id}" if party.endpoint_scheme and party.endpoint_id else ""
    )


def envelope(
    ubl: bytes, *, key: str, kind: DocumentKind, sender: str, receiver: str, made_at: dt.datetime
) -> Envelope:
    """The e-invoice in its envelope. `made_at`: when it got its number."""
    invoice = parse(ubl)
    name = NAMES[kind]
    prefixes: Any = {None: SBDH}
    root = etree.Element(f"{{{SBDH}}}StandardBusinessDocument", nsmap=prefixes)
    header = _add(root, "StandardBusinessDocumentHeader")
    _add(header, "HeaderVersion", "1.0")
    for role, who in (("Sender", sender), ("Receiver", receiver)):
        _add(_add(header, role), "Identifier", who, Authority=ACTOR)
    about = _add(header, "DocumentIdentification")
    _add(about, "Standard", f"{UBL}:{name}-2")
    _add(about, "TypeVersion", "2.1")
    _add(about, "InstanceIdentifier", str(uuid.uuid5(uuid.NAMESPACE_URL, f"{sender}/{key}")))
    _add(about, "Type", name)
    _add(about, "CreationDateAndTime", made_at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
    scope = _add(header, "BusinessScope")
    customization = invoice.findtext("{*}CustomizationID") or ""
    document = f"{UBL}:{name}-2::{name}##{customization}::2.1"
    for kind_of, value, scheme in (
        ("DOCUMENTID", document, DOCUMENT_SCHEME),
        ("PROCESSID", PROCESS, PROCESS_SCHEME),
        ("COUNTRY_C1", "NL", ""),
    ):
        part = _add(scope, "Scope")
        _add(part, "Type", kind_of)
        _add(part, "InstanceIdentifier", value)
        if scheme:
            _add(part, "Identifier", scheme)
    root.append(invoice)
    return Envelope(key, etree.tostring(root, xml_declaration=True, encoding="UTF-8"), sender, receiver)


def _add(parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
    made = etree.SubElement(parent, f"{{{SBDH}}}{name}", attrib=attributes)
    made.text = text or None
    return made

"""What is written follows the rules of NLCIUS and Peppol, and these see each element that goes missing or wrong."""

import base64
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from lxml import etree

from noaber.finance.formats.ubl_writing import Embedded, to_ubl
from noaber.finance.rules.invoices.invoice import (
    DocumentKind,
    InvoiceContent,
    Profile,
    VatTreatment,
    line_amount,
)
from noaber.finance.rules.invoices.preflight import what_lacks
from noaber.finance.tests.einvoice_rules import broken, found
from noaber.finance.tests.invoice_samples import EVERY_FORM, a_document, documents, line_of

Form = tuple[DocumentKind, Profile, VatTreatment]
every_form = pytest.mark.parametrize("form", EVERY_FORM, ids=lambda form: "-".join(form))

# What may be left out without a receiver's complaint; everything else that we write is demanded by some rule.
OPTIONAL = (
    "Note",
    "BuyerReference",  # an order number does as well
    "OrderReference",
    "OrderReference/ID",
    "InvoicePeriod",
    "Contact",
    "Contact/Name",
    "Contact/Telephone",
    "Contact/ElectronicMail",
)
OPTIONAL_IN = {
    Profile.NLCIUS: ("ProfileID", "Party/EndpointID"),
    Profile.PEPPOL: (
        "InvoiceDocumentReference/IssueDate",
        "AccountingCustomerParty/Party/PartyLegalEntity/CompanyID",
    ),
}
# Texts of which no receiver can tell that another one was meant.
FREE_TEXTS = (
    "Note", "BuyerReference", "OrderReference/ID", "Name", "StreetName", "CityName", "PostalZone", "RegistrationName",
    "Telephone", "ElectronicMail", "TaxExemptionReason", "InvoiceDocumentReference/ID", "Line/ID",
)  # fmt: skip

ORDER = {
    "Invoice": (
        "CustomizationID ProfileID ID IssueDate DueDate InvoiceTypeCode Note DocumentCurrencyCode BuyerReference "
        "InvoicePeriod OrderReference BillingReference AdditionalDocumentReference AccountingSupplierParty "
        "AccountingCustomerParty PaymentMeans TaxTotal LegalMonetaryTotal InvoiceLine"
    ),
    "CreditNote": (
        "CustomizationID ProfileID ID IssueDate CreditNoteTypeCode Note DocumentCurrencyCode BuyerReference "
        "InvoicePeriod OrderReference BillingReference AdditionalDocumentReference AccountingSupplierParty "
        "AccountingCustomerParty PaymentMeans TaxTotal LegalMonetaryTotal CreditNoteLine"
    ),
    "Party": "EndpointID PostalAddress PartyTaxScheme PartyLegalEntity Contact",
    "PostalAddress": "StreetName CityName PostalZone Country",
    "PartyTaxScheme": "CompanyID TaxScheme",
    "PartyLegalEntity": "RegistrationName CompanyID",
    "Contact": "Name Telephone ElectronicMail",
    "InvoicePeriod": "StartDate EndDate",
    "InvoiceDocumentReference": "ID IssueDate",
    "PaymentMeans": "PaymentMeansCode PaymentDueDate PaymentID PayeeFinancialAccount",
    "TaxTotal": "TaxAmount TaxSubtotal",
    "TaxSubtotal": "TaxableAmount TaxAmount TaxCategory",
    "TaxCategory": "ID Percent TaxExemptionReason TaxScheme",
    "ClassifiedTaxCategory": "ID Percent TaxScheme",
    "LegalMonetaryTotal": "LineExtensionAmount TaxExclusiveAmount TaxInclusiveAmount PayableAmount",
    "InvoiceLine": "ID InvoicedQuantity LineExtensionAmount Item Price",
    "CreditNoteLine": "ID CreditedQuantity LineExtensionAmount Item Price",
    "Item": "Description Name ClassifiedTaxCategory",
}
"""The order of the schemas of UBL 2.1, for what we write."""


def full_document(form: Form) -> bytes:
    return to_ubl(a_document(*form, order_reference="4500001"))


@every_form
def test_every_form_passes_the_rules(form: Form) -> None:
    assert broken(full_document(form)) == []


@settings(max_examples=60, deadline=None)
@given(documents())
def test_whatever_lacks_nothing_passes_the_rules(content: InvoiceContent) -> None:
    assert what_lacks(content) == []
    assert broken(to_ubl(content)) == []
    assert to_ubl(content) == to_ubl(replace(content))


@settings(max_examples=30, deadline=None)
@given(documents())
def test_elements_stand_in_the_order_of_the_schemas(content: InvoiceContent) -> None:
    for parent in etree.fromstring(to_ubl(content)).iter():
        order = ORDER.get(name_of(parent), "").split()
        found = [name_of(child) for child in parent]
        if order:
            assert found == sorted(found, key=order.index)
        else:
            assert len(found) <= 1, name_of(parent)


@every_form
def test_each_element_that_goes_missing_is_seen(form: Form) -> None:
    unseen = {path for path, xml in without_each(full_document(form)) if not broken(xml)}
    optional: tuple[str, ...] = (*OPTIONAL, *OPTIONAL_IN[form[1]])
    if form[0] is DocumentKind.CREDIT_NOTE:
        optional = (*optional, "PaymentMeans/PaymentID")
    assert not {path for path in unseen if not path.endswith(optional)}


@every_form
def test_each_value_that_is_altered_is_seen(form: Form) -> None:
    free = (*FREE_TEXTS, *(["ProfileID"] if form[1] is Profile.NLCIUS else []))
    unseen = {path for path, xml in with_each_altered(full_document(form)) if not broken(xml)}
    assert not {path for path in unseen if path != "ID" and not path.endswith(free)}


@every_form
def test_each_attribute_that_goes_missing_is_seen(form: Form) -> None:
    root = etree.fromstring(full_document(form))
    for node in root.iter():
        for name, value in node.items():
            del node.attrib[name]
            assert broken(etree.tostring(root)), (path_of(node), name)
            node.set(name, value)


@every_form
def test_an_element_that_stands_twice_is_seen(form: Form) -> None:
    root = etree.fromstring(full_document(form))
    for tag in ("cbc:Note", "cac:TaxTotal", "cac:PaymentMeans", "cbc:DocumentCurrencyCode", "*[cac:Item]"):
        [node] = found(root, f"/*/{tag}[1]")
        copy = etree.fromstring(etree.tostring(node))
        node.addnext(copy)
        assert broken(etree.tostring(root)), tag
        root.remove(copy)


def test_the_two_profiles_differ_only_where_they_must() -> None:
    nlcius, peppol = (texts_of(to_ubl(a_document(DocumentKind.CREDIT_NOTE, profile))) for profile in Profile)
    assert {path for path in {*nlcius, *peppol} if nlcius.get(path) != peppol.get(path)} == {
        "CustomizationID",
        "BillingReference/InvoiceDocumentReference/IssueDate",
    }


def test_numbers_are_written_plainly() -> None:
    lines = (line_of("28485.0000", "0.070000"), line_of("1E+3", "0.07124"))
    root = etree.fromstring(to_ubl(a_document(lines=lines)))
    assert [node.text for node in found(root, "//cbc:InvoicedQuantity")] == ["28485", "1000"]
    assert [node.text for node in found(root, "//cbc:PriceAmount")] == ["0.07", "0.07124"]
    assert line_amount(Decimal("1E+3"), Decimal("0.07124")) == 71_24


def test_a_file_travels_inside_only_when_it_is_given() -> None:
    pdf = b"%PDF-1.7 bijdrage"
    assert b"EmbeddedDocumentBinaryObject" not in to_ubl(a_document())
    xml = to_ubl(a_document(), embedded=Embedded("factuur-2020-0001.pdf", pdf))
    [file] = found(etree.fromstring(xml), "//cbc:EmbeddedDocumentBinaryObject")
    assert base64.b64decode(file.text or "") == pdf
    assert dict(file.items()) == {"mimeCode": "application/pdf", "filename": "factuur-2020-0001.pdf"}
    assert broken(xml) == []


def without_each(xml: bytes) -> Iterator[tuple[str, bytes]]:
    """Every document with one element less, with the path of what went."""
    root = etree.fromstring(xml)
    for node in list(root.iter())[1:]:
        parent = node.getparent()
        assert parent is not None
        path, place = path_of(node), parent.index(node)
        parent.remove(node)
        yield path, etree.tostring(root)
        parent.insert(place, node)


def with_each_altered(xml: bytes) -> Iterator[tuple[str, bytes]]:
    """Every document with one value made another: a number one cent more, a date that is none, a text with a mark."""
    root = etree.fromstring(xml)
    for node in [node for node in root.iter() if not len(node)]:
        said = node.text or ""
        name = name_of(node)
        if name.endswith(("Amount", "Quantity", "Percent")):
            node.text = str(Decimal(said) + (1 if name.endswith("Quantity") else Decimal("0.01")))
        elif name.endswith("Date"):
            node.text = f"{said}Z"
        else:
            node.text = f"{said} x"
        yield path_of(node), etree.tostring(root)
        node.text = said


def texts_of(xml: bytes) -> dict[str, str]:
    """The last text at each path."""
    return {path_of(node): node.text or "" for node in etree.fromstring(xml).iter() if not len(node)}


def path_of(node: etree._Element) -> str:
    above = [name_of(parent) for parent in node.iterancestors()][:-1]
    return "/".join([*reversed(above), name_of(node)])


def name_of(node: etree._Element) -> str:
    return etree.QName(node).localname

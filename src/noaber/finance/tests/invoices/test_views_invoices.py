"""Invoices on the screen and as files: for who pays them, and with the e-invoice inside the paper."""

import datetime as dt
import io
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pikepdf
import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from lxml import etree
from python_calamine import CalamineWorkbook

from noaber.core.asof import AsOf
from noaber.finance.models import Invoice
from noaber.finance.queries.invoices.invoice import InvoiceState, InvoiceWhole, invoices_of
from noaber.network.tests.pages import errors, links, send, words
from tests.people import sign_in

OWN: Final = "/facturen/2023-0076/"  # that of Zwolle
OTHER: Final = "/facturen/2023-0001/"
CREDITED: Final = "/facturen/2023-0058/"
NOTE: Final = "/facturen/2023-0077/"
PAGE: Final = "/gemeenten/GM0193/"
PEPPOL: Final = "urn:fdc:peppol.eu:2017:poacc:billing:3.0"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]


def visitor(person: str) -> Client:
    client = Client()
    sign_in(client, person)
    return client


@pytest.fixture
def controller() -> Client:
    return visitor("controller")


@pytest.fixture
def mayor() -> Client:
    return visitor("mayor of Zwolle")


@pytest.mark.parametrize("part", ["", "pdf/", "ubl/"])
def test_a_mayor_reads_the_own_invoice_and_no_other(mayor: Client, part: str) -> None:
    assert mayor.get(f"{OWN}{part}").status_code == 200
    for path in (OTHER, NOTE, "/facturen/2023-9999/"):
        assert mayor.get(f"{path}{part}").status_code == 404
    assert mayor.get("/facturen/").status_code == 404


@pytest.mark.parametrize("person", ["mayor of Enschede", "police", "team lead", "administrator"])
def test_for_anyone_else_it_is_not_there(person: str) -> None:
    assert visitor(person).get(OWN).status_code == 404


def test_the_page_says_what_the_invoice_says(mayor: Client) -> None:
    page = words(mayor.get(OWN)).replace("\xa0", " ")
    assert "Factuur 2023-0076" in page
    assert "€ 9.146,76, van 6 februari 2023, uiterlijk te betalen op 8 maart 2023." in page
    assert "130.668 inwoners op 1-1-2022" in page
    assert "Crediteer" not in page


def test_a_credit_note_and_its_invoice_lead_to_each_other(controller: Client) -> None:
    assert NOTE in links(controller.get(CREDITED))
    assert CREDITED in links(controller.get(NOTE))
    assert "gecrediteerd" in words(controller.get(CREDITED))
    assert f"{CREDITED}crediteren/" not in links(controller.get(CREDITED))


@pytest.mark.parametrize(
    ("path", "why"),
    [(CREDITED, "Deze factuur is al gecrediteerd"), (NOTE, "Een creditnota kan niet worden gecrediteerd")],
)
def test_what_cannot_be_credited_shows_no_form(controller: Client, path: str, why: str) -> None:
    answer = controller.get(f"{path}crediteren/")
    assert (answer.status_code, why in words(answer)) == (400, True)
    assert why in words(controller.post(f"{path}crediteren/", {"reason": "Nog een keer van hetzelfde."}))


def test_an_invoice_is_credited_from_its_page_with_a_reason(controller: Client) -> None:
    assert f"{OWN}crediteren/" in links(controller.get(OWN))
    assert errors(send(controller, f"{OWN}crediteren/", reason="x"))
    made = send(controller, f"{OWN}crediteren/", reason="De verkeerde afdeling stond erop.")
    assert made.url == "/facturen/2023-0078/"
    page = words(controller.get(made.url))
    assert "De verkeerde afdeling stond erop." in page
    assert visitor("mayor of Zwolle").get(made.url).status_code == 200


def test_only_the_controller_credits(mayor: Client) -> None:
    assert mayor.get(f"{OWN}crediteren/").status_code == 403
    assert (
        visitor("coordinator").post(f"{OWN}crediteren/", {"reason": "Dit mag zij niet."}).status_code == 403
    )


def test_the_list_is_searched_and_goes_along_as_a_file(controller: Client) -> None:
    page = controller.get("/facturen/?zoek=2023-0077")
    assert "Gemeente Scherpenzeel" in words(page)
    assert "77 van 305 regels" in words(controller.get("/facturen/?jaar=2023"))
    assert "1 van 305 regels" in words(controller.get("/facturen/?jaar=2023&soort=creditnota"))
    answer = controller.get("/facturen/?formaat=xlsx")
    head, *rows = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    number, amount, code = head.index("Nummer"), head.index("Bedrag"), head.index("Code")
    found = {str(row[number]): row for row in rows}
    assert len([each for each in found if each.startswith("20")]) == 305
    assert (found["2023-0077"][amount], found["2023-0076"][code]) == (-722.19, "GM0193")
    assert "2023-0076" in controller.get("/facturen/?formaat=csv").content.decode()


def paper_of(client: Client, path: str) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(client.get(f"{path}pdf/").content))


def alternatives(paper: pikepdf.Pdf) -> list[str]:
    """The texts that stand for pictures."""
    return [
        str(each.Alt)
        for each in paper.objects
        if isinstance(each, pikepdf.Dictionary) and "/Alt" in each.keys()  # noqa: SIM118
    ]


def test_the_paper_has_the_e_invoice_inside_and_a_code_to_pay_with(mayor: Client) -> None:
    paper = paper_of(mayor, OWN)
    inside = paper.attachments["2023-0076.xml"].get_file().read_bytes()
    assert inside == mayor.get(f"{OWN}ubl/").content
    [told] = [each for each in alternatives(paper) if "QR" in each or "RF" in each]
    for part in ("€ 9.146,76", "RF93 2023 0076", "NL74 XXXX"):
        assert part in told.replace("\xa0", " ")


def test_a_credit_note_asks_no_payment(controller: Client) -> None:
    assert not [each for each in alternatives(paper_of(controller, NOTE)) if "RF" in each]


def test_files_of_a_demonstration_say_so(mayor: Client) -> None:
    for part, ending in (("pdf/", "pdf"), ("ubl/", "xml")):
        named = mayor.get(f"{OWN}{part}")["Content-Disposition"]
        assert f"2023-0076-voorbeeldgegevens.{ending}" in named


@pytest.mark.parametrize("person", ["mayor of Zwolle", "controller", "coordinator"])
def test_the_page_of_a_municipality_has_its_invoices_for_who_may_read_them(person: str) -> None:
    page = visitor(person).get(PAGE)
    for year in (2020, 2021, 2022, 2023):
        assert {f"/facturen/{year}-0076/{part}" for part in ("", "pdf/", "ubl/")} <= set(links(page))
    assert "36.179,15" in words(page)


@pytest.mark.parametrize("person", ["nobody", "mayor of Enschede", "police"])
def test_for_others_the_page_has_none(person: str) -> None:
    assert not [each for each in links(visitor(person).get(PAGE)) if each.startswith("/facturen/")]


def test_what_was_credited_later_stood_on_the_day() -> None:
    """The credit note of Scherpenzeel is of 6 March 2023."""
    before = invoices_of("GM0279", AsOf(dt.date(2023, 3, 5)))[0]
    [note, after] = invoices_of("GM0279", AsOf(dt.date(2023, 3, 6)))[:2]
    assert (before.number, before.state, before.other_number) == ("2023-0058", InvoiceState.STANDS, "")
    assert (note.number, after.state, after.other_number) == ("2023-0077", InvoiceState.CREDITED, "2023-0077")


def run(*arguments: str) -> str:
    output = io.StringIO()
    call_command("invoices", *arguments, stdout=output)
    return output.getvalue()


def refusal(*arguments: str) -> str:
    with pytest.raises(CommandError) as refused:
        run(*arguments)
    return str(refused.value)


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """The last three of a year: making 76 papers takes a while."""
    from noaber.finance.management.commands import invoices

    real: Any = vars(invoices)["issued_in"]
    monkeypatch.setattr(invoices, "issued_in", lambda year: real(year)[-3:])


@pytest.mark.usefixtures("few")
def test_the_command_writes_each_document_twice(tmp_path: Path) -> None:
    folder = tmp_path / "2023"
    assert "3 stukken staan in de map." in run("--year", "2023", "--to", str(folder))
    names = {f"2023-{number:04}.{ending}" for number in (75, 76, 77) for ending in ("xml", "pdf")}
    assert {each.name for each in folder.iterdir()} == names
    assert (folder / "2023-0076.xml").read_text(encoding="utf-8") == Invoice.objects.get(
        number="2023-0076"
    ).ubl
    with pikepdf.open(folder / "2023-0077.pdf") as paper:
        assert list(paper.attachments) == ["2023-0077.xml"]


@pytest.mark.usefixtures("few")
def test_another_profile_is_written_and_not_kept(tmp_path: Path) -> None:
    run("--year", "2023", "--profile", "peppol", "--to", str(tmp_path / "peppol"))
    written = (tmp_path / "peppol" / "2023-0076.xml").read_bytes()
    assert PEPPOL in written.decode()
    assert etree.QName(etree.fromstring(written)).localname == "Invoice"
    assert PEPPOL not in Invoice.objects.get(number="2023-0076").ubl


@pytest.mark.usefixtures("few")
def test_what_another_profile_refuses_is_named_and_the_rest_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Legal under NLCIUS: a payer without an address for e-invoices, that Peppol cannot deliver to."""
    from noaber.finance.management.commands import invoices

    real: Any = vars(invoices)["issued_in"]

    def without_address(year: int) -> list[InvoiceWhole]:
        first, *rest = real(year)
        buyer = replace(first.content.buyer, endpoint_id="", endpoint_scheme="")
        return [replace(first, content=replace(first.content, buyer=buyer)), *rest]

    monkeypatch.setattr(invoices, "issued_in", without_address)
    told = refusal("--year", "2023", "--profile", "peppol", "--to", str(tmp_path / "peppol"))
    assert "1 stuk is niet geschreven" in told
    assert "2023-0075 (Gemeente Zwartewaterland: e-factuuradres ontbreekt" in told
    names = {each.name for each in (tmp_path / "peppol").iterdir()}
    assert names == {f"2023-{number:04}.{ending}" for number in (76, 77) for ending in ("xml", "pdf")}


def test_the_command_refuses_a_folder_with_something_in_it_and_a_year_without_invoices(
    tmp_path: Path,
) -> None:
    (tmp_path / "al-iets.txt").write_text("x", encoding="utf-8")
    assert "De map is niet leeg" in refusal("--year", "2023", "--to", str(tmp_path))
    assert [each.name for each in tmp_path.iterdir()] == ["al-iets.txt"]
    assert "In 2019 zijn geen facturen gemaakt" in refusal("--year", "2019", "--to", str(tmp_path / "nieuw"))
    assert not (tmp_path / "nieuw").exists()

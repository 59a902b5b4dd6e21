"""The pages of the bank: reading in with a preview, what waits with its proposal, booking and undoing it."""

import datetime as dt
import io
from typing import Any, Final

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from python_calamine import CalamineWorkbook

from noaber.accounts.models import RoleGrant, User
from noaber.core.access import Actor, Grant
from noaber.core.asof import AsOf
from noaber.core.models import StoredFile
from noaber.finance.models import Allocation, BankEntry, Invoice
from noaber.finance.queries.invoices.open_items import settlements
from noaber.finance.rules.bank.statements import Direction
from noaber.finance.rules.invoices.settlement import Settled
from noaber.finance.services.bank.importing import import_bank_file
from noaber.finance.tests.bank_samples import camt, entry, iban
from noaber.finance.tests.invoices_in_books import CONTROLLER, NOW, credit, issue_invoices
from noaber.finance.views.bank.tasks import bank_tasks
from noaber.network.tests.pages import Page, words
from tests.people import sign_in_as

A, B = "2023-0001", "2023-0002"
WHY: Final = "De betaler bedoelde een andere factuur."
BANK: Final = "/bank/"
READ_IN: Final = "/bank/inlezen/"


@pytest.fixture(autouse=True)
def invoices(db: None) -> dict[str, Invoice]:
    return issue_invoices((100_00, 200_00, 300_00))


def client_of(role: str) -> Client:
    user = User.objects.create_user(f"{role}@voorbeeld.invalid", display_name=role.capitalize())
    RoleGrant.objects.create(user=user, role=role, valid_from=dt.date(2020, 1, 1))
    client = Client()
    sign_in_as(client, user)
    return client


@pytest.fixture
def controller() -> Client:
    return client_of("controller")


def paid(*said: Any) -> list[int]:
    number = BankEntry.objects.count()
    data = camt(said, number=str(number), opening=number)
    import_bank_file(io.BytesIO(data), "mei.xml", actor=CONTROLLER, now=NOW)
    return list(BankEntry.objects.order_by("pk").values_list("pk", flat=True))[-len(said) :]


def upload(client: Client, data: bytes, name: str = "mei.xml") -> Any:
    return client.post(READ_IN, {"file": SimpleUploadedFile(name, data)}, follow=True)


def test_a_file_is_looked_at_first_and_then_read_in(controller: Client) -> None:
    answer = upload(controller, camt([entry(100_00), entry(5)]))
    preview = answer.redirect_chain[-1][0]
    assert "2 nieuwe boekingen; 0 waren al bekend." in words(answer)
    assert BankEntry.objects.count() == 0
    answer = controller.post(preview, follow=True)
    assert (BankEntry.objects.count(), answer.redirect_chain[-1][0]) == (2, BANK)
    assert "2 nieuwe boekingen; 0 waren al bekend." in answer.content.decode()
    assert StoredFile.objects.get().is_removed, "what it says is kept entry by entry; the file goes"
    assert controller.post(preview).status_code == 404
    again = upload(controller, camt([entry(100_00), entry(5)]))
    assert "0 nieuwe boekingen; 2 waren al bekend." in words(again)


def test_a_file_that_cannot_be_used_is_told_at_the_field_and_not_kept(controller: Client) -> None:
    for data, name, reason in (
        (camt([entry(5)], closing=6), "mei.xml", "telt niet op"),
        (b"%PDF-1.7 ...", "mei.pdf", "kan hier niet"),
        (b"geen afschrift", "mei.txt", "geen camt.053 en geen MT940"),
    ):
        answer = upload(controller, data, name)
        assert reason in words(answer), name
    assert not StoredFile.objects.filter(is_removed=False).exists()
    assert BankEntry.objects.count() == 0


def test_the_preview_shows_each_new_entry_with_what_it_would_match(
    controller: Client, invoices: dict[str, Invoice]
) -> None:
    paid(entry(200_00, text="factuur 2023-0002"))
    said = [entry(100_00, text=invoices[A].reference), entry(200_00, text="factuur 2023-0002, nog eens")]
    preview = upload(controller, camt(said, number="9", opening=200_00))
    told = words(preview)
    assert "Nieuwe boekingen met hun voorstel (2 van 2)" in told
    assert "Het kenmerk hoort bij factuur 2023-0001, en het bedrag klopt." in told
    assert "dit lijkt een dubbele betaling" in told, "the first payment waits too and goes before it"


def test_a_camt_in_utf_16_is_read_when_it_says_so(controller: Client) -> None:
    text = camt([entry(5, text="één")]).decode().replace("UTF-8", "UTF-16")
    assert "1 nieuwe boeking" in words(upload(controller, text.encode("utf-16")))
    hostile = text.replace("?>", "?><!DOCTYPE d [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>", 1)
    assert "DOCTYPE" in words(upload(controller, hostile.encode("utf-16")))
    for data in (text.encode("utf-16-le"), b"\xff\xfe\x00\xd8<\x00", b"\xff\xfe<\x00\x00\x00"):
        assert "is geen camt.053" in words(upload(controller, data))


def test_every_statement_is_there_also_the_older_ones(controller: Client) -> None:
    for at in range(14):
        paid(entry(5 + at))
    assert f"{BANK}afschriften/" in Page(controller.get(BANK)).links
    assert len(controller.get(f"{BANK}afschriften/").context["table"].data) == 14


def test_an_entry_tells_what_was_paid_in_another_currency(controller: Client) -> None:
    foreign = "<Amt Ccy='USD'>7.50</Amt><CcyXchg><SrcCcy>USD</SrcCcy><XchgRate>1.5</XchgRate></CcyXchg>"
    data = camt([entry(5_00)]).replace(
        b"<RltdPties>", f"<AmtDtls><InstdAmt>{foreign}</InstdAmt></AmtDtls><RltdPties>".encode()
    )
    import_bank_file(io.BytesIO(data), "mei.xml", actor=CONTROLLER, now=NOW)
    said = words(controller.get(f"{BANK}{BankEntry.objects.get().pk}/"))
    assert "USD 7,50 koers 1,5" in said


def test_what_may_be_known_already_is_asked_with_both_answers(controller: Client) -> None:
    twin = entry(5_00, text="dagkaart")
    for number in ("1", "2"):
        preview = upload(controller, camt([twin], number=number)).redirect_chain[-1][0]
        asked = controller.post(preview, follow=True)
    said = words(asked)
    assert "Zijn deze boekingen nieuw?" in said
    assert "dagkaart" in said
    assert BankEntry.objects.count() == 1
    known, new = f"{preview}?antwoord=bekend", f"{preview}?antwoord=nieuw"
    assert {known, new} <= set(Page(asked).links)
    assert "0 nieuwe boekingen; 1 waren al bekend." in words(controller.get(known))
    answered = controller.get(new)
    assert "1 nieuwe boeking; 0 waren al bekend." in words(answered)
    assert f'action="{new}"' in answered.content.decode()
    controller.post(new)
    assert BankEntry.objects.count() == 2


def test_a_file_can_be_thrown_away(controller: Client) -> None:
    preview = upload(controller, camt([entry(5)])).redirect_chain[-1][0]
    answer = controller.post(f"{preview}weggooien/", follow=True)
    assert "Er is niets ingelezen." in answer.content.decode()
    assert (BankEntry.objects.count(), controller.get(preview).status_code) == (0, 404)


def test_what_waits_stands_with_its_proposal_and_goes_to_excel(
    controller: Client, invoices: dict[str, Invoice]
) -> None:
    paid(
        entry(100_00, text=invoices[A].reference, counterparty_name="Gemeente Proef 1"),
        entry(200_00, text="factuur 2023-0002", counterparty_name="SSC"),
        entry(7_00, direction=Direction.DEBIT, counterparty_name="Bank"),
    )
    answer = controller.get(BANK)
    said = words(answer)
    assert "3 boekingen zijn nog niet verwerkt. Aan facturen staat € 600,00 open" in said.replace("\xa0", " ")
    assert "Het kenmerk hoort bij factuur 2023-0001, en het bedrag klopt." in said
    assert "Bevestig 1 zekere betaling" in said
    assert [row["certainty_word"] for row in answer.context["table"].data] == [
        "geen voorstel",
        "waarschijnlijk",
        "zeker",
    ]
    only = controller.get(f"{BANK}?voorstel=zeker")
    assert [row["who"] for row in only.context["table"].data] == ["Gemeente Proef 1"]
    sheet = controller.get(f"{BANK}?formaat=xlsx")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(sheet.content)).get_sheet_by_index(0).to_python()
    assert any("factuur 2023-0002" in row for row in rows)


def test_every_certain_payment_is_confirmed_after_asking_once_more(
    controller: Client, invoices: dict[str, Invoice]
) -> None:
    paid(entry(100_00, text=invoices[A].reference), entry(200_00, text="factuur 2023-0002"))
    page = f"{BANK}zekere-bevestigen/"
    assert "1 betaling van € 100,00 op de factuur boeken?" in words(controller.get(page)).replace("\xa0", " ")
    assert Allocation.objects.count() == 0
    assert "1 betaling is verwerkt." in controller.post(page, follow=True).content.decode()
    assert "0 betalingen zijn verwerkt." in controller.post(page, follow=True).content.decode()
    assert "waarschijnlijk" in words(controller.get(BANK))
    assert "verwerkt" in words(controller.get(f"{BANK}?alles=ja"))


def test_a_payment_is_booked_as_proposed_and_divided_by_hand(controller: Client) -> None:
    [key] = paid(entry(150_00, text="factuur 2023-0001", counterparty_name="Gemeente Proef 1"))
    page = f"{BANK}{key}/verrekenen/"
    form = Page(controller.get(page)).values
    assert (form["invoice_2023-0001"], form["left"]) == ("100,00", "15000")
    typed = {**form, "number": B, "amount": "50,00", "reason": "Zo afgesproken met de gemeente."}
    answer = controller.post(page, typed, follow=True)
    assert "De betaling is verwerkt." in answer.content.decode()
    assert "helemaal verwerkt" in words(answer)
    states = {row.number: row.settlement.state for row in settlements()}
    assert (states[A], states[B]) == (Settled.PAID, Settled.PARTLY)
    assert "er is niets dubbel vastgelegd" in controller.post(page, typed, follow=True).content.decode()
    assert Allocation.objects.count() == 2


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ({"invoice_2023-0001": "100,01"}, "Van deze factuur staat nog"),
        ({"invoice_2023-0001": "100,00", "number": B, "amount": "60,00"}, "Van deze betaling is nog"),
        ({"number": "2023-9999", "amount": "5,00"}, "bestaat niet"),
        ({"number": "2023-0004", "amount": "5,00"}, "is een creditnota, bij factuur 2023-0003"),
        ({"invoice_2023-0001": "12.50"}, "geen bedrag"),
        ({"invoice_2023-0001": ""}, "Vul bij ten minste één factuur een bedrag in."),
        ({"number": B, "amount": ""}, "hoger dan nul"),
    ],
)
def test_what_cannot_be_booked_is_told_in_the_form(
    controller: Client, invoices: dict[str, Invoice], typed: dict[str, str], reason: str
) -> None:
    credit(invoices["2023-0003"])
    [key] = paid(entry(150_00, text="factuur 2023-0001"))
    page = f"{BANK}{key}/verrekenen/"
    assert "Omschrijving: factuur 2023-0001" in words(controller.get(page))
    answer = controller.post(page, {**Page(controller.get(page)).values, **typed})
    assert (answer.status_code, reason in words(answer)) == (200, True), words(answer)
    assert Allocation.objects.count() == 0


def test_who_was_overtaken_is_told(controller: Client) -> None:
    [key] = paid(entry(150_00, text="factuur 2023-0001"))
    page = f"{BANK}{key}/verrekenen/"
    form = Page(controller.get(page)).values
    controller.post(page, {**form, "invoice_2023-0001": "40,00"})
    answer = controller.post(page, {**form, "invoice_2023-0001": "", "number": B, "amount": "5,00"})
    assert answer.status_code == 409


def test_what_was_booked_is_released_with_a_reason(controller: Client, invoices: dict[str, Invoice]) -> None:
    [key] = paid(entry(100_00, text=invoices[A].reference))
    controller.post(f"{BANK}zekere-bevestigen/")
    [row] = Allocation.objects.all()
    page = f"{BANK}{key}/losmaken/{row.pk}/"
    assert page in Page(controller.get(f"{BANK}{key}/")).links
    answer = controller.post(page, {"reason": "x"})
    assert "Schrijf in een paar woorden waarom u dit losmaakt." in words(answer)
    answer = controller.post(page, {"reason": WHY}, follow=True)
    assert "De verrekening is losgemaakt." in answer.content.decode()
    assert WHY in words(answer)
    assert page not in Page(answer).links
    assert controller.get(f"{BANK}{key}/losmaken/999/").status_code == 404


def test_days_that_are_still_to_come_are_warned_of_in_the_preview(controller: Client) -> None:
    day = dt.date(2130, 5, 4)
    answer = upload(controller, camt([entry(5, booked_on=day, value_on=day)]))
    assert "nog moet komen, tot en met 4 mei 2130" in words(answer)
    assert "Zonder tegenpartij (de bank)" in words(answer)


def test_a_refund_and_what_is_not_ours(controller: Client) -> None:
    first, second = paid(entry(100_00, text="dubbel"), entry(9_99, text="vreemd"))
    page = f"{BANK}{first}/terugbetaald/"
    refused = controller.get(page)
    assert (refused.status_code, '<form method="post"' in refused.content.decode()) == (400, False)
    assert "Er is nog geen afschrijving" in words(refused)
    turned = f"{BANK}{first}/teruggedraaid/"
    assert not {page, turned} & set(Page(controller.get(f"{BANK}{first}/")).links), "nothing to choose from"
    assert "Er is geen betaling van hetzelfde bedrag" in words(controller.get(turned))
    [out] = paid(entry(100_00, direction=Direction.DEBIT, counterparty_name="Gemeente Proef 1"))
    assert page in Page(controller.get(f"{BANK}{first}/")).links
    typed = {**Page(controller.get(page)).values, "outgoing": str(out), "reason": WHY}
    answer = controller.post(page, typed, follow=True)
    assert "De terugbetaling is vastgelegd." in answer.content.decode()
    assert "er is niets dubbel vastgelegd" in controller.post(page, typed, follow=True).content.decode()
    assert "helemaal verwerkt" in words(controller.get(f"{BANK}{out}/"))
    answer = controller.post(f"{BANK}{second}/apart/", {"reason": WHY}, follow=True)
    assert "De boeking staat op de tussenrekening." in answer.content.decode()
    assert "Alle boekingen zijn verwerkt." in words(controller.get(BANK))
    assert controller.get(f"{BANK}{out}/verrekenen/").status_code == 404


def test_a_refund_is_looked_for_by_party_and_amount_and_never_among_what_was_turned_back(
    controller: Client,
) -> None:
    proef = {"counterparty_name": "Gemeente Rijsbeek"}
    out = {"direction": Direction.DEBIT}
    [key] = paid(entry(100_00, text="dubbel", counterparty_iban=iban(7), **proef))
    turned, other, back = paid(
        entry(100_00, is_reversal=True, counterparty_name="Gemeente Jansteen", **out),
        entry(100_00, counterparty_name="Gemeente Waterdorp", **out),
        entry(100_00, counterparty_iban=iban(7), **proef, **out),
    )
    page = controller.get(f"{BANK}{key}/terugbetaald/")
    assert Page(page).values["outgoing"] == str(back)
    said = page.content.decode()
    assert f'value="{turned}"' not in said
    assert said.index(f'value="{back}"') < said.index(f'value="{other}"')
    [small] = paid(entry(40_00, counterparty_iban=iban(7), **proef, **out))
    address = f"{BANK}{small}/terugbetaling/"
    assert address in Page(controller.get(f"{BANK}{small}/")).links
    assert controller.get(f"{BANK}{turned}/terugbetaling/").status_code == 404
    values = Page(controller.get(address)).values
    assert not values["payment"], "another amount is for a person to choose"
    typed = {**values, "payment": str(key), "reason": WHY}
    assert "De terugbetaling is vastgelegd." in controller.post(address, typed, follow=True).content.decode()
    assert "er is niets dubbel vastgelegd" in controller.post(address, typed, follow=True).content.decode()
    assert "60,00 nog niet verwerkt" in words(controller.get(f"{BANK}{key}/"))


def test_what_the_bank_turned_back_is_undone_in_one_step(
    controller: Client, invoices: dict[str, Invoice]
) -> None:
    [key] = paid(
        entry(100_00, text=invoices[A].reference, end_to_end_id="E1", counterparty_name="Gemeente Proef 1")
    )
    controller.post(f"{BANK}zekere-bevestigen/")
    [out] = paid(entry(100_00, direction=Direction.DEBIT, is_reversal=True, end_to_end_id="E1"))
    said = controller.get(f"{BANK}{out}/")
    page = f"{BANK}{out}/teruggedraaid/"
    assert {page, f"{BANK}{key}/"} <= set(Page(said).links)
    assert "hetzelfde kenmerk van de betaler" in words(said)
    typed = {**Page(controller.get(page)).values, "payment": str(key)}
    assert typed["reason"].strip() == "De bank draaide deze betaling terug."
    assert "De betaling is teruggedraaid." in controller.post(page, typed, follow=True).content.decode()
    assert "er is niets dubbel vastgelegd" in controller.post(page, typed, follow=True).content.decode()
    [row] = settlements([A])
    assert (row.settlement.state, row.settlement.open_cents) == (Settled.OPEN, 100_00)
    assert "teruggedraaid" not in str(Page(controller.get(f"{BANK}{key}/")).links), "nothing is left of it"


def test_money_on_an_invoice_that_was_credited_waits_until_it_is_released(
    controller: Client, invoices: dict[str, Invoice]
) -> None:
    [key] = paid(entry(100_00, text=invoices[A].reference, counterparty_name="Gemeente Proef 1"))
    controller.post(f"{BANK}zekere-bevestigen/")
    assert f"{BANK}{key}/" in Page(controller.get(f"/facturen/{A}/")).links
    credit(invoices[A])
    [row] = Allocation.objects.all()
    release = f"{BANK}{key}/losmaken/{row.pk}/"
    bank = controller.get(BANK)
    assert "Betaald op een gecrediteerde factuur" in words(bank)
    assert release in Page(bank).links
    actor = Actor(1, grants=frozenset({Grant("controller")}))
    assert [task.title for task in bank_tasks(actor, AsOf(NOW.date()))] == ["Verwerk 1 boeking van de bank"]
    controller.post(release, {"reason": WHY})
    bank = controller.get(BANK)
    assert "Betaald op een gecrediteerde factuur" not in words(bank)
    assert "is gecrediteerd en niet vervangen: dit geld is over" in words(bank)
    form = Page(controller.get(f"{BANK}{key}/verrekenen/")).values
    assert "invoice_2023-0001" not in form


def test_invoices_say_what_is_paid_and_open(controller: Client, invoices: dict[str, Invoice]) -> None:
    paid(entry(100_00, text=invoices[A].reference), entry(50_00, text=invoices[B].reference))
    controller.post(f"{BANK}zekere-bevestigen/")
    half = BankEntry.objects.get(amount_cents=50_00).pk
    page = f"{BANK}{half}/verrekenen/"
    controller.post(page, Page(controller.get(page)).values)
    credit(invoices["2023-0003"])
    rows = {row["number"]: row for row in controller.get("/facturen/").context["table"].data}
    told = {number: (str(row["state"]), row["open"]) for number, row in rows.items()}
    assert told[A] == ("betaald", 0)
    assert told["2023-0003"] == ("gecrediteerd", 0)
    assert told[B][1] == 150_00
    assert told[B][0] in ("deels betaald", "te laat")  # by the day on which this is read
    page_of_half = words(controller.get(f"/facturen/{B}/")).replace("\xa0", " ")
    assert "Betaald € 50,00" in page_of_half
    assert "Nog open € 150,00" in page_of_half


def test_the_coordinator_reads_and_for_others_it_is_not_there(invoices: dict[str, Invoice]) -> None:
    [key] = paid(entry(100_00, text=invoices[A].reference))
    coordinator, administrator = client_of("coordinator"), client_of("administrator")
    writing = [
        READ_IN,
        f"{BANK}zekere-bevestigen/",
        *(f"{BANK}{key}/{step}/" for step in ("verrekenen", "terugbetaald", "apart", "losmaken/1")),
    ]
    for page in (BANK, f"{BANK}{key}/"):
        assert coordinator.get(page).status_code == 200
        assert administrator.get(page).status_code == 404
        assert Client().get(page).status_code in (302, 404)
    for page in writing:
        assert coordinator.get(page).status_code == 403, page
        assert administrator.get(page).status_code == 404, page
    assert "Verreken met facturen" not in words(coordinator.get(f"{BANK}{key}/"))
    assert coordinator.get(f"{BANK}999/").status_code == 404


@pytest.mark.parametrize(
    ("role", "titles"), [("controller", ["Verwerk 2 boekingen van de bank"]), ("coordinator", [])]
)
def test_who_keeps_the_bank_finds_at_home_what_waits(role: str, titles: list[str]) -> None:
    paid(entry(100_00), entry(5))
    actor = Actor(1, grants=frozenset({Grant(role)}))

    assert [task.title for task in bank_tasks(actor, AsOf(NOW.date()))] == titles

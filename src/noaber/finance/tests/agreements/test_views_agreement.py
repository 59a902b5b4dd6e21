"""The page of the agreement, recording one and correcting it, and pages that have none."""

import io
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from noaber.core.models import AuditEntry
from noaber.decisions.models import Position, ProposalVersion
from noaber.finance.models import AgreementStatement
from noaber.finance.queries.agreements.agreement import agreement_called
from noaber.finance.rules.agreements.agreement import Side
from noaber.network.tests.pages import errors, links, words
from tests.people import sign_in

PAGE = "/bijdragen/afspraak/"
NEW = f"{PAGE}nieuw/"
CHANGE = f"{PAGE}bijdragen-2020-2023/wijzigen/"
NEXT = f"{PAGE}?afspraak=bijdragen-2024-2027"
VERB = "finance.record_agreement"


@pytest.fixture
def controller(oost_nederland: None, client: Client) -> Client:
    sign_in(client, "controller")
    return client


def facts(response: Any, panel: int = 0) -> dict[str, str]:
    return {item.term: item.value for item in response.context["panels"][panel].content.items}


def typed(**changes: Any) -> dict[str, Any]:
    """A next agreement as a controller types it."""
    return {
        "title": "Bijdragen 2024-2027",
        "source": "Memo van 1 mei 2023",
        "proposed_on": "1-5-2023",
        "decided_by": "",
        "rate": "9 cent",
        "first_year": "2024",
        "last_year": "2027",
        "largest_paid": "0",
        "fte": "0,5",
        "facilities": "",
        "revision": "0",
        "contribution_1_title": "coördinatie",
        "contribution_1_amount": "290.000,00",
        "co_funding_1_title": "capaciteit",
        "co_funding_1_amount": "120.000,00",
        "co_funding_1_purpose": "politie, OM en RIEC",
        **changes,
    }


def as_stored() -> dict[str, Any]:
    """The form of the demonstration's agreement, unchanged."""
    found = agreement_called("bijdragen-2020-2023")
    assert found is not None
    rows: dict[str, Any] = {}
    for side in Side:
        for number, line in enumerate(found.terms.of(side), start=1):
            rows[f"{side.value}_{number}_title"] = line.title
            rows[f"{side.value}_{number}_amount"] = f"{line.amount_cents // 100},00"
            rows[f"{side.value}_{number}_purpose"] = line.purpose
    terms = found.terms
    return {
        **rows,
        "title": terms.title,
        "source": terms.source,
        "proposed_on": "28-1-2019",
        "decided_by": terms.decided_by,
        "rate": "0,07",
        "first_year": "2020",
        "last_year": "2023",
        "largest_paid": "7",
        "fte": "0,5",
        "facilities": terms.facilities,
        "revision": str(found.revision),
    }


@pytest.fixture
def undecided(oost_nederland: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """The demonstration before any organisation had decided and anything was billed: rows themselves never go."""
    monkeypatch.setattr("noaber.decisions.queries.answers.decided.FINAL", frozenset())
    monkeypatch.setattr("noaber.finance.queries.agreements.carried.carried_by_all", dict)


def test_anyone_reads_what_is_asked_of_whom(oost_nederland: None, client: Client) -> None:
    response = client.get(PAGE)
    shown = facts(response)
    assert shown["Van elke gemeente"] == "7 cent per inwoner per jaar"
    assert shown["Van elke partner"] == "0,5 fte per jaar"
    assert shown["Looptijd"] == "2020 tot en met 2023"
    assert shown["Partijen"] == "76 gemeenten en 3 partners"
    assert shown["Besloten met"] == "Veiligheidsstrategie 2019-2022 en financieringsvoorstel 2020-2023"
    assert "28 januari 2019" in shown["Bron"]
    assert response.context["answer"].headline == "€\xa04.011,79 te kort"
    assert "wijzigen" not in response.content.decode()


def test_money_and_co_funding_have_a_sum_each(oost_nederland: None, client: Client) -> None:
    response = client.get(PAGE)
    assert list(facts(response, 2).items()) == [
        ("Bijdrage van de gemeenten", "€\xa0230.000,00"),
        ("Cofinanciering", "€\xa0140.000,00"),
        ("Naast elkaar", "€\xa0370.000,00"),
    ]
    total = [cell.text for cell in response.context["table"].total]
    assert total[1:3] == ["€\xa0230.000,00", "€\xa0140.000,00"]
    partners = response.context["panels"][1].content
    assert [row["fte"] for row in partners.data] == [Decimal("0.5")] * 3
    assert partners.total[1].text == "1,5"


@pytest.mark.parametrize("file_format", ["xlsx", "csv"])
def test_the_budget_goes_along_as_a_file(oost_nederland: None, client: Client, file_format: str) -> None:
    response = client.get(f"{PAGE}?formaat={file_format}")
    assert "begroting-2020-2023" in response["Content-Disposition"]
    if file_format == "csv":
        assert "90000" in response.content.decode()
        assert "Geld en cofinanciering worden niet bij elkaar opgeteld" in response.content.decode()
        return
    head, *rows = (
        CalamineWorkbook.from_filelike(io.BytesIO(response.content)).get_sheet_by_index(0).to_python()
    )
    cash, other = head.index("Gemeenten, in geld"), head.index("Cofinanciering")
    assert sum(float(str(row[cash])) for row in rows if row[cash] != "") == 230_000
    assert sum(float(str(row[other])) for row in rows if row[other] != "") == 140_000


def test_who_records_may_change_it_from_the_page(controller: Client) -> None:
    urls = [action.url for action in controller.get(PAGE).context["heading"].actions]
    assert CHANGE in urls
    assert NEW in urls


@pytest.mark.parametrize("path", ["/bijdragen/", "/bijdragen/wat-als/", PAGE])
def test_before_the_agreement_the_page_says_so(oost_nederland: None, client: Client, path: str) -> None:
    page = client.get(f"{path}?geldig-op=2019-01-27").content.decode()
    assert "Op 27 januari 2019 was er nog geen afspraak over bijdragen" in page


@pytest.mark.parametrize("path", ["/bijdragen/", "/bijdragen/wat-als/", PAGE])
@pytest.mark.django_db
def test_without_one_the_page_says_who_can_add_it(client: Client, path: str) -> None:
    page = client.get(path).content.decode()
    assert "Er is nog geen afspraak over bijdragen" in page
    assert "De coördinator of de controller legt haar vast" in page


def test_a_next_agreement_is_recorded_and_the_pages_follow(controller: Client) -> None:
    response = controller.post(NEW, typed(), follow=True)
    assert response.redirect_chain == [(NEXT, 302)]
    assert facts(response)["Van elke gemeente"] == "9 cent per inwoner per jaar"
    assert facts(response)["Besloten met"] == "nog geen voorstel"
    assert "9 cent per inwoner" in controller.get(NEXT.replace("afspraak/?", "?")).context["heading"].intro


def test_the_years_of_the_day_stay_first_and_each_agreement_has_its_page(
    controller: Client, client: Client
) -> None:
    controller.post(NEW, typed())
    controller.logout()
    for path in ("/bijdragen/", "/gemeenten/GM0193/"):
        assert "Voorgesteld is 7 cent" in words(client.get(path))
    page = client.get("/bijdragen/")
    assert {"/bijdragen/?afspraak=bijdragen-2020-2023", "/bijdragen/?afspraak=bijdragen-2024-2027"} <= set(
        links(page)
    )
    other = client.get("/bijdragen/?afspraak=bijdragen-2024-2027")
    assert "Voorgesteld is 9 cent" in words(other)
    assert NEXT in links(other)
    assert all("afspraak=bijdragen-2024-2027" in tab.url for tab in other.context["tabs"].items)
    assert client.get("/bijdragen/?afspraak=niets").status_code == 404
    assert client.get(f"{PAGE}?afspraak=niets").status_code == 404


def test_a_wrong_one_is_taken_back_from_its_page(controller: Client) -> None:
    controller.post(NEW, typed())
    address = f"{PAGE}bijdragen-2024-2027/intrekken/"
    assert address in links(controller.get(NEXT))
    form = controller.get(address)
    assert "Bijdragen 2024-2027" in words(form)
    done = controller.post(address, {"revision": form.context["revision"]}, follow=True)
    assert "De afspraak is ingetrokken." in words(done)
    assert "9 cent" not in words(done)
    assert controller.get(address).status_code == 404


def test_what_was_sent_is_not_taken_back(controller: Client) -> None:
    address = f"{PAGE}bijdragen-2020-2023/intrekken/"
    assert address not in links(controller.get(PAGE))
    page = words(controller.get(address))
    assert ("Intrekken kan niet" in page, "Trek de afspraak in" in page) == (True, False)
    refused = words(controller.post(address, {"revision": "1"}, follow=True))
    assert "Het voorstel bij deze afspraak is vastgesteld" in refused
    assert "Trek dan het voorstel in" not in refused
    assert "7 cent" in words(controller.get("/bijdragen/"))


def test_the_same_form_twice_is_recorded_once(controller: Client) -> None:
    controller.post(NEW, typed())
    before = AuditEntry.objects.filter(verb=VERB).count()
    page = controller.post(NEW, typed(), follow=True).content.decode()
    assert "Dit stond al zo; er is niets gewijzigd." in page
    assert AuditEntry.objects.filter(verb=VERB).count() == before


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"title": ""}, "Naam: Dit veld is verplicht."),
        ({"rate": "7"}, "7 cent of 7 euro"),
        ({"rate": "0"}, "Het tarief moet meer dan nul zijn."),
        ({"fte": "een half"}, "Schrijf een aantal fte, bijvoorbeeld 0,5."),
        ({"last_year": "2023"}, "Het laatste jaar ligt voor het eerste."),
        ({"proposed_on": "31-2-2023"}, "31-2-2023 bestaat niet."),
        ({"contribution_1_title": ""}, "Post 1: Geef deze post een naam."),
        ({"contribution_1_amount": ""}, "Bedrag van post 1 in euro per jaar: Vul het bedrag in."),
        ({"contribution_1_amount": "12.5"}, "is geen bedrag"),
        ({"contribution_1_title": "", "contribution_1_amount": ""}, "Vul ten minste één post in"),
        ({"contribution_2_title": "Coördinatie", "contribution_2_amount": "1,00"}, "staat er twee keer"),
        (
            {"first_year": "2020", "last_year": "2023", "proposed_on": "28-1-2019"},
            "is er al een afspraak: “",
        ),
    ],
    ids=str,
)
def test_what_is_wrong_is_said_and_nothing_is_recorded(
    controller: Client, changes: dict[str, str], reason: str
) -> None:
    response = controller.post(NEW, typed(**changes))
    assert response.status_code == 200
    assert any(reason in error.text for error in response.context["panel"].errors)
    assert AgreementStatement.objects.count() == 1


def test_a_correction_stands_on_the_page_and_the_old_rate_on_its_own_day(
    undecided: None, controller: Client
) -> None:
    response = controller.post(CHANGE, {**as_stored(), "rate": "0,08"}, follow=True)
    assert facts(response)["Van elke gemeente"] == "8 cent per inwoner per jaar"
    assert "versie 2" in facts(response)["Vastgelegd"]
    then = controller.get(f"{PAGE}?bekend-op=2019-02-01")
    assert facts(then)["Van elke gemeente"] == "7 cent per inwoner per jaar"


def test_an_emptied_row_goes_and_the_sum_follows(undecided: None, controller: Client) -> None:
    gone = {f"contribution_4_{part}": "" for part in ("title", "amount", "purpose")}
    response = controller.post(CHANGE, {**as_stored(), **gone}, follow=True)
    assert facts(response, 2)["Bijdrage van de gemeenten"] == "€\xa0160.000,00"


def test_two_who_change_it_meet_each_other(undecided: None, controller: Client) -> None:
    form = as_stored()
    controller.post(CHANGE, {**form, "rate": "0,08"})
    response = controller.post(CHANGE, {**form, "rate": "0,09"})
    assert response.status_code == 409
    clashes = {clash.label: (clash.yours, clash.stored) for clash in response.context["conflict"].clashes}
    assert clashes == {"Tarief per inwoner per jaar": ("9 cent", "8 cent")}


def test_once_organisations_decided_the_form_says_what_stands(controller: Client) -> None:
    assert Position.objects.filter(consultation__stage__is_follow_up=True).exists()
    response = controller.get(CHANGE)
    assert "tarief, jaren, capaciteit en bedragen staan vast" in response.context["notice"].text
    said = {**as_stored(), "title": "Bijdragen, verbeterd"}
    assert "Dit staat vast" in str(errors(controller.post(CHANGE, {**said, "rate": "0,08"}))), (
        "a page of before"
    )
    response = controller.post(CHANGE, said, follow=True)
    assert response.context["heading"].title == "Bijdragen, verbeterd"
    assert facts(response)["Van elke gemeente"] == "7 cent per inwoner per jaar"


def test_what_is_not_there_is_not_found(controller: Client) -> None:
    assert controller.get(f"{PAGE}bijdragen-1999-2000/wijzigen/").status_code == 404


def test_a_correction_leaves_what_was_sent_as_it_was(undecided: None, controller: Client) -> None:
    version = ProposalVersion.objects.get(proposal__code="veiligheidsstrategie-2019-2022", number=1)
    before = [insert.frozen for insert in version.inserts.all()]
    controller.post(CHANGE, {**as_stored(), "rate": "0,08"})
    assert [insert.frozen for insert in version.inserts.all()] == before


def test_each_party_s_own_decision_stands_on_the_page_with_its_day(controller: Client) -> None:
    """R45: 76 municipalities and 3 partners decided for themselves; that is the evidence."""
    [panel] = [each for each in controller.get(PAGE).context["panels"] if each.title == "Eigen besluiten"]
    assert panel.intro == "79 van 79 partijen besloten zelf om mee te doen."
    rows = {row["name"]: row for row in panel.content.data}
    assert rows["Zwolle"]["decided_on"]
    assert rows["Zwolle"]["url"] in links(controller.get(PAGE))
    assert controller.get(rows["Zwolle"]["url"]).status_code == 200
    before = controller.get(f"{PAGE}?geldig-op=2019-01-29").context["panels"]
    assert not [each for each in before if each.title == "Eigen besluiten" and each.intro.startswith("79")]

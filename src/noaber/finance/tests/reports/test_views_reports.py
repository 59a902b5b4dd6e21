"""The pages of reports: from nothing to final, words that are missing, and who sees a draft."""

from typing import Any, Final

import pytest
from django.test import Client

from noaber.core import clock
from noaber.finance.rules.budget.year_budget import BudgetSide
from noaber.finance.services.reports.report import adopt_report
from noaber.finance.tests.budget.test_views_budget import client_of, csv_rows
from noaber.finance.tests.budget_books import CODE, NOW, SECOND, approved_budget
from noaber.finance.tests.reports.test_services_reports import (
    AFTER,
    FIRST,
    LINES,
    WORDS,
    adopt,
    booked,
    report,
    write,
)
from noaber.network.tests.pages import errors, links, send, words

PAGE: Final = f"/begroting/{CODE}/{FIRST}/verslag/"
WHY: Final = {f"text_{code}": "Het werk begon later." for code in LINES}

pytestmark = pytest.mark.django_db


@pytest.fixture
def controller(monkeypatch: pytest.MonkeyPatch) -> Client:
    monkeypatch.setattr(clock, "today", lambda: AFTER)
    approved_budget(FIRST)
    booked()
    return client_of("controller")


@pytest.fixture
def coordinator(controller: Client) -> Client:
    return client_of("coordinator")


def test_the_road_from_nothing_to_final(controller: Client, coordinator: Client) -> None:
    member = client_of("administrator")
    assert "nog geen verslag" in words(controller.get(PAGE))
    made = send(controller, f"{PAGE}nieuw/", period="12")
    assert made.url == f"{PAGE}jaarrekening/"
    assert "Toelichting ontbreekt nog bij" in words(controller.get(made.url))
    assert f"{made.url}toelichten/" in links(controller.get("/mijn/"))
    assert member.get(made.url).status_code == 404, "a draft is for who keeps the books"
    refused = coordinator.get(f"{made.url}vaststellen/")
    assert (refused.status_code, made.url in links(refused)) == (400, True)
    assert "Leg eerst uit waarom deze posten afwijken" in words(refused)

    assert "Meer kan niet terug" in errors(send(controller, f"{made.url}toelichten/", **WHY, back="5"))
    said = send(controller, f"{made.url}toelichten/", **WHY, opening="20.000")
    assert said.url == made.url
    assert controller.get(f"{made.url}vaststellen/").status_code == 403
    assert "Stel vast: Jaarrekening 2020" in words(coordinator.get("/mijn/"))
    assert send(coordinator, f"{made.url}vaststellen/").url == made.url
    page = words(member.get(made.url))
    for text in (
        "vastgesteld",
        "12.100,00",
        "7.900,00",
        "Het werk begon later.",
        "Cofinanciering (geen geld)",
    ):
        assert text in page
    assert f"/begroting/{CODE}/{FIRST}/post/projecten/" in links(member.get(made.url))
    assert "/inkoop/" not in links(member.get(made.url))
    assert controller.get(f"{made.url}toelichten/").status_code == 400
    assert member.get(f"{made.url}pdf/").content.startswith(b"%PDF")
    assert member.get(f"{made.url}xlsx/").content.startswith(b"PK")
    assert len(csv_rows(member, f"{PAGE}?formaat=csv")) == 1 + 1


def test_an_interim_report_takes_what_its_writer_expects(controller: Client) -> None:
    made = send(controller, f"{PAGE}nieuw/", period="6", percent="10", cents="1.000")
    assert made.url == f"{PAGE}t-m-juni/"
    said: dict[str, Any] = {**WHY, "expected_projecten": "65.000"}
    assert send(controller, f"{made.url}toelichten/", **said).url == made.url
    [projects] = [each for each in report("t-m-juni").content.lines if each.line.code == "projecten"]
    assert (projects.expected_cents, projects.deviation_cents) == (65_000_00, -5_000_00)
    assert "-5.000,00" in words(controller.get(made.url))


def test_who_makes_a_report_of_which_a_draft_stands_is_brought_to_that_draft(controller: Client) -> None:
    made, moved = f"{PAGE}t-m-juni/", "De cijfers zijn sindsdien veranderd"
    assert send(controller, f"{PAGE}nieuw/", period="6").url == made
    assert send(controller, f"{made}toelichten/", **WHY).url == made
    offered = words(controller.get(f"{PAGE}nieuw/"))
    assert "Tussenrapportage t/m juni (concept, versie 2) Tussenrapportage t/m mei Tuss" in offered
    assert send(controller, f"{PAGE}nieuw/", period="6").url == made
    page = words(controller.get(made))
    assert "Van deze periode is er al een concept, versie 2" in page
    assert moved not in page
    booked("F-78")
    assert send(controller, f"{PAGE}nieuw/", period="6").url == made
    answer = controller.get(made)
    assert moved in words(answer)
    assert f"{made}toelichten/" in links(answer)
    assert (report("t-m-juni").number, report("t-m-juni").content.explanations != ()) == (2, True)
    assert send(controller, f"{made}toelichten/").url == made, "and that takes the figures anew"
    assert report("t-m-juni").content.sums(BudgetSide.EXPENDITURE).actual_cents == 24_200_00
    assert adopt_report(report("t-m-juni"), actor=SECOND, now=NOW)
    assert "er verandert niets meer aan" in errors(send(controller, f"{PAGE}nieuw/", period="6"))


def test_what_was_overtaken_is_a_conflict_and_what_is_not_there_is_not_there(
    controller: Client, coordinator: Client
) -> None:
    assert write()
    stale = {**WHY, "percent": "10", "cents": "1.000", "revision": "0", "summary": "Ouder."}
    assert send(controller, f"{PAGE}jaarrekening/toelichten/", **stale).status_code == 409
    assert send(coordinator, f"{PAGE}jaarrekening/vaststellen/", version="7").status_code == 409
    assert controller.get(f"{PAGE}t-m-mei/").status_code == 404
    assert coordinator.get(f"{PAGE}nieuw/").status_code == 403
    assert Client().get(PAGE).status_code == 302
    assert WORDS.explanations
    assert adopt()


def test_before_a_first_month_is_over_the_page_tells_from_when(controller: Client) -> None:
    page = f"/begroting/{CODE}/2023/verslag/"
    told = "Een verslag over 2023 kan vanaf 1 februari 2023"
    answer = controller.get(page)
    assert told in words(answer)
    assert f"{page}nieuw/" not in links(answer)
    early = controller.get(f"{page}nieuw/")
    assert (early.status_code, told in words(early)) == (400, True)

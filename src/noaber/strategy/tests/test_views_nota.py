"""The strategy as a page, a summary and files: what everyone reads, what the network reads, and who writes."""

import datetime as dt
import re
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pikepdf
import pytest
from django.test import Client

from noaber.core import clock
from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.core.clock import today
from noaber.core.reading import forget
from noaber.network.tests.pages import errors, links, send, typed_in, words
from noaber.strategy.queries.periods.period import as_adopted, period
from noaber.strategy.queries.reviews.composing import compose
from noaber.strategy.queries.reviews.review import review
from noaber.strategy.rules.inventory import PlanText, PriorityText
from noaber.strategy.rules.periods.period import PeriodState, PeriodTerms
from noaber.strategy.rules.reviews.review import ReviewKind
from noaber.strategy.services.inventory.plans import hand_in_plan
from noaber.strategy.services.periods.period import record_period
from tests.people import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]
PERIOD, FIRST = "/strategie/2019-2022/", "/strategie/2015-2018/"
NOTA, TEXTS = f"{PERIOD}nota/", f"{PERIOD}teksten/"
BEFORE_ADOPTION = "?geldig-op=2019-02-15&bekend-op=2019-02-15"


def test_anyone_reads_the_strategy_whole_from_what_was_recorded(client: Client) -> None:
    assert NOTA in links(client.get(PERIOD))
    page = client.get(NOTA)
    text = words(page)
    for shown in (
        "Een gemeente kan veel zelf.",
        "76 van de 76 gemeenten",
        "Bovenlokaal karakter",
        "Het staat vierde, maar het aantal daalt al jaren",
        "akkoord met kanttekening (punt 3)",
        "Bestuurscollegehet Bestuurscollegeakkoord24-4-2019",
        "Gehoord zijn 74 van de 76 gemeenteraden.",
        "Dat heeft dezelfde looptijd.",
        "In portefeuille bij: Burgemeester van Doetinchem en Burgemeester van Tiel.",
        "Trekker van het Platform Ondermijning",
        "Regionaal hennepconvenant",
        "Wat de endterm review 2015-2018 vond",
    ):
        assert shown in text, shown
    assert "€" not in text
    ours = {link.split("#")[0] for link in links(page) if link.startswith(("/strategie/", "/bijdragen/"))}
    for link in ours:
        assert client.get(link).status_code == 200, link
    for anchor in (link[1:] for link in links(page) if link.startswith("#thema-")):
        assert f'id="{anchor}"' in page.content.decode()


def test_how_the_themes_were_chosen_is_told_by_what_was_counted_for_the_choice(client: Client) -> None:
    """What a municipality puts first later, is not what the choice rested on; its own page says so."""
    own, choice = f"{PERIOD}voor/GM0193/", f"{PERIOD}keuze/1/"
    pages = (NOTA, f"{PERIOD}samenvatting/", choice)
    before, was = [words(client.get(page)) for page in pages], words(client.get(own))
    assert "Later gaf Zwolle andere prioriteiten" not in was
    plan = PlanText(
        "Nieuw plan", dt.date(2019, 1, 1), dt.date(2022, 12, 31), (PriorityText(1, "1.1", "Iets nieuws"),)
    )
    hand_in_plan("2019-2022", "GM0193", plan, actor=COMMAND, now=clock.now())
    forget()
    assert [words(client.get(page)) for page in pages] == before
    text = words(client.get(own))
    assert "Later gaf Zwolle andere prioriteiten" in text
    assert "Gekozen als thema: Kwetsbare personen." in text
    assert "Iets nieuws" not in text
    assert f"{PERIOD}prioriteiten/GM0193/" in links(client.get(own))


def test_r27_a_result_with_a_figure_is_told_with_how_it_is_recomputed(client: Client) -> None:
    for page in (NOTA, f"{FIRST}nota/"):
        text = words(client.get(page))
        start = text.index("Minder woninginbraken")
        told = text[start : text.index("Samen landelijk geld", start)]
        assert "geclaimd was -30" in told, told
        assert "-43,9" in told
        assert "Bron: Politie" in told
        assert "De cijfers laten zien wat er gebeurde, niet waardoor." in told
    listed = client.get(f"{FIRST}resultaten/")
    assert "geclaimd was -30" in words(listed)
    assert "De cijfers laten zien wat er gebeurde, niet waardoor." in words(listed)
    assert "Het cijfer is bij het resultaat nagerekend." in words(client.get("/zoeken/?q=woninginbraken"))


def test_r06_it_says_all_that_the_review_of_the_period_before_found(client: Client) -> None:
    """Also a finding on no theme, which is no source of the inventory; before the review was final, the source."""
    final = review("2015-2018", ReviewKind.ENDTERM, AsOf(today()))
    assert final
    page = client.get(NOTA)
    text = words(page)
    assert len(final.last.text.findings) == 6
    assert all(each.text in text for each in final.last.text.findings)
    assert text.count(final.last.text.findings[0].text) == 1
    assert final.last.text.conclusion.split("\n\n")[0] in text
    assert f"{FIRST}review/endterm/" in links(page)
    early = "?geldig-op=2019-01-23&bekend-op=2019-01-23"
    sign_in(client, "coordinator")
    assert "Wat de endterm review 2015-2018 vond" not in words(client.get(f"{NOTA}{early}"))


def test_before_it_was_adopted_the_network_reads_the_draft_and_others_do_not(client: Client) -> None:
    for address in (NOTA, f"{PERIOD}samenvatting/", f"{PERIOD}nota.pdf", f"{NOTA}versies/"):
        assert client.get(f"{address}{BEFORE_ADOPTION}").status_code == 404
    sign_in(client, "adviser of Zwolle")
    text = words(client.get(f"{NOTA}{BEFORE_ADOPTION}"))
    assert "De stand is: in voorbereiding." in text
    assert "Een gemeente kan veel zelf." in text


def test_r05_the_strategy_of_the_period_before_stays_readable(client: Client) -> None:
    text = words(client.get(f"{FIRST}nota/"))
    for shown in (
        "Dit is hun eerste gezamenlijke strategie.",
        "inbraak lastiger maken",
        "Verwarde personen",
        "Regionaal hennepconvenant",
        "decharge verleend",
    ):
        assert shown in text
    assert client.get(f"{FIRST}nota.pdf").status_code == 200
    sign_in(client, "coordinator")
    assert client.get(f"{FIRST}teksten/inleiding/").status_code == 404


@pytest.mark.parametrize(
    ("file", "title"),
    [
        ("nota.pdf", "Veiligheidsstrategie Oost-Nederland 2019-2022"),
        ("samenvatting.pdf", "Veiligheidsstrategie Oost-Nederland 2019-2022"),
    ],
)
def test_it_is_a_paper_that_everyone_can_read(client: Client, file: str, title: str) -> None:
    answer = client.get(f"{PERIOD}{file}")
    assert "voorbeeldgegevens.pdf" in answer["Content-Disposition"]
    with pikepdf.open(BytesIO(answer.content)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.docinfo["/Title"]) == title
        metadata = pdf.open_metadata()
        assert metadata["pdfuaid:part"] == "1"
        assert file == "nota.pdf" or len(pdf.pages) == 1


def test_the_summary_tells_by_whom_and_when_it_was_adopted(client: Client) -> None:
    told = words(client.get(f"{PERIOD}samenvatting/"))
    assert "Zij is op 24 april 2019 vastgesteld door: Bestuurscollege." in told


def test_it_is_text_to_edit(client: Client) -> None:
    answer = client.get(f"{PERIOD}nota.odt")
    with ZipFile(BytesIO(answer.content)) as odt:
        content = odt.read("content.xml").decode()
    assert "Een gemeente kan veel zelf." in content
    assert "Hoe de thema’s zijn gekozen" in content


def test_a_period_that_ran_out_is_over_in_the_nota_as_on_its_own_page(client: Client) -> None:
    over = words(client.get(f"{NOTA}?geldig-op=2023-05-15"))
    assert "Zij is vastgesteld op 24 april 2019. De stand is: afgelopen." in over
    assert "De stand is" not in words(client.get(f"{NOTA}?geldig-op=2022-12-31"))


def test_r05_of_a_period_that_was_discharged_the_day_of_its_adoption_is_told(client: Client) -> None:
    for page in ("/strategie/", "/strategie/2015-2018/", "/strategie/2015-2018/nota/"):
        assert re.search("22 april 2015|22-4-2015", words(client.get(page))), page
    nota = words(client.get("/strategie/2015-2018/nota/"))
    assert "Zij is vastgesteld op 22 april 2015. De stand is: decharge verleend, op 24 april 2019." in nota


def test_the_summary_says_it_in_short_and_points_on(client: Client) -> None:
    page = client.get(f"{PERIOD}samenvatting/")
    assert "Zij zorgen dat wie in de war is, hulp krijgt." in words(page)
    assert NOTA in links(page)


def test_r49_what_stood_there_stays_to_be_read_with_why_it_changed(client: Client) -> None:
    text = words(client.get(f"{NOTA}versies/"))
    assert "versie 2, 14 mei 2019" in text
    assert "Na de vaststelling staat erbij dat een gemeente zelf kiest of zij meedoet." in text
    assert text.index("Uw gemeente kiest zelf") < text.index(
        "pakken misdaad aan", text.index("Uw gemeente kiest")
    )
    changes = words(client.get(f"{PERIOD}wijzigingen/"))
    assert "Na de vaststelling staat erbij dat een gemeente zelf kiest of zij meedoet." in changes


def test_the_coordinator_writes_a_draft_sees_what_reads_hard_and_shares_it_with_a_reason(
    client: Client,
) -> None:
    sign_in(client, "coordinator")
    page = f"{TEXTS}voorwoord/"
    assert page in links(client.get(TEXTS))
    long = "Dit is een zin die " + "steeds maar weer " * 7 + "doorgaat."
    assert send(client, page, body=f"Kort.\n\n{long}")["Location"] == TEXTS
    assert "gedeeld, met een nieuw concept" in words(client.get(TEXTS))
    assert long in words(client.get(page))
    assert long not in words(client.get(NOTA))
    assert long in words(client.get(f"{NOTA}?concepten=ja"))
    assert "Voorwoord (concept)" in words(client.get(f"{NOTA}?concepten=ja"))
    old = typed_in(client.get(page))
    assert "Zeg waarom" in errors(send(client, page, body="Nieuw voorwoord.", is_shared="on"))
    typed = {"body": "Nieuw voorwoord.", "is_shared": "on", "reason": "De groep is gewisseld."}
    assert send(client, page, **typed)["Location"] == TEXTS
    assert client.post(page, {**old, "body": "Te laat."}).status_code == 409
    client.logout()
    text = words(client.get(NOTA))
    assert "Nieuw voorwoord." in text
    assert "De groep is gewisseld." in text


def test_who_does_not_write_gets_no_drafts(client: Client) -> None:
    sign_in(client, "coordinator")
    send(client, f"{TEXTS}inleiding/", body="Alleen voor mij.")
    sign_in(client, "mayor of Zwolle")
    for address in (NOTA, f"{NOTA}?concepten=ja", f"{NOTA}versies/"):
        assert "Alleen voor mij." not in words(client.get(address))
    assert client.get(TEXTS).status_code == 403
    assert client.get(f"{TEXTS}inleiding/").status_code == 403


def test_of_a_period_in_which_nobody_was_asked_it_counts_no_priorities(client: Client) -> None:
    day = dt.date(2011, 1, 20)
    terms = PeriodTerms(
        "Strategie",
        dt.date(2011, 1, 1),
        dt.date(2014, 12, 31),
        PeriodState.ADOPTED,
        day,
        "Besluitenlijst",
        note="Besloten voor Noaber er was.",
    )
    record_period("2011-2014", terms, actor=COMMAND, now=clock.now(), today=today())
    for page in ("nota/", "samenvatting/"):
        told = words(client.get(f"/strategie/2011-2014/{page}"))
        assert "0 van de 0" not in told, page
        assert "Wat de gemeenten zelf voorop zetten, is van deze periode niet vastgelegd." in told, page


@pytest.mark.parametrize("state", [PeriodState.EXTENDED, PeriodState.CLOSED])
def test_r14_what_it_was_adopted_with_stays_to_be_read_when_another_decision_follows(
    client: Client, state: PeriodState
) -> None:
    """Extended or closed without a proposal: nota, municipality, and review tell the adoption as before."""
    pages = (NOTA, f"{PERIOD}voor/GM0200/")
    shown = ("Bestuurscollegeakkoord24-4-2019", "akkoord24-4-2019")
    for page, adopted in zip(pages, shown, strict=True):
        assert adopted in words(client.get(page)), page
    was = period("2019-2022", AsOf(today()))
    assert was
    last = dt.date(2023, 12, 31) if state is PeriodState.EXTENDED else was.terms.ends_on
    said = replace(was.terms, state=state, ends_on=last, decided_on=today(), decided_by="")
    said = replace(said, source="Besluitenlijst", note="Zo besloot het Bestuurscollege toen.")
    assert record_period("2019-2022", said, actor=COMMAND, now=clock.now(), today=today())
    forget()
    for page, adopted in zip(pages, shown, strict=True):
        assert adopted in words(client.get(page)), page
    assert f"/voorstellen/{was.terms.decided_by}/" in links(client.get(PERIOD))
    assert "Vastgesteld met" in words(client.get(PERIOD))
    now = period("2019-2022", AsOf(today()))
    assert now
    decided = compose(now, ReviewKind.MIDTERM, AsOf(today())).proposals
    assert (was.terms.decided_by, "2019-04-24") in [(each.code, each.adopted_on) for each in decided]


def test_what_was_recorded_at_the_very_moment_of_the_adoption_is_as_it_was_adopted() -> None:
    then = as_adopted("2019-2022", AsOf(today()))
    found = period("2019-2022", then)
    assert found
    assert found.terms.state is PeriodState.ADOPTED
    assert as_adopted("2019-2022", then) == then

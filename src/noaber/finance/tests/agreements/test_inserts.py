"""What finance brings into a proposal and into the decision pack of one organisation."""

import csv
import datetime as dt
import json
from pathlib import Path

import pytest
from django.core.management import call_command
from django.test import Client

from noaber.core.access import ANONYMOUS, COMMAND
from noaber.core.asof import AsOf
from noaber.core.documents.paper import Paper, Paragraph
from noaber.core.documents.pdf import page_count, to_pdf
from noaber.core.reading import forget, one_reading
from noaber.decisions.api import InsertTable, Standing
from noaber.decisions.models import ProposalInsert, ProposalVersion
from noaber.decisions.packs.contents import local_pack, pack_source
from noaber.decisions.packs.local_proposal import local_proposal
from noaber.decisions.packs.mayor_page import LEVELS, mayor_page, mayor_paper
from noaber.decisions.queries.proposals.inserts import from_json, insert_called, local_tables, offered_inserts
from noaber.decisions.queries.proposals.standing import standing
from noaber.decisions.tests import conftest as drafts
from noaber.decisions.tests.forwarded import ASKING
from noaber.network.api import municipalities
from noaber.network.services.mergers import merge_municipalities
from noaber.network.tests.pages import words
from tests.people import sign_in

pytestmark = pytest.mark.usefixtures("oost_nederland")
MEMO = "veiligheidsstrategie-2019-2022"
THEN = AsOf(dt.date(2019, 1, 28))
NOW = dt.datetime(2023, 5, 15, 10, tzinfo=dt.UTC)
TODAY = AsOf(dt.date(2023, 5, 15))
BEFORE = AsOf(dt.date(2019, 1, 27))
FOR_PROPOSALS = ("budget", "rate", "contributions")


def table(name: str, asof: AsOf = THEN, code: str = "") -> InsertTable:
    offered = insert_called(name)
    assert offered is not None
    found = offered.compose(proposal(), asof, code)
    assert found is not None
    return found


def proposal() -> Standing:
    found = standing(MEMO, TODAY)
    assert found is not None
    return found


def own(code: str, asof: AsOf = TODAY) -> InsertTable:
    return table("own-contribution" if code.startswith("GM") else "own-capacity", asof, code)


def own_of_all(codes: list[str], asof: AsOf = TODAY) -> dict[str, InsertTable]:
    """As a page reads them: what they share is read once."""
    with one_reading():
        return {code: own(code, asof) for code in codes}


def amounts(found: InsertTable, key: str = "amount") -> list[int]:
    return [value for row in found.rows if isinstance(value := row[key], int)]


def test_they_are_offered_for_proposals_and_for_packs() -> None:
    assert set(FOR_PROPOSALS) <= {each.name for each in offered_inserts()}
    assert {"own-capacity", "own-contribution"} <= {each.name for each in offered_inserts(is_local=True)}


def test_the_budget_keeps_money_and_co_funding_apart() -> None:
    found = table("budget")
    assert amounts(found, "cash") == [90_000_00, 50_000_00, 20_000_00, 70_000_00]
    assert amounts(found, "co_funding") == [120_000_00, 10_000_00, 10_000_00]
    assert (found.totals["cash"], found.totals["co_funding"]) == (230_000_00, 140_000_00)
    assert "€\xa0370.000,00" in found.note
    assert not [row for row in found.rows if row["cash"] and row["co_funding"]]


def test_the_rate_shows_its_arithmetic_and_what_is_still_to_be_found() -> None:
    results = {row["step"]: (row["sum"], row["result"]) for row in table("rate").rows}
    assert results["Opbrengst per jaar"] == ("3.228.403 × €\xa00,07 = €\xa0225.988,21", "€\xa0225.988,21")
    assert results["Verschil"] == ("€\xa0225.988,21 min €\xa0230.000,00", "€\xa04.011,79 te kort")
    assert results["Sluitend inwonertal"][1] == "3.285.715"
    assert results["Sluitend tarief"][1] == "7,124… cent"
    assert results["Begroting per jaar"] == (
        "€\xa090.000,00 + €\xa050.000,00 + €\xa020.000,00 + €\xa070.000,00",
        "€\xa0230.000,00",
    )


def test_every_municipality_has_its_cents_and_they_add_up() -> None:
    found = table("contributions")
    by_name = {row["name"]: row for row in found.rows}
    assert len(found.rows) == 76
    assert sum(amounts(found)) == found.totals["amount"] == 225_988_21
    assert found.totals["population"] == 3_228_403
    assert (by_name["Rozendaal"]["population"], by_name["Rozendaal"]["amount"]) == (1_654, 115_78)
    assert (by_name["Nijmegen"]["population"], by_name["Nijmegen"]["amount"]) == (176_731, 12_371_17)
    assert "Peildatum 1 januari 2019" in found.note
    assert "een halve cent naar boven" in found.note


def test_what_the_memo_sent_is_frozen_as_it_was_known_that_day() -> None:
    kept = {row.name: row.frozen for row in ProposalInsert.objects.all()}
    assert set(kept) == set(FOR_PROPOSALS)
    sent = from_json(kept["contributions"])
    assert {row["status"] for row in sent.rows} == {"voorlopig"}
    assert sent.totals["amount"] == 225_988_21
    assert "Voorlopige inwonertallen kunnen nog veranderen." in sent.note
    assert {row["status"] for row in table("contributions").rows} == {"vastgesteld"}  # known today
    assert from_json(kept["budget"]) == table("budget")


@pytest.mark.parametrize("name", FOR_PROPOSALS)
def test_they_survive_being_kept_as_json(name: str) -> None:
    found = table(name)
    assert from_json(json.loads(json.dumps(found.to_json()))) == found


@pytest.mark.parametrize("code", ["GM0277", "POLITIE-ON"])
def test_the_own_table_survives_and_prints(code: str) -> None:
    found = own(code)
    assert from_json(json.loads(json.dumps(found.to_json()))) == found
    blocks = [found.for_paper(), *(table(name).for_paper() for name in FOR_PROPOSALS)]
    made_at = dt.datetime(2023, 5, 15, tzinfo=dt.UTC)
    paper = Paper("Besluit", network="Oost-Nederland", kind="Voorstel", made_at=made_at, blocks=blocks)
    assert to_pdf(paper).startswith(b"%PDF")
    assert found.for_screen("eigen").rows


def test_a_municipality_pays_by_the_figure_of_each_year_once_it_is_known() -> None:
    found = own("GM0277")
    assert [row["year"] for row in found.rows] == ["2020", "2021", "2022", "2023"]
    assert [row["reference_on"] for row in found.rows] == [f"{year}-01-01" for year in range(2020, 2024)]
    assert amounts(found) == [119_28, 120_82, 122_92, 122_78]
    assert found.totals["amount"] == 485_80
    assert [row["status"] for row in found.rows] == ["voorlopig", "voorlopig", "vastgesteld", "vastgesteld"]
    assert "kunnen nog veranderen" in found.note
    assert {row["rate"] for row in found.rows} == {"7 cent"}


def test_before_those_figures_the_memos_date_counts_and_that_is_said() -> None:
    then = own("GM0268", THEN)
    assert {row["reference_on"] for row in then.rows} == {"2019-01-01"}
    assert then.totals["amount"] == 4 * 12_371_17
    assert "Voor 2020, 2021, 2022 en 2023 is dat nog niet zo" in then.note
    halfway = own("GM0268", AsOf(dt.date(2021, 6, 1)))
    assert [row["reference_on"] for row in halfway.rows] == [
        "2020-01-01",
        "2021-01-01",
        "2019-01-01",
        "2019-01-01",
    ]
    assert "Voor 2022 en 2023 is dat nog niet zo" in halfway.note


def test_the_own_tables_of_all_add_up_to_the_network() -> None:
    codes = [row.code for row in municipalities(ANONYMOUS, THEN)]
    totals = [found.totals["amount"] for found in own_of_all(codes, THEN).values()]
    assert len(totals) == 76
    assert sum(total for total in totals if isinstance(total, int)) == 4 * 225_988_21


@pytest.mark.django_db
def test_after_a_merger_each_is_asked_its_own_and_the_total_stays() -> None:
    """Also of a municipality that took in another: no inhabitant counts twice, and none is lost."""
    merging = ("GM1955", "GM1509", "GM0180", "GM0193")
    codes = [*merging, *[row.code for row in municipalities(ANONYMOUS, THEN)][::9]]
    before = own_of_all(codes)
    merged_on = dt.date(2023, 5, 1)
    for old, new, name in (
        (["GM1955", "GM1509"], "GM2999", "Nieuw-IJssel"),
        (["GM0180", "GM0193"], "GM0193", "Zwolle"),
    ):
        merge_municipalities(old, actor=COMMAND, now=NOW, code=new, name=name, effective_on=merged_on)
    forget()
    assert own_of_all(codes) == before
    later = [own(code, AsOf(dt.date(2027, 5, 15))) for code in ("GM0180", "GM0193")]
    assert [table.totals for table in later] == [before[code].totals for code in ("GM0180", "GM0193")]


@pytest.mark.parametrize("code", ["POLITIE-ON", "OM-ON", "RIEC-ON"])
def test_a_partner_gives_capacity_and_no_amount(code: str) -> None:
    found = own(code)
    assert [row["capacity"] for row in found.rows] == ["ten minste 0,5 fte"] * 4
    assert {row["facilities"] for row in found.rows} == {"vergaderfaciliteiten en aanverwante zaken"}
    assert "money" not in {kind for _key, _label, kind in found.columns}
    assert not found.totals


def test_there_is_nothing_to_say_before_the_agreement_or_to_a_stranger() -> None:
    for name in FOR_PROPOSALS:
        offered = insert_called(name)
        assert offered is not None
        assert name == "contributions" or offered.compose(proposal(), BEFORE, "") is None
    assert local_tables(proposal(), TODAY, "GM9999") == []


def test_the_overview_of_the_packs_says_what_the_papers_beside_it_say(tmp_path: Path) -> None:
    """And apart from that what was sent; capacity is never money."""
    call_command("decision_pack", MEMO, to=str(tmp_path), only="GM0277")
    call_command("decision_pack", MEMO, to=str(tmp_path), only="POLITIE-ON")
    with (tmp_path / "overzicht.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["organisation"]: row for row in csv.DictReader(file)}
    said = {row["year"]: row for row in own("GM0277").rows}
    assert [said[str(year)]["amount"] for year in range(2020, 2024)] == [119_28, 120_82, 122_92, 122_78]
    for year in range(2020, 2024):
        assert rows["GM0277"][f"contribution_{year}_cents"] == str(said[str(year)]["amount"])
        assert rows["GM0277"][f"contribution_{year}_reference_on"] == f"{year}-01-01"
        assert rows["GM0277"][f"sent_contribution_{year}_cents"] == "11578"
        assert rows["POLITIE-ON"][f"sent_contribution_{year}_cents"] == ""
        assert rows["GM0277"][f"fte_{year}"] == ""
        assert rows["POLITIE-ON"][f"contribution_{year}_cents"] == ""
        assert rows["POLITIE-ON"][f"fte_{year}"] == "0.5"
    assert "contribution_2019_cents" not in rows["GM0277"]


def test_the_papers_say_what_was_sent_where_that_was_another_amount() -> None:
    pack = local_pack(pack_source(proposal(), TODAY, COMMAND), "GM0277")
    assert pack
    sent = (
        "In het voorstel zoals het is verstuurd, staat €\xa0115,78 (peildatum 1 januari 2019) "
        "voor 2020, 2021, 2022 en 2023."
    )
    for paper in (local_proposal(pack), mayor_paper(pack, LEVELS[0])):
        assert sent in [block.text for block in paper.blocks if isinstance(block, Paragraph)]
    assert page_count(mayor_page(pack)) == 1
    then = local_pack(pack_source(proposal(), THEN, COMMAND), "GM0277")
    assert then
    assert "verstuurd, staat" not in str(local_proposal(then).blocks)


def test_a_pack_says_that_the_tables_of_the_network_are_elsewhere() -> None:
    """The words of the proposal speak of three tables; the paper of one organisation holds its own."""
    pack = local_pack(pack_source(proposal(), TODAY, COMMAND), "GM0277")
    assert pack
    assert len(pack.tables) == 1
    said = [block.text for block in local_proposal(pack).blocks if isinstance(block, Paragraph)]
    assert (
        "De tabellen over het hele netwerk staan in het voorstel van het netwerk zelf, niet in dit stuk."
        in said
    )
    words_of_it = " ".join(str(block) for block in local_proposal(pack).blocks)
    assert "Bij dit voorstel staan" not in words_of_it


@pytest.mark.django_db
def test_a_source_on_the_page_of_a_draft_ends_with_one_full_stop(client: Client) -> None:
    drafts.draft(points=ASKING, stages=())
    ProposalInsert.objects.create(
        version=ProposalVersion.objects.get(proposal__code=drafts.CODE), name="contributions", position=1
    )
    sign_in(client, "coordinator")
    page = words(client.get(f"/voorstellen/{drafts.CODE}/schrijven/cijfers/"))
    assert "(CC BY 4.0)." in page
    assert ".." not in page

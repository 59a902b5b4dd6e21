"""A merger on the pages: Staphorst goes up into Zwolle while its own decision is still open."""

import csv
import datetime as dt
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.core.reading import forget
from noaber.core.tests.guards import unguarded
from noaber.decisions.models import ProposalInsert
from noaber.decisions.packs.contents import local_pack, pack_source
from noaber.decisions.packs.local_proposal import local_proposal
from noaber.decisions.packs.mayor_page import LEVELS, mayor_paper
from noaber.decisions.queries.proposals.standing import standing
from noaber.decisions.tests.test_views_proposals import PAGE, address, take_away
from noaber.network.services.mergers import merge_municipalities
from noaber.network.tests.pages import links, typed_in, words
from tests.people import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]
NOW = dt.datetime(2023, 5, 15, 10, tzinfo=dt.UTC)
OWN_PAGE = f"{PAGE}vervolg/GM0180/"


@pytest.fixture
def form() -> str:
    """Where the decision of Staphorst is recorded."""
    take_away(organisation__code="GM0180")
    found = address(organisation__code="GM0180")
    merge_municipalities(
        ["GM0180", "GM0193"],
        actor=COMMAND,
        now=NOW,
        code="GM0193",
        name="Zwolle",
        effective_on=dt.date(2023, 5, 1),
    )
    forget()
    return found


def test_the_mayor_of_the_successor_finds_it_and_records_it(client: Client, form: str) -> None:
    sign_in(client, "mayor of Zwolle")
    home = client.get("/mijn/")
    assert OWN_PAGE in links(home)
    assert "U spreekt voor de opvolger van Staphorst." in words(home)
    assert "opvolger van Staphorst" in words(client.get("/behandelingen/"))
    assert form in links(client.get(OWN_PAGE))
    assert "Staphorst (nu Zwolle)" in words(client.get(PAGE))
    shown = client.get(form)
    assert "Staphorst is per 1 mei 2023 opgegaan in Zwolle; Zwolle besluit." in words(shown)
    assert "Zwolle besluit." in words(client.get(OWN_PAGE))
    typed = {
        **typed_in(shown),
        "answer_3a": "consent",
        "decided_on": "8-5-2023",
        "evidence": "Raadsbesluit 7",
    }
    done = words(client.post(form, typed, follow=True))
    assert "Vastgelegd als besluit van Zwolle, voor het gebied van Staphorst." in done
    assert OWN_PAGE not in links(client.get("/mijn/"))
    history = words(client.get(f"{form}geschiedenis/"))
    assert "Besloten door" in history
    assert "Zwolle" in history


def test_the_chase_names_both_and_the_matrix_still_counts_seventy_six(client: Client, form: str) -> None:
    sign_in(client, "coordinator")
    text = words(client.get(f"{PAGE}openstaand/"))
    assert "Staphorst (nu Zwolle)" in text
    assert "niemand in het register" not in text
    assert "1 nog niet = 76" in words(client.get(PAGE))


def test_the_command_and_the_downloaded_table_name_the_successor(
    client: Client, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("matrix", "--json")
    rows = [row for row in json.loads(capsys.readouterr().out) if row["stage"] == 3]
    [gone] = [row for row in rows if row["party"] == "GM0180"]
    assert (gone["name"], gone["successor"], gone["successor_name"]) == ("Staphorst", "GM0193", "Zwolle")
    assert {row["successor"] for row in rows if row != gone} == {""}
    sign_in(client, "coordinator")
    text = client.get(f"{PAGE}stap/3/?formaat=csv").content.decode("utf-8-sig")
    lines = [row for row in csv.DictReader(text.splitlines()) if "Staphorst" in row["party"]]
    assert [(row["successor"], row["successor_name"]) for row in lines] == [("GM0193", "Zwolle")]


def test_another_mayor_does_not_record_it(client: Client, form: str) -> None:
    sign_in(client, "mayor of Enschede")
    assert form not in links(client.get(OWN_PAGE))
    assert client.get(form).status_code == 403


def test_what_was_decided_before_is_said_to_be_of_the_old_one(client: Client, form: str) -> None:
    sign_in(client, "coordinator")
    typed = {
        **typed_in(client.get(form)),
        "answer_3a": "consent",
        "decided_on": "18-4-2023",
        "evidence": "Raadsbesluit 7",
    }
    assert "Het standpunt van Staphorst is vastgelegd." in words(client.post(form, typed, follow=True))


def kept_as_once(change: Callable[[Mapping[str, Any]], Mapping[str, Any]]) -> None:
    """As if the contributions were frozen by an earlier release."""
    kept = ProposalInsert.objects.get(
        name="contributions", version__proposal__code="veiligheidsstrategie-2019-2022"
    )
    kept.frozen["rows"] = [change(row) for row in kept.frozen["rows"]]
    with unguarded():
        kept.save()
    forget()


class TestNew:
    """Two municipalities go on as one that was never asked."""

    @pytest.fixture(autouse=True)
    def merged(self, oost_nederland: object) -> None:
        merge_municipalities(
            ["GM1955", "GM1509"],
            actor=COMMAND,
            now=NOW,
            code="GM2999",
            name="Nieuw-IJssel",
            effective_on=dt.date(2023, 5, 1),
        )
        take_away(organisation__code="GM1955")
        forget()

    def test_the_page_of_the_successor_shows_both_questions_and_their_sum(self, client: Client) -> None:
        sign_in(client, "coordinator")
        page = client.get(f"{PAGE}vervolg/GM2999/")
        assert {f"{PAGE}vervolg/GM1955/", f"{PAGE}vervolg/GM1509/"} <= set(links(page))
        assert "Nieuw-IJssel besluit nu in hun plaats" in words(page)
        assert "€ 2.521,82" in words(page)  # as they were sent: 36.026 and 39.473 inhabitants
        assert "€ 2.763,11" in words(page)
        assert "€ 5.284,93" in words(page)
        assert f"{PAGE}vervolg/GM2999/" in links(client.get("/gemeenten/GM2999/"))
        assert client.get(f"{PAGE}vervolg/GM9999/").status_code == 404

    def test_amounts_of_a_table_without_codes_are_found_by_the_names_of_its_day(
        self, client: Client, tmp_path: Path
    ) -> None:
        kept_as_once(lambda row: {key: value for key, value in row.items() if key != "code"})
        sign_in(client, "coordinator")
        assert "€ 5.284,93" in words(client.get(f"{PAGE}vervolg/GM2999/"))
        call_command("decision_pack", "veiligheidsstrategie-2019-2022", to=str(tmp_path), only="GM1509")
        assert "276311" in (tmp_path / "overzicht.csv").read_text()

    def test_what_the_sent_text_does_not_tell_is_no_nought(self, client: Client) -> None:
        kept_as_once(lambda row: {} if row["code"] == "GM1509" else dict(row))
        sign_in(client, "coordinator")
        told = words(client.get(f"{PAGE}vervolg/GM2999/"))
        assert told.count("niet bekend in deze versie") == 4
        assert "€ 2.521,82" in told
        assert "Totaal" not in told  # half of it would be no sum

    def test_its_papers_are_for_the_council_of_the_successor(self) -> None:
        found = standing("veiligheidsstrategie-2019-2022", AsOf(NOW.date()))
        assert found
        pack = local_pack(pack_source(found, AsOf(NOW.date()), COMMAND), "GM1955")
        assert pack
        facts = dict(local_proposal(pack).facts)
        assert facts["Voorstel aan"] == "de gemeenteraad van Nieuw-IJssel, voor het gebied van Montferland"
        assert dict(mayor_paper(pack, LEVELS[0]).facts)["Organisatie"].startswith("Nieuw-IJssel, voor")
        assert pack.population
        assert [len(table.rows) for table in pack.tables] == [4]
        decided = local_pack(pack.source, "GM1509")
        assert decided
        assert dict(local_proposal(decided).facts)["Voorstel aan"].endswith("van Oude IJsselstreek")

"""What somebody wrote comes along in the export of their data; sources and rounds are found in the search box."""

import io
import json
import zipfile
from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from noaber.accounts.models import User
from noaber.core.access import ANONYMOUS, COMMAND, Actor, Grant
from noaber.core.asof import AsOf
from noaber.core.clock import today
from noaber.core.personal_data import export_person
from noaber.network.tests.pages import links, send
from noaber.strategy.models import Score
from noaber.strategy.queries.inventory.plans import plan
from noaber.strategy.rules.selection.round import RoundText
from noaber.strategy.services.inventory.plans import hand_in_plan
from noaber.strategy.services.selection.round import prepare_round
from noaber.strategy.tests.rounds import ROUND
from noaber.strategy.tests.test_plan_files import NOW, PERIOD, ZWOLLE
from noaber.strategy.views.search import strategy_hits
from tests.people import PEOPLE, sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]


def given_by(person: User) -> dict[str, list[dict[str, Any]]]:
    data = export_person(str(person.person.pk), actor=COMMAND, now=NOW)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        rooms = json.loads(archive.read("gegevens.json"))["rooms"]
    return dict(rooms.get("strategy", {}))


def test_the_export_of_a_person_has_the_plans_that_they_handed_in_with_their_words() -> None:
    person = User.objects.get(display_name=PEOPLE["adviser of Zwolle"])
    found = plan(PERIOD, ZWOLLE, AsOf(today()))
    assert found
    assert "plans" not in given_by(person)
    assistant = Actor(1, person.pk, frozenset({Grant("contact", f"organisation:{ZWOLLE}")}))
    hand_in_plan(PERIOD, ZWOLLE, replace(found.text, title="Mijn plan"), actor=assistant, now=NOW)
    theirs = given_by(person)
    assert [row["title"] for row in theirs["plans"]] == ["Mijn plan"]
    assert [row["wording"] for row in theirs["priorities"]] == [
        each.wording for each in found.text.priorities
    ]


def test_the_export_of_a_scorer_has_each_score_with_its_motive() -> None:
    scorer = User.objects.get(pk=Score.objects.values_list("scorer_id", flat=True)[0])
    rows = given_by(scorer)["scores"]
    assert rows
    assert all(row["value"] and row["motive"] for row in rows)
    assert not given_by(User.objects.get(display_name=PEOPLE["adviser of Zwolle"])).get("scores")


def test_the_search_box_finds_sources_and_rounds(client: Client) -> None:
    def hits(typed: str) -> list[str]:
        return links(client.get("/zoeken/", {"q": typed}))

    assert f"/strategie/{PERIOD}/bronnen/endterm-review/" in hits("endterm review verwarde")
    assert f"/strategie/{PERIOD}/bronnen/endterm-review/" not in hits("endterm review verkeersveiligheid")
    assert f"/strategie/{PERIOD}/keuze/1/" in hits("keuze ondermijning")
    source = f"/strategie/{PERIOD}/bronnen/endterm-review/wijzigen/"
    sign_in(client, "coordinator")
    send(client, source, p1_wording="Een heel eigen woord")
    assert f"/strategie/{PERIOD}/bronnen/endterm-review/" in hits("heel eigen woord")


def test_a_round_that_is_being_written_is_found_by_who_writes_it_only() -> None:
    written: RoundText = replace(ROUND, title="Nog geheim", body="bbg")
    number = prepare_round(PERIOD, written, actor=COMMAND)
    page = f"/strategie/{PERIOD}/keuze/{number}/"
    keeper = Actor(1, grants=frozenset({Grant("coordinator")}))
    for actor, expected in ((keeper, [page]), (ANONYMOUS, []), (Actor(3), [])):
        assert [hit.url for hit in strategy_hits(actor, ("geheim",), AsOf(today()))] == expected

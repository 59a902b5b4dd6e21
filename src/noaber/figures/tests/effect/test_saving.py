"""A question about a measure is saved under a name, with its release; by who may, once, and removed with a reason."""

import datetime as dt

import pytest
from django.test import Client

from noaber.core.access import COMMAND, Actor, Grant
from noaber.core.errors import AccessRefused, Conflict, DomainError
from noaber.core.models import AuditEntry
from noaber.figures.models import Release, SavedMeasure
from noaber.figures.queries.saved_measures import saved_measures
from noaber.figures.rules.effect.example import NAME, QUESTION
from noaber.figures.services.measures import MeasureText, remove_measure, save_measure
from tests.people import sign_in

EFFECT = "/cijfers/effect/"
QUERY = "?soort=1.1.1&starts=GM0150_20180901-GM0153_20180901"
NOW = dt.datetime(2023, 5, 15, 12, tzinfo=dt.UTC)
ADVISER = Actor(7, grants=frozenset({Grant("contact", "organisation:GM0193")}))
OTHER = Actor(8, grants=frozenset({Grant("contact", "organisation:GM0150")}))
PARTNER = Actor(9, grants=frozenset({Grant("police_lead")}))


def said(name: str = "Witte voetjes") -> MeasureText:
    return MeasureText(name, "1.1.1", QUESTION, Release.objects.filter(is_invented=True).latest("pk").pk)


def test_it_is_saved_once_with_its_release_and_in_the_log(oost_nederland: None) -> None:
    before = AuditEntry.objects.count()
    first, again = (save_measure(said(), actor=ADVISER, now=NOW) for _ in range(2))

    assert first == again
    assert AuditEntry.objects.count() == before + 1
    row = next(each for each in saved_measures(ADVISER) if each.id == first.pk)
    assert (row.question, row.kind, row.release_id) == (QUESTION, "1.1.1", said().release_id)
    assert saved_measures(Actor(1)) == ()


def test_who_may_not_and_what_is_refused(oost_nederland: None) -> None:
    for actor in (PARTNER, Actor(1), ADVISER.preparing()):
        with pytest.raises(AccessRefused):
            save_measure(said(), actor=actor, now=NOW)
    with pytest.raises(DomainError, match="Geef een naam"):
        save_measure(said("  "), actor=ADVISER, now=NOW)


def test_who_saved_it_and_the_coordinator_take_it_off_the_list_and_the_record_stays(
    oost_nederland: None,
) -> None:
    made = save_measure(said(), actor=ADVISER, now=NOW)
    with pytest.raises(AccessRefused, match="Alleen wie deze vraag bewaarde"):
        remove_measure(made.pk, "Dubbel.", actor=OTHER, now=NOW)
    with pytest.raises(DomainError, match="Schrijf op waarom"):
        remove_measure(made.pk, " ", actor=ADVISER, now=NOW)
    gone = remove_measure(made.pk, "Dubbel.", actor=ADVISER, now=NOW)
    assert remove_measure(made.pk, "Dubbel.", actor=COMMAND, now=NOW) == gone
    with pytest.raises(Conflict):
        remove_measure(made.pk, "Iets anders.", actor=COMMAND, now=NOW)
    assert made.pk not in {row.id for row in saved_measures(ADVISER)}
    assert SavedMeasure.objects.filter(pk=made.pk).exists()
    assert save_measure(said(), actor=ADVISER, now=NOW).pk != made.pk


def test_from_the_outcome_to_the_list_and_back_to_the_same_outcome(
    client: Client, oost_nederland: None
) -> None:
    sign_in(client, "adviser of Zwolle")
    assert f"{EFFECT}bewaren/?" in client.get(f"{EFFECT}{QUERY}").content.decode()
    assert "Diefstal/inbraak woning, 2 gemeenten" in client.get(f"{EFFECT}bewaren/{QUERY}").content.decode()
    response = client.post(f"{EFFECT}bewaren/{QUERY}", {"name": "Witte voetjes"})
    assert (response.status_code, response["Location"]) == (302, EFFECT)
    page = client.get(EFFECT).content.decode()
    assert "Witte voetjes" in page
    assert "nieuwste cijfers" in page
    row = next(each for each in saved_measures(COMMAND) if each.name == "Witte voetjes")
    day = row.published_at.date().isoformat()
    opened = client.get(f"{EFFECT}{QUERY}&gepubliceerd-op={day}").content.decode()
    assert "Deze link houdt de publicatie van" in opened
    assert client.post(f"{EFFECT}bewaard/{row.id}/weghalen/", {"text": "Voorbij."}).status_code == 302
    assert client.get(f"{EFFECT}bewaard/{row.id}/weghalen/").status_code == 404


def test_the_demonstration_has_one_that_says_there_are_newer_figures(
    client: Client, oost_nederland: None
) -> None:
    sign_in(client, "police")
    page = client.get(EFFECT).content.decode()
    assert NAME in page
    assert "er zijn nieuwere cijfers" in page
    assert "haal weg" not in page

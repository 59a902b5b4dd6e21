"""Themes of the network: a new strategy brings others, and what was carried before stays readable."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from noaber.core.access import ANONYMOUS, COMMAND, Actor, Grant
from noaber.core.asof import AsOf
from noaber.core.clock import today
from noaber.core.errors import AccessRefused, Conflict, DomainError
from noaber.core.models import AuditEntry
from noaber.core.rules.dutch import long_date
from noaber.network.models import Theme, ThemeReason, ThemeVersion
from noaber.network.queries.bodies import bodies
from noaber.network.queries.theme_words import theme_reasons
from noaber.network.queries.themes import ThemeRow, last_theme_names, themes, themes_since
from noaber.network.services.bodies import change_body
from noaber.network.services.organisations import change_organisation
from noaber.network.services.people import change_person
from noaber.network.services.themes import change_theme, end_theme, establish_theme
from noaber.network.tests.conftest import NOW, TODAY, newcomer
from noaber.network.tests.pages import errors, links, send, typed_in, words
from tests.people import sign_in

pytestmark = pytest.mark.django_db
WHY = "Zo is het besloten."
NEXT_YEAR = TODAY + dt.timedelta(days=365)
land = pytest.mark.usefixtures("voorbeeldland")


def take_up(code: str = "water", **more: Any) -> Theme:
    said = {"actor": COMMAND, "now": NOW, "valid_from": TODAY, "values": {"name": "Water"}}
    return establish_theme(code, **{**said, **more})


def stop(code: str, **more: Any) -> Theme:
    return end_theme(code, **{"actor": COMMAND, "now": NOW, "valid_until": NEXT_YEAR, "reason": WHY, **more})


def on(day: dt.date, code: str) -> ThemeRow | None:
    return next((row for row in themes(COMMAND, AsOf(day)) if row.code == code), None)


@land
def test_a_new_theme_is_there_from_its_first_day_on() -> None:
    take_up(values={"name": "Water", "position": 9})

    assert [row.code for row in themes(COMMAND, AsOf(TODAY))][-1] == "water"
    assert on(TODAY - dt.timedelta(days=1), "water") is None


@pytest.mark.usefixtures("oost_nederland")
def test_a_theme_that_is_to_come_is_shown_with_its_first_day_and_can_be_given_to_a_mayor(
    client: Client,
) -> None:
    sign_in(client, "coordinator")
    day = today() + dt.timedelta(days=40)
    take_up(valid_from=day)
    page = client.get("/themas/")
    assert f"Water Begint op {long_date(day)}" in words(page)
    for act in ("toewijzen", "wijzigen", "beeindigen"):
        address = f"/themas/water/{act}/?geldig-op={day.isoformat()}"
        assert address in links(page)
        assert client.get(address).status_code == 200
    assert (
        typed_in(client.get(f"/themas/water/toewijzen/?geldig-op={day.isoformat()}"))["valid_from"]
        == f"{day:%-d-%-m-%Y}"
    )
    assert "Begint op" not in words(Client().get("/themas/?geldig-op=2018-06-01"))


@land
def test_who_carried_it_and_who_worked_on_it_end_with_it() -> None:
    before = on(TODAY, "jeugd")
    assert before is not None
    assert before.holders
    assert any(row.theme_code == "jeugd" for row in bodies(ANONYMOUS, AsOf(TODAY)))

    stop("jeugd")

    assert on(NEXT_YEAR, "jeugd") is None
    assert on(NEXT_YEAR - dt.timedelta(days=1), "jeugd") is not None
    assert all(row.theme_code != "jeugd" for row in bodies(ANONYMOUS, AsOf(NEXT_YEAR)))
    take_up("jeugd", valid_from=NEXT_YEAR, values={"name": "Jeugd"})
    again = on(NEXT_YEAR, "jeugd")
    assert again is not None
    assert again.holders == (), "it starts anew: nobody carries it yet"
    assert again.id == before.id, "and it is the same theme"


@land
def test_a_theme_that_ended_goes_on_under_its_name_whatever_its_code() -> None:
    name = ThemeVersion.objects.filter(theme__code="jeugd").last().name  # type: ignore[union-attr]
    stop("jeugd")
    again = establish_theme(
        "een-nieuwe-code", actor=COMMAND, now=NOW, valid_from=NEXT_YEAR, values={"name": name}
    )
    assert again.code == "jeugd"
    assert [row.code for row in themes(COMMAND, AsOf(NEXT_YEAR)) if row.name == name] == ["jeugd"]


@land
def test_it_is_not_there_twice_and_not_ended_twice() -> None:
    with pytest.raises(DomainError, match="is er op die dag al") as caught:
        take_up("jeugd")
    assert caught.value.field == "name"
    stop("jeugd")
    entries = AuditEntry.objects.count()
    with pytest.raises(DomainError, match="al beëindigd"):
        stop("jeugd")
    assert AuditEntry.objects.count() == entries


@land
def test_other_words_hold_from_their_day_on_and_nobody_is_overtaken() -> None:
    seen = take_up().revision
    change_theme(
        "water", actor=COMMAND, now=NOW, valid_from=NEXT_YEAR, values={"name": "Waterveiligheid"}, reason=WHY
    )

    assert [getattr(on(day, "water"), "name", "") for day in (TODAY, NEXT_YEAR)] == [
        "Water",
        "Waterveiligheid",
    ]
    with pytest.raises(Conflict):
        stop("water", expected_revision=seen)


@land
@pytest.mark.parametrize("reason", ["", " . ", "x" * 501, "Zo dus " * 100])
def test_another_name_and_an_end_take_a_reason_that_says_something(reason: str) -> None:
    said: dict[str, Any] = {"actor": COMMAND, "now": NOW, "reason": reason}
    entries = AuditEntry.objects.count()
    verbs: tuple[Callable[[], object], ...] = (
        lambda: change_theme("jeugd", valid_from=TODAY, values={"name": "Jongeren"}, **said),
        lambda: change_theme("jeugd", valid_from=TODAY, values={"description": "Jong zijn."}, **said),
        lambda: end_theme("jeugd", valid_until=NEXT_YEAR, **said),
    )
    for verb in verbs:
        with pytest.raises(DomainError) as caught:
            verb()
        assert caught.value.field == "reason"
    assert (AuditEntry.objects.count(), ThemeReason.objects.count()) == (entries, 0)


@land
def test_why_a_theme_has_another_name_or_ended_is_kept_with_its_day_and_what_stays_takes_no_reason() -> None:
    said: dict[str, Any] = {"actor": COMMAND, "now": NOW}
    change_theme(
        "jeugd", valid_from=TODAY, values={"position": 7, "description": "", "name": "Jeugd"}, **said
    )
    assert not theme_reasons(AsOf(TODAY))
    change_theme("jeugd", valid_from=TODAY, values={"name": "Jongeren"}, reason=f" {WHY} ", **said)
    change_theme("jeugd", valid_from=TODAY, values={"name": "Jongeren"}, reason="Nog eens dit.", **said)
    stop("jeugd", reason="De taak is klaar.")
    assert [
        (each.code, each.holds_from, each.is_end, each.reason) for each in theme_reasons(AsOf(TODAY))
    ] == [
        ("jeugd", TODAY, False, WHY),
        ("jeugd", NEXT_YEAR, True, "De taak is klaar."),
    ]
    assert not theme_reasons(AsOf(TODAY, NOW)), "that was not known before"


@land
def test_two_themes_of_one_day_have_two_names_however_the_second_came_by_it() -> None:
    take_up(values={"name": "Water"})
    change_theme(
        "jeugd", actor=COMMAND, now=NOW, valid_from=NEXT_YEAR, values={"name": "Jonge mensen"}, reason=WHY
    )
    day = TODAY + dt.timedelta(days=30)
    for code, name in (("water", " JEUGD"), ("jeugd", "water")):
        with pytest.raises(DomainError, match="al een ander thema dat zo heet") as caught:
            change_theme(code, actor=COMMAND, now=NOW, valid_from=day, values={"name": name}, reason=WHY)
        assert caught.value.field == "name"
    with pytest.raises(DomainError, match="al een ander thema dat zo heet"):
        take_up("waterschap", valid_from=day, values={"name": "WATER"})
    assert on(day, "waterschap") is None

    change_theme("water", actor=COMMAND, now=NOW, valid_from=NEXT_YEAR, values={"name": "Jeugd"}, reason=WHY)
    change_theme("water", actor=COMMAND, now=NOW, valid_from=NEXT_YEAR, values={"name": "jeugd"}, reason=WHY)
    row = on(NEXT_YEAR, "water")
    assert row is not None
    assert row.name == "jeugd", "on these days nobody else has the name"


@land
@pytest.mark.parametrize("what", ["theme", "body", "organisation", "person"])
def test_nothing_changes_from_a_day_before_it_began(what: str) -> None:
    """Silently it would change from its first day on, which nobody asked for."""
    take_up()
    person = newcomer("Nieuweling", since=TODAY)
    said: dict[str, Any] = {"actor": COMMAND, "now": NOW, "valid_from": dt.date(1900, 1, 1)}
    first = {"theme": TODAY, "person": TODAY, "organisation": None, "body": None}[what]
    entries = AuditEntry.objects.count()
    verbs: dict[str, Callable[[], object]] = {
        "theme": lambda: change_theme("water", values={"description": "Nat"}, reason=WHY, **said),
        "body": lambda: change_body("werkgroep", values={"name": "Beter"}, **said),
        "organisation": lambda: change_organisation("GM9001", values={"phone": "0500-1"}, **said),
        "person": lambda: change_person(person, values={"phone": "010-0000000"}, **said),
    }
    with pytest.raises(DomainError, match="Dit begint pas op") as caught:
        verbs[what]()
    assert caught.value.field == "valid_from"
    if first:
        assert long_date(first) in caught.value.message
    assert AuditEntry.objects.count() == entries


@land
def test_only_who_keeps_the_register_adds_and_ends_themes() -> None:
    lead = Actor(grants=frozenset({Grant("team_lead", "body:team-jeugd")}))
    for verb in (take_up, lambda **who: stop("jeugd", **who)):
        with pytest.raises(AccessRefused):
            verb(actor=lead)


@pytest.mark.usefixtures("oost_nederland")
def test_the_coordinator_adds_changes_and_ends_a_theme(client: Client) -> None:
    sign_in(client, "coordinator")
    assert "/themas/nieuw/" in links(client.get("/themas/"))
    known = typed_in(client.get("/themas/nieuw/?naam=Zorg&veld=X.2&van=2023-01-01&tot=2026-12-31"))
    assert (known["name"], known["safety_field"]) == ("Zorg", "X.2")
    assert (known["valid_from"], known["last_day"]) == ("1-1-2023", "31-12-2026")
    assert client.get("/themas/nieuw/?van=gisteren&veld=9.9").status_code == 200
    filled = client.get("/themas/nieuw/?naam=Veilige evenementen")
    assert 'value="Veilige evenementen"' in filled.content.decode()
    typed = {"name": "Veilige evenementen", "safety_field": "2.2", "position": "5", "valid_from": "15-5-2023"}
    assert "minstens één letter" in errors(send(client, "/themas/nieuw/", **{**typed, "name": "???"}))
    send(client, "/themas/nieuw/", **typed)
    assert "is er op die dag al" in errors(send(client, "/themas/nieuw/", **typed))
    assert "Veilige evenementen" in words(client.get("/themas/"))
    added = themes(COMMAND, AsOf(dt.date(2023, 5, 15)))[-1]
    assert added.safety_field.startswith("2.2")

    change = "/themas/veilige-evenementen/wijzigen/"
    assert change in links(client.get("/themas/"))
    page = client.get(change)
    assert page.status_code == 200
    correction = {"kind": "correction", "name": "Veilig uitgaan"}
    assert "een andere naam krijgt" in errors(send(client, change, **correction))
    assert send(client, change, **correction, reason=WHY)["Location"] == "/themas/"
    assert "Veilig uitgaan" in words(client.get("/themas/"))
    back = {"kind": "correction", "name": "Veilige evenementen", "reason": WHY}
    assert send(client, change, **back)["Location"] == "/themas/"
    end = "/themas/veilige-evenementen/beeindigen/"
    assert "Waarom?" in errors(send(client, end, last_day="14-5-2023"))
    assert "twee verschillende woorden" in errors(send(client, end, last_day="14-5-2023", reason="Klaar"))
    send(client, "/themas/veilige-evenementen/beeindigen/", last_day="14-5-2023", reason=WHY)
    assert "Veilige evenementen" not in words(client.get("/themas/"))


@land
def test_a_theme_that_ended_before_its_last_name_began_keeps_that_name() -> None:
    """People knew it by that name: it was in the lists when its end was put back."""
    change_theme(
        "jeugd",
        actor=COMMAND,
        now=NOW,
        valid_from=TODAY,
        values={"name": "Jongeren", "description": "Wat jongeren nodig hebben."},
        reason=WHY,
    )
    known_then = NOW + dt.timedelta(hours=1)
    end_theme("jeugd", actor=COMMAND, now=NOW + dt.timedelta(days=60), valid_until=TODAY, reason=WHY)
    later = TODAY + dt.timedelta(days=90)

    (row,) = (row for row in themes_since(COMMAND, dt.date.min, AsOf(later)) if row.code == "jeugd")

    assert (row.name, row.description) == ("Jongeren", "Wat jongeren nodig hebben.")
    assert row.last_day == TODAY - dt.timedelta(days=1)
    assert last_theme_names(AsOf(later))["jeugd"] == "Jongeren"
    assert last_theme_names(AsOf(TODAY - dt.timedelta(days=1)))["jeugd"] == "Jeugd", "as of a day before"
    (then,) = (row for row in themes(COMMAND, AsOf(later, known_then)) if row.code == "jeugd")
    assert then.name == "Jongeren"


@land
def test_a_name_that_is_mended_after_the_end_is_the_name() -> None:
    end_theme("jeugd", actor=COMMAND, now=NOW, valid_until=TODAY, reason=WHY)
    after = NOW + dt.timedelta(days=1)
    first = TODAY - dt.timedelta(days=30)
    change_theme(
        "jeugd",
        actor=COMMAND,
        now=after,
        valid_from=first,
        valid_until=TODAY,
        values={"name": "Jeugd en school"},
        reason=WHY,
    )
    assert last_theme_names(AsOf(TODAY))["jeugd"] == "Jeugd en school"

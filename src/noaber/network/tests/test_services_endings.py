"""Ending a seat or a body promises: what hangs on it ends with it, the past stays, and it can be taken back."""

import datetime as dt

import pytest

from noaber.core.access import COMMAND, Actor, Grant
from noaber.core.errors import AccessRefused, Conflict, DomainError
from noaber.core.models import AuditEntry
from noaber.network.models import (
    Body,
    BodyVersion,
    Ending,
    Person,
    PortfolioVersion,
    Post,
    PostVersion,
    Vacancy,
    VacancyVersion,
)
from noaber.network.services.bodies import change_post, establish_post
from noaber.network.services.endings import cancel_ending, end_body, end_seat
from noaber.network.services.memberships import appoint
from noaber.network.services.vacancies import open_vacancy
from noaber.network.tests.conftest import NOW, TODAY, holder, newcomer, person_named

pytestmark = [pytest.mark.django_db, pytest.mark.db, pytest.mark.usefixtures("voorbeeldland")]

ON = dt.date(2020, 9, 1)
BEFORE = ON - dt.timedelta(days=1)
LATER = NOW + dt.timedelta(hours=1)


def close_seat(code: str, on: dt.date = ON) -> Ending:
    return end_seat(code, actor=COMMAND, now=NOW, valid_until=on, reason="Op verzoek van het overleg")


def close_body(code: str, on: dt.date = ON) -> Ending:
    return end_body(code, actor=COMMAND, now=NOW, valid_until=on, reason="De taak is klaar")


def take_back(ending: Ending) -> Ending:
    return cancel_ending(ending.pk, actor=COMMAND, now=LATER)


def posts_on(body: str, day: dt.date) -> set[str]:
    versions = PostVersion.objects.known(None).valid_on(day).filter(post__body__code=body)
    return set(versions.values_list("post__code", flat=True))


def carriers(day: dt.date) -> set[str]:
    known = PortfolioVersion.objects.known(None).valid_on(day)
    return set(known.values_list("portfolio__theme__code", flat=True))


def parent_of(body: str, day: dt.date) -> str:
    said = BodyVersion.objects.known(None).valid_on(day).get(body__code=body)
    return said.parent.code if said.parent else ""


def test_who_sits_in_a_seat_that_ends_leaves_it_on_that_day() -> None:
    close_seat("overleg-zuid:chair")

    assert "overleg-zuid:chair" not in posts_on("overleg-zuid", ON)
    assert holder("overleg-zuid:chair", BEFORE)
    assert holder("overleg-zuid:chair", ON) == ""


def test_who_sits_elsewhere_because_of_the_seat_leaves_there_too_and_that_seat_stays() -> None:
    close_seat("overleg-noord:chair")

    assert holder("rvo:noord", BEFORE) == "Burgemeester van Aardam"
    assert holder("rvo:noord", ON) == ""
    follower = PostVersion.objects.known(None).valid_on(ON).get(post__code="rvo:noord")
    assert follower.follows is None


def test_somebody_else_in_a_seat_that_follows_stays() -> None:
    other = Post.objects.get(code="GM9002:mayor").pk
    change_post("overleg-noord:chair", actor=COMMAND, now=NOW, valid_from=TODAY, values={"follows": other})
    sits_there = holder("overleg-noord:chair", ON)

    close_seat("overleg-noord:GM9002")

    assert holder("overleg-noord:chair", ON) == sits_there


def test_all_seats_of_a_body_end_with_it() -> None:
    close_body("team-jeugd")
    close_body("werkgroep")

    assert bodies_on(BEFORE) - bodies_on(ON) == {"team-jeugd", "werkgroep"}
    assert posts_on("team-jeugd", ON) == set()
    assert posts_on("team-jeugd", BEFORE) == {"team-jeugd:noord", "team-jeugd:zuid"}


def test_what_fell_under_a_body_that_ends_falls_under_nothing() -> None:
    close_body("werkgroep")

    assert parent_of("team-jeugd", ON) == ""
    assert parent_of("team-jeugd", BEFORE) == "werkgroep"


def test_a_mayor_who_leaves_the_steering_group_gives_the_theme_back() -> None:
    assert "jeugd" in carriers(BEFORE)

    close_body("stuurgroep")

    assert "jeugd" in carriers(BEFORE)
    assert "jeugd" not in carriers(ON)


def test_a_function_that_was_opened_is_withdrawn() -> None:
    vacancy = open_vacancy("team-jeugd:zuid", actor=COMMAND, now=NOW, today=TODAY)

    close_seat("team-jeugd:zuid")

    said = VacancyVersion.objects.known(None).filter(vacancy=vacancy).order_by("valid_from")
    assert [(version.state, version.valid_from) for version in said] == [("open", TODAY), ("withdrawn", ON)]


@pytest.mark.parametrize("code", ["werkgroep", "stuurgroep", "overleg-noord", "team-jeugd"])
def test_taking_an_ending_back_leaves_the_register_as_it_was(code: str) -> None:
    open_vacancy("team-jeugd:zuid", actor=COMMAND, now=NOW, today=TODAY)
    before = picture()

    ending = end_body(
        code, actor=COMMAND, now=NOW + dt.timedelta(minutes=1), valid_until=ON, reason="Vergissing"
    )
    assert picture() != before
    take_back(ending)

    assert picture() == before


def picture() -> dict[str, object]:
    """What the register says of a day before and a day after."""
    codes = Post.objects.values_list("code", flat=True)
    return {
        "holders": {(code, day): holder(code, day) for code in codes for day in (BEFORE, ON)},
        "posts": set(PostVersion.objects.known(None).valid_on(ON).values_list("post__code", "follows__code")),
        "bodies": {(code, parent_of(code, ON)) for code in bodies_on(ON)},
        "themes": carriers(ON),
        "vacancies": set(
            VacancyVersion.objects.known(None).valid_on(ON).values_list("vacancy__post__code", "state")
        ),
    }


def bodies_on(day: dt.date) -> set[str]:
    return set(BodyVersion.objects.known(None).valid_on(day).values_list("body__code", flat=True))


def test_a_seat_that_somebody_else_took_since_stays_theirs() -> None:
    ending = close_seat("overleg-noord:chair")
    mayor = person_named("Burgemeester van Beekstad")
    appoint(mayor, "rvo:noord", actor=COMMAND, now=NOW, valid_from=ON)

    take_back(ending)

    assert holder("rvo:noord", ON) == "Burgemeester van Beekstad"
    assert holder("overleg-noord:chair", ON) == "Burgemeester van Aardam"


def test_whose_data_was_erased_does_not_come_back() -> None:
    ending = close_seat("overleg-zuid:chair")
    sat_there = holder("overleg-zuid:chair", BEFORE)
    Person.objects.filter(pk=person_named(sat_there)).update(erased_at=NOW)

    take_back(ending)

    assert "overleg-zuid:chair" in posts_on("overleg-zuid", ON)
    assert holder("overleg-zuid:chair", ON) == ""


def test_an_ending_is_taken_back_once() -> None:
    ending = close_seat("team-jeugd:zuid")
    take_back(ending)

    with pytest.raises(DomainError, match="al teruggenomen"):
        take_back(ending)


def test_a_seat_does_not_come_back_in_a_body_that_is_no_more() -> None:
    seat = close_seat("team-jeugd:zuid")
    body = close_body("team-jeugd")

    with pytest.raises(DomainError, match="Neem eerst die opheffing terug"):
        take_back(seat)
    take_back(body)
    take_back(seat)
    assert "team-jeugd:zuid" in posts_on("team-jeugd", ON)


def test_what_ended_cannot_end_again() -> None:
    close_seat("team-jeugd:zuid")
    close_body("werkgroep")

    with pytest.raises(DomainError, match="bestaat na 31 augustus 2020 al niet meer"):
        close_seat("team-jeugd:zuid")
    with pytest.raises(DomainError, match="bestaat na 31 augustus 2020 al niet meer"):
        close_body("werkgroep")


def test_an_earlier_end_may_still_be_said() -> None:
    close_body("werkgroep")
    close_body("werkgroep", TODAY)

    assert "werkgroep" not in bodies_on(TODAY)


def test_what_has_not_begun_cannot_end() -> None:
    with pytest.raises(DomainError, match="bestaat pas vanaf 1 januari 2020"):
        close_body("werkgroep", dt.date(2020, 1, 1))


def test_a_reason_is_asked() -> None:
    with pytest.raises(DomainError, match="waarom") as refused:
        end_body("werkgroep", actor=COMMAND, now=NOW, valid_until=ON, reason="  ")
    assert refused.value.field == "reason"


@pytest.mark.parametrize("code", ["GM9001:mayor", "GM9001:contact"])
def test_a_municipality_keeps_its_mayor_and_its_contact(code: str) -> None:
    with pytest.raises(DomainError, match="altijd een burgemeester"):
        close_seat(code)


@pytest.mark.parametrize("role", ["chair", "mayor", "controller"])
def test_only_whoever_keeps_the_register_ends_anything(role: str) -> None:
    actor = Actor(1, grants=frozenset({Grant(role, "body:team-jeugd")}))
    ending = close_seat("team-jeugd:zuid")
    with pytest.raises(AccessRefused, match="mag het register niet wijzigen"):
        end_seat("team-jeugd:noord", actor=actor, now=NOW, valid_until=ON, reason="Zomaar")
    with pytest.raises(AccessRefused):
        end_body("team-jeugd", actor=actor, now=NOW, valid_until=ON, reason="Zomaar")
    with pytest.raises(AccessRefused):
        cancel_ending(ending.pk, actor=actor, now=NOW)


def test_who_looked_at_an_older_state_is_told() -> None:
    seen = Body.objects.get(code="werkgroep").revision
    close_body("werkgroep")
    with pytest.raises(Conflict):
        end_body(
            "werkgroep", actor=COMMAND, now=NOW, valid_until=TODAY, reason="Eerder", expected_revision=seen
        )


def test_nobody_is_appointed_and_no_seat_starts_in_what_ended() -> None:
    close_body("team-jeugd")
    person = newcomer("Nieuw lid")

    with pytest.raises(DomainError, match="bestaat niet"):
        appoint(person, "team-jeugd:zuid", actor=COMMAND, now=NOW, valid_from=ON, on_behalf_of="GM9005")
    with pytest.raises(DomainError, match="Dit overleg bestaat niet op 1 september 2020"):
        establish_post(
            "team-jeugd:extra",
            actor=COMMAND,
            now=NOW,
            body="team-jeugd",
            valid_from=ON,
            values={"title": "Extra", "role": "member"},
        )
    assert not Vacancy.objects.exists()


def test_the_audit_says_what_ended_by_code_and_day() -> None:
    close_body("werkgroep")
    entries = AuditEntry.objects.filter(verb="network.end_body")
    assert {"network.ending", "network.body"} <= set(entries.values_list("object_type", flat=True))
    assert entries.get(object_type="network.ending").facts == {"code": "werkgroep", "ends_on": "2020-09-01"}
    assert "De taak is klaar" not in str(list(entries.values_list("facts", flat=True)))

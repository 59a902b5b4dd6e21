"""Annotations: for the network alone, found by municipality, offence and month, and withdrawn with a reason."""

import pytest

from noaber.core.access import ANONYMOUS, COMMAND, Actor
from noaber.core.errors import AccessRefused, Conflict, DomainError
from noaber.figures.models import Annotation, Offence
from noaber.figures.queries.annotations import annotations
from noaber.figures.services.annotations import AnnotationText, annotate, withdraw_annotation
from noaber.figures.tests.signals_played import (
    AREA,
    CONTACT,
    KIND,
    NOBODY,
    NOW,
    OTHER,
    STRANGER,
    TODAY,
    take_in,
)
from tests.made_once import made_once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("offence")]
SAID = AnnotationText(AREA, 202001, 202003, "300 meldingen door één webwinkel.", KIND)


@pytest.fixture
@made_once
def offence(voorbeeldland: object) -> None:
    Offence.objects.create(code=KIND, title="Woninginbraak")


def write(said: AnnotationText = SAID, actor: Actor = CONTACT) -> Annotation:
    return annotate(said, actor=actor, now=NOW, today=TODAY)


def withdraw(key: int, reason: str = "Het bleken er drie.", actor: Actor = CONTACT) -> object:
    return withdraw_annotation(key, reason, actor=actor, now=NOW, today=TODAY)


def test_a_chart_finds_the_remarks_beside_its_figures() -> None:
    write()
    write(AnnotationText(AREA, 201901, 201912, "Het systeem was nieuw."))

    def found(**asked: object) -> list[str]:
        return [row.text[:3] for row in annotations(CONTACT, **asked)]  # type: ignore[arg-type]

    assert found() == ["300", "Het"]
    assert found(areas=[AREA], offences=[KIND], periods=[202003]) == ["300"]
    assert found(areas=[AREA], offences=["2.2.1"]) == ["Het"]
    assert found(periods=[201900]) == ["Het"]
    assert found(areas=[OTHER]) == found(periods=[202004]) == []


def test_who_is_not_in_the_network_gets_nothing() -> None:
    write()
    for actor in (ANONYMOUS, NOBODY):
        assert annotations(actor, areas=[AREA]) == ()


def test_who_may() -> None:
    for actor in (STRANGER, ANONYMOUS, CONTACT.preparing()):
        with pytest.raises(AccessRefused):
            write(actor=actor)
    key = write(actor=COMMAND).pk
    with pytest.raises(AccessRefused):
        withdraw(key, actor=STRANGER)
    with pytest.raises(DomainError, match="bestaat niet"):
        withdraw(key, actor=ANONYMOUS)


def test_written_twice_it_is_there_once_and_withdrawn_it_stays_on_record() -> None:
    key = write().pk
    assert write().pk == key
    withdraw(key)
    withdraw(key)
    with pytest.raises(Conflict):
        withdraw(key, "Om iets anders.")
    assert annotations(CONTACT) == ()
    [row] = annotations(CONTACT, with_withdrawn=True)
    assert (row.is_withdrawn, row.withdrawn_because) == (True, "Het bleken er drie.")
    assert write().pk != key


@pytest.mark.parametrize(
    ("said", "field"),
    [
        (AnnotationText("GM0000", 202001, 202003, "x", KIND), "area"),
        (AnnotationText(AREA, 202001, 202003, "x", "9.9.9"), "offence"),
        (AnnotationText(AREA, 202000, 202003, "x"), "first_period"),
        (AnnotationText(AREA, 202004, 202003, "x"), "last_period"),
        (AnnotationText(AREA, 202001, 202003, " "), "text"),
    ],
)
def test_what_does_not_fit_is_refused_at_its_field(said: AnnotationText, field: str) -> None:
    with pytest.raises(DomainError) as found:
        write(said, actor=COMMAND)
    assert found.value.field == field


@pytest.mark.parametrize(("first", "field"), [(203001, "first_period"), (202003, "last_period")])
def test_a_month_without_figures_yet_gets_no_remark(first: int, field: str) -> None:
    take_in({})
    with pytest.raises(
        DomainError, match=r"nog geen cijfers\. De laatste maand met cijfers is april 2020"
    ) as found:
        write(AnnotationText(AREA, first, 203001, "x", KIND))
    assert found.value.field == field
    assert write(AnnotationText(AREA, 202003, 202004, "x", KIND)).pk

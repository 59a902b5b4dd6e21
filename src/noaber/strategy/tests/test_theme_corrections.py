"""What stands under the wrong theme is corrected, by who keeps both, as long as nothing final rests on it."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

import pytest
from django.test import Client

from noaber.core.asof import AsOf
from noaber.core.clock import today
from noaber.core.errors import AccessRefused, Conflict, DomainError
from noaber.core.models import AuditEntry
from noaber.network.tests.pages import links, send, words
from noaber.strategy.queries.grants import grant_file
from noaber.strategy.queries.positions import joint_position
from noaber.strategy.queries.results.result import results
from noaber.strategy.rules.grants.grant import GrantText, StepKind, StepText
from noaber.strategy.rules.positions import EntryText, PositionText
from noaber.strategy.rules.results.result import ResultState
from noaber.strategy.services.grants import record_grant, record_grant_step
from noaber.strategy.services.periods.period import record_period
from noaber.strategy.services.positions import log_lobby, record_position
from noaber.strategy.services.results.result import record_result
from noaber.strategy.services.themes.corrections import (
    correct_grant_theme,
    correct_position_theme,
    correct_result_theme,
)
from noaber.strategy.tests.conftest import COORDINATOR, LATER, NOW, PERIOD, STRANGER, STRATEGY, TODAY
from noaber.strategy.tests.test_services_results import DRAFT, RECORDED
from tests.people import sign_in

pytestmark = [pytest.mark.django_db]
CODE: Final = "een"
WHO: Final[dict[str, Any]] = {"actor": COORDINATOR, "now": NOW, "today": TODAY}
DAY: Final = dt.date(2020, 1, 10)


def a_position() -> None:
    record_position(CODE, "", PositionText("Wijkagenten", "Elke gemeente een.", DAY), **WHO)


def a_grant() -> None:
    record_grant(CODE, "", GrantText("Gelden", "Fonds"), **WHO)


def a_result() -> None:
    record_period(PERIOD, STRATEGY, **WHO)
    record_result(PERIOD, CODE, "", DRAFT, **WHO)


def theme_of_position() -> str:
    row = joint_position(CODE, AsOf(TODAY))
    return row.theme if row else "?"


def theme_of_grant() -> str:
    row = grant_file(CODE, AsOf(TODAY))
    return row.theme if row else "?"


def theme_of_result() -> str:
    return next(row.theme for row in results(PERIOD, AsOf(TODAY)) if row.code == CODE)


@pytest.mark.usefixtures("network")
@pytest.mark.parametrize(
    ("begin", "correct", "where", "theme"),
    [
        (a_position, correct_position_theme, (CODE,), theme_of_position),
        (a_grant, correct_grant_theme, (CODE,), theme_of_grant),
        (a_result, correct_result_theme, (PERIOD, CODE), theme_of_result),
    ],
)
def test_a_theme_is_corrected_once_by_who_keeps_it_with_a_row_in_the_log(
    begin: Callable[[], None], correct: Callable[..., bool], where: tuple[str, ...], theme: Callable[[], str]
) -> None:
    begin()
    with pytest.raises(AccessRefused):
        correct(*where, "jeugd", actor=STRANGER, today=TODAY)
    with pytest.raises(DomainError, match="niet bekend"):
        correct(*where, "bestaat-niet", actor=COORDINATOR, today=TODAY)
    with pytest.raises(Conflict):
        correct(*where, "jeugd", actor=COORDINATOR, today=TODAY, expected_revision=0)
    assert theme() == ""
    assert correct(*where, "jeugd", actor=COORDINATOR, today=TODAY, expected_revision=1)
    assert theme() == "jeugd"
    assert not correct(*where, "jeugd", actor=COORDINATOR, today=TODAY)
    entry = AuditEntry.objects.get(verb="strategy.correct_theme")
    assert (entry.facts["from"], entry.facts["to"]) == ("", "jeugd")


@pytest.mark.usefixtures("network")
def test_once_something_final_rests_on_it_the_theme_stands() -> None:
    a_position()
    a_grant()
    a_result()
    heard = EntryText("Overleg", DAY, "stuurgroep:chair", "Gezegd.", "Het Rijk neemt het over.")
    log_lobby(CODE, heard, actor=COORDINATOR, now=LATER, today=TODAY)
    with pytest.raises(DomainError, match="al iets uit gekomen"):
        correct_position_theme(CODE, "jeugd", actor=COORDINATOR, today=TODAY)
    for kind in (StepKind.APPLICATION, StepKind.AWARD):
        record_grant_step(CODE, StepText(kind, DAY, "Gebeurd."), actor=COORDINATOR, now=LATER, today=TODAY)
    with pytest.raises(DomainError, match="al beslist"):
        correct_grant_theme(CODE, "jeugd", actor=COORDINATOR, today=TODAY)
    record_result(PERIOD, CODE, "", RECORDED, **WHO)
    gone = replace(RECORDED, state=ResultState.WITHDRAWN, reason="Dit stond er dubbel.")
    record_result(PERIOD, CODE, "", gone, **WHO)
    with pytest.raises(DomainError, match="ingetrokken"):
        correct_result_theme(PERIOD, CODE, "jeugd", actor=COORDINATOR, today=TODAY)
    assert (theme_of_position(), theme_of_grant(), theme_of_result()) == ("", "", "")


@pytest.mark.usefixtures("oost_nederland")
def test_the_page_corrects_what_the_form_shows(client: Client) -> None:
    own = "/strategie/2019-2022/resultaten/"
    rows = [row for row in results("2019-2022", AsOf(today())) if row.text.state is ResultState.DRAFT]
    address = f"{own}{rows[0].code}/"
    sign_in(client, "coordinator")
    way = f"{address}thema/"
    assert way in links(client.get(f"{address}wijzigen/"))
    other = "cybercrime" if rows[0].theme != "cybercrime" else "ondermijning"
    assert send(client, way, theme=other)["Location"] == address
    again = send(client, way, theme=other)
    assert "zo stond het er al" in words(again)
    sign_in(client, "adviser of Zwolle")
    assert client.get(way).status_code in (403, 404)


@pytest.mark.usefixtures("oost_nederland")
def test_of_a_settled_period_or_a_decided_grant_the_reason_is_told(client: Client) -> None:
    sign_in(client, "coordinator")
    grant = client.get("/strategie/subsidies/ondermijningsgelden/thema/")
    assert (grant.status_code, "al beslist" in words(grant)) == (400, True)
    settled = client.get("/strategie/2015-2018/resultaten/hennepconvenant/thema/")
    assert (settled.status_code, "decharge" in words(settled)) == (400, True)

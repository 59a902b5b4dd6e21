"""A vacancy promises: opened when the gates allow, filled by a partner, once (R51)."""

import datetime as dt

import pytest

from noaber.core.access import ALLOWED, COMMAND, Decision, Refused
from noaber.core.errors import DomainError
from noaber.network.models import Vacancy, VacancyVersion
from noaber.network.services import vacancies
from noaber.network.services.vacancies import fill_vacancy, open_vacancy, withdraw_vacancy
from noaber.network.tests.conftest import NOW, TODAY, holder, newcomer

pytestmark = [pytest.mark.django_db, pytest.mark.db, pytest.mark.usefixtures("voorbeeldland")]

POST = "team-jeugd:zuid"
NEXT_WEEK = TODAY + dt.timedelta(days=7)


def open_it(post: str = POST, *, replies_until: dt.date | None = NEXT_WEEK) -> Vacancy:
    return open_vacancy(post, actor=COMMAND, now=NOW, today=TODAY, replies_until=replies_until)


def states(vacancy: Vacancy) -> list[str]:
    known = VacancyVersion.objects.known(None).filter(vacancy=vacancy).order_by("valid_from")
    return [version.state for version in known]


def test_it_is_filled_by_someone_of_a_partner() -> None:
    vacancy = open_it()

    fill_vacancy(
        vacancy.pk,
        actor=COMMAND,
        now=NOW,
        today=NEXT_WEEK,
        person=newcomer("Adviseur van Fonteinwijk", "GM9006"),
        valid_from=NEXT_WEEK,
    )

    assert states(vacancy) == ["open", "filled"]
    assert holder(POST, NEXT_WEEK) == "Adviseur van Fonteinwijk"
    with pytest.raises(DomainError, match="niet meer open"):
        withdraw_vacancy(vacancy.pk, actor=COMMAND, now=NOW, today=NEXT_WEEK)


def test_it_can_be_taken_back_and_opened_again() -> None:
    withdraw_vacancy(open_it().pk, actor=COMMAND, now=NOW, today=TODAY)

    assert states(open_it()) == ["open"]


def test_the_conditions_of_rooms_above_are_all_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def gate(post_code: str, today: dt.date) -> Decision:
        return Refused("De strategie is nog niet vastgesteld.") if post_code == POST else ALLOWED

    monkeypatch.setattr(vacancies, "_gates", [gate, lambda _code, _today: Refused("Er is nog geen geld.")])

    with pytest.raises(DomainError, match=r"niet vastgesteld\. Er is nog geen geld\."):
        open_it()
    assert not Vacancy.objects.exists()


@pytest.mark.parametrize(
    ("post", "replies_until", "expected"),
    [
        ("team-jeugd:noord", NEXT_WEEK, "bezet zonder einddatum"),
        (POST, TODAY - dt.timedelta(days=1), "al voorbij"),
        ("niets", NEXT_WEEK, "bestaat niet"),
    ],
)
def test_what_is_not_vacant_is_not_opened(post: str, replies_until: dt.date, expected: str) -> None:
    with pytest.raises(DomainError, match=expected):
        open_it(post, replies_until=replies_until)


def test_a_post_is_opened_once_at_a_time() -> None:
    open_it()

    with pytest.raises(DomainError, match="al opengesteld"):
        open_it()

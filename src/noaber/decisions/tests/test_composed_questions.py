"""A question that is composed once answers as one that is composed anew, on every day and as known at any moment."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.db.models import QuerySet

from noaber.accounts import actors
from noaber.accounts.models import User
from noaber.core.asof import AsOf
from noaber.core.composed import composed
from noaber.decisions.models import Proposal
from noaber.decisions.queries import stage_rows, waiting
from noaber.network import grants
from noaber.network.models import OrganisationVersion
from noaber.network.queries import bodies, organisations, seats, themes

pytestmark = [pytest.mark.django_db, pytest.mark.db]

LATE = dt.datetime(2022, 6, 1, 12, 30, 0, 500_000, tzinfo=dt.UTC)
MOMENTS = [
    AsOf(dt.date(2023, 5, 15)),
    AsOf(dt.date(2016, 3, 1)),
    AsOf(dt.date(1900, 1, 1)),
    AsOf(dt.date(2019, 1, 28), dt.datetime(2019, 1, 28, 23, tzinfo=dt.timezone(dt.timedelta(hours=1)))),
    AsOf(dt.date(2023, 5, 15), LATE),
    AsOf(dt.date(2023, 5, 15), dt.datetime(1950, 1, 1, tzinfo=dt.UTC)),
]
OF_THE_REGISTER = [
    bodies._versions,
    organisations._versions,
    themes._with_portfolios,
    seats._posts,
    seats._terms,
]


@pytest.mark.parametrize("question", OF_THE_REGISTER, ids=lambda each: each.__module__ + each.__name__)
def test_of_the_register(oost_nederland: None, question: Callable[..., list[tuple[Any, ...]]]) -> None:
    for asof in MOMENTS * 2:
        anew = list(question.__wrapped__(asof))  # type: ignore[attr-defined]
        assert sorted(map(repr, question(asof))) == sorted(map(repr, anew))
    assert question(MOMENTS[0])


@pytest.mark.parametrize("question", [actors._standing, grants._mandates], ids=["standing", "mandates"])
def test_of_who_is_signed_in(oost_nederland: None, question: Callable[..., list[tuple[Any, ...]]]) -> None:
    days = (dt.date(2023, 5, 15), dt.date(2010, 1, 1))
    answers = []
    for user in User.objects.values_list("pk", flat=True):
        for day in days:
            answers.append(sorted(map(repr, question(user, day))))
            anew = question.__wrapped__(user, day)  # type: ignore[attr-defined]
            assert answers[-1] == sorted(map(repr, anew))
    assert len(set(map(str, answers))) > 2


def test_of_how_far_proposals_are(oost_nederland: None) -> None:
    assert waiting._counted() == list(waiting._counted.__wrapped__())  # type: ignore[attr-defined]
    assert waiting._counted()


@pytest.mark.parametrize("known_at", [None, LATE], ids=["now", "then"])
def test_of_what_was_said_of_a_proposal(oost_nederland: None, known_at: dt.datetime | None) -> None:
    question = stage_rows._of_proposal
    for proposal in Proposal.objects.values_list("pk", flat=True):
        anew = list(question.__wrapped__(proposal, known_at))  # type: ignore[attr-defined]
        assert question(proposal, known_at) == anew
        assert anew


def of_the_day_before(day: dt.date) -> QuerySet[OrganisationVersion, tuple[Any, ...]]:
    return OrganisationVersion.objects.valid_on(day - dt.timedelta(days=1)).values_list("name")


def of_a_day_or_all(day: dt.date) -> QuerySet[OrganisationVersion, tuple[Any, ...]]:
    found = OrganisationVersion.objects.all()
    return (found if day.year < 2000 else found.valid_on(day)).values_list("name")


@pytest.mark.parametrize("compose", [of_the_day_before, of_a_day_or_all])
def test_what_does_more_with_its_arguments_is_refused(compose: Callable[..., Any]) -> None:
    with pytest.raises(TypeError, match=f"{compose.__name__} .* with its arguments"):
        composed(compose)(dt.date(2023, 5, 15))

"""What a council said of an earlier text stays to be read beside what it answered since (R09, R10)."""

import pytest

from noaber.decisions.api import Answer, Said
from noaber.network.tests.pages import words
from noaber.strategy.tests.conftest import PERIOD
from noaber.strategy.tests.test_asked_themes import CALLED, next_text, send
from noaber.strategy.tests.test_put_again import coordinator
from noaber.strategy.tests.test_services_consulting import answer, chosen, draft, put, up

__all__ = ["chosen"]
pytestmark = pytest.mark.django_db


def test_an_objection_to_the_first_version_does_not_go_when_the_council_agrees_with_the_second(
    chosen: None,
) -> None:
    code = put()
    send(code)
    answer(code, until=1, labels=("2",), said=Said(Answer.OBJECTION, "Dit thema is te breed."))
    next_text(code, CALLED)
    answer(code)
    told = words(coordinator().get(f"/strategie/{PERIOD}/keuze/1/"))
    assert "Bezwaar bij punt 2 in versie 1: Dit thema is te breed." in told
    memo = " ".join(text for _label, text in draft(up()).texts)
    assert "bezwaar bij punt 2 van versie 1: Dit thema is te breed." in memo
    assert "eerder, bij versie 1: bezwaar" in words(coordinator().get(f"/strategie/{PERIOD}/nota/"))

"""Sending promises: other words under answers that stand are shown before it, and sent only knowingly (R10)."""

import pytest
from django.test import Client

from noaber.core.reading import forget
from noaber.decisions.models import ProposalVersion
from noaber.decisions.tests.remarks import second_version
from noaber.decisions.tests.test_views_proposals import MEMO, PAGE, take_away
from noaber.network.tests.pages import links, typed_in, words
from tests.people import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]
HERE = f"{PAGE}versturen/"
OTHER = {"1": "De strategie vaststellen, zonder de bijlage."}


@pytest.fixture
def writer(client: Client) -> Client:
    take_away(stage__number__gt=1)
    take_away(body__code="dvo-twente")
    sign_in(client, "coordinator")
    return client


def write(*, is_material: bool, points: dict[str, str]) -> None:
    second_version(code=MEMO, points=points, is_material=is_material, is_sent=False)
    forget()


def is_sent() -> bool:
    return ProposalVersion.objects.filter(proposal__code=MEMO, number=2, sent_at__isnull=False).exists()


def test_other_words_that_would_not_be_asked_again_are_told_and_confirmed(writer: Client) -> None:
    write(is_material=False, points=OTHER)
    page = writer.get(HERE)
    text = words(page)
    assert "De tekst van punt 1 is anders, en “wezenlijk gewijzigd” staat uit" in text
    assert "Op de oude tekst antwoordde al: DVO Gelderland-Midden" in text
    assert "DVO IJsselland" in text.split("antwoordde al:")[1].split(".")[0]
    assert "DVO Twente" not in text.split("antwoordde al:")[1].split(".")[0]
    assert f"{PAGE}schrijven/#id_is_material" in links(page)
    refused = words(writer.post(HERE, typed_in(page), follow=True))
    assert "Zet een vinkje dat u dit zo bedoelt" in refused
    assert not is_sent()
    sent = words(writer.post(HERE, {**typed_in(page), "zo_bedoeld": "1"}, follow=True))
    assert "Het voorstel is verstuurd." in sent
    assert is_sent()


@pytest.mark.parametrize(("is_material", "points"), [(True, OTHER), (False, {})])
def test_who_is_asked_again_or_sees_the_same_points_needs_no_tick(
    writer: Client, is_material: bool, points: dict[str, str]
) -> None:
    write(is_material=is_material, points=points)
    page = writer.get(HERE)
    assert "staat uit" not in words(page)
    writer.post(HERE, typed_in(page))
    assert is_sent()


def test_nobody_who_answered_is_said_too(writer: Client) -> None:
    take_away()
    write(is_material=False, points=OTHER)
    assert "Er heeft nog niemand op de oude tekst geantwoord." in words(writer.get(HERE))

"""Who is heard or advises does not vote: the pages with a link and of remarks say it in the words of that question."""

import io
import zipfile
from typing import Any

import pytest
from django.test import Client

from noaber.core.reading import forget
from noaber.core.tests.guards import unguarded
from noaber.decisions.models import Report, Stage
from noaber.decisions.tests.test_views_follow_up import link, three_left, typed
from noaber.decisions.tests.test_views_proposals import MEMO, PAGE
from noaber.network.tests.pages import links, words
from tests.people import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]
__all__ = ["link", "three_left"]  # the page that the contact person of Deventer got
QUESTIONS = pytest.mark.parametrize(
    ("role", "with_remark"),
    [("hear", "gehoord, met opmerkingen"), ("advise", "positief advies, met kanttekening")],
)


def ask_as(role: str, number: int) -> None:
    """As if the route had asked this at a stage."""
    with unguarded():
        Stage.objects.filter(proposal__code=MEMO, number=number).update(role=role)
    forget()


@QUESTIONS
def test_by_link(client: Client, link: str, role: str, with_remark: str) -> None:
    ask_as(role, 3)
    said: dict[str, Any] = {"answer_3a": "consent_with_remark", "text_3a": "Mits het kan."}
    page = words(client.get(link))
    refused = words(client.post(link, typed(client, link, **{**said, "answer_3a": "consent"})))
    assert f"Kies dan “{with_remark}”" in refused
    nothing = words(client.post(link, typed(client, link, answer_3a="")))
    client.post(link, typed(client, link, **said))
    sign_in(client, "coordinator")
    seen = words(client.get(f"/voorstellen/meldingen/{Report.objects.latest('reported_at').pk}/"))
    assert with_remark in page
    assert with_remark in seen
    for text in (page, refused, nothing, seen):
        for vote in ("akkoord", "besloten"):
            assert vote not in text


@QUESTIONS
def test_in_remarks(client: Client, role: str, with_remark: str) -> None:
    ask_as(role, 1)
    sign_in(client, "coordinator")
    table = client.get(f"{PAGE}kanttekeningen/?formaat=csv").content.decode()
    own = [line for line in table.splitlines() if "iedere organisatie voor zich" not in line]
    assert with_remark in table
    assert not any("akkoord" in line for line in own)
    first = next(each for each in links(client.get(f"{PAGE}kanttekeningen/")) if each[-2:-1].isdigit())
    assert with_remark in words(client.get(first))
    note = zipfile.ZipFile(io.BytesIO(client.get(f"{PAGE}nota-van-beantwoording.odt").getvalue()))
    assert with_remark in note.read("content.xml").decode()

"""Who is asked "3a and 3b" reads beside the answer what those are, on the form and behind a link."""

import datetime as dt
from dataclasses import replace

import pytest
from django.test import Client

from noaber.core.reading import forget
from noaber.decisions.forms.point_texts import point_text
from noaber.decisions.queries.proposals.matrix import PointRow
from noaber.decisions.rules.points import PointKind
from noaber.decisions.services.follow_up.report_links import make_link
from noaber.decisions.tests.test_views_proposals import address, asked, take_away
from noaber.network.models import Membership
from noaber.network.tests.pages import words
from tests.people import sign_in

PARENT = PointRow("3", PointKind.CONSENT, "Instemmen met 3a en 3b.", "", (), ("municipality",), "")
LOCAL = PointRow("3a", PointKind.DECIDE, "De gemeenten dragen <b>bij</b>.", "3", ("municipality",), (), "")
DEEPER = PointRow("3aa", PointKind.DECIDE, "Per inwoner.", "3a", (), (), "")
EVERY = (PARENT, LOCAL, DEEPER)


def test_what_stands_under_a_point_is_read_with_it_and_never_as_markup() -> None:
    text = point_text(PARENT, EVERY, [PARENT])
    assert "3a De gemeenten dragen &lt;b&gt;bij&lt;/b&gt;. (wordt doorgeleid naar: gemeente)" in text
    assert "3aa Per inwoner." in text


def test_what_is_asked_itself_is_not_repeated() -> None:
    assert point_text(PARENT, EVERY, EVERY) == "Instemmen met 3a en 3b."
    assert "3aa" in point_text(LOCAL, EVERY, [LOCAL])


def test_circular_parents_end() -> None:
    first, second = (replace(PARENT, label=own, parent=above) for own, above in (("1", "2"), ("2", "1")))
    assert point_text(first, (first, second), [first]).count("<li>") == 1


@pytest.mark.django_db
@pytest.mark.usefixtures("oost_nederland")
class TestPages:
    def test_a_council_reads_them_on_its_form(self, client: Client) -> None:
        take_away()
        forget()
        sign_in(client, "coordinator")
        self.reads(words(client.get(address(body__code="dvo-twente"))))

    def test_whoever_got_a_link_reads_them_too(self, client: Client) -> None:
        take_away()
        forget()
        person = Membership.objects.filter(post__body__code="dvo-twente", post__code__endswith="secretary")[0]
        key = make_link(asked(body__code="dvo-twente").pk, person.person_id, now=dt.datetime.now(dt.UTC))
        self.reads(words(client.get(f"/melden/{key}/")))

    @staticmethod
    def reads(text: str) -> None:
        below = text.partition("Instemmen met de punten 3a en 3b")[2]
        assert "wordt doorgeleid naar: gemeente" in below
        assert "wordt doorgeleid naar: politie" in below

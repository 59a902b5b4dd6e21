"""Recording a decision of a meeting without a quorum: only with the reason, which the list of decisions tells."""

import pytest
from django.test import Client

from noaber.core.access import COMMAND
from noaber.core.documents.paper import Note
from noaber.core.reading import forget
from noaber.decisions.models import Position
from noaber.decisions.queries.proposals.matrix import Standing
from noaber.meetings.models import Sitting, WithoutQuorum
from noaber.meetings.papers.blocks import attendance_blocks
from noaber.meetings.papers.contents import Audience, contents
from noaber.meetings.queries.sittings import sitting
from noaber.meetings.tests.accounts import become, holder_of
from noaber.meetings.tests.sittings import CHAIR, MAYORS, PRESENT, asked, attend, plan, put
from noaber.network.tests.pages import errors, send, typed_in, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("voorbeeldland")]
QUESTION, REASON = "Waarom mocht het overleg zonder quorum besluiten?", "De leden stemden per brief in."


@pytest.fixture
def held(memo: Standing, client: Client) -> Sitting:
    """A meeting to which one of four came; the chair is signed in."""
    meeting = plan()
    put(meeting, consultation=asked())
    attend(meeting, {MAYORS[0]: PRESENT})
    become(client, holder_of(CHAIR))
    return meeting


def address(held: Sitting) -> str:
    return f"/voorstellen/strategie/standpunt/{asked().pk}/?vergadering={held.pk}"


def test_a_position_is_recorded_only_with_the_reason(held: Sitting, client: Client) -> None:
    forget()
    assert QUESTION in words(client.get(address(held)))
    assert QUESTION in errors(send(client, address(held), answer_1="consent"))
    assert not Position.objects.exists()
    answer = send(client, address(held), answer_1="consent", motive=REASON)
    assert answer.status_code == 302, errors(answer)
    assert WithoutQuorum.objects.get().motive == REASON
    forget()
    row = sitting(COMMAND, held.pk)
    assert row is not None
    found = contents(row, Audience.NETWORK)
    assert [block.text for block in attendance_blocks(found) if isinstance(block, Note)] == [REASON]


def test_the_day_that_is_typed_tells_which_meeting_it_was(held: Sitting, client: Client) -> None:
    """Whoever opens the page otherwise, hears it too."""
    bare = address(held).partition("?")[0]
    typed = typed_in(client.get(bare)) | {"answer_1": "consent", "decided_on": "1-4-2020"}
    assert QUESTION in errors(client.post(bare, typed))
    assert client.post(bare, typed | {"decided_on": "2-4-2020"}).status_code == 302


def test_what_cannot_be_recorded_keeps_no_reason(held: Sitting, client: Client) -> None:
    answer = send(client, address(held), answer_1="with_remark", motive=REASON)
    assert answer.status_code == 200
    assert not WithoutQuorum.objects.exists()


def test_with_a_quorum_nothing_is_asked(held: Sitting, client: Client) -> None:
    attend(held)
    forget()
    assert QUESTION not in words(client.get(address(held)))
    assert send(client, address(held), answer_1="consent").status_code == 302

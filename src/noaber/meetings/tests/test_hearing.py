"""Who is heard does not vote (Politiewet 2012, article 38b): the papers of a meeting and its pages say so as well."""

import pytest
from django.test import Client

from noaber.core.access import COMMAND
from noaber.core.documents.paper import Paper
from noaber.decisions.rules.positions import Answer
from noaber.decisions.rules.route import Role
from noaber.decisions.services.answers.recording import Said
from noaber.decisions.tests.conftest import NOW, TODAY, record
from noaber.decisions.tests.routes import YES, say, send_route, step
from noaber.meetings.models import Sitting
from noaber.meetings.papers.contents import Audience, contents
from noaber.meetings.papers.folder import folder
from noaber.meetings.papers.kinds import paper_of
from noaber.meetings.queries.sittings import sitting
from noaber.meetings.tests.accounts import become, holder_of
from noaber.meetings.tests.sittings import CHAIR, asked, attend, plan, put
from noaber.network.tests.pages import words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("voorbeeldland")]
NO_VOTE = "Het is geen stemming en er wordt niets besloten."


def heard_meeting() -> Sitting:
    """A meeting of the north, which is heard together with the south before the board adopts."""
    bodies = ("overleg-noord", "overleg-zuid")
    send_route(step(1, Role.HEAR, *bodies), step(2, Role.ADOPT, "stuurgroep", after=1))
    held = plan()
    put(held, kind="consent_item", consultation=asked())
    attend(held)
    say(1, "overleg-noord", p1=YES, p2=Said(Answer.WITH_REMARK, "Let op de kosten."))
    record(1, "body:overleg-zuid", {"1": YES})
    return held


def papers(held: Sitting) -> dict[str, Paper]:
    row = sitting(COMMAND, held.pk)
    assert row is not None
    found = contents(row, Audience.NETWORK)
    kinds = ("agenda", "decision_list", "minutes", "extract")
    item = held.items.get().pk
    made = {kind: paper_of(kind, found, made_at=NOW, item=item) for kind in kinds}
    return made | {"folder": folder(found, None, today=TODAY, made_at=NOW)}


def test_every_paper_of_a_meeting_tells_a_hearing_in_its_own_words() -> None:
    for kind, paper in papers(heard_meeting()).items():
        text = repr(paper.blocks)
        assert NO_VOTE in text, kind
        assert "'akkoord" not in text, kind
        assert "'Besluit'" not in text, kind
        assert "besloten: stap 1" not in text, kind
        if kind != "agenda":
            assert "gehoord, geen opmerkingen" in text, kind
            assert "gehoord, met opmerkingen" in text, kind


def test_what_is_no_hearing_keeps_the_words_of_a_decision() -> None:
    send_route(step(1, Role.CONSENT, "overleg-noord"), step(2, Role.ADOPT, "stuurgroep", after=1))
    held = plan()
    put(held, kind="consent_item", consultation=asked())
    attend(held)
    say(1, "overleg-noord", p1=YES)
    text = repr(papers(held)["decision_list"].blocks)
    assert "'akkoord'" in text
    assert "'Besluit'" in text
    assert NO_VOTE not in text


def test_following_the_proposal_on_a_hearing_says_what_is_recorded(client: Client) -> None:
    held = heard_meeting()
    become(client, holder_of(CHAIR))
    text = words(client.get(f"/vergaderingen/{held.pk}/hamerstukken/"))
    assert "“gehoord, geen opmerkingen”" in text
    assert "“akkoord”" not in text

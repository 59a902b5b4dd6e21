"""One proposal asks the councils about the themes and is to be adopted, as that of 28 January 2019 (R09, R10, R14)."""

import datetime as dt
from dataclasses import replace

import pytest
from django.core.files.base import ContentFile
from django.test import Client

from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.core.clock import now, today
from noaber.decisions.api import (
    Answer,
    PointKind,
    PointText,
    Said,
    proposal,
    record_positions,
    send_proposal,
)
from noaber.decisions.models import ProposalVersion
from noaber.decisions.services.answers.rectifying import rectify_day
from noaber.decisions.services.drafts.points import add_point
from noaber.decisions.services.drafts.versions import write_next_version
from noaber.network.tests.pages import words
from noaber.strategy.queries.consulting.after_adoption import since_adoption
from noaber.strategy.queries.consulting.course import consent_before_adopting
from noaber.strategy.rules.periods.period import PeriodState
from noaber.strategy.services.consulting.drafts import put_to_councils
from noaber.strategy.services.periods.period import record_period
from noaber.strategy.tests.test_adopted_instead import NEXT, PAGE, THEMES, answer, chosen, early, terms
from tests.made_once import made_once
from tests.people import sign_in

__all__ = ["chosen"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]
SENDING = f"/voorstellen/{THEMES}/versturen/"
ADOPTS = PointText("9", PointKind.ADOPT, f"De strategie {NEXT} vaststellen.")


@pytest.fixture
@made_once
def both(chosen: None) -> None:
    paper = ContentFile(b"Thema;Punten\n", "ranglijst.csv")
    put_to_councils(NEXT, 1, paper=paper, actor=COMMAND, now=now(), today=early())
    add_point(THEMES, ADOPTS, actor=COMMAND, expected_revision=None)
    record_period(NEXT, replace(terms(), decided_by=THEMES), actor=COMMAND, now=now(), today=today())


def answers(consents: int, *, objects: bool = False) -> None:
    found = proposal(COMMAND, THEMES, AsOf(today()))
    assert found
    parties = found.stages[0].parties
    assert len(parties) == 5
    said = [Said(Answer.CONSENT)] * consents + [Said(Answer.OBJECTION, "Te duur.")] * objects
    for party, each in zip(parties, said, strict=False):
        record_positions(
            party.consultation_id,
            dict.fromkeys(party.labels, each),
            actor=COMMAND,
            now=now(),
            today=today(),
            decided_on=early(),
        )


@pytest.mark.usefixtures("both")
def test_the_day_of_its_adoption_that_was_put_right_is_nothing_that_happened_since(client: Client) -> None:
    send_proposal(THEMES, actor=COMMAND, now=now(), today=today())
    answers(5)
    answer(THEMES, 1)
    on = early()
    said = replace(
        terms(), state=PeriodState.ADOPTED, decided_on=on, source="Lijst", note="Met spoed gedaan."
    )
    record_period(NEXT, said, actor=COMMAND, now=now(), today=today())
    found = proposal(COMMAND, THEMES, AsOf(today()))
    assert found
    college = found.stages[1].parties[0].consultation_id
    more = {"actor": COMMAND, "now": now(), "today": today(), "reason": "Verkeerd overgenomen."}
    later = on + dt.timedelta(days=2)
    assert rectify_day(college, decided_on=later, **more)  # type: ignore[arg-type]
    for day in (on, later):
        if day == later:
            record_period(
                NEXT,
                replace(said, decided_on=later, note="De dag klopte niet."),
                actor=COMMAND,
                now=now(),
                today=today(),
            )
        assert since_adoption(COMMAND, NEXT, AsOf(today())) == ""
        for page in (
            PAGE,
            f"{PAGE}nota/",
            f"{PAGE}samenvatting/",
            f"{PAGE}keuze/1/",
            f"/voorstellen/{THEMES}/",
        ):
            sign_in(client, "coordinator")
            told = words(client.get(page))
            assert "nog iets vastgelegd" not in told, page
            assert "verandert de strategie niet" not in told, page


@pytest.mark.usefixtures("both")
@pytest.mark.parametrize(("consents", "objects"), [(0, False), (2, False), (4, True), (5, False)])
def test_r10_it_may_be_sent_a_new_text_of_however_many_councils_consent(
    client: Client, consents: int, objects: bool
) -> None:
    send_proposal(THEMES, actor=COMMAND, now=now(), today=today())
    answers(consents, objects=objects)
    write_next_version(THEMES, actor=COMMAND, today=today())
    ProposalVersion.objects.filter(sent_at=None).update(change_note="Na de opmerkingen.", is_material=True)
    sign_in(client, "coordinator")
    told = words(client.get(SENDING))
    assert "Niet alle overleggen stemmen nu in" not in told
    assert "Dit ontbreekt nog" not in told
    send_proposal(THEMES, actor=COMMAND, now=now(), today=today())
    found = proposal(COMMAND, THEMES, AsOf(today()))
    assert found
    assert found.number == 2
    assert ["0 van de 5" in each for each in consent_before_adopting(found)] == [True], (
        "who adopts is still told that the councils answer first"
    )

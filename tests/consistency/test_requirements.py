"""The requirements of the memo of 28 January 2019 about decisions, one by one, on the demonstration network.

The numbers R01-R68 are those of the list that the house was built on; each test names the one it holds, with the words
of the memo. How a thing works is tested in its room; here it is held that the network as it is played keeps to it.
"""

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

import pytest
from django.db import connection
from django.test import Client

from noaber.core.access import ANONYMOUS, COMMAND
from noaber.core.asof import AsOf
from noaber.core.errors import DomainError
from noaber.core.reading import forget
from noaber.decisions.api import (
    Answer,
    PointKind,
    PointText,
    ProposalText,
    Role,
    Said,
    StageRule,
    StageStanding,
    StageText,
    Standing,
    Verdict,
    draft_proposal,
    override_gate,
    proposal,
    record_positions,
    send_proposal,
)
from noaber.decisions.models import Disposition, Position, RemarkOwner
from noaber.network.api import bodies
from tests.people import PEOPLE, sign_in

MEMO: Final = "veiligheidsstrategie-2019-2022"
TODAY: Final = dt.date(2023, 5, 15)
NOW: Final = dt.datetime(2023, 5, 15, 10, tzinfo=dt.UTC)
SENT_ON: Final = dt.date(2019, 1, 28)
ADOPTED_ON: Final = dt.date(2019, 4, 24)
PAGES: Final = (
    "/voorstellen/",
    f"/voorstellen/{MEMO}/",
    "/besluiten/",
    f"/besluiten/{MEMO}/",
    "/open-data/besluiten.json",
    f"/open-data/besluiten/{MEMO}.json",
)
# Ten digits in a row however they are set apart, or an international number: what a Dutch telephone number looks like.
TELEPHONE: Final = re.compile(r"(?<![\w-])(?:0\d(?:[ -]?\d){8}|(?:\+|00)\d{1,3}(?:[ -]?\d){8,10})(?![\w-])")

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]


def memo(on: dt.date = TODAY) -> Standing:
    found = proposal(COMMAND, MEMO, AsOf(on))
    assert found is not None
    return found


def councils(on: dt.date = TODAY) -> StageStanding:
    return next(stage for stage in memo(on).stages if stage.role is Role.CONSENT)


def adopting(on: dt.date = TODAY) -> StageStanding:
    return next(stage for stage in memo(on).stages if stage.role is Role.ADOPT)


def own_decisions(on: dt.date = TODAY) -> StageStanding:
    return next(stage for stage in memo(on).stages if stage.is_follow_up)


def take_away_after(day: dt.date) -> None:
    """As if it were this day: with the database in hand, for no page and no service can."""
    with connection.cursor() as cursor:
        for table in ("decisions_disposition", "decisions_remarkowner", "decisions_position"):
            if connection.vendor == "postgresql":
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            else:
                cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_delete")
    later = Position.objects.filter(consultation__stage__proposal__code=MEMO, decided_on__gt=day)
    Disposition.objects.filter(position__in=later).delete()
    RemarkOwner.objects.filter(position__in=later).delete()
    later.delete()
    forget()


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("bel 06-12345678", True),
        ("06 12 34 56 78", True),
        ("0570 123456", True),
        ("+31 6 12345678", True),
        ("2019-01-28T09:00:00+00:00", False),
        ("€ 230.000 per jaar, 2020-2023", False),
        ("00000000-0000-4000-8000-000000000000", False),
    ],
)
def test_the_test_of_r01_knows_a_telephone_number(text: str, is_one: bool) -> None:
    assert bool(TELEPHONE.search(text)) == is_one


@pytest.mark.parametrize("person", ["nobody", "coordinator", "mayor of Zwolle"])
def test_r01_the_number_of_the_author_is_on_no_page_of_a_proposal(client: Client, person: str) -> None:
    """ "Voor: de leden van het districtelijk veiligheidsoverleg. Van: de BBG." """
    sign_in(client, person)
    found = {path: TELEPHONE.findall(visible(client.get(path).content.decode())) for path in PAGES}
    assert not {path: numbers for path, numbers in found.items() if numbers}


def visible(page: str) -> str:
    """A page without the attributes of its elements: keys and file names are no telephone numbers."""
    return re.sub(r"<[^>]*>", " ", page) if page.lstrip().startswith("<") else without_keys(page)


def without_keys(text: str) -> str:
    """JSON without hashes and identities."""
    return re.sub(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{64}", " ", text)


def test_r01_one_proposal_is_treated_five_times() -> None:
    stage = councils()
    districts = {row.code for row in bodies(ANONYMOUS, AsOf(TODAY)) if row.kind == "district_safety_council"}
    assert len(districts) == 5
    assert {party.body_code for party in stage.parties} == districts


def test_r09_five_of_five_councils_answered_on_every_point_remarks_and_all() -> None:
    stage = councils()
    for label in stage.labels:
        tally = stage.outcomes[label].tally
        assert (tally.answered, tally.expected) == (5, 5)
    remarks = [cell for cell in stage.cells.values() if cell.answer is Answer.WITH_REMARK]
    assert remarks
    assert all(cell.text for cell in remarks)


def test_r14_it_was_adopted_after_all_five_had_agreed_and_on_no_day_before() -> None:
    """ "Definitieve vaststelling: Bestuurscollege van 24 april 2019. Daaraan voorafgaand alle vijf." """
    days = sorted({cell.decided_on for cell in councils().cells.values()})
    assert len(days) == 5
    assert days[-1] < ADOPTED_ON
    assert {cell.decided_on for cell in adopting().cells.values()} == {ADOPTED_ON}
    for day in days[:-1]:
        assert not adopting(day).gate.is_open
    assert adopting(days[-1]).gate.is_open
    assert not adopting().gate.motive


@pytest.mark.parametrize("answered", range(5))
def test_r14_before_five_of_five_nobody_adopts(answered: int) -> None:
    days = sorted({cell.decided_on for cell in councils().cells.values()})
    take_away_after(([SENT_ON, *days])[answered])
    assert sum(bool(councils().cells.get((party.key, "1"))) for party in councils().parties) == answered
    with pytest.raises(DomainError, match="Tot die tijd gaat deze stap niet open"):
        adopt()


def test_r14_only_a_motivated_decision_goes_before_it() -> None:
    days = sorted({cell.decided_on for cell in councils().cells.values()})
    take_away_after(days[3])
    number = adopting().id
    how = {"actor": COMMAND, "now": NOW, "today": TODAY, "decided_on": ADOPTED_ON}
    with pytest.raises(DomainError, match="waarom de volgorde wordt doorbroken"):
        override_gate(number, motive="  ", **how)  # type: ignore[arg-type]
    override_gate(number, motive="De BBG besloot dit op 24 april.", **how)  # type: ignore[arg-type]
    adopt()
    assert adopting().is_passed
    assert adopting().gate.motive


def adopt() -> None:
    party = adopting().parties[0]
    record_positions(
        party.consultation_id,
        {label: Said(Answer.CONSENT) for label in party.labels},
        actor=COMMAND,
        now=NOW,
        today=TODAY,
        decided_on=ADOPTED_ON,
    )


def informal_bodies() -> Iterator[str]:
    return (row.code for row in bodies(ANONYMOUS, AsOf(TODAY)) if row.kind == "official_safety_council")


def test_r41_no_official_council_registers_a_formal_decision() -> None:
    """ "Ambtelijk veiligheidsoverleg: informeel." """
    codes = list(informal_bodies())
    assert codes
    for code in codes:
        ask_to_decide(code)
        with pytest.raises(DomainError, match="geen formele besluiten"):
            send_proposal(f"aan-{code}", actor=COMMAND, now=NOW)


def ask_to_decide(body: str) -> None:
    """The draft of a proposal that asks this body to decide."""
    draft_proposal(
        f"aan-{body}",
        actor=COMMAND,
        now=NOW,
        text=ProposalText("Aan het ambtelijk overleg", "de BBG", "het AVO", dt.date(2023, 5, 1)),
        points=[PointText("1", PointKind.DECIDE, "Besluiten.")],
        stages=[
            StageText(1, "het AVO", Role.DECIDE, StageRule.ALL, bodies=(body,)),
            StageText(2, "de BBG", Role.ADOPT, StageRule.ALL, bodies=("bbg",), after=1),
        ],
    )


def test_r54_each_council_has_its_outcome_on_point_1_and_adopts_nothing(client: Client) -> None:
    """ "1. Vaststellen": what a district council says of it is consent; the Bestuurscollege adopts."""
    stage = councils()
    point = next(point for point in memo().points if point.label == "1")
    assert point.kind is PointKind.ADOPT
    assert all((party.key, "1") in stage.cells for party in stage.parties)
    text = client.get(f"/voorstellen/{MEMO}/").content.decode()
    assert "stemt in, voordat het elders wordt vastgesteld" in text
    assert "stelt vast" in text
    assert [each.role for each in memo().stages if "1" in each.labels].count(Role.ADOPT) == 1


def test_r55_taking_note_is_no_vote() -> None:
    """ "2. Kennis te nemen." """
    point = next(point for point in memo().points if point.label == "2")
    assert point.kind is PointKind.TAKE_NOTE
    tally = councils().outcomes["2"].tally
    assert (tally.took_note, tally.consent, tally.with_remark, tally.objection) == (5, 0, 0, 0)
    party = councils().parties[0]
    for answer in (Answer.CONSENT, Answer.OBJECTION):
        with pytest.raises(DomainError):
            record_positions(
                party.consultation_id,
                {"2": Said(answer, "Een reden." if answer is Answer.OBJECTION else "")},
                actor=COMMAND,
                now=NOW,
                today=TODAY,
                decided_on=TODAY,
            )


def test_r56_consent_on_point_3_leads_to_76_and_3_own_decisions_with_an_organ_and_a_day() -> None:
    """ "Met een positief advies door te geleiden naar de besluitvorming in ieders organisatie." """
    point = next(point for point in memo().points if point.label == "3")
    assert point.advice == "een positief advies"
    assert "municipality" in point.forwarded_to
    stage = own_decisions()
    asked = Counter(label for party in stage.parties for label in party.labels)
    assert asked == {"3a": 76, "3b": 3}
    assert all(party.organ and party.due_on for party in stage.parties)
    assert not own_decisions(SENT_ON).gate.is_open
    assert stage.outcomes["3a"].verdict is Verdict.PASSED


def test_r60_every_body_saw_the_same_text_and_it_can_be_told_from_any_other(client: Client) -> None:
    """ "De meegestuurde documenten": a fixed version at every meeting."""
    found = memo()
    assert re.fullmatch(r"[0-9a-f]{64}", found.content_hash)
    assert {cell.on_version for stage in found.stages for cell in stage.cells.values()} == {found.number}
    assert found.content_hash[:12] in client.get(f"/voorstellen/{MEMO}/").content.decode()
    assert found.content_hash in client.get(f"/open-data/besluiten/{MEMO}.json").content.decode()


def test_r60_two_documents_went_with_it_and_everyone_finds_them(client: Client) -> None:
    """ "1. De Concept-Veiligheidsstrategie; 2. De Endterm review." """
    for path in (f"/voorstellen/{MEMO}/", f"/besluiten/{MEMO}/", f"/open-data/besluiten/{MEMO}.json"):
        page = client.get(path).content.decode()
        assert (
            0
            < page.index("Concept-Veiligheidsstrategie")
            < page.index("Endterm review 2015-2018 Veiligheidsn")
        )


def test_r64_everyone_of_the_demonstration_reads_the_decision_and_nobody_more_than_a_visitor(
    client: Client,
) -> None:
    """Confidentiality: the public page is the same for all."""
    before = visible(main(client.get(f"/besluiten/{MEMO}/").content.decode()))
    for person in PEOPLE:
        visitor = Client()
        sign_in(visitor, person)
        assert visible(main(visitor.get(f"/besluiten/{MEMO}/").content.decode())) == before


def main(page: str) -> str:
    return page[page.index("<main") : page.index("</main>")]


def test_r65_what_was_adopted_is_public(client: Client) -> None:
    """Public transparency: the page, its list, and open data, without signing in."""
    for path in PAGES:
        assert client.get(path).status_code == 200

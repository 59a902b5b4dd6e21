"""Papers of a meeting: released apart, frozen, without names for the public, without what is restricted."""

import hashlib
import io
import subprocess
import uuid
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from django.db import DatabaseError, connection, transaction

from noaber.core import clock
from noaber.core.access import ANONYMOUS, COMMAND, Actor
from noaber.core.asof import AsOf, end_of_day
from noaber.core.documents.pdf import to_pdf
from noaber.core.errors import AccessRefused, DomainError
from noaber.core.files import may_read_file, read_file
from noaber.core.rules.dutch import long_date
from noaber.core.tests.guards import unguarded
from noaber.decisions.models import Proposal
from noaber.decisions.queries.proposals import inserts
from noaber.decisions.queries.proposals.inserts import InsertTable, register_insert
from noaber.decisions.queries.proposals.matrix import Standing
from noaber.decisions.rules.positions import Answer
from noaber.decisions.services.answers.recording import Said
from noaber.decisions.tests.conftest import (
    AGREED,
    MEETING,
    NORTH,
    NOW,
    SOUTH,
    TODAY,
    draft,
    holding,
    record,
    send,
)
from noaber.meetings.models import Release, Sitting
from noaber.meetings.papers.contents import Audience, contents
from noaber.meetings.papers.folder import folder
from noaber.meetings.papers.kinds import paper_of
from noaber.meetings.queries.sittings import releases, sitting, sittings
from noaber.meetings.rules.attendance import Presence
from noaber.meetings.services.actions import ActionText, agree_action
from noaber.meetings.services.agendas import record_treatment
from noaber.meetings.services.attendance import Attended
from noaber.meetings.services.releasing import release_paper
from noaber.meetings.tests.sittings import CHAIR, COUNCIL, MAYORS, PRESENT, asked, attend, plan, put
from noaber.network.api import seats
from noaber.network.services.memberships import appoint
from noaber.network.tests.conftest import newcomer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("voorbeeldland")]
READER = holding("member", "body:overleg-noord")
SECRET = "De geheime zaak"


@pytest.fixture
def told(tmp_path: Path) -> Callable[[bytes], str]:
    """The words of a PDF, as another program reads them."""

    def words(data: bytes) -> str:
        path = tmp_path / f"{uuid.uuid4()}.pdf"
        path.write_bytes(data)
        run = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, check=True, text=True)
        return " ".join(run.stdout.split())

    return words


def release(
    held: Sitting,
    paper: str = "decision_list",
    *,
    is_public: bool = False,
    item: int | None = None,
    actor: Actor = COMMAND,
) -> Release:
    return release_paper(held.pk, paper, actor=actor, now=NOW, today=TODAY, is_public=is_public, item=item)


def meeting() -> Sitting:
    """A meeting that treated the memo, with a reservation, and agreed an action."""
    held = plan()
    item = put(held, consultation=asked())
    put(held, "Rondvraag", "information")
    attend(held)
    record(1, NORTH, {**AGREED, "3": Said(Answer.WITH_REMARK, "Mits het zo blijft.")})
    record_treatment(
        item.pk, actor=COMMAND, today=TODAY, decision="Het overleg stemt in.", minutes="Er is gesproken."
    )
    written = ActionText("De leden berichten", CHAIR, MEETING)
    agree_action(COUNCIL, written, actor=COMMAND, now=NOW, today=TODAY, item=item.pk)
    return held


def restricted_meeting() -> Sitting:
    draft("geheim", classification="restricted", words={"title": SECRET})
    send("geheim")
    held = plan()
    put(held, consultation=asked())
    attend(held)
    return held


def test_a_decision_list_tells_all_that_was_decided(memo: Standing, told: Callable[[bytes], str]) -> None:
    text = told(read_file(release(meeting()).file))
    for said in (
        "Besluitenlijst Overleg Noord, 1 april 2020",
        "Voorzitter",
        "stemhebbende zetels zijn bezet",
        "1. Strategie 2020-2023",
        "bespreken",
        "Het overleg stemt in.",
        "akkoord met kanttekening: Mits het zo blijft.",
        "De leden berichten (Voorzitter, uiterlijk 1-4-2020)",
        "2. Rondvraag",
    ):
        assert said in text
    assert "Er is gesproken." not in text


def test_minutes_tell_what_was_said_and_an_extract_one_item(
    memo: Standing, told: Callable[[bytes], str]
) -> None:
    held = meeting()
    assert "Er is gesproken." in told(read_file(release(held, "minutes").file))
    second = held.items.get(number=2)
    text = told(read_file(release(held, "extract", item=second.pk).file))
    assert "Uittreksel: Rondvraag" in text
    assert "Het overleg stemt in." not in text


def test_the_treated_order_is_kept_while_numbers_stay(told: Callable[[bytes], str]) -> None:
    held = plan()
    put(held, "Opening")
    last = put(held, "Haastzaak")
    attend(held)
    record_treatment(last.pk, actor=COMMAND, today=TODAY, decision="Akkoord.", minutes="", treated_as=1)
    text = told(read_file(release(held).file))
    assert text.index("2. Haastzaak") < text.index("1. Opening")
    assert "behandeld als 1e punt" in text


def test_what_was_released_stays_as_it_was(memo: Standing) -> None:
    held = meeting()
    first = release(held)
    before = read_file(first.file)
    assert hashlib.sha256(before).hexdigest() == first.file.sha256
    item = held.items.get(number=2)
    record_treatment(item.pk, actor=COMMAND, today=TODAY, decision="Toch iets.", minutes="")
    assert read_file(first.file) == before
    second = release(held)
    assert (second.pk, second.file.sha256) != (first.pk, first.file.sha256)
    assert [row.is_replaced for row in releases(COMMAND, held.pk)] == [True, False]


def test_released_twice_without_a_change_it_is_there_once(memo: Standing) -> None:
    held = meeting()
    assert release(held).pk == release(held).pk
    assert Release.objects.count() == 1


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE meetings_release SET paper = 'x'",
        "DELETE FROM meetings_release",
        "UPDATE meetings_releaseditem SET title = 'x'",
        "DELETE FROM meetings_releaseditem",
    ],
)
def test_the_database_keeps_a_release(statement: str) -> None:
    held = plan()
    put(held, "Opening")
    release(held, "agenda")
    with (
        pytest.raises(DatabaseError, match="never changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_a_public_paper_names_seats_and_the_network_people(told: Callable[[bytes], str]) -> None:
    who = newcomer("Anna de Vries", since=MEETING)
    appoint(who, MAYORS[0], actor=COMMAND, now=NOW, valid_from=MEETING, is_substitute=True)
    held = plan()
    put(held, "Opening")
    attend(held, {CHAIR: PRESENT, MAYORS[0]: Attended(Presence.SUBSTITUTED, substitute=who)})
    assert "Anna de Vries" in told(read_file(release(held).file))
    public = told(read_file(release(held, is_public=True).file))
    assert "Anna de Vries" not in public
    assert "vervangen door plaatsvervanger" in public


def test_a_name_that_was_typed_is_refused_in_a_public_paper() -> None:
    who = newcomer("Anna de Vries", since=MEETING)
    appoint(who, MAYORS[0], actor=COMMAND, now=NOW, valid_from=MEETING, is_substitute=True)
    held = plan()
    item = put(held, "Opening")
    attend(held, {MAYORS[0]: Attended(Presence.SUBSTITUTED, substitute=who)})
    record_treatment(item.pk, actor=COMMAND, today=TODAY, decision="Anna de Vries opent.", minutes="")
    with pytest.raises(DomainError, match="Bij punt 1 staat een naam"):
        release(held, is_public=True)
    release(held)


def test_a_reservation_is_for_the_network(memo: Standing, told: Callable[[bytes], str]) -> None:
    with unguarded():
        Proposal.objects.update(classification="public")
    public = told(read_file(release(meeting(), is_public=True).file))
    assert "akkoord met kanttekening" in public
    assert "Mits het zo blijft." not in public


def test_a_public_paper_tells_nothing_of_a_proposal_for_the_network(
    memo: Standing, told: Callable[[bytes], str]
) -> None:
    held = meeting()
    for paper in ("agenda", "decision_list", "minutes"):
        text = told(read_file(release(held, paper, is_public=True).file))
        assert "Niet openbaar agendapunt" in text
        assert "Rondvraag" in text
        for hidden in ("Strategie", "stemt in", "gesproken", "akkoord", "berichten"):
            assert hidden not in text
    assert "Strategie" in told(read_file(release(held).file))


def test_of_a_proposal_for_the_network_no_public_extract(memo: Standing) -> None:
    held = meeting()
    item = held.items.get(number=1).pk
    with pytest.raises(DomainError, match="niet openbaar"):
        release(held, "extract", item=item, is_public=True)
    assert release(held, "extract", item=item).item_id == item


def test_of_a_restricted_proposal_no_paper_tells_more_than_that_it_is(told: Callable[[bytes], str]) -> None:
    held = restricted_meeting()
    for is_public in (True, False):
        for paper in ("agenda", "decision_list", "minutes"):
            text = told(read_file(release(held, paper, is_public=is_public).file))
            assert SECRET not in text
            assert "Besloten agendapunt" in text
    with pytest.raises(DomainError, match="besloten punt"):
        release(held, "extract", item=held.items.get().pk)


def test_who_is_asked_reads_the_restricted_item_in_the_own_folder(told: Callable[[bytes], str]) -> None:
    held = restricted_meeting()
    release(held, "agenda")
    outsider = holding("member", "body:rvo")
    for actor, is_told in ((READER, True), (outsider, False)):
        row = sitting(actor, held.pk)
        assert row is not None
        found = contents(row, Audience.READER, actor=actor)
        text = told(to_pdf(folder(found, None, today=TODAY, made_at=NOW)))
        assert (SECRET in text) is is_told


def test_a_folder_has_bookmarks_and_tells_what_neighbours_decided(
    memo: Standing, told: Callable[[bytes], str]
) -> None:
    record(1, SOUTH, AGREED)
    held = meeting()
    release(held, "agenda")
    row = sitting(READER, held.pk)
    assert row is not None
    seat = seats(COMMAND, AsOf(MEETING), code=MAYORS[0])[0]
    data = to_pdf(folder(contents(row, Audience.READER, actor=READER), seat, today=TODAY, made_at=NOW))
    with pikepdf.open(io.BytesIO(data)) as document, document.open_outline() as outline:
        marks = [entry.title for entry in outline.root]
        below = [entry.title for mark in outline.root for entry in mark.children]
    assert marks[:3] == ["Agenda", "1. Strategie 2020-2023", "2. Rondvraag"]
    assert "Wat er wordt gevraagd" in below
    text = told(data)
    assert "Overleg Zuid" in text
    assert "akkoord met kanttekening: Mits het zo blijft." in text


def test_only_the_agenda_is_released_beforehand() -> None:
    coming = plan(on=TODAY.replace(year=2021))
    release(coming, "agenda")
    with pytest.raises(DomainError, match="nog niet geweest"):
        release(coming)


def test_who_keeps_the_meetings_releases_and_nobody_else() -> None:
    with pytest.raises(AccessRefused):
        release(plan(), "agenda", actor=READER)


def test_a_visitor_finds_only_what_is_public() -> None:
    held = plan()
    network = release(held, "agenda")
    assert sittings(ANONYMOUS) == []
    assert not may_read_file(ANONYMOUS, network.file)
    assert may_read_file(READER, network.file)
    public = release(held, "agenda", is_public=True)
    assert may_read_file(ANONYMOUS, public.file)
    assert [row.file_id for row in releases(ANONYMOUS, held.pk)] == [public.file_id]


def test_an_item_to_discuss_without_a_decision_says_so_and_a_notice_does_not(
    told: Callable[[bytes], str],
) -> None:
    held = plan()
    put(held, "Mededelingen", "information")
    attend(held)
    assert "geen besluit" not in told(read_file(release(held).file))
    put(held, "Vragen", "discussion")
    assert "Hier is geen besluit bij vastgelegd." in told(read_file(release(held).file))


def test_a_folder_tells_what_it_costs_the_own_organisation(
    memo: Standing, told: Callable[[bytes], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inserts, "_inserts", {})

    def costs(_found: Standing, asof: AsOf, organisation: str) -> InsertTable:
        assert asof == AsOf(MEETING, end_of_day(MEETING))  # as it was known then
        return InsertTable(
            f"Bijdrage van {organisation}", (("cents", "Bedrag", "money"),), ({"cents": 12345},)
        )

    register_insert("bijdrage", title="Bijdrage", compose=costs, is_local=True)
    held = meeting()
    release(held, "agenda")
    row = sitting(READER, held.pk)
    assert row is not None
    found = contents(row, Audience.READER, actor=READER)
    own = seats(COMMAND, AsOf(MEETING), code=MAYORS[1])[0]
    text = told(to_pdf(folder(found, own, today=TODAY, made_at=NOW)))
    assert "Wat het ons kost" in text
    assert "Bijdrage van GM9002" in text
    assert "€ 123,45" in text.replace("\N{NO-BREAK SPACE}", " ")
    without = told(to_pdf(folder(found, None, today=TODAY, made_at=NOW)))
    assert "Wat het ons kost" not in without


@pytest.mark.usefixtures("memo")
def test_a_working_paper_says_of_which_day_it_is_and_a_released_one_stays() -> None:
    held = meeting()
    row = sitting(COMMAND, held.pk)
    assert row
    for audience, is_said in ((Audience.READER, True), (Audience.NETWORK, False)):
        found = contents(row, audience, actor=COMMAND)
        facts = dict(paper_of("agenda", found, made_at=NOW).facts)
        assert ("Stand van" in facts) is is_said
    mine = folder(contents(row, Audience.READER, actor=COMMAND), None, today=TODAY, made_at=NOW)
    assert dict(mine.facts)["Stand van"] == long_date(MEETING)


@pytest.mark.usefixtures("demonstration_day")
def test_a_folder_of_a_coming_meeting_is_of_today_as_the_demonstration_counts() -> None:
    held = plan(on=MEETING.replace(year=2021))
    row = sitting(COMMAND, held.pk)
    assert row
    found = contents(row, Audience.READER, actor=COMMAND)
    made = folder(found, None, today=TODAY, made_at=NOW)
    assert dict(made.facts)["Stand van"] == long_date(TODAY)


@pytest.fixture
def demonstration_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "reached_on", lambda: TODAY)


def test_every_paper_tells_what_is_sent_on_below_the_point_that_does(
    memo: Standing, told: Callable[[bytes], str]
) -> None:
    held = meeting()
    item = held.items.get(number=1).pk
    papers = {
        paper: told(read_file(release(held, paper).file)) for paper in ("agenda", "decision_list", "minutes")
    }
    papers["extract"] = told(read_file(release(held, "extract", item=item).file))
    row = sitting(READER, held.pk)
    assert row is not None
    papers["folder"] = told(
        to_pdf(folder(contents(row, Audience.READER, actor=READER), None, today=TODAY, made_at=NOW))
    )
    for paper, text in papers.items():
        assert "Instemmen met 3a en 3b." in text, paper
        assert "Iedere gemeente draagt bij. (Wordt doorgeleid naar: gemeenten" in text, paper
        assert "De partners dragen bij." in text, paper
        assert text.index("Instemmen met") < text.index("Iedere gemeente") < text.index("De financiering"), (
            paper
        )

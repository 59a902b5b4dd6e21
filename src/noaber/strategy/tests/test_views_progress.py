"""Progress per theme (R35), the log of changes (R49) and the work plans, on the demonstration network."""

import datetime as dt
import subprocess
import uuid
from decimal import Decimal
from io import BytesIO

import pikepdf
import pytest
from django.test import Client

from noaber.core import clock
from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.core.documents.paper import Note, Paper
from noaber.core.errors import DomainError
from noaber.core.reading import forget
from noaber.meetings.api import sittings
from noaber.network.tests.pages import links, words
from noaber.strategy.models import Goal, GoalUpdate
from noaber.strategy.queries.goals.goal import INDICATORS, VALUES, goals
from noaber.strategy.queries.goals.progress_meetings import Meeting
from noaber.strategy.rules.goals.goal import ValueText
from noaber.strategy.services.goals.goal import record_value
from noaber.strategy.views.goals import progress as progress_views
from noaber.strategy.views.goals import progress_meetings
from noaber.strategy.words.goals import number_words
from tests.people import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]
PERIOD = "/strategie/2019-2022/"
THEN = "?geldig-op=2021-07-20"


def text_of(contents: bytes) -> str:
    """The words that a PDF says of itself beside its pages: it is tagged, and its title is that of the paper."""
    with pikepdf.open(BytesIO(contents)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        return str(pdf.docinfo.get("/Title", ""))


def made_papers(monkeypatch: pytest.MonkeyPatch) -> list[Paper]:
    """Of which a PDF is made."""
    papers: list[Paper] = []

    def keep(paper: Paper) -> bytes:
        papers.append(paper)
        return b""

    monkeypatch.setattr(progress_views, "to_pdf", keep)
    return papers


def test_r35_the_steering_group_reads_per_theme_who_carries_it_how_it_goes_and_what_is_asked(
    client: Client,
) -> None:
    """ "Ziet toe op de uitvoering en voortgang": a report per theme per meeting."""
    sign_in(client, "mayor of Enschede")
    assert f"{PERIOD}voortgang/" in links(client.get(PERIOD))
    text = words(client.get(f"{PERIOD}voortgang/{THEN}"))
    for shown in (
        "Sinds de vorige vergadering, op 14 april 2021.",
        "Na een melding snel passende zorg: Wij vragen de BBG",
        "Burgemeester van Doetinchem en Burgemeester van Tiel",
        "ET Cybercrime",
        "6.083 → 4.966 (2020) → 4.500",
        "7 van 8",
    ):
        assert shown in text
    assert "Geen nieuws sindsdien." not in text


def test_r35_what_was_said_before_the_last_meeting_is_no_news(client: Client) -> None:
    text = words(client.get(f"{PERIOD}voortgang/?geldig-op=2021-05-01"))
    assert text.count("Geen nieuws sindsdien.") == 8
    assert "Wat wordt gevraagd" not in text


def test_r35_a_meeting_leads_to_the_progress_as_it_stood_that_day_and_back(client: Client) -> None:
    sign_in(client, "mayor of Enschede")
    day = "geldig-op=2021-04-14&bekend-op=2021-04-14"
    page = links(client.get(f"{PERIOD}voortgang/"))
    assert {f"{PERIOD}voortgang/?{day}", f"{PERIOD}voortgang.pdf?{day}"} <= set(page)
    found = next(row for row in sittings(COMMAND) if row.held_on == dt.date(2021, 4, 14))
    meeting = f"/vergaderingen/{found.id}/"
    assert meeting in page
    assert f"{PERIOD}voortgang/?{day}" in links(client.get(meeting))
    other = next(row for row in sittings(COMMAND) if row.body_code != found.body_code)
    assert not [link for link in links(client.get(f"/vergaderingen/{other.id}/")) if "voortgang/" in link]


def test_r35_what_a_visitor_may_not_read_of_a_meeting_is_no_link(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    early, later = (Meeting(uuid.uuid4(), dt.date(*day)) for day in ((2019, 3, 7), (2019, 6, 5)))
    monkeypatch.setattr(progress_meetings, "meetings_of", lambda *_args: (later, early))

    def ways(meeting: Meeting) -> list[str]:
        there = links(client.get(f"{PERIOD}voortgang/"))
        return [each for each in there if f"geldig-op={meeting.held_on}" in each]

    assert "toen nog niet openbaar" in words(client.get(f"{PERIOD}voortgang/"))
    assert ways(early) == []
    assert {client.get(way).status_code for way in ways(later)} == {200}
    sign_in(client, "mayor of Enschede")
    assert "toen nog niet openbaar" not in words(client.get(f"{PERIOD}voortgang/"))
    assert {client.get(way).status_code for way in ways(early)} == {200}


def test_r35_what_is_recorded_later_does_not_rewrite_what_a_meeting_was_told(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A value of a day before the meeting, recorded after it; the same holds for the paper."""
    papers = made_papers(monkeypatch)
    then, later = "?geldig-op=2021-04-14&bekend-op=2021-04-14", "is later nog iets vastgelegd"
    page, pdf = f"{PERIOD}voortgang/{then}", f"{PERIOD}voortgang.pdf{then}"
    before = words(client.get(page))
    client.get(pdf)
    assert later not in before
    value = ValueText(Decimal(55), dt.date(2021, 4, 1), "Telling")
    facts = {"actor": COMMAND, "now": clock.now(), "today": dt.date(2021, 5, 20)}
    record_value("2019-2022", "ondermijningsbeeld", 1, value, **facts)  # type: ignore[arg-type]
    forget()
    answer = client.get(page)
    assert "12 → 40 (2020) → 76" in words(answer)
    assert later in words(answer)
    now = f"{PERIOD}voortgang/?geldig-op=2021-04-14"
    assert now in links(answer)
    assert "12 → 55 (2021) → 76" in words(client.get(now))
    client.get(pdf)
    first, note = papers[0].blocks, papers[1].blocks[0]
    assert isinstance(note, Note)
    assert later in note.text
    assert papers[1].blocks[1:] == first


def test_r35_what_is_asked_afterwards_of_a_day_before_the_meeting_is_asked_of_the_next(
    client: Client,
) -> None:
    """The earlier meeting could not read it."""
    day, text = dt.date(2021, 4, 10), "Wij vragen om een besluit."
    rows = Goal.objects.filter(period__code="2019-2022", code="passende-zorg")
    number = GoalUpdate.objects.filter(goal__in=rows).count() + 1
    said = {
        "number": number,
        "said_on": day,
        "status": "behind",
        "sentence": "Toch niet goed.",
        "asked": text,
    }
    at = dt.datetime(2021, 5, 20, 9, tzinfo=dt.UTC)
    GoalUpdate.objects.create(goal=rows.get(), recorded_at=at, **said)
    sign_in(client, "mayor of Enschede")
    page = f"{PERIOD}voortgang/"
    assert text not in words(client.get(f"{page}?geldig-op=2021-04-14&bekend-op=2021-04-14"))
    assert text in words(client.get(f"{page}?geldig-op=2021-05-25"))


def test_r35_the_same_is_a_paper_that_everyone_can_read(client: Client) -> None:
    answer = client.get(f"{PERIOD}voortgang.pdf{THEN}")
    assert answer["Content-Type"] == "application/pdf"
    assert "voortgang-2019-2022-2021-07-20-voorbeeldgegevens.pdf" in answer["Content-Disposition"]
    assert text_of(answer.content) == "Voortgang per thema"
    assert client.get(f"{PERIOD}voortgang.pdf?geldig-op=2019-04-01&bekend-op=2019-04-01").status_code == 404


def test_what_a_team_asks_of_the_steering_group_is_for_the_network(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    papers = made_papers(monkeypatch)
    asked = "Wij vragen de BBG"
    pages = (f"{PERIOD}voortgang/{THEN}", f"{PERIOD}doelen/passende-zorg/{THEN}")
    for page in pages:
        assert asked not in words(client.get(page))
    client.get(f"{PERIOD}voortgang.pdf{THEN}")
    sign_in(client, "mayor of Enschede")
    for page in pages:
        assert asked in words(client.get(page))
    client.get(f"{PERIOD}voortgang.pdf{THEN}")
    hidden, shown = (str(paper.blocks) for paper in papers)
    assert asked in shown
    assert asked not in hidden
    assert "Wat wordt gevraagd" not in hidden


def test_r49_what_changed_in_mid_period_has_its_reason_and_what_is_new_is_tagged(client: Client) -> None:
    """ "Flexibeler … meer maatwerk … innovatieve": a log of changes."""
    page = f"{PERIOD}wijzigingen/"
    text = words(client.get(page))
    assert "Eigenaar: Trekker van het Platform Ondermijning → Lid namens het RIEC" in text
    assert "Het RIEC heeft de meeste mensen" in text
    new = client.get(f"{page}?vernieuwing=ja&formaat=csv").content.decode().splitlines()
    assert len(new) == 2
    assert "Nieuwe activiteit" in new[1]
    assert "Een bus die langs wijken rijdt" in new[1]
    assert "nog niets veranderd" in words(client.get(f"{page}?geldig-op=2019-05-01"))


def test_r49_a_value_or_source_that_is_mended_stands_among_the_changes(client: Client) -> None:
    period, (goal, part) = (
        "2019-2022",
        next(
            (row.code, each)
            for row in goals("2019-2022", AsOf(clock.today()), (INDICATORS, VALUES))
            for each in row.indicators
            if each.typed
        ),
    )
    said = part.values[-1]
    mended = ValueText(said.value + 1, said.on, "Het jaarverslag")
    who = {"actor": COMMAND, "now": clock.now(), "today": clock.today()}
    with pytest.raises(DomainError, match="Zeg waarom dit verandert") as refused:
        record_value(period, goal, part.number, mended, **who)  # type: ignore[arg-type]
    assert refused.value.field == "reason"
    record_value(period, goal, part.number, mended, reason="De telling was te laag.", **who)  # type: ignore[arg-type]
    text = words(client.get(f"{PERIOD}wijzigingen/"))
    assert "Waarde gewijzigd" in text
    assert f"Waarde: {number_words(said.value)} → {number_words(mended.value)}" in text
    assert "De telling was te laag." in text
    assert f"Bron: {said.source} → Het jaarverslag" in text
    before = (clock.today() - dt.timedelta(days=1)).isoformat()
    assert "Waarde gewijzigd" not in words(client.get(f"{PERIOD}wijzigingen/?geldig-op={before}"))


def test_of_one_day_the_change_that_was_recorded_last_comes_first(client: Client) -> None:
    rows = (row for row in goals("2019-2022", AsOf(clock.today()), (INDICATORS, VALUES)))
    period, (goal, part) = (
        "2019-2022",
        next((row.code, each) for row in rows for each in row.indicators if each.typed),
    )
    said = part.values[-1]
    for place, why in enumerate(("Eerst dit gezien.", "Daarna dat gezien.", "Toen pas goed gezien.")):
        moment = clock.now() + dt.timedelta(seconds=place)
        who = {"actor": COMMAND, "now": moment, "today": clock.today(), "reason": why}
        mended = ValueText(said.value + 1 - 5 * (place % 2), said.on, said.source)
        record_value(period, goal, part.number, mended, **who)  # type: ignore[arg-type]
    text = words(client.get(f"{PERIOD}wijzigingen/"))
    places = [text.index(why) for why in ("Toen pas goed", "Daarna dat", "Eerst dit")]
    assert places == sorted(places)


def test_a_work_plan_has_the_activities_of_a_team_in_a_year(client: Client) -> None:
    index = client.get(f"{PERIOD}werkplan/")
    own = f"{PERIOD}werkplan/2021/cybercrime/"
    assert own in links(index)
    text = words(client.get(own))
    assert "Een bus die langs wijken rijdt" in text
    assert "Enschede, Apeldoorn en Politie-eenheid" in text
    assert "Een bus" not in words(client.get(f"{PERIOD}werkplan/2020/cybercrime/"))
    assert text_of(client.get(own.rstrip("/") + ".pdf").content) == "Werkplan 2021: ET Cybercrime"
    read = ["pdftotext", "-layout", "-", "-"]
    contents = client.get(own.rstrip("/") + ".pdf").content
    told = subprocess.run(read, input=contents, capture_output=True, check=True).stdout.decode()
    assert "Vernieuwing" in told
    assert [line.split()[-1] for line in told.splitlines() if "Een bus" in line] == ["ja"]
    assert client.get(f"{PERIOD}werkplan/2018/cybercrime/").status_code == 404


def test_goals_are_found_by_their_words(client: Client) -> None:
    assert f"{PERIOD}doelen/weerbaar-buitengebied/" in links(client.get("/zoeken/?q=leegstaande schuren"))

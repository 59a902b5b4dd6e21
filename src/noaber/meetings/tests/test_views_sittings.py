"""The pages of meetings and actions: planned, held, released, and what is asked of whom."""

import datetime as dt
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from noaber.core.reading import forget
from noaber.meetings.models import ActionItem, AgendaItem, Attendance, Release, Sitting, WithoutQuorum
from noaber.network.tests.pages import errors, links, send, typed_in, words
from tests.people import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]
COUNCIL = "dvo-ijsselland"


def coming() -> Sitting:
    return Sitting.objects.get(body__code=COUNCIL, state="planned")


def past() -> Sitting:
    return Sitting.objects.get(body__code=COUNCIL, state="held")


def page(sitting: Sitting, then: str = "") -> str:
    return f"/vergaderingen/{sitting.pk}/{then}"


def item(sitting: Sitting, number: int, then: str) -> str:
    key = AgendaItem.objects.get(sitting=sitting, number=number).pk
    return page(sitting, f"agenda/{key}/{then}/")


def bytes_of(response: Any) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


def test_a_visitor_sees_public_papers_and_nothing_else(client: Client) -> None:
    text = words(client.get(page(past())))
    assert "Besluitenlijst" in text
    assert "leden vragen hoe de kosten zijn verdeeld" not in text
    hidden = Sitting.objects.get(body__code="bbg", state="planned")
    assert client.get(page(hidden)).status_code == 404
    assert page(hidden) not in links(client.get("/vergaderingen/"))
    keeper = Client()
    sign_in(keeper, "coordinator")
    send(keeper, page(past(), "vrijgeven/"), paper="minutes", is_public="ja")
    forget()
    files = [url for url in links(client.get(page(past()))) if url.startswith("/bestanden/")]
    assert bytes_of(client.get(files[0])).startswith(b"%PDF")


def test_own_meetings_stand_on_top_and_the_list_downloads(client: Client) -> None:
    sign_in(client, "mayor of Zwolle")
    found = [
        url
        for url in links(client.get("/vergaderingen/"))
        if re.fullmatch(r"/vergaderingen/[0-9a-f-]{36}/", url)
    ]
    assert found[0] == page(coming())
    csv = client.get("/vergaderingen/?formaat=csv").content.decode()
    assert "DVO IJsselland" in csv


def test_the_chair_plans_a_meeting_and_nobody_plans_for_another_body(client: Client) -> None:
    sign_in(client, "mayor of Zwolle")
    typed = {"held_on": "14-9-2023", "starts_at": "9.30", "location": "Zwolle"}
    answer = send(client, "/vergaderingen/plannen/", body="dvo-twente", **typed)
    assert "Overleg" in errors(answer)
    send(client, "/vergaderingen/plannen/", body=COUNCIL, **typed)
    planned = Sitting.objects.get(held_on=dt.date(2023, 9, 14))
    assert (planned.starts_at, planned.location) == (dt.time(9, 30), "Zwolle")
    assert "vergadert al op dat moment" in errors(
        send(client, "/vergaderingen/plannen/", body=COUNCIL, **typed)
    )


def test_who_was_first_is_not_overwritten(client: Client) -> None:
    sign_in(client, "coordinator")
    old = typed_in(client.get(page(coming(), "wijzigen/")))
    client.post(page(coming(), "wijzigen/"), {**old, "location": "Zaal A"})
    assert client.post(page(coming(), "wijzigen/"), {**old, "location": "Zaal B"}).status_code == 409


def test_the_own_calendar_has_the_meeting_as_its_own_file_has_it(client: Client) -> None:
    sign_in(client, "mayor of Zwolle")
    assert page(coming()) in links(client.get("/agenda/"))
    assert page(past()) not in links(client.get("/agenda/"))
    feed = re.search(r"/agenda/[\w-]+\.ics", words(client.post("/agenda/adres/maken/")))
    assert feed is not None
    theirs = client.get(page(coming(), "agenda.ics")).content.decode().splitlines()
    own = client.get(feed[0]).content.decode().splitlines()
    same = [line for line in theirs if line.startswith(("UID:", "URL:", "DTSTART:", "DTEND:"))]
    assert len(same) == 4
    assert set(same) <= set(own)
    assert "voorbeeldgegevens" in " ".join(theirs)
    assert "NAME:Veiligheidsnetwerk Oost-Nederland (voorbeeldgegevens)" in own


def test_a_meeting_is_called_off_and_put_back_and_the_calendar_follows(client: Client) -> None:
    sign_in(client, "mayor of Zwolle")
    before = client.get(page(coming(), "agenda.ics")).content.decode()
    assert "STATUS:CONFIRMED" in before
    assert "SEQUENCE:0" in before
    called = coming()
    send(client, page(called, "afzeggen/"))
    text = client.get(page(called, "agenda.ics")).content.decode()
    assert "STATUS:CANCELLED" in text
    assert "SEQUENCE:1" in text
    uid = re.search(r"UID:(\S+)", text)
    assert uid is not None
    assert uid[0] in before
    assert "gaat niet door" in words(client.get(page(called)))
    send(client, page(called, "toch-doorgaan/"))
    assert coming().pk == called.pk


def test_items_are_added_moved_and_fixed_by_the_release(client: Client) -> None:
    sign_in(client, "coordinator")
    sitting = Sitting.objects.get(body__code="werkgroep")
    for title in ("Eerste", "Tweede"):
        send(client, page(sitting, "agenda/toevoegen/"), title=title)
    seen = Sitting.objects.get(pk=sitting.pk).revision
    client.post(item(sitting, 2, "verplaatsen"), {"naar": "1"})
    assert [each.title for each in sitting.items.all()] == [
        "Eerste",
        "Tweede",
    ]  # who saw no version moves nothing
    client.post(item(sitting, 2, "verplaatsen"), {"naar": "1", "revision": seen})
    assert [each.title for each in sitting.items.all()] == ["Tweede", "Eerste"]
    send(client, page(sitting, "vrijgeven/"), paper="agenda", is_public="nee")
    assert "Agenda" in words(client.get(page(sitting)))
    seen = Sitting.objects.get(pk=sitting.pk).revision
    answer = client.post(item(sitting, 2, "verplaatsen"), {"naar": "1", "revision": seen}, follow=True)
    assert "de nummers liggen vast" in answer.content.decode()
    send(client, item(sitting, 1, "wijzigen"), title="Tweede punt")
    assert AgendaItem.objects.get(sitting=sitting, number=1).title == "Tweede punt"


def test_an_item_is_removed_after_asking(client: Client) -> None:
    sign_in(client, "coordinator")
    sitting = Sitting.objects.get(body__code="bbg", state="planned")
    send(client, item(sitting, 1, "weghalen"))
    assert not sitting.items.exists()


def test_attendance_with_a_proxy_tells_the_quorum(client: Client) -> None:
    sign_in(client, "coordinator")
    Attendance.objects.filter(sitting=past()).delete()
    forget()
    address = page(past(), "aanwezigheid/")
    opened = typed_in(client.get(address))
    seats = [name for name in opened if name.startswith("dvo-ijsselland:GM")]
    wrong = client.post(address, {**opened, "giver_1": seats[1], "holder_1": seats[0]})
    assert "Wie volmacht gaf, was er niet" in errors(wrong)
    typed = {**opened, seats[1]: "absent", "giver_1": seats[1], "holder_1": seats[0]}
    answer = client.post(address, typed, follow=True)
    assert "1 volmacht telt niet mee voor het quorum" in words(answer)
    assert Attendance.objects.get(sitting=past(), post__code=seats[1]).proxy_post is not None
    half = {**typed_in(client.get(address)), **dict.fromkeys(seats, "absent"), "giver_1": "", "holder_1": ""}
    text = words(client.post(address, half, follow=True))
    assert "Er was geen quorum" in text


def test_the_quorum_that_is_told_counts_the_list_just_recorded(client: Client) -> None:
    sign_in(client, "coordinator")
    sitting = past()
    Attendance.objects.filter(sitting=sitting).delete()
    Sitting.objects.filter(pk=sitting.pk).update(state="planned")
    forget()
    address = page(sitting, "aanwezigheid/")
    answer = client.post(address, typed_in(client.get(address)), follow=True)
    assert "stemhebbende zetels zijn bezet" in words(answer)
    assert "0 van de" not in words(answer)


def test_recording_from_a_meeting_without_quorum_is_warned(client: Client) -> None:
    sign_in(client, "coordinator")
    position = next(url for url in links(client.get(page(past()))) if "/standpunt/" in url)
    assert "geen quorum" not in words(client.get(position))
    Attendance.objects.filter(sitting=past()).update(state="absent", proxy_post=None)
    forget()
    text = words(client.get(position))
    assert "Op 28 februari 2019 was er geen quorum" in text
    assert "nodig" in text


def test_consent_items_are_followed_without_quorum_only_with_a_reason(client: Client) -> None:
    sign_in(client, "coordinator")
    AgendaItem.objects.filter(sitting=past(), consultation__isnull=False).update(kind="consent_item")
    Attendance.objects.filter(sitting=past()).update(state="absent", proxy_post=None)
    forget()
    address = page(past(), "hamerstukken/")
    assert "Er is geen quorum vastgesteld" in words(client.get(address))
    assert "zonder quorum besluiten" in errors(send(client, address))
    assert not WithoutQuorum.objects.exists()


def test_releasing_from_a_meeting_without_quorum_is_warned(client: Client) -> None:
    sign_in(client, "coordinator")
    address = page(past(), "vrijgeven/")
    assert "geen quorum" not in words(client.get(address))
    Attendance.objects.filter(sitting=past()).update(state="absent", proxy_post=None)
    forget()
    text = words(client.get(address))
    assert "Op 28 februari 2019 was er geen quorum" in text
    assert "Geef de besluitenlijst alleen vrij als het overleg toch mocht besluiten." in text


def test_a_decision_and_the_turn_are_recorded_and_shown(client: Client) -> None:
    sign_in(client, "coordinator")
    send(client, item(past(), 3, "behandeling"), decision="Geen bijzonderheden.", treated_as="1")
    text = words(client.get(page(past())))
    assert "Geen bijzonderheden." in text
    assert "behandeld als 1e punt" in text


def test_consent_items_are_followed_only_knowingly_and_informal_bodies_never(client: Client) -> None:
    sign_in(client, "coordinator")
    informal = Sitting.objects.get(body__code="werkgroep")
    assert client.get(page(informal, "hamerstukken/")).status_code == 403
    AgendaItem.objects.filter(sitting=past(), consultation__isnull=False).update(kind="consent_item")
    forget()
    assert "blijft staan" in words(client.get(page(past(), "hamerstukken/")))
    answer = send(client, page(past(), "hamerstukken/"))
    assert "geen hamerstukken" in client.get(answer["Location"]).content.decode()


def test_a_paper_is_released_from_the_page(client: Client) -> None:
    sign_in(client, "mayor of Zwolle")
    address = page(past(), "vrijgeven/")
    assert "Kies van welk punt" in errors(send(client, address, paper="extract", is_public="ja"))
    key = str(past().items.get(number=2).pk)
    send(client, address, paper="extract", item=key, is_public="ja")
    released = Release.objects.get(paper="extract")
    assert f"/bestanden/{released.file_id}/" in links(client.get(page(past())))
    early = send(client, page(coming(), "vrijgeven/"), paper="minutes", is_public="nee")
    assert "nog niet geweest" in errors(early)


def test_working_papers_are_there_to_edit(client: Client) -> None:
    sign_in(client, "coordinator")
    for paper in ("agenda", "decision_list", "minutes"):
        assert client.get(page(past(), f"concept/{paper}.pdf")).content.startswith(b"%PDF")
        assert client.get(page(past(), f"concept/{paper}.odt")).content.startswith(b"PK")
    assert client.get(page(past(), "concept/extract.pdf")).status_code == 404
    assert client.get(page(past(), "concept/agenda.doc")).status_code == 404


def test_a_member_gets_the_folder_of_the_own_seat(client: Client) -> None:
    sign_in(client, "mayor of Zwolle")
    assert client.get(page(past(), "vergadermap.pdf")).content.startswith(b"%PDF")
    assert client.get(page(past(), "vergadermap.pdf?zetel=dvo-ijsselland:GM0150")).content.startswith(b"%PDF")
    sign_in(client, "controller")
    assert client.get(page(past(), "vergadermap.pdf")).status_code == 403


def test_the_next_meeting_waits_on_the_home_page_of_members(client: Client) -> None:
    sign_in(client, "mayor of Zwolle")
    assert page(coming()) in links(client.get("/mijn/"))
    sign_in(client, "controller")
    assert page(coming()) not in links(client.get("/mijn/"))


def test_the_page_of_a_body_shows_its_meetings(client: Client) -> None:
    sign_in(client, "mayor of Zwolle")
    found = links(client.get(f"/overleggen/{COUNCIL}/"))
    assert page(coming()) in found
    assert f"/vergaderingen/plannen/?overleg={COUNCIL}" in found


def test_an_action_waits_for_who_holds_the_seat_until_it_is_done(client: Client) -> None:
    sign_in(client, "mayor of Zwolle")
    address = f"/acties/{ActionItem.objects.get(holder__code=f'{COUNCIL}:chair').pk}/"
    assert address in links(client.get("/mijn/"))
    assert address in links(client.get(page(coming())))
    assert "Schrijf" in errors(send(client, address, state="done", text=" ")) or "verplicht" in errors(
        send(client, address, state="done", text="")
    )
    send(client, address, state="done", text="De raden hebben een brief.")
    forget()
    assert address not in links(client.get("/mijn/"))
    assert address not in links(client.get(page(coming())))
    assert "De raden hebben een brief." in words(client.get(address))
    send(client, address, state="open", text="Toch nog één raad te gaan.")
    forget()
    assert address in links(client.get("/mijn/"))


def test_actions_of_a_team_are_seen_by_whom_it_reports_to_and_by_no_stranger(client: Client) -> None:
    address = f"/acties/{ActionItem.objects.get(body__code='platform-ondermijning').pk}/"
    for person, status in (("mayor of Enschede", 200), ("team lead", 200), ("controller", 404)):
        sign_in(client, person)
        assert client.get(address).status_code == status, person
    sign_in(client, "mayor of Enschede")
    steering = Sitting.objects.get(body__code="bbg", state="planned")
    assert address in links(client.get(page(steering)))
    assert "te laat" in words(client.get("/acties/"))


def test_a_meeting_that_was_lists_the_actions_of_its_day(client: Client) -> None:
    sign_in(client, "coordinator")
    text = words(client.get(page(past())))
    assert "Acties en toezeggingen, stand van 28 februari 2019" in text
    assert "De gemeenteraden informeren over de evaluatie" not in text  # agreed in 2022
    assert "De gemeenteraden informeren over de evaluatie" in words(client.get(page(coming())))


def test_who_may_not_see_the_actions_does_not_read_that_there_are_none(client: Client) -> None:
    sign_in(client, "controller")
    text = words(client.get(page(coming())))
    assert "Er staan geen acties" not in text
    assert "Wie in dit overleg zit, ziet hier de acties en toezeggingen." in text


def test_an_action_is_agreed_at_an_item_and_changed_later(client: Client) -> None:
    sign_in(client, "mayor of Zwolle")
    key = past().items.get(number=2).pk
    new = f"/acties/nieuw/?overleg={COUNCIL}&punt={key}"
    assert new in links(client.get(page(past())))
    typed = {"title": "De kosten uitzoeken", "holder": f"{COUNCIL}:secretary", "due_on": "1-9-2023"}
    send(client, new, **typed)
    agreed = ActionItem.objects.get(title="De kosten uitzoeken")
    assert (agreed.agenda_item_id, agreed.agreed_on) == (key, past().held_on)
    send(client, f"/acties/{agreed.pk}/wijzigen/", holder=f"{COUNCIL}:chair", due_on="1-10-2023")
    agreed.refresh_from_db()
    assert (agreed.holder.code, agreed.due_on) == (f"{COUNCIL}:chair", dt.date(2023, 10, 1))
    csv = client.get("/acties/?formaat=csv").content.decode()
    assert "De kosten uitzoeken" in csv


def test_before_the_day_no_action_is_offered_and_the_page_says_why(client: Client) -> None:
    sign_in(client, "mayor of Zwolle")
    key = coming().items.get(number=2).pk
    new = f"/acties/nieuw/?overleg={COUNCIL}&punt={key}"
    assert new not in links(client.get(page(coming())))
    refused = client.get(new)
    assert refused.status_code == 403
    assert "Deze vergadering is op 24 mei 2023" in words(refused)


def test_of_who_does_it_the_own_seats_come_first_and_no_two_read_the_same(client: Client) -> None:
    sign_in(client, "mayor of Zwolle")
    text = client.get(f"/acties/nieuw/?overleg={COUNCIL}").content.decode()
    groups = re.findall(r'<optgroup label="([^"]+)">(.*?)</optgroup>', text, re.DOTALL)
    assert "IJsselland" in groups[0][0]
    assert all(name.startswith("Anderen: ") for name, _options in groups[1:])
    for name, options in groups:
        shown = [words.strip() for words in re.findall(r"<option[^>]*>([^<]*)<", options)]
        assert len(shown) == len(set(shown)), name


def test_first_is_asked_in_which_body_an_action_was_agreed(client: Client) -> None:
    sign_in(client, "coordinator")
    assert "/acties/nieuw/?overleg=bbg" in links(client.get("/acties/nieuw/"))
    sign_in(client, "controller")
    assert client.get("/acties/nieuw/").status_code == 403


@pytest.mark.parametrize(
    "then", ["", "zetels/", "aanwezigheid/", "agenda/toevoegen/", "vrijgeven/", "agenda.ics"]
)
@pytest.mark.parametrize("person", ["coordinator", "mayor of Zwolle"])
def test_a_page_of_a_meeting_asks_no_more_than_thirteen_times(client: Client, person: str, then: str) -> None:
    sign_in(client, person)
    for sitting in (past(), coming()):
        client.get(page(sitting, then))
        forget()
        with CaptureQueriesContext(connection) as asked:
            assert client.get(page(sitting, then)).status_code == 200
        assert len(asked) <= 13, "\n".join(query["sql"][:120] for query in asked.captured_queries)

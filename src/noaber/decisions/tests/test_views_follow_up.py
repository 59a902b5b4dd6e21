"""The pages of the follow-up: who has not answered, asking again, reporting by a link, own agenda."""

import datetime as dt
import io
import re
import zipfile
from typing import Any

import pytest
from django.core import mail as django_mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from noaber.core.access import COMMAND
from noaber.core.documents.odt import to_odt
from noaber.core.reading import forget
from noaber.core.rules.dutch import short_date
from noaber.core.tests.guards import unguarded
from noaber.core.tests.papers import MEMO
from noaber.decisions.models import CalendarFeed, Position, Proposal, Reminder, Report, ReportLink, WeeklyMail
from noaber.decisions.services.calendar.weekly import stop_address
from noaber.decisions.services.follow_up.report_links import make_link
from noaber.decisions.tests.test_packs import words_of
from noaber.decisions.tests.test_views_proposals import PAGE, take_away
from noaber.decisions.tests.test_views_proposals import asked as asked_of_memo
from noaber.network.models import Membership
from noaber.network.services.memberships import end_membership
from noaber.network.tests.pages import links, typed_in, words
from tests.people import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]
OPEN = f"{PAGE}openstaand/"
ASK = f"{OPEN}vragen/"
NOW = dt.datetime(2023, 5, 15, 10, tzinfo=dt.UTC)


@pytest.fixture
def three_left() -> None:
    """As if three municipalities had not answered yet."""
    for code in ("GM0193", "GM0153", "GM0150"):
        take_away(organisation__code=code)
    forget()


@pytest.fixture
def link(three_left: None) -> str:
    """The page of a link that the contact person of Deventer got."""
    asked = asked_of_memo(organisation__code="GM0150")
    person = Membership.objects.filter(post__code="GM0150:contact")[0].person_id
    return f"/melden/{make_link(asked.pk, person, now=dt.datetime.now(dt.UTC))}/"


def typed(client: Client, page: str, **more: Any) -> dict[str, Any]:
    said = {"answer_3a": "consent", "decided_on": "8-5-2023", "evidence": "besluitenlijst 12"}
    return {**typed_in(client.get(page)), **said, **more}


def zip_names(answer: Any) -> list[str]:
    return zipfile.ZipFile(io.BytesIO(answer.getvalue())).namelist()


@pytest.mark.usefixtures("three_left")
class TestOutstanding:
    def test_the_coordinator_sees_who_is_left_with_whom_to_call(self, client: Client) -> None:
        sign_in(client, "coordinator")
        assert OPEN in links(client.get(PAGE))
        text = words(client.get(OPEN))
        assert "overleggen en organisaties hebben besloten" in text
        for said in ("Deventer", "Enschede", "Zwolle", "te laat", "Adviseur veiligheid van Deventer"):
            assert said in text
        assert "Almelo" not in text

    def test_it_narrows_and_goes_along_as_a_file(self, client: Client) -> None:
        sign_in(client, "coordinator")
        assert "Deventer" not in words(client.get(f"{OPEN}?zoek=zwolle"))
        file = client.get(f"{OPEN}?formaat=csv")
        assert file["Content-Type"].startswith("text/csv")
        assert "Deventer" in file.content.decode()

    def test_a_long_list_begins_with_a_line_per_district(self, client: Client) -> None:
        sign_in(client, "coordinator")
        assert client.get(OPEN).context["districts"] is None
        take_away(organisation__kind="municipality")
        forget()
        page = client.get(OPEN)
        assert sum(row["left"] for row in page.context["districts"].data) == 76
        assert f"{OPEN}?district=Twente" in links(page)
        twente = client.get(f"{OPEN}?district=Twente")
        assert twente.context["districts"] is None
        assert "14 van 76 regels" in words(twente)

    def test_asking_shows_who_gets_what_and_sends_once(self, client: Client) -> None:
        sign_in(client, "coordinator")
        preview = client.get(ASK)
        assert "veiligheid@deventer.invalid" in words(preview)
        assert "De termijn van 15 november 2019 is voorbij." in words(preview)
        assert "Vraag deze 3" in words(client.get(OPEN))
        assert "Vraag deze 3 opnieuw" not in words(client.get(OPEN))
        form = typed_in(preview)
        before = len(django_mail.outbox)
        links = ReportLink.objects.count()
        answer = client.post(ASK, {**form, "sentence": "Graag deze week."}, follow=True)
        assert "3 e-mails onderweg" in words(answer)
        assert "Vraag deze 3 opnieuw" in words(answer)
        again = client.post(ASK, form, follow=True)
        assert "niets opnieuw verstuurd" in words(again)
        assert len(django_mail.outbox) == before  # a demonstration writes files
        assert ReportLink.objects.count() == links + 2  # Zwolle's adviser has an account

    def test_two_tabs_with_the_preview_ask_once(self, client: Client) -> None:
        sign_in(client, "coordinator")
        first, second = typed_in(client.get(ASK)), typed_in(client.get(ASK))
        client.post(ASK, first, follow=True)
        asked = list(Reminder.objects.values_list("pk", flat=True))
        text = words(client.post(ASK, second, follow=True))
        assert "3 personen zijn zojuist al gevraagd" in text
        assert "onderweg" not in text
        assert list(Reminder.objects.values_list("pk", flat=True)) == asked
        assert short_date(timezone.localdate()) in words(client.get(ASK))  # last asked

    def test_when_everyone_has_answered_there_is_nobody_to_ask(self, client: Client) -> None:
        sign_in(client, "coordinator")
        for code in ("GM0193", "GM0153", "GM0150"):
            asked = asked_of_memo(organisation__code=code)
            client.post(f"{PAGE}standpunt/{asked.pk}/", typed(client, f"{PAGE}standpunt/{asked.pk}/"))
        assert "Iedereen heeft geantwoord" in words(client.get(OPEN))
        assert "niemand te vragen" in words(client.get(ASK))

    def test_who_never_answered_is_not_counted_as_if_they_had(self, client: Client) -> None:
        sign_in(client, "coordinator")
        text = words(client.get("/voorstellen/meerjarenbeleidsplan-politie-2019-2022/openstaand/"))
        assert "80 van 82 overleggen en organisaties hebben besloten" in text
        assert "2 gaven geen antwoord voordat het voorstel werd vastgesteld" in text
        assert "Iedereen heeft geantwoord" not in text

    def test_of_a_withdrawn_proposal_nothing_is_asked_any_more(self, client: Client) -> None:
        Proposal.objects.filter(code=PAGE.split("/")[2]).update(withdrawn_at=NOW)
        forget()
        sign_in(client, "coordinator")
        page = client.get(OPEN)
        assert "Dit voorstel is ingetrokken" in words(page)
        assert "hebben besloten" not in words(page)
        assert "Iedereen heeft geantwoord" not in words(page)
        assert ASK not in links(page)
        assert "Dit voorstel is ingetrokken" in words(client.get(ASK))

    def test_it_is_the_coordinators(self, client: Client) -> None:
        sign_in(client, "mayor of Zwolle")
        assert client.get(OPEN).status_code == 403
        assert client.post(ASK).status_code == 403
        assert OPEN not in links(client.get(PAGE))


class TestReportByLink:
    def test_a_visitor_reads_only_their_own_question_and_nothing_keeps_the_page(
        self, client: Client, link: str
    ) -> None:
        answer = client.get(link)
        text = words(answer)
        assert "Deventer" in text
        assert "Iedere gemeente stelt" in text
        assert "Zwolle" not in text
        assert "0,5 fte" not in text
        assert "no-store" in answer["Cache-Control"]
        assert answer["X-Robots-Tag"] == "noindex, nofollow"
        assert answer["Referrer-Policy"] == "same-origin"
        assert not ReportLink.objects.exclude(used_at=None).exists()

    def test_reported_the_coordinator_confirms_it_and_it_counts(self, client: Client, link: str) -> None:
        document = SimpleUploadedFile("besluit.odt", to_odt(MEMO))
        answer = client.post(link, typed(client, link, document=document), follow=True)
        assert "Dank u wel voor uw melding" in words(answer)
        assert answer.status_code == 200
        office = Client()
        sign_in(office, "coordinator")
        assert "/voorstellen/meldingen/" in links(office.get("/mijn/"))
        page = f"/voorstellen/meldingen/{Report.objects.get().pk}/"
        assert page in links(office.get("/voorstellen/meldingen/"))
        shown = office.get(page)
        assert "besluit.odt" in words(shown)
        revision = re.search(rb'name="revision" value="(\d+)"', shown.content)
        assert revision
        done = office.post(f"{page}bevestigen/", {"revision": revision[1].decode()}, follow=True)
        assert "Het besluit van Deventer is vastgelegd." in words(done)
        assert Position.objects.filter(consultation=asked_of_memo(organisation__code="GM0150")).count() == 1
        assert "Uw melding is verwerkt" in words(client.get(link))
        assert "/voorstellen/meldingen/" not in links(office.get("/mijn/"))

    def test_who_reported_is_not_chased_and_the_coordinator_sees_that_it_waits(
        self, client: Client, link: str
    ) -> None:
        client.post(link, typed(client, link))
        office = Client()
        sign_in(office, "coordinator")
        preview = office.get(ASK)
        assert "Eén melding wacht op uw bevestiging" in words(preview)
        assert "/voorstellen/meldingen/" in links(preview)
        assert "veiligheid@deventer.invalid" not in words(preview)
        assert "Vraag deze 2" in words(office.get(OPEN))

    def test_what_is_wrong_stands_at_its_field_and_the_link_stays(self, client: Client, link: str) -> None:
        text = words(client.post(link, typed(client, link, answer_3a="objection")))
        assert "Vul bij punt 3a de reden van het bezwaar in." in text
        assert "Daarvoor kan er niet over zijn besloten." in words(
            client.post(link, typed(client, link, decided_on="1-1-2019"))
        )
        assert "Kies wat er is besloten." in words(client.post(link, typed(client, link, answer_3a="")))
        without = words(client.post(link, typed(client, link, evidence="")))
        assert "Vul in waar het besluit staat, of voeg het besluit toe." in without
        assert not Report.objects.exists()

    def test_a_used_link_does_not_thank_for_another_answer(self, client: Client, link: str) -> None:
        first = typed(client, link)
        client.post(link, first)
        again = client.post(link, first)
        assert (again.status_code, "Dank u wel" in words(again)) == (200, True)
        other = client.post(link, {**first, "answer_3a": "objection", "text_3a": "Te duur."})
        assert other.status_code == 409
        assert "Dank u wel" not in words(other)
        for said in (
            "Dit is niet vastgelegd",
            "Deze link was al gebruikt",
            "bezwaar",
            "Te duur.",
            "8-5-2023",
        ):
            assert said in words(other)
        assert Report.objects.get().said == {"3a": ["consent", ""]}

    def test_a_link_that_ended_meanwhile_says_that_nothing_was_recorded(
        self, client: Client, link: str
    ) -> None:
        form = typed(client, link)
        ReportLink.objects.update(expires_at=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
        late = client.post(link, form)
        assert late.status_code == 409
        assert "Dit is niet vastgelegd" in words(late)
        assert "Deze link is verlopen." in words(late)

    def test_what_is_to_be_decided_comes_with_the_link_while_it_is_open(
        self, client: Client, link: str
    ) -> None:
        assert PAGE in links(client.get(link))
        for name, kind in (
            ("stukken.zip", "application/zip"),
            ("voorstel.odt", "opendocument.text"),
            ("burgemeester.pdf", "application/pdf"),
        ):
            assert f"{link}{name}" in links(client.get(link))
            file = client.get(f"{link}{name}")
            assert file.getvalue()
            assert kind in file["Content-Type"]
            assert "no-store" in file["Cache-Control"]
            assert file["X-Robots-Tag"] == "noindex, nofollow"
            assert "GM0150" in file["Content-Disposition"]
        client.post(link, typed(client, link))
        assert client.get(f"{link}voorstel.odt").status_code == 410
        assert client.get("/melden/verzonnen/voorstel.odt").status_code == 410

    def test_the_attachments_of_what_is_for_the_network_come_with_the_link_too(
        self, client: Client, link: str
    ) -> None:
        assert len(zip_names(client.get(f"{link}stukken.zip"))) == 5
        with unguarded():
            Proposal.objects.filter(code=PAGE.split("/")[2]).update(classification="network")
        forget()
        names = zip_names(client.get(f"{link}stukken.zip"))
        assert [name.startswith("bijlagen/") for name in names] == [False, False, True, True, True]
        assert "niet bijgevoegd" not in words_of(client.get(f"{link}voorstel.odt").content)

    def test_of_a_restricted_proposal_the_link_gives_the_question_only(
        self, client: Client, link: str
    ) -> None:
        with unguarded():
            Proposal.objects.filter(code=PAGE.split("/")[2]).update(classification="restricted")
        forget()
        shown = links(client.get(link))
        assert PAGE not in shown
        assert f"{link}voorstel.odt" not in shown
        assert client.get(f"{link}voorstel.odt").status_code == 404
        assert client.get(f"{link}stukken.zip").status_code == 404

    def test_a_form_from_elsewhere_is_refused(self, link: str) -> None:
        stranger = Client(enforce_csrf_checks=True)
        assert stranger.post(link, {"answer_3a": "consent", "decided_on": "8-5-2023"}).status_code == 403
        assert not Report.objects.exists()

    def test_a_link_that_does_not_work_says_what_to_do(self, client: Client, link: str) -> None:
        ReportLink.objects.update(expires_at=dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
        answer = client.get(link)
        assert answer.status_code == 410
        assert "Vraag de coördinator van het netwerk om een nieuwe." in words(answer)
        assert client.get("/melden/verzonnen/").status_code == 410
        assert client.post("/melden/verzonnen/").status_code == 410

    def test_whoever_tries_many_links_waits(self, client: Client) -> None:
        answers = [
            client.get(f"/melden/{number}/", REMOTE_ADDR="192.0.2.7").status_code for number in range(35)
        ]
        assert answers[:30] == [410] * 30
        assert answers[-1] == 429
        assert client.get("/agenda/x.ics", REMOTE_ADDR="192.0.2.7").status_code == 429
        assert client.get("/melden/ander/", REMOTE_ADDR="198.51.100.7").status_code == 410

    def test_whose_neighbour_tries_many_links_reports_and_fetches_all_the_same(
        self, client: Client, link: str
    ) -> None:
        sign_in(client, "adviser of Zwolle")
        found = re.search(r"(/agenda/[\w-]+\.ics)", words(client.post("/agenda/adres/maken/")))
        assert found
        office = Client(REMOTE_ADDR="192.0.2.8")
        for number in range(31):
            office.get(f"/melden/{number}/")
        assert office.get("/melden/ander/").status_code == 429
        assert office.get(link).status_code == 200
        assert office.get(found[1]).status_code == 200

    def test_an_answer_in_between_is_shown_beside_it(self, client: Client, link: str) -> None:
        client.post(link, typed(client, link))
        office = Client()
        sign_in(office, "coordinator")
        own = f"{PAGE}standpunt/{asked_of_memo(organisation__code='GM0150').pk}/"
        page = f"/voorstellen/meldingen/{Report.objects.get().pk}/"
        old = re.search(rb'name="revision" value="(\d+)"', office.get(page).content)
        assert old
        office.post(own, typed(office, own, answer_3a="objection", text_3a="Te duur."))
        assert office.post(f"{page}bevestigen/", {"revision": old[1].decode()}).status_code == 409
        text = words(office.get(page))
        assert "Er staat al iets anders vastgelegd op punt 3a." in text
        assert "Te duur." in text

    @pytest.mark.parametrize("revision", ["²", "1" * 5000, "-1", ""])
    def test_a_mark_that_is_no_number_confirms_nothing(
        self, client: Client, link: str, revision: str
    ) -> None:
        client.post(link, typed(client, link))
        office = Client()
        sign_in(office, "coordinator")
        page = f"/voorstellen/meldingen/{Report.objects.get().pk}/"
        assert office.post(f"{page}bevestigen/", {"revision": revision}).status_code == 409

    def test_sent_back_with_a_reason(self, client: Client, link: str) -> None:
        client.post(link, typed(client, link))
        office = Client()
        sign_in(office, "coordinator")
        page = f"/voorstellen/meldingen/{Report.objects.get().pk}/"
        assert "verplicht" in words(office.post(f"{page}terugsturen/", {"reason": ""})).lower()
        answer = office.post(f"{page}terugsturen/", {"reason": "Het stuk ontbreekt."}, follow=True)
        assert "de melder krijgt bericht" in words(answer)
        closed = client.get(link)
        assert closed.status_code == 410
        assert "Uw melding is teruggestuurd" in words(closed)

    def test_who_speaks_for_them_no_more_gets_no_link_and_another_is_asked(
        self, client: Client, link: str
    ) -> None:
        client.post(link, typed(client, link))
        office = Client()
        sign_in(office, "coordinator")
        page = f"/voorstellen/meldingen/{Report.objects.get().pk}/"
        assert "spreekt niet meer voor" not in words(office.get(page))
        assert "meteen aan" not in words(office.get(page))
        ends = dt.date(2019, 11, 30)
        end_membership(
            Membership.objects.get(post__code="GM0150:contact").pk, actor=COMMAND, now=NOW, valid_until=ends
        )
        shown = office.get(page)
        assert "spreekt niet meer voor Deventer" in words(shown)
        assert "Vraag het meteen aan" in words(shown)
        answer = office.post(
            f"{page}terugsturen/", {"reason": "Het stuk ontbreekt.", "ask_present": "on"}, follow=True
        )
        assert "Het besluit is gevraagd aan wie er nu over gaat." in words(answer)
        asked = ReportLink.objects.filter(consultation__organisation__code="GM0150", used_at=None)
        assert asked.filter(withdrawn_at=None).count() == 1


class TestOwnAgenda:
    def test_own_questions_open_first_then_answered(self, client: Client, three_left: None) -> None:
        sign_in(client, "adviser of Zwolle")
        text = words(client.get("/behandelingen/"))
        assert "open" in text
        assert "Deventer" not in text
        own = asked_of_memo(organisation__code="GM0193")
        assert f"{PAGE}standpunt/{own.pk}/" in links(client.get("/behandelingen/"))
        assert "/behandelingen/" in links(client.get("/mijn/"))

    def test_who_speaks_for_nobody_is_told_so(self, client: Client) -> None:
        sign_in(client, "controller")
        assert "Er is niets gevraagd" in words(client.get("/behandelingen/"))

    def test_an_address_is_made_shown_once_fetched_and_revoked(
        self, client: Client, three_left: None
    ) -> None:
        sign_in(client, "adviser of Zwolle")
        made = client.post("/agenda/adres/maken/")
        found = re.search(r"(/agenda/[\w-]+\.ics)", words(made))
        assert found
        assert found[1] not in words(client.get("/agenda/"))
        program = Client()
        answer = program.get(found[1])
        assert answer["Content-Type"] == "text/calendar; charset=utf-8"
        assert "no-store" in answer["Cache-Control"]
        assert b"DTSTART;VALUE=DATE:20191115" in answer.content
        client.post("/agenda/adres/intrekken/")
        gone = program.get(found[1])
        assert (gone.status_code, gone.content) == (410, b"")
        assert program.get("/agenda/verzonnen.ics").status_code == 404
        assert CalendarFeed.objects.filter(revoked_at=None).count() == 0

    def test_the_friday_mail_is_stopped_by_choice_or_by_one_click(self, client: Client) -> None:
        sign_in(client, "adviser of Zwolle")
        client.post("/agenda/vrijdagmail/", {"gewenst": "nee"})
        row = WeeklyMail.objects.get()
        assert not row.is_wanted
        client.post("/agenda/vrijdagmail/", {"gewenst": "ja"})
        path = "/" + stop_address(row.user_id).partition("://")[2].partition("/")[2]
        program = Client(enforce_csrf_checks=True)
        assert program.get(path).status_code == 200
        assert WeeklyMail.objects.get().is_wanted
        assert program.post(path, {"List-Unsubscribe": "One-Click"}).status_code == 200
        assert not WeeklyMail.objects.get().is_wanted
        assert program.post(f"{path[:-2]}x/").status_code == 410

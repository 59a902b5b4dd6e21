"""A body that only aligns takes no decisions in its meeting (R41); what is treated behind closed doors stays there."""

import pytest
from django.test import Client

from noaber.core import clock
from noaber.core.access import COMMAND
from noaber.core.documents.pdf import to_pdf
from noaber.core.errors import DomainError
from noaber.core.reading import forget
from noaber.core.tests.guards import unguarded
from noaber.decisions.models import Proposal, ProposalVersion
from noaber.decisions.rules.positions import Answer
from noaber.decisions.services.answers.following import said_by_following
from noaber.decisions.services.answers.recording import Said
from noaber.decisions.services.answers.taking_back import take_back_positions
from noaber.decisions.services.drafts.versions import write_next_version
from noaber.decisions.tests.conftest import AGREED, CODE, MEETING, NORTH, NOW, TODAY, holding, record, send
from noaber.meetings.models import Release, Sitting
from noaber.meetings.papers.contents import Audience, contents
from noaber.meetings.papers.kinds import paper_of
from noaber.meetings.queries.agendas import agenda
from noaber.meetings.queries.sittings import sitting
from noaber.meetings.services.agendas import ItemText, add_item, change_item, record_treatment
from noaber.meetings.services.item_files import add_item_file
from noaber.meetings.services.releasing import release_paper
from noaber.meetings.tests.sittings import COUNCIL, asked, attend, plan, put
from noaber.meetings.tests.test_enclosures import paper, upload
from noaber.network.tests.pages import words
from tests.people import sign_in

pytestmark = pytest.mark.django_db
SECRET, DECISION = "Benoeming van een lid", "Het overleg benoemt het lid."


def release(held: Sitting, paper: str, *, is_public: bool = False) -> Release:
    released = release_paper(
        held.pk, paper, actor=COMMAND, now=clock.now(), today=clock.today(), is_public=is_public
    )
    forget()
    return released


def paper_words(held: Sitting, audience: Audience) -> str:
    row = sitting(COMMAND, held.pk)
    assert row
    return repr(paper_of("decision_list", contents(row, audience), made_at=clock.now()))


class TestABodyThatAligns:
    @pytest.fixture
    def officials(self, oost_nederland: object) -> Sitting:
        return plan("avo", on=clock.today())

    def test_has_no_consent_items(self, officials: Sitting) -> None:
        with pytest.raises(DomainError, match="Een hamerstuk kan hier niet") as caught:
            put(officials, "Tarief", "consent_item")
        assert caught.value.field == "kind"
        item = put(officials, "Tarief")
        with pytest.raises(DomainError, match="Een hamerstuk kan hier niet"):
            change_item(item.pk, ItemText("consent_item", "Tarief"), actor=COMMAND)

    def test_advises_and_agrees_in_a_list_of_agreements_for_the_network(self, officials: Sitting) -> None:
        item = put(officials, "Tarief")
        record_treatment(item.pk, actor=COMMAND, today=clock.today(), decision="7 cent", minutes="")
        for kind in ("decision_list", "minutes"):
            with pytest.raises(DomainError, match="neemt geen besluiten") as caught:
                release(officials, kind, is_public=True)
            assert caught.value.field == "is_public"
        told = release(officials, "decision_list")
        assert told.file.name.startswith("afsprakenlijst")
        shown = paper_words(officials, Audience.NETWORK)
        assert "Advies of afspraak" in shown
        assert "Besluit" not in shown

    def test_is_told_so_on_every_page(self, officials: Sitting, client: Client) -> None:
        item = put(officials, "Tarief")
        sign_in(client, person="coordinator")
        add = client.get(f"/vergaderingen/{officials.pk}/agenda/toevoegen/")
        assert "hamerstuk" not in words(add)
        page = client.get(f"/vergaderingen/{officials.pk}/agenda/{item.pk}/behandeling/")
        assert "Advies of afspraak" in words(page)
        assert "besluitenlijst" not in words(page)
        assert "afsprakenlijst" in words(client.get(f"/vergaderingen/{officials.pk}/vrijgeven/"))


class TestBehindClosedDoors:
    @pytest.fixture
    def held(self, oost_nederland: object) -> Sitting:
        held = plan("dvo-ijsselland", on=clock.today())
        item = add_item(held.pk, ItemText("discussion", SECRET, is_restricted=True), actor=COMMAND)
        put(held, "Mededelingen")
        record_treatment(
            item.pk, actor=COMMAND, today=clock.today(), decision=DECISION, minutes="Zie besluit."
        )
        return held

    def test_no_paper_for_others_tells_more_than_that_it_is(self, held: Sitting) -> None:
        for audience in (Audience.PUBLIC, Audience.NETWORK):
            shown = paper_words(held, audience)
            assert "Besloten agendapunt" in shown
            assert SECRET not in shown
            assert DECISION not in shown

    @pytest.mark.parametrize(
        ("who", "reads"),
        [
            ("coordinator", True),
            ("mayor of Zwolle", True),
            ("mayor of Enschede", False),
            ("controller", False),
            ("team lead", False),
        ],
    )
    def test_only_who_sits_in_the_body_or_prepares_reads_it(
        self, held: Sitting, client: Client, who: str, reads: bool
    ) -> None:
        release(held, "agenda")
        release(held, "decision_list")
        sign_in(client, person=who)
        text = words(client.get(f"/vergaderingen/{held.pk}/"))
        assert (SECRET in text, DECISION in text) == (reads, reads)
        assert ("Besloten agendapunt" in text) != reads

    def test_a_member_reads_it_in_the_own_folder_and_a_paper_of_it_is_kept_from_others(
        self, held: Sitting, client: Client
    ) -> None:
        release(held, "agenda")
        item = held.items.get(is_restricted=True)
        kept = add_item_file(
            item.pk, upload(to_pdf(paper("cv")), "cv.pdf"), title="cv", actor=COMMAND, now=NOW
        )
        release(held, "agenda")
        for who, status in (("mayor of Zwolle", 200), ("mayor of Enschede", 404)):
            sign_in(client, person=who)
            answer = client.get(f"/bestanden/{kept.file_id}/")
            assert answer.status_code == status
            answer.getvalue()  # a download is read to its end, or its file stays open

    def test_what_was_told_as_closed_is_not_opened_after(self, held: Sitting) -> None:
        release(held, "minutes")
        closed = held.items.get(is_restricted=True)
        with pytest.raises(DomainError, match="Of het besloten is, verandert dan niet meer"):
            change_item(closed.pk, ItemText("discussion", SECRET), actor=COMMAND)

    def test_it_is_for_the_body_alone_also_when_more_are_asked_about_its_restricted_proposal(
        self, memo: object
    ) -> None:
        with unguarded():
            Proposal.objects.update(classification="restricted")
        held = plan()
        key = asked().pk
        add_item(held.pk, ItemText("discussion", "", consultation=key, is_restricted=True), actor=COMMAND)
        release(held, "agenda")
        for body, reads in ((COUNCIL, True), ("overleg-zuid", False)):
            (row,) = agenda(holding("member", f"body:{body}"), held.pk)
            assert row.is_hidden != reads

    def test_what_was_told_already_is_not_closed_after(self, held: Sitting) -> None:
        release(held, "agenda")
        open_item = held.items.get(is_restricted=False)
        with pytest.raises(DomainError, match="staat al in een vrijgegeven stuk") as caught:
            change_item(
                open_item.pk, ItemText("discussion", "Mededelingen", is_restricted=True), actor=COMMAND
            )
        assert caught.value.field == "is_restricted"


class TestWhatWasTakenBack:
    """It was recorded by mistake: no paper that is made after tells it, and the agenda does not count it (R61)."""

    def test_is_in_no_paper_and_no_count_any_more(self, memo: object) -> None:
        held = plan()
        item = put(held, consultation=asked())
        attend(held)
        record(1, NORTH, AGREED)
        forget()
        assert "akkoord" in paper_words(held, Audience.NETWORK)
        assert next(row.answered for row in agenda(COMMAND, held.pk) if row.id == item.pk) == len(AGREED)
        take_back_positions(asked().pk, actor=COMMAND, now=NOW, today=TODAY, reason="Verkeerd overleg.")
        forget()
        assert "akkoord" not in paper_words(held, Audience.NETWORK)
        assert next(row.answered for row in agenda(COMMAND, held.pk) if row.id == item.pk) == 0


class TestANewText:
    """What was said on a text that was changed materially does not count on the new one (R10)."""

    @pytest.mark.parametrize(("is_material", "counted"), [(True, 0), (False, len(AGREED))])
    def test_asks_again_on_the_page_of_a_meeting(self, memo: object, is_material: bool, counted: int) -> None:
        record(1, NORTH, AGREED)
        write_next_version(CODE, actor=COMMAND, today=TODAY)
        changed = {"dated_on": MEETING, "is_material": is_material, "change_note": "Een ander tarief."}
        ProposalVersion.objects.filter(number=2).update(**changed)
        held = plan()
        put(held, consultation=asked())
        assert [row.answered for row in agenda(COMMAND, held.pk)] == [len(AGREED)]  # the new text is a draft
        send()
        forget()
        assert [row.answered for row in agenda(COMMAND, held.pk)] == [counted]


class TestFollowing:
    def test_what_was_said_on_an_earlier_text_that_still_counts_is_not_said_over(self, memo: object) -> None:
        """A remark on a text of which only a comma changed counts on (R10): following does not overwrite it."""
        record(1, NORTH, {"1": Said(Answer.WITH_REMARK, "Let op de uitvoering.")})
        write_next_version(CODE, actor=COMMAND, today=TODAY)
        changed = {"dated_on": MEETING, "is_material": False, "change_note": "Een komma."}
        ProposalVersion.objects.filter(number=2).update(**changed)
        send()
        assert "1" not in said_by_following(asked().pk)
        assert "2" in said_by_following(asked().pk)

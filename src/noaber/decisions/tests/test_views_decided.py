"""What everyone reads of what was decided, and which files anyone may fetch."""

import datetime as dt
from dataclasses import replace

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from noaber.core.access import COMMAND
from noaber.core.files import file_address, store_file
from noaber.core.models import StoredFile
from noaber.core.reading import forget
from noaber.decisions.models import Position, Proposal, ProposalAttachment, ProposalVersion
from noaber.decisions.services.answers.recording import override_gate
from noaber.decisions.tests.conftest import (
    ADOPTING,
    AGREE,
    AGREED,
    BOARD,
    CONSENTING,
    DECIDING,
    MEETING,
    NORTH,
    NOW,
    all_councils_agree,
    draft,
    record,
    send,
    stage,
)
from noaber.decisions.tests.test_queries_adopted import LATER, decide
from noaber.network.tests.pages import links, words
from tests.people import sign_in

LIST = "/besluiten/"
MEMO = f"{LIST}veiligheidsstrategie-2019-2022/"
REMARKS = ("verdient aandacht bij de evaluatie", "jaarlijks verantwoording")
PEOPLE = ("de coördinator van het netwerk", "de voorzitter van de Bestuurlijke Begeleidingsgroep")


def attach(code: str, name: str = "bijlage.txt") -> StoredFile:
    """A file with the draft of a proposal."""
    version = ProposalVersion.objects.get(proposal__code=code, sent_at=None)
    stored = store_file(
        SimpleUploadedFile(name, b"De eindtermijnevaluatie."),
        actor=COMMAND,
        owner_kind="decisions.version",
        owner_key=str(version.pk),
        now=NOW,
    )
    ProposalAttachment.objects.create(version=version, position=1, title="Endterm review", file=stored)
    return stored


@pytest.mark.usefixtures("oost_nederland")
class TestDemonstration:
    def test_the_memo_stands_in_the_list_with_who_adopted_it_and_when(self, client: Client) -> None:
        page = client.get(LIST)
        assert MEMO in links(page)
        for said in ("Bestuurscollege", "24-4-2019", "De Veiligheidsstrategie 2019-2022 vaststellen"):
            assert said in words(page)

    @pytest.mark.parametrize(
        ("query", "is_there"),
        [
            ("?zoek=endterm", False),
            ("?zoek=veiligheidsstrategie", True),
            ("?zoek=cybercrime", True),
            ("?jaar=2019", True),
            ("?door=Bestuurscollege", True),
        ],
    )
    def test_it_is_searched_and_filtered(self, client: Client, query: str, is_there: bool) -> None:
        assert (MEMO in links(client.get(f"{LIST}{query}"))) == is_there

    def test_an_unknown_year_is_said_and_not_guessed(self, client: Client) -> None:
        assert "“1066” is geen bekende waarde voor Jaar" in words(client.get(f"{LIST}?jaar=1066"))

    def test_the_list_is_a_spreadsheet_too(self, client: Client) -> None:
        assert b"Veiligheidsstrategie" in client.get(f"{LIST}?formaat=csv").content

    def test_one_decision_says_what_by_whom_when_and_what_it_means(self, client: Client) -> None:
        text = words(client.get(MEMO))
        for said in (
            "Vastgesteld op 24 april 2019 door Bestuurscollege.",
            "betaalt € 0,07 per inwoner per jaar, van 2020 tot en met 2023",
            "0,5 fte per jaar",
            "Hierover is niet gestemd; er is kennis van genomen.",
            "(76): 72 akkoord, 4 akkoord met kanttekening, 0 bezwaar. Ieder besluit.",
            "Het Bestuurscollege stelt vast: 1 akkoord.",
            "79 van 79 besloten.",
            "Concept-Veiligheidsstrategie Oost-Nederland 2019-2022 (voorbeeldgegevens) (PDF, ",
            "Endterm review 2015-2018 Veiligheidsnetwerk Oost-Nederland (voorbeeldgegevens) (PDF, ",
        ):
            assert said in text

    def test_the_route_is_told_in_order_of_days(self, client: Client) -> None:
        text = words(client.get(MEMO))
        steps = (
            "28 januari 2019",
            "De vijf districtelijke veiligheidsoverleggen",
            "24 april 2019",
            "14 november 2019",
        )
        route = text[text.index("De weg van dit besluit") :]
        assert [route.index(step) for step in steps] == sorted(route.index(step) for step in steps)

    @pytest.mark.parametrize("person", ["nobody", "coordinator"])
    def test_no_remark_and_no_person_whoever_looks(self, client: Client, person: str) -> None:
        sign_in(client, person)
        text = words(client.get(MEMO)) + words(client.get(LIST))
        assert not [each for each in (*REMARKS, *PEOPLE) if each in text]

    def test_the_front_page_leads_to_it(self, client: Client) -> None:
        assert MEMO in links(client.get("/"))


@pytest.mark.usefixtures("voorbeeldland")
class TestVoorbeeldland:
    def test_nothing_yet_is_said_with_a_way_on(self, client: Client) -> None:
        page = client.get(LIST)
        assert "Er is nog geen besluit vastgesteld" in words(page)
        assert "/voorstellen/" in links(page)

    @pytest.mark.parametrize("classification", ["network", "restricted"])
    def test_what_is_not_public_is_not_here_not_even_for_the_coordinator(
        self, client: Client, classification: str
    ) -> None:
        decide("strategie", classification=classification)
        forget()
        assert client.get(f"{LIST}strategie/").status_code == 404
        assert "Strategie" not in words(client.get(LIST))

    def test_the_newest_stands_first(self, client: Client) -> None:
        decide("eerste")
        decide("tweede", LATER)
        decide("derde", LATER)
        Proposal.objects.filter(code="derde").update(withdrawn_at=NOW)
        shown = [address for address in links(client.get(LIST)) if address.startswith(LIST)]
        assert shown == [f"{LIST}tweede/", f"{LIST}eerste/"]

    def test_a_step_that_was_not_waited_for_is_told_without_its_motive(self, client: Client) -> None:
        draft(classification="public")
        send()
        override_gate(
            stage(2).id,
            actor=COMMAND,
            now=NOW,
            today=NOW.date(),
            motive="Op verzoek van mevrouw X.",
            decided_on=MEETING,
        )
        record(2, BOARD, {"1": AGREE})
        text = words(client.get(f"{LIST}strategie/"))
        assert "Er is niet gewacht op stap 1" in text
        assert "mevrouw X" not in text
        assert "(2): 2 nog niet." in text
        assert "loopt nog" in text
        assert "(gemeente, politie en Openbaar Ministerie)." in text  # nobody advised anything yet
        assert "positief advies" not in text

    def test_an_advice_is_told_once_it_was_given(self, client: Client) -> None:
        decide("strategie")
        forget()
        assert "het overleg geeft daarbij een positief advies" in words(client.get(f"{LIST}strategie/"))

    def test_a_step_under_way_is_no_day_that_was_and_one_that_is_over_has_its_own_day(
        self, client: Client
    ) -> None:
        """The council of the south never answered: it was not waited for, and is not asked any more."""
        consenting = replace(CONSENTING, due_on=dt.date(2020, 4, 20))
        draft(
            classification="public",
            stages=(consenting, ADOPTING, replace(DECIDING, after=2, due_on=dt.date(2020, 5, 15))),
        )
        send()
        record(1, NORTH, AGREED, decided_on=dt.date(2020, 3, 11))
        override_gate(
            stage(2).id,
            actor=COMMAND,
            now=NOW,
            today=NOW.date(),
            motive="Het zuid komt niet bijeen.",
            decided_on=MEETING,
        )
        record(2, BOARD, {"1": AGREE})
        events = client.get(f"{LIST}strategie/").context["route"].events
        assert [(event.when or event.on, event.is_ahead) for event in events] == [
            (dt.date(2020, 1, 28), False),
            (dt.date(2020, 3, 11), False),
            (MEETING, False),
            (MEETING, False),
            ("loopt, uiterlijk 15 mei 2020", True),
        ]
        assert "loopt, uiterlijk 15 mei 2020" in words(client.get(f"{LIST}strategie/"))

    @pytest.mark.parametrize(
        ("classification", "is_sent", "status"),
        [("public", True, 200), ("public", False, 302), ("network", True, 302), ("restricted", True, 302)],
    )
    def test_anyone_fetches_an_attachment_of_what_was_sent_in_public_only(
        self, client: Client, classification: str, is_sent: bool, status: int
    ) -> None:
        draft(classification=classification)
        stored = attach("strategie")
        if is_sent:
            send()
        answer = client.get(file_address(stored))
        answer.close()
        assert answer.status_code == status

    def test_a_decision_lists_its_documents(self, client: Client) -> None:
        draft(classification="public")
        stored = attach("strategie")
        send()
        all_councils_agree()
        record(2, BOARD, {"1": AGREE})
        page = client.get(f"{LIST}strategie/")
        assert file_address(stored) in links(page)
        assert "Endterm review (TXT, 1 kB)" in words(page)
        answer = client.get(file_address(stored))
        assert b"".join(answer) == b"De eindtermijnevaluatie."
        answer.close()


def test_the_day_of_adoption_is_that_of_the_demonstration(oost_nederland: None, client: Client) -> None:
    """Read straight from the records, without the queries that are tested."""
    days = Position.objects.filter(consultation__stage__role="adopt").values_list("decided_on", flat=True)
    assert set(days) == {dt.date(2019, 4, 24)}

"""A link reports once what recording would take, and a report counts when the coordinator says so, once."""

import datetime as dt
from collections.abc import Mapping

import pytest
from django.core import mail as django_mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from noaber.core.access import ANONYMOUS, COMMAND
from noaber.core.documents.odt import to_odt
from noaber.core.errors import AccessRefused, Conflict, DomainError
from noaber.core.files import may_read_file
from noaber.core.models import AuditEntry, StoredFile
from noaber.core.tests.papers import MEMO
from noaber.decisions.forms.follow_up import ReportForm
from noaber.decisions.models import Consultation, Position, Proposal, Reminder, Report, ReportLink
from noaber.decisions.queries.follow_up.report_links import LinkState, open_link
from noaber.decisions.rules.positions import Answer
from noaber.decisions.services.answers.recording import Said
from noaber.decisions.services.answers.taking_back import take_back_positions
from noaber.decisions.services.follow_up.asking import ask_again
from noaber.decisions.services.follow_up.report_links import make_link
from noaber.decisions.services.follow_up.reporting import refusal, report_decision
from noaber.decisions.services.follow_up.settling import SentBack, confirm_report, reject_report
from noaber.decisions.tests.conftest import (
    AGREE,
    MUNICIPALITIES,
    NOW,
    TODAY,
    draft,
    holding,
    memo_with_deadlines,
    record,
)
from noaber.decisions.tests.follow_up import ask, letters_to, token_for
from noaber.decisions.tests.test_services_asking import adviser
from noaber.network.models import Membership, PersonVersion
from noaber.network.services.load_network import LoadReport
from noaber.network.services.memberships import end_membership
from noaber.network.tests.pages import words
from tests.made_once import made_once

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("voorbeeldland"), pytest.mark.db]
SECOND = MUNICIPALITIES[1]
DECIDED = dt.date(2020, 5, 20)
LATER = NOW + dt.timedelta(hours=1)
YES: Mapping[str, Said] = {"3a": AGREE}


@pytest.fixture
@made_once
def token(voorbeeldland: LoadReport) -> str:
    """The link that the contact person of the second municipality got."""
    memo_with_deadlines()
    ask()
    return token_for(adviser(2))


def report(
    token: str,
    said: Mapping[str, Said] = YES,
    *,
    decided_on: dt.date = DECIDED,
    now: dt.datetime = NOW,
    document: SimpleUploadedFile | None = None,
    evidence: str = " besluitenlijst 12 ",
) -> Report:
    return report_decision(
        token,
        said,
        actor=ANONYMOUS,
        now=now,
        today=TODAY,
        decided_on=decided_on,
        evidence=evidence,
        document=document,
    )


def state(token: str) -> LinkState:
    return open_link(token, today=TODAY).state


def decision() -> SimpleUploadedFile:
    return SimpleUploadedFile("besluit.odt", to_odt(MEMO))


def confirm(key: object, *, expected_revision: int | None = None) -> list[Position]:
    return confirm_report(
        key,  # type: ignore[arg-type]
        actor=COMMAND,
        now=NOW,
        today=TODAY,
        expected_revision=expected_revision,
    )


def answers() -> list[str]:
    return list(
        Position.objects.filter(consultation__organisation__code="GM9002").values_list("answer", flat=True)
    )


def test_looking_uses_nothing_up(token: str) -> None:
    acts = AuditEntry.objects.count()
    assert state(token) is state(token) is LinkState.OPEN
    assert AuditEntry.objects.count() == acts


def test_a_link_shows_its_addressee_the_points_that_are_asked(token: str) -> None:
    opened = open_link(token, today=TODAY)
    assert [point.label for point in opened.points] == ["3a"]
    assert opened.party is not None
    assert opened.party.key == SECOND


def test_a_report_waits_and_counts_for_nothing(token: str) -> None:
    made = report(token)
    assert made.state == Report.State.WAITING
    assert answers() == []
    assert state(token) is LinkState.WAITING
    with pytest.raises(DomainError, match="melding is binnen"):
        report(token)
    assert Report.objects.count() == 1


@pytest.mark.parametrize(
    ("said", "decided_on", "sentence"),
    [
        ({"3a": Said(Answer.OBJECTION)}, DECIDED, "Vul bij punt 3a de reden van het bezwaar in."),
        ({"3a": Said(Answer.TOOK_NOTE)}, DECIDED, "Dit antwoord past niet bij punt 3a."),
        ({"3b": AGREE}, DECIDED, "Punt 3b wordt hier niet gevraagd."),
        ({"3a": AGREE}, dt.date(2019, 1, 1), "Daarvoor kan er niet over zijn besloten."),
        ({"3a": AGREE}, dt.date(2020, 6, 2), "als het is genomen, niet vooraf"),
        ({}, DECIDED, "ten minste één punt"),
    ],
)
def test_what_could_not_be_recorded_cannot_be_reported(
    token: str, said: Mapping[str, Said], decided_on: dt.date, sentence: str
) -> None:
    acts, files = AuditEntry.objects.count(), StoredFile.objects.count()
    with pytest.raises(DomainError, match=sentence):
        report(token, said, decided_on=decided_on, document=decision())
    assert state(token) is LinkState.OPEN
    assert (AuditEntry.objects.count(), StoredFile.objects.count()) == (acts, files)
    assert not Report.objects.exists()


def test_a_report_says_where_the_decision_is_or_brings_it(token: str) -> None:
    with pytest.raises(DomainError, match="waar het besluit staat") as refused:
        report(token, evidence="  ")
    assert refused.value.field == "evidence"
    assert report(token, evidence="", document=decision()).evidence_file


def test_a_link_ends_in_time_and_by_a_newer_one_and_by_the_answer(token: str) -> None:
    for days, says in ((30, LinkState.OPEN), (31, LinkState.EXPIRED)):
        assert open_link(token, today=TODAY + dt.timedelta(days=days)).state is says
    ask("twee")
    assert state(token) is LinkState.REPLACED
    newer = token_for(adviser(2))
    record(3, SECOND, YES)
    assert state(newer) is LinkState.ANSWERED
    with pytest.raises(DomainError, match="al vastgelegd"):
        report(newer)
    assert state("verzonnen") is LinkState.UNKNOWN


def test_a_withdrawn_proposal_takes_no_report(token: str) -> None:
    Proposal.objects.update(withdrawn_at=NOW)
    with pytest.raises(DomainError, match="wordt nu niets gevraagd"):
        report(token)


def test_two_people_of_one_party_report_once(token: str) -> None:
    own = ReportLink.objects.get(consultation__organisation__code="GM9002")
    other = Membership.objects.get(post__code="GM9002:mayor").person_id
    second = make_link(own.consultation_id, other, now=NOW)
    report(token)
    assert state(second) is LinkState.ELSEWHERE


def test_a_link_ends_with_the_mandate_of_its_addressee(token: str) -> None:
    stranger = PersonVersion.objects.get(email=adviser(3)).person_id
    own = ReportLink.objects.get(consultation__organisation__code="GM9002")
    assert state(make_link(own.consultation_id, stranger, now=NOW)) is LinkState.WITHDRAWN
    seat = Membership.objects.get(post__code="GM9002:contact")
    end_membership(seat.pk, actor=COMMAND, now=NOW, valid_until=TODAY)
    assert state(token) is LinkState.WITHDRAWN
    with pytest.raises(DomainError, match="wordt nu niets gevraagd"):
        report(token)


def test_confirmed_it_counts_with_its_document_and_who_reported_it(token: str) -> None:
    made = report(token, {"3a": Said(Answer.WITH_REMARK, "Ja, mits.")}, document=decision())
    (position,) = confirm(made.pk)
    assert (position.answer, position.text, position.decided_on) == (
        Answer.WITH_REMARK,
        "Ja, mits.",
        DECIDED,
    )
    assert position.evidence == "besluitenlijst 12"
    assert position.evidence_file_id == made.evidence_file_id
    assert position.reported_by_id == made.link.person_id
    assert state(token) is LinkState.CONFIRMED


def test_confirmed_twice_it_counts_once(token: str) -> None:
    made = report(token, document=decision())
    assert confirm(made.pk)
    acts = AuditEntry.objects.count()
    assert confirm(made.pk) == []
    assert answers() == [Answer.CONSENT]
    assert AuditEntry.objects.count() == acts


def test_an_answer_that_came_in_between_is_a_conflict_and_the_person_decides(token: str) -> None:
    made = report(token)
    seen = Consultation.objects.get(organisation__code="GM9002").revision
    record(3, SECOND, {"3a": Said(Answer.OBJECTION, "Te duur.")})
    with pytest.raises(Conflict):
        confirm(made.pk, expected_revision=seen)
    assert answers() == [Answer.OBJECTION]
    assert Report.objects.get().state == Report.State.WAITING
    confirm(made.pk, expected_revision=seen + 1)
    assert answers() == [Answer.OBJECTION, Answer.CONSENT]


def test_sent_back_the_reporter_hears_why_with_a_new_link(token: str) -> None:
    made = report(token)
    back = reject_report(made.pk, actor=COMMAND, now=NOW, today=TODAY, reason="Het stuk ontbreekt.")
    assert back == SentBack(is_told=True)
    text = letters_to(adviser(2))[-1]
    assert "Het stuk ontbreekt." in text
    newer = token_for(adviser(2))
    assert newer != token
    assert state(token) is LinkState.RETURNED
    assert state(newer) is LinkState.OPEN
    with pytest.raises(DomainError, match="al teruggestuurd"):
        confirm(made.pk)
    report(newer)
    assert Report.objects.filter(state=Report.State.WAITING).count() == 1


def test_without_a_reason_nothing_goes_back(token: str) -> None:
    made = report(token)
    sent = len(django_mail.outbox)
    with pytest.raises(DomainError, match="waarom"):
        reject_report(made.pk, actor=COMMAND, now=NOW, today=TODAY, reason="  ")
    assert Report.objects.get().state == Report.State.WAITING
    assert len(django_mail.outbox) == sent


def test_sent_back_after_the_answer_there_is_no_new_link(token: str) -> None:
    made = report(token)
    record(3, SECOND, YES)
    reject_report(made.pk, actor=COMMAND, now=NOW, today=TODAY, reason="Het stond er al.")
    assert "/melden/" not in letters_to(adviser(2))[-1]


def end_mandate() -> None:
    """The contact person of the second municipality leaves; now its mayor is asked."""
    seat = Membership.objects.get(post__code="GM9002:contact")
    end_membership(seat.pk, actor=COMMAND, now=NOW, valid_until=TODAY)


@pytest.mark.parametrize("ask_present", [False, True])
def test_sent_back_to_who_speaks_for_them_no_more_there_is_no_dead_link(
    token: str, ask_present: bool
) -> None:
    made = report(token)
    end_mandate()
    mayor = PersonVersion.objects.get(person__memberships__post__code="GM9002:mayor", known_until=None)
    back = reject_report(
        made.pk, actor=COMMAND, now=NOW, today=TODAY, reason="Het stuk ontbreekt.", ask_present=ask_present
    )
    assert back == SentBack(is_told=True, asked=int(ask_present))
    text = letters_to(adviser(2))[-1]
    assert "Het stuk ontbreekt." in text
    assert "/melden/" not in text
    assert "U spreekt niet meer voor" in text
    assert f"De vraag is nu voor {mayor}." in text
    assert len(letters_to(mayor.email)) == ask_present
    if ask_present:
        assert state(token_for(mayor.email)) is LinkState.OPEN
        assert Reminder.objects.filter(person=mayor.person_id, kind=Reminder.Kind.ASKED).exists()


def test_of_a_restricted_proposal_a_former_reporter_reads_no_names() -> None:
    memo_with_deadlines(classification="restricted")
    ask()
    made = report(token_for(adviser(2)))
    end_mandate()
    reject_report(made.pk, actor=COMMAND, now=NOW, today=TODAY, reason="Het klopt niet.")
    text = letters_to(adviser(2))[-1]
    assert "U spreekt niet meer voor wie het besluit nam." in text
    assert "coördinator van het netwerk" in text
    assert "De vraag is nu voor" not in text


def test_only_the_coordinator_settles_a_report(token: str) -> None:
    made = report(token)
    own = holding("contact", "organisation:GM9002")
    with pytest.raises(AccessRefused):
        confirm_report(made.pk, actor=own, now=NOW, today=TODAY)
    with pytest.raises(AccessRefused):
        reject_report(made.pk, actor=own, now=NOW, today=TODAY, reason="x")


def test_the_document_is_for_the_coordinator_and_the_party_until_it_is_confirmed(token: str) -> None:
    made = report(token, document=decision())
    file = StoredFile.objects.get(owner_key=str(made.pk))
    coordinator, own = holding("coordinator"), holding("contact", "organisation:GM9002")
    stranger = holding("contact", "organisation:GM9003")
    assert may_read_file(coordinator, file)
    assert may_read_file(own, file)
    assert not may_read_file(stranger, file)
    assert not may_read_file(ANONYMOUS, file)
    confirm(made.pk)
    assert may_read_file(stranger, file)
    assert not may_read_file(ANONYMOUS, file)


@pytest.mark.parametrize(
    ("name", "data", "says"),
    [
        ("besluit.pdf", b"geen pdf", "geen PDF"),
        ("besluit.pdf", b"%PDF-1.7\nabc", "gaat niet open"),
        ("besluit.exe", b"MZ", "Kies uit: OpenDocument-tekst, PDF, Word"),
    ],
)
def test_a_refused_file_leaves_the_link_open(token: str, name: str, data: bytes, says: str) -> None:
    form = ReportForm(None, None, points=(), revision=0, version=1)
    assert "Kies uit: OpenDocument-tekst, PDF, Word" in str(form.fields["document"].help_text)
    with pytest.raises(DomainError, match=says):
        report(token, document=SimpleUploadedFile(name, data))
    assert state(token) is LinkState.OPEN


def test_a_draft_has_no_links() -> None:
    draft("concept")
    with pytest.raises(DomainError, match="loopt niet"):
        ask_again("concept", actor=COMMAND, now=NOW, today=TODAY, request_key="een")


class TestTakenBackAfterwards:
    REASON = "Dit was het besluit van een andere gemeente."

    @pytest.fixture(autouse=True)
    def taken_back(self, voorbeeldland: object, token: str) -> None:
        made = report(token)
        confirm(made.pk)
        take_back_positions(
            made.link.consultation_id, actor=COMMAND, now=LATER, today=TODAY, reason=self.REASON
        )

    def test_the_link_says_so_with_the_reason_and_whom_to_ask(self, token: str, client: Client) -> None:
        assert state(token) is LinkState.TAKEN_BACK
        answer = client.get(f"/melden/{token}/")
        text = words(answer)
        assert answer.status_code == 410
        assert "verwerkt" not in text
        assert "Het besluit dat u meldde, is ingetrokken" in text
        assert f"De reden: {self.REASON}" in text
        assert "Vraag de coördinator" in text

    def test_who_speaks_for_the_party_no_more_is_not_told_why(self, token: str) -> None:
        end_mandate()
        opened = open_link(token, today=TODAY)
        assert opened.state is LinkState.TAKEN_BACK
        assert self.REASON not in refusal(opened)

    def test_answered_again_the_decision_is_known(self, token: str) -> None:
        record(3, "organisation:GM9002", YES, now=LATER)
        assert state(token) is LinkState.ANSWERED

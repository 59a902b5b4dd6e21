"""Many who record at the same moment: every answer lands once, a gate does not close between looking and writing.

Real processes on a database of their own, on SQLite and on PostgreSQL.
"""

from collections.abc import Callable, Sequence

import pytest

from tests.databases import EMPTY, Installation, in_rounds

RECORDERS = 4
PREPARE = """
from noaber.core.errors import Conflict, DomainError
from noaber.core.audit import verify_chain
from noaber.core.models import AuditEntry
from noaber.decisions.models import Consultation, Position, Proposal, ProposalVersion
from noaber.decisions.tests.conftest import *
"""
SENT_AND_AGREED = "load(); draft(); send(); all_councils_agree(); print('ready')"
DRAFT = "load(); draft(); print('ready')"
# The six municipalities, from another one on for each process; what it was told, it prints.
RECORD = """
for place in range(6):
    key = MUNICIPALITIES[(place + {start}) % 6]
    try:
        print(key, len(record(3, key, {{"3a": Said(Answer.WITH_REMARK, "Van {start}.")}})))
    except DomainError as error:
        print(key, "refused")
"""
SAME = """
for key in MUNICIPALITIES:
    print(key, len(record(3, key, {"3a": AGREE})))
"""
LOOK = """
is_sent = Proposal.objects.exists()
SEEN = {key: party(3, key).revision for key in MUNICIPALITIES if is_sent}
"""
OPENED = """
for key in MUNICIPALITIES:
    seen = SEEN[key]
    try:
        record(3, key, {"3a": Said(Answer.OBJECTION, "{name}")}, expected_revision=seen)
        print(key, "landed")
    except Conflict:
        print(key, "conflict")
"""
READ = """
assert verify_chain()[1] is None
own = Position.objects.filter(consultation__stage__number=3)
audited = AuditEntry.objects.filter(verb="decisions.record_positions", object_id__in=[
    str(key) for key in Consultation.objects.filter(stage__number=3).values_list("pk", flat=True)])
revisions = Consultation.objects.filter(stage__number=3).values_list("revision", flat=True)
print(own.count(), audited.count(), sum(revisions))
"""


def concurrently(
    installation: Callable[[str], Installation],
    first: str,
    acts: Sequence[str],
    last: str = "",
    *,
    prepare: str = PREPARE,
) -> tuple[list[str], str]:
    """What each says of the memo on the small invented network that `first` makes, and what `last` finds after it."""
    made, said, found = in_rounds(installation(EMPTY), prepare, [first], acts, [last])
    assert made[0].strip() == "ready"
    return said, found[0]


def counted(found: str) -> tuple[int, int, int]:
    """Positions of the organisations, rows of the log about them, and how often their consultations changed."""
    positions, audited, revisions = found.split()
    return int(positions), int(audited), int(revisions)


@pytest.mark.db
def test_no_answer_is_lost_and_none_is_there_twice(installation: Callable[[str], Installation]) -> None:
    """Each process says something of its own of every municipality: all of it is kept, one after the other."""
    acts = [RECORD.format(start=number) for number in range(RECORDERS)]

    said, found = concurrently(installation, SENT_AND_AGREED, acts, READ)

    told = [line.split() for text in said for line in text.splitlines()]
    assert [outcome for _key, outcome in told] == ["1"] * 6 * RECORDERS
    assert counted(found) == (24, 24, 24)


@pytest.mark.db
def test_the_same_answer_from_several_at_once_is_recorded_once(
    installation: Callable[[str], Installation],
) -> None:
    said, found = concurrently(installation, SENT_AND_AGREED, [SAME] * RECORDERS, READ)

    told = [line.split() for text in said for line in text.splitlines()]
    for place in range(6):
        key = f"organisation:GM900{place + 1}"
        assert sorted(outcome for which, outcome in told if which == key) == ["0", "0", "0", "1"]
    assert counted(found) == (6, 6, 6)


@pytest.mark.db
def test_who_opened_the_form_before_another_wrote_meets_the_conflict(
    installation: Callable[[str], Installation],
) -> None:
    acts = [OPENED.replace("{name}", f"Van {number}.") for number in range(RECORDERS)]

    said, found = concurrently(installation, SENT_AND_AGREED, acts, READ, prepare=f"{PREPARE}\n{LOOK}")

    told = [line.split() for text in said for line in text.splitlines()]
    landed = [key for key, outcome in told if outcome == "landed"]
    assert sorted(landed) == [f"organisation:GM900{number}" for number in range(1, 7)]
    assert len(told) - len(landed) == 6 * (RECORDERS - 1)
    assert counted(found) == (6, 6, 6)


OBJECT = """
try:
    record(1, NORTH, {"1": Said(Answer.OBJECTION, "Toch niet.")})
    print("objected")
except DomainError as error:
    print("closed")
"""
ADOPT = """
try:
    record(2, BOARD, {"1": AGREE})
    print("adopted")
except DomainError as error:
    print("waits")
"""
STANDS = """
found = stage(2)
print(found.gate.is_open, found.is_passed)
"""


@pytest.mark.db
def test_an_adoption_and_a_council_that_turns_back_do_not_both_land(
    installation: Callable[[str], Installation],
) -> None:
    """Whoever is first: there is no adoption behind a closed gate."""
    told, found = concurrently(installation, SENT_AND_AGREED, [OBJECT, ADOPT], STANDS)
    said = [text.strip() for text in told]

    assert said in (["objected", "waits"], ["closed", "adopted"])
    is_open, is_passed = found.split()
    assert (is_open, is_passed) == (("False", "False") if said[0] == "objected" else ("True", "True"))


SEND = """
try:
    print("sent", send().content_hash)
except DomainError as error:
    print("refused", error.message)
"""
SENT = """
rows = ProposalVersion.objects.exclude(sent_at=None)
print(rows.count(), rows.get().content_hash, AuditEntry.objects.filter(verb="decisions.send_proposal").count())
print(Proposal.objects.get().revision)
"""


@pytest.mark.db
def test_a_proposal_that_several_send_is_sent_once(installation: Callable[[str], Installation]) -> None:
    told, found = concurrently(installation, DRAFT, [SEND] * RECORDERS, SENT)
    said = [text.split(maxsplit=1) for text in told]

    assert sorted(outcome for outcome, _rest in said) == ["refused"] * (RECORDERS - 1) + ["sent"]
    assert {rest.strip() for outcome, rest in said if outcome == "refused"} == {
        "Dit voorstel is al verstuurd."
    }
    first, revision = found.splitlines()
    count, content_hash, audited = first.split()
    assert (count, audited, revision) == ("1", "1", "1")
    assert ["sent", content_hash] in [[outcome, rest.strip()] for outcome, rest in said]

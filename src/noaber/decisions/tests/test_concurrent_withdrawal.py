"""What is recorded while a proposal is being withdrawn comes before the withdrawal, or not at all.

Real processes on a database of their own, on SQLite and on PostgreSQL.
"""

from collections.abc import Callable

import pytest

from noaber.decisions.tests.test_concurrent_recording import concurrently
from tests.databases import Installation

PREPARE = """
import pathlib, time
from dataclasses import replace
from noaber.core.errors import DomainError
from noaber.core.models import AuditEntry
from noaber.decisions.models import Consultation, Position, Proposal, Stage
from noaber.decisions.queries.follow_up.contacts import contacts_on
from noaber.decisions.services.obligations import budgets
from noaber.decisions.services.answers import planning
from noaber.decisions.services.answers import recording
from noaber.decisions.services.follow_up import reporting
from noaber.decisions.services.answers import taking_back
from noaber.decisions.services.follow_up.report_links import make_link
from noaber.decisions.services.drafts.versions import withdraw_proposal
from noaber.decisions.tests.conftest import *
from decimal import Decimal
from noaber.decisions.services.drafts.written import ObligationText

OWN = replace(DECIDING, is_follow_up=True)
PAID = ObligationText("contribution", 2021, 2022, rate=Decimal("0.07"))
FIRST = MUNICIPALITIES[0]

def wait_for(name):
    end = time.monotonic() + 60
    while not pathlib.Path(name).exists():
        assert time.monotonic() < end, name
        time.sleep(0.01)

def act(called):
    try:
        called()
        print("recorded")
    except DomainError as error:
        print(error.message)

def who(number, key):
    return party(number, key).consultation_id

ONE = {"actor": COMMAND, "now": NOW, "today": TODAY}
"""
SENT = """
asking = [replace(each, obligation=PAID if each.label == '3a' else None) for each in POINTS]
load(); draft(points=asking, stages=(CONSENTING, ADOPTING, OWN)); send()
"""
WITHDRAW = """
wait_for("looked")
withdraw_proposal(CODE, "Het gaat niet door.", actor=COMMAND, now=NOW)
pathlib.Path("withdrawn").touch()
print("withdrawn")
"""
# It looks, and the lock comes only after the withdrawal; `verb` opens the transaction in which the lock is taken.
LATE = """
real = {module}.verb
def verb(*args, **kwargs):
    pathlib.Path("looked").touch()
    wait_for("withdrawn")
    return real(*args, **kwargs)
{module}.verb = verb
{call}
"""
# It has looked under its lock; the withdrawal is asked meanwhile.
SLOW = """
def kept(*args, **kwargs):
    pathlib.Path("looked").touch()
    time.sleep(1)
{module}._kept = kept
{call}
"""
ORDER = """
rows = AuditEntry.objects.filter(verb__in=["decisions.withdraw_proposal", "decisions.{verb}"])
print(*rows.order_by("sequence").values_list("verb", flat=True))
"""
POSITION = "act(lambda: record(1, SOUTH, AGREED))"
OVERRIDE = """
second = Stage.objects.get(number=2).pk
act(lambda: recording.override_gate(second, motive="Zuid wacht nog op de raad.", decided_on=MEETING, **ONE))
"""
BACK = "act(lambda: taking_back.take_back_positions(who(1, NORTH), reason='Fout.', **ONE))"
ORGAN = "act(lambda: planning.set_organ(who(3, FIRST), organ='executive', actor=COMMAND, today=TODAY))"
BUDGET = """
where = who(3, FIRST)
act(lambda: budgets.record_budget_entry(
    where, [("3a", 2021)], form="budget", decided_on=TODAY, evidence="Begroting", **ONE))
"""
REPORT = """
token = make_link(who(3, FIRST), contacts_on(TODAY).asked(FIRST)[0].person_id, now=NOW)
act(lambda: reporting.report_decision(token, {"3a": AGREE}, decided_on=TODAY, evidence="Raad", **ONE))
"""


@pytest.mark.db
@pytest.mark.parametrize(
    ("module", "before", "call"),
    [
        ("recording", "", POSITION),
        ("recording", "", OVERRIDE),
        ("taking_back", "record(1, NORTH, AGREED)", BACK),
        ("planning", "all_councils_agree()", ORGAN),
    ],
)
def test_what_was_judged_before_the_lock_is_judged_again(
    installation: Callable[[str], Installation], module: str, before: str, call: str
) -> None:
    first = f"{SENT}\n{before}\nprint('ready')"
    acts = [LATE.format(module=module, call=call), WITHDRAW]

    (late, withdrawn), _ = concurrently(installation, first, acts, prepare=PREPARE)

    assert withdrawn.strip() == "withdrawn"
    assert "Dit voorstel is ingetrokken" in late


@pytest.mark.db
@pytest.mark.parametrize(
    ("module", "verb", "call"),
    [("budgets", "record_budget_entry", BUDGET), ("reporting", "report_decision", REPORT)],
)
def test_a_withdrawal_waits_for_who_has_the_lock(
    installation: Callable[[str], Installation], module: str, verb: str, call: str
) -> None:
    agreed = "record(3, FIRST, {'3a': AGREE})" if module == "budgets" else ""
    first = f"{SENT}\nall_councils_agree()\n{agreed}\nprint('ready')"
    acts = [SLOW.format(module=module, call=call), WITHDRAW]

    said, order = concurrently(installation, first, acts, ORDER.format(verb=verb), prepare=PREPARE)

    assert [each.strip() for each in said] == ["recorded", "withdrawn"]
    assert order.split() == [f"decisions.{verb}", "decisions.withdraw_proposal"]

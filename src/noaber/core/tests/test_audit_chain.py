"""The audit chain shows what was done to it: changed, deleted, cut off, written anew, or unguarded."""

import dataclasses
import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from noaber.core import clock
from noaber.core.access import COMMAND
from noaber.core.audit import GENESIS, ChainFault, seal, verb, verify_chain
from noaber.core.guards import missing_triggers
from noaber.core.keeping.lines import append_line
from noaber.core.keeping.seals import SEAL_JOB, known_heads, seal_file, seal_head, verify_audit
from noaber.core.models import AuditEntry, AuditHead, ScheduledRun
from noaber.core.schedule import run_job

pytestmark = [pytest.mark.django_db, pytest.mark.db]

NOW = dt.datetime(2020, 3, 2, 9, 0, tzinfo=dt.UTC)


@pytest.fixture
def data_folder(settings: Any, tmp_path: Path) -> Path:
    settings.DATA = tmp_path
    return tmp_path


@pytest.fixture
def chain(data_folder: Path) -> None:
    """Five rows, sealed outside the database after the third and the fifth."""
    for number in range(1, 6):
        with verb("proef.doe", actor=COMMAND) as trail:
            trail.note("proef", {"aantal": number, "namen": ["a", "b"]}, key=number)
        if number in (3, 5):
            seal_head(NOW)


def unguard() -> None:
    """Take the triggers off, as somebody with the database in hand could."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for table in ("core_auditentry", "core_audithead"):
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        else:
            for name in ("audit_no_update", "audit_no_delete", "audit_head_forward", "audit_head_stays"):
                cursor.execute(f"DROP TRIGGER {name}")


def write_anew(from_sequence: int, until: int) -> None:
    """Make the chain hold again after a change: what a skilled forger would do."""
    before = AuditEntry.objects.filter(sequence=from_sequence - 1).first()
    previous = before.hash if before else GENESIS
    for entry in AuditEntry.objects.filter(sequence__gte=from_sequence, sequence__lte=until):
        entry.previous_hash = previous
        entry.hash = previous = seal(entry)
        entry.save()
    AuditHead.objects.update(sequence=until, hash=previous)


def fault_message() -> str:
    fault = verify_audit().fault
    return fault.message if fault else ""


def found() -> tuple[int, int, ChainFault | None]:
    verdict = verify_audit()
    return verdict.row_count, verdict.seal_count, verdict.fault


def test_a_whole_chain_holds(chain: None) -> None:
    assert found() == (5, 2, None)


def test_an_empty_chain_holds(data_folder: Path) -> None:
    assert found() == (0, 0, None)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE core_auditentry SET verb = 'x' WHERE sequence = 2",
        "DELETE FROM core_auditentry WHERE sequence = 2",
        "UPDATE core_audithead SET sequence = 4",
        "DELETE FROM core_audithead",
    ],
)
def test_the_database_refuses_to_change_the_chain(chain: None, statement: str) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)

    assert found() == (5, 2, None)


@pytest.mark.skipif(
    connection.vendor != "sqlite", reason="REPLACE is SQLite's; PostgreSQL turns it into an update"
)
@pytest.mark.parametrize("table", ["core_auditentry", "core_audithead"])
def test_sqlite_refuses_to_replace_a_row(chain: None, table: str) -> None:
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"INSERT OR REPLACE INTO {table} SELECT * FROM {table} LIMIT 1")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("verb", "proef.anders"),
        ("actor_id", 7),
        ("on_behalf_of_id", 7),
        ("origin", "web"),
        ("result", "refused"),
        ("object_type", "anders"),
        ("object_id", "9"),
        ("facts", {"aantal": 99}),
        ("at", NOW),
    ],
)
def test_a_change_of_any_field_shows(chain: None, field: str, value: object) -> None:
    unguard()
    AuditEntry.objects.filter(sequence=2).update(**{field: value})

    assert fault_message() == "Regel 2 is gewijzigd."


def test_a_deleted_row_shows(chain: None) -> None:
    unguard()
    AuditEntry.objects.filter(sequence=2).delete()

    assert fault_message() == "Regel 2 ontbreekt."


def test_a_cut_end_shows(chain: None) -> None:
    unguard()
    AuditEntry.objects.filter(sequence__gt=4).delete()

    assert fault_message() == "Het einde van de keten klopt niet met de laatste regel."


def test_a_cut_end_with_the_head_put_back_shows_by_the_seals(chain: None) -> None:
    unguard()
    AuditEntry.objects.filter(sequence__gt=4).delete()
    AuditHead.objects.update(sequence=4, hash=AuditEntry.objects.get(sequence=4).hash)

    assert verify_chain()[1] is None
    assert fault_message() == "De keten is korter dan het bewaarde zegel van regel 5."


def test_a_chain_written_anew_shows_by_the_seals(chain: None) -> None:
    unguard()
    AuditEntry.objects.filter(sequence=2).update(facts={"aantal": 99})
    write_anew(2, 5)

    assert verify_chain()[1] is None
    assert fault_message() == "Regel 3 wijkt af van het bewaarde zegel."


def test_everything_thrown_away_shows_by_the_seals(chain: None) -> None:
    unguard()
    AuditEntry.objects.all().delete()
    AuditHead.objects.all().delete()

    assert fault_message() == "De keten is korter dan het bewaarde zegel van regel 5."


def test_rows_beyond_the_head_show(chain: None) -> None:
    last = AuditEntry.objects.get(sequence=5)
    last.pk, last.previous_hash = 6, last.hash
    last.hash = seal(last)
    last.save(force_insert=True)

    assert fault_message() == "Het einde van de keten klopt niet met de laatste regel."


def test_a_chain_without_its_triggers_is_reported(chain: None) -> None:
    assert missing_triggers() == []

    unguard()

    assert "audit_head_forward" in fault_message()


SQLITE_DOES_NOTHING = (
    "DROP TRIGGER audit_no_update",
    "CREATE TRIGGER audit_no_update BEFORE UPDATE ON core_auditentry WHEN 0 BEGIN SELECT 1; END",
)
POSTGRESQL_DOES_NOTHING = (
    (
        (
            "CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RETURN NEW; END $$"
        ),
    ),
    (
        "DROP TRIGGER audit_no_change ON core_auditentry",
        (
            "CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON core_auditentry FOR EACH ROW WHEN (false) "
            "EXECUTE FUNCTION audit_refuse()"
        ),
    ),
    ("ALTER TABLE core_auditentry DISABLE TRIGGER audit_no_change",),
)
DOES_NOTHING = (SQLITE_DOES_NOTHING,) if connection.vendor == "sqlite" else POSTGRESQL_DOES_NOTHING


@pytest.mark.parametrize("statements", DOES_NOTHING, ids=lambda statements: statements[-1][:24])
def test_a_trigger_of_the_same_name_that_does_nothing_is_reported(
    chain: None, statements: tuple[str, ...]
) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)

    assert "audit_no_" in fault_message()


def test_a_head_is_sealed_once_and_the_newest_seal_says_how_far_the_proof_reaches(chain: None) -> None:
    before = seal_file().read_bytes()

    assert seal_head(NOW) == "Regel 5 was al verzegeld."

    assert seal_file().read_bytes() == before
    newest = verify_audit().newest
    assert newest
    assert newest.sequence == 5


def test_a_chain_of_some_days_without_any_seal_is_reported(
    chain: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    began = AuditEntry.objects.get(sequence=1).at
    seal_file().unlink()
    monkeypatch.setattr(clock, "now", lambda: began + dt.timedelta(hours=20))
    assert verify_audit().fault is None
    monkeypatch.setattr(clock, "now", lambda: began + dt.timedelta(days=3))
    assert "geen enkel zegel" in fault_message()


def test_seals_that_were_set_and_are_gone_are_missed(chain: None) -> None:
    run = ScheduledRun.objects.create(job=SEAL_JOB, slot_at=NOW, enqueued_at=NOW)
    run_job(run.pk, 1, now=NOW)
    assert verify_audit().fault is None

    seal_file().unlink()

    assert "Er zijn zegels gezet, maar er is er geen meer" in fault_message()


def test_two_seals_of_one_row_cannot_both_be_true(chain: None) -> None:
    append_line(seal_file(), {"sequence": 3, "hash": "0" * 64, "sealed_at": NOW.isoformat()})

    assert fault_message() == "Van regel 3 zijn twee verschillende zegels bewaard."


def test_a_seal_that_was_overwritten_is_reported_and_half_a_line_is_not(chain: None) -> None:
    whole = seal_file().read_bytes()
    seal_file().write_bytes(whole + b'{"sequence": 9, "ha')
    assert found() == (5, 2, None)

    seal_file().write_bytes(b"xx" + whole)
    assert fault_message() == "audit-heads.jsonl: regel 1 is onleesbaar."


def test_half_a_line_is_taken_off_by_the_next_seal(chain: None) -> None:
    with seal_file().open("ab") as file:
        file.write(b'{"sequence": 9, "ha')

    with verb("proef.doe", actor=COMMAND) as trail:
        trail.note("proef", key=6)
    seal_head(NOW)

    heads, fault = known_heads()
    assert (sorted(heads), fault) == ([3, 5, 6], None)


def test_rows_hold_what_was_done_by_whom_and_how(data_folder: Path) -> None:
    deputy = dataclasses.replace(COMMAND, user_id=4, on_behalf_of_id=2)
    with verb("proef.doe", actor=deputy) as trail:
        trail.note("proef", {"aantal": 1}, key="a")

    entry = AuditEntry.objects.get()
    assert (entry.actor_id, entry.on_behalf_of_id, entry.origin, entry.verb) == (4, 2, "command", "proef.doe")


def test_a_verb_that_fails_leaves_no_row(data_folder: Path) -> None:
    def fail() -> None:
        with verb("proef.doe", actor=COMMAND) as trail:
            trail.note("proef", key=1)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()

    assert not AuditEntry.objects.exists()

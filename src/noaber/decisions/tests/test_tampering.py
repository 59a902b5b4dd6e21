"""What somebody with the database or the disk in hand changes, `verify-audit` names; with the triggers put back too."""

import datetime as dt
import uuid
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.db.models import Model

from noaber.core.access import COMMAND
from noaber.core.files import open_file, store_file
from noaber.core.files.storing import FileChanged, path_of
from noaber.core.keeping.seals import verify_audit
from noaber.core.models import StoredFile
from noaber.core.privacy import care_of
from noaber.core.records import declared_fields, digest_of, logged_models
from noaber.core.tests.guards import unguarded
from noaber.decisions.models import Consultation, DecisionPoint, Position, ProposalVersion, Stage
from noaber.decisions.queries.proposals.matrix import Standing
from noaber.decisions.services.answers.planning import plan_own_decision
from noaber.decisions.tests.conftest import AGREED, NORTH, NOW, TODAY, draft, record
from noaber.decisions.tests.forwarded import own, send_memo
from noaber.decisions.triggers import APPENDED, APPENDED_SINCE, MOVED, PARTS, TERMS
from noaber.network.models import Organisation
from noaber.network.services.load_network import LoadReport

pytestmark = [pytest.mark.django_db, pytest.mark.db]

CHANGES = {
    "UPDATE decisions_position SET answer = 'objection'": "position",
    "DELETE FROM decisions_position": "position",
    "UPDATE decisions_proposalversion SET title = 'Anders'": "version",
    "UPDATE decisions_proposalversion SET sent_at = '2020-01-01 10:00:00+00:00'": "version",
    "UPDATE decisions_decisionpoint SET text = 'Anders'": "point",
    "UPDATE decisions_stage SET rule = 'majority' WHERE number = 1": "stage",
    "UPDATE decisions_stage SET role = 'hear' WHERE number = 1": "stage",
    "UPDATE decisions_proposal SET classification = 'public'": "proposal",
    "UPDATE decisions_stage SET due_on = '2020-02-01' WHERE number = 1": "stage",
    "UPDATE decisions_proposal SET linked_to_id = id": "proposal",
    "UPDATE decisions_proposal SET withdrawn_at = '2020-02-01 10:00:00+00:00', withdrawal_reason = 'x'": "proposal",
    "DELETE FROM decisions_consultation WHERE body_id IS NULL": "consultation",
    "UPDATE decisions_consultation SET body_id = (SELECT id FROM network_body WHERE code = 'stuurgroep') "
    "WHERE stage_id = (SELECT id FROM decisions_stage WHERE number = 1) "
    "AND body_id = (SELECT id FROM network_body WHERE code = 'overleg-noord')": "consultation",
    "UPDATE decisions_consultation SET organ = 'council'": "consultation",
    "UPDATE decisions_consultation SET due_on = '2020-02-01'": "consultation",
    "UPDATE core_storedfile SET sha256 = 'x'": "file",
    "UPDATE core_storedfile SET owner_key = 'x'": "file",
    "DELETE FROM core_storedfile": "file",
}


@pytest.fixture(autouse=True)
def _folders(settings: Any, tmp_path: Path) -> None:
    settings.DATA, settings.FILES_ROOT = tmp_path, tmp_path / "files"


def stored() -> StoredFile:
    upload = SimpleUploadedFile("besluit.txt", b"Akkoord.")
    return store_file(upload, actor=COMMAND, owner_kind="decisions.consultation", owner_key="1", now=NOW)


def fault() -> str:
    found = verify_audit().fault
    return found.message if found else ""


@pytest.mark.parametrize("statement", CHANGES)
def test_a_change_behind_the_back_of_the_log_is_named(memo: Standing, statement: str) -> None:
    record(1, NORTH, AGREED)
    stored()
    assert fault() == ""

    with unguarded(), connection.cursor() as cursor:
        cursor.execute(statement)
        assert cursor.rowcount > 0

    assert f"{CHANGES[statement]} " in fault()


FORGED: dict[str, tuple[type[Model], dict[str, object]]] = {
    "position": (Position, {"pk": None}),
    "version": (ProposalVersion, {"pk": None, "number": 9}),
    "point": (DecisionPoint, {"pk": None, "label": "9"}),
    "stage": (Stage, {"pk": None, "number": 9}),
    "consultation": (Consultation, {"pk": uuid.UUID(int=7), "body_id": None}),
}


@pytest.mark.parametrize("name", FORGED)
def test_a_row_that_was_added_behind_the_back_of_the_log_is_named(memo: Standing, name: str) -> None:
    """A copy of a row with what must differ: an answer, a text, what is asked, a step or who is asked."""
    record(1, NORTH, AGREED)
    model, others = FORGED[name]
    row = model._default_manager.all()[0]
    for field, value in others.items():
        setattr(row, field, value)
    if isinstance(row, Consultation):  # the first stage asks bodies only
        row.stage, row.organisation = Stage.objects.get(number=1), Organisation.objects.all()[0]
    with unguarded():
        row.save(force_insert=True)

    assert f"Er staat iets dat niet in het logboek staat: {name} {row.pk}." in fault()


def test_all_that_is_only_ever_added_must_stand_in_the_log() -> None:
    tables = {*APPENDED, *APPENDED_SINCE, *PARTS, TERMS, "decisions_consultation"} - {*MOVED}
    assert tables <= {model._meta.db_table for model in logged_models()}


def test_who_is_asked_may_change_as_it_should(voorbeeldland: LoadReport) -> None:
    """An organisation says which organ decides, and by when; of a draft anything may go."""
    draft("concept")
    Consultation.objects.filter(stage__proposal__code="concept", stage__number=1)[0].delete()
    send_memo()
    plan_own_decision(
        own("GM9001").party.consultation_id,
        actor=COMMAND,
        today=TODAY,
        organ="executive",
        due_on=dt.date(2020, 6, 20),
    )
    assert fault() == ""


def test_other_bytes_are_named_and_not_shown(memo: Standing, caplog: pytest.LogCaptureFixture) -> None:
    file = stored()
    path_of(file).write_bytes(b"Bezwaar.")

    assert fault() == f"Bestanden zijn weg of niet wat er is ingeleverd: file {file.pk}."
    with pytest.raises(FileChanged, match="beschadigd of gewijzigd"):
        open_file(file)
    assert str(file.pk) in caplog.text


def test_a_file_that_is_gone_is_named(memo: Standing) -> None:
    file = stored()
    path_of(file).unlink()
    assert str(file.pk) in fault()


def test_what_was_recorded_is_counted(memo: Standing) -> None:
    before = verify_audit().record_count
    record(1, NORTH, AGREED)
    assert verify_audit().record_count == before + len(AGREED)


def test_a_digest_is_the_same_before_and_after_storing(memo: Standing) -> None:
    [first, *_rest] = record(1, NORTH, AGREED)
    assert digest_of(first) == digest_of(Position.objects.get(pk=first.pk))


def test_a_digest_covers_only_fields_that_erasure_of_a_person_leaves() -> None:
    fields = list(declared_fields())
    assert len(fields) > 80
    for model, name in fields:
        care = care_of(model._meta.get_field(name))  # type: ignore[arg-type]
        assert care is not None
        assert care.erasure.startswith(("niet nodig", "blijft")), f"{model.__name__}.{name}"

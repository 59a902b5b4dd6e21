"""``noaber import-bank``: every entry with what was read and what it matched; nothing is written without --apply."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from noaber.finance.models import BankEntry, Invoice
from noaber.finance.rules.bank.statements import Direction
from noaber.finance.services.bank.allocating import confirm_proposals
from noaber.finance.tests.bank_samples import camt, entry, iban
from noaber.finance.tests.invoices_in_books import CONTROLLER, NOW, issue_invoices

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(db: None, tmp_path: Path) -> Path:
    invoices: dict[str, Invoice] = issue_invoices((100_00, 200_00))
    said = [
        entry(100_00, text=invoices["2023-0001"].reference, counterparty_name="Gemeente Proef 1"),
        entry(200_00, text="factuur 2023-0002", counterparty_iban=iban(7), end_to_end_id="E"),
        entry(5, direction=Direction.DEBIT, text="kosten"),
    ]
    path = tmp_path / "mei.xml"
    path.write_bytes(camt(said, version="08"))
    return path


def run(*arguments: object) -> str:
    output = io.StringIO()
    call_command("import_bank", *map(str, arguments), stdout=output, stderr=io.StringIO())
    return output.getvalue()


def records(*arguments: object) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(run(*arguments, "--json"))
    return found


def test_without_apply_everything_is_told_and_nothing_is_kept(file: Path) -> None:
    first, second, third = records(file)
    assert BankEntry.objects.count() == 0
    assert (first["amount_cents"], first["direction"], first["booked_on"]) == (100_00, "credit", "2020-05-04")
    assert (first["outcome"], first["confidence"], first["is_new"]) == ("exact", "certain", True)
    assert first["invoices"] == [{"number": "2023-0001", "amount_cents": 100_00}]
    assert (second["confidence"], second["counterparty_iban"]) == ("probable", iban(7))
    assert (second["end_to_end_id"], second["text"]) == ("E", "factuur 2023-0002")
    assert (third["outcome"], third["confidence"], third["invoices"]) == ("none", "", [])


def test_with_apply_it_is_kept_and_a_second_time_it_is_known(file: Path) -> None:
    assert [row["is_new"] for row in records(file, "--apply")] == [True] * 3
    assert BankEntry.objects.count() == 3
    confirm_proposals(actor=CONTROLLER, now=NOW)
    again = records(file, "--apply")
    assert [row["is_new"] for row in again] == [False] * 3
    assert (again[0]["outcome"], again[0]["left_cents"]) == ("booked", 0)
    assert again[0]["invoices"] == [{"number": "2023-0001", "amount_cents": 100_00}]
    assert BankEntry.objects.count() == 3


def test_for_people_it_says_how_many_and_that_nothing_changed(file: Path) -> None:
    said = run(file)
    assert "3 nieuwe boekingen; 0 waren al bekend." in said
    assert "Er is niets gewijzigd. Met --apply leest u het bestand in." in said
    assert "het kenmerk hoort bij factuur 2023-0001" in said
    assert "niets gewijzigd" not in run(file, "--apply")


def test_a_file_that_cannot_be_used_is_one_sentence(file: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "fout.xml"
    wrong.write_bytes(camt([entry(5)], closing=6))
    for path, reason in ((wrong, "telt niet op"), (tmp_path / "weg.xml", "niet te openen")):
        with pytest.raises(CommandError, match=reason) as refused:
            run(path, "--apply")
        assert refused.value.returncode == 1
    assert BankEntry.objects.count() == 0


def test_what_may_be_known_already_asks_for_an_answer(file: Path, tmp_path: Path) -> None:
    run(file, "--apply")
    again = tmp_path / "nog eens.xml"
    again.write_bytes(file.read_bytes().replace(b"S-1", b"S-2"))
    with pytest.raises(CommandError, match="--doubtful known of --doubtful new"):
        run(again, "--apply")
    assert "0 nieuwe boekingen; 3 waren al bekend." in run(again, "--apply", "--doubtful", "known")
    assert BankEntry.objects.count() == 3


@pytest.mark.parametrize(
    ("how", "reason"),
    [({"account": "NL91ABNA0417164300"}, "een andere rekening"), ({"closing": 6}, "telt niet op")],
)
def test_a_file_that_cannot_be_imported_is_still_shown_as_read_with_the_reason(
    tmp_path: Path, file: Path, how: dict[str, Any], reason: str
) -> None:
    wrong, output = tmp_path / "fout.xml", io.StringIO()
    wrong.write_bytes(camt([entry(5, counterparty_name="Gemeente Proef 1", text="voor u")], **how))
    with pytest.raises(CommandError, match=reason):
        call_command("import_bank", str(wrong), "--json", stdout=output, stderr=io.StringIO())
    [row] = json.loads(output.getvalue())
    assert (row["amount_cents"], row["counterparty_name"], row["text"]) == (5, "Gemeente Proef 1", "voor u")
    assert (row["outcome"], row["is_new"], row["invoices"]) == ("refused", False, [])
    assert reason in row["reason"]
    assert BankEntry.objects.count() == 0

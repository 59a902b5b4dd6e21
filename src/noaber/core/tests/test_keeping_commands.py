"""What the keeping commands say, and with which exit code."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from noaber.core.keeping.lines import append_line
from noaber.core.keeping.register import register_document
from tests.databases import EMPTY, Installation, run_noaber

Make = Callable[[str], Installation]


def test_a_broken_chain_is_exit_code_one_with_the_reason(installation: Make) -> None:
    source = installation(EMPTY)
    seal = {"sequence": 7, "hash": "f" * 64, "sealed_at": "2023-05-15T10:00:00+02:00"}
    append_line(source.folder / "audit-heads.jsonl", seal)

    result = run_noaber(source, "verify-audit")
    as_json = run_noaber(source, "verify-audit", "--json")

    reason = "De keten is korter dan het bewaarde zegel van regel 7."
    assert (result.returncode, result.stderr) == (1, f"Het logboek is niet heel. {reason}\n")
    assert json.loads(as_json.stdout) == [
        {
            "is_whole": False,
            "row_count": 0,
            "seal_count": 1,
            "record_count": 0,
            "file_count": 0,
            "sealed_sequence": 7,
            "sealed_at": "2023-05-15T10:00:00+02:00",
            "fault_sequence": 7,
            "message": reason,
        }
    ]


def test_a_whole_chain_is_exit_code_zero(installation: Make) -> None:
    result = run_noaber(installation(EMPTY), "verify-audit")

    assert result.returncode == 0
    assert result.stdout == (
        "Het logboek is heel: 0 regels gelezen, 0 zegels vergeleken. "
        "Ook vergeleken: 0 vastleggingen en 0 bestanden.\n"
    )


def test_a_backup_needs_to_know_where_to() -> None:
    with pytest.raises(CommandError) as refusal:
        call_command("backup")
    assert refusal.value.returncode == 2


def test_the_printed_register_is_that_of_the_code() -> None:
    """Made anew by ``noaber privacy-register > docs/privacy.md``."""
    printed = Path(__file__).resolve().parents[4] / "docs" / "privacy.md"

    assert printed.read_text(encoding="utf-8") == register_document().rstrip("\n") + "\n"

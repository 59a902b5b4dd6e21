"""`noaber accounts`: the three kinds of file, draft or final, and what it refuses."""

import datetime as dt
import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from noaber.core import clock
from noaber.finance.tests.budget_books import approved_budget
from noaber.finance.tests.reports.test_services_reports import AFTER, FIRST, adopt, booked, write

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def a_year(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "today", lambda: AFTER)
    monkeypatch.setattr(clock, "now", lambda: dt.datetime(2022, 2, 1, 9, tzinfo=dt.UTC))
    approved_budget(FIRST)
    booked()


def run(target: Path) -> str:
    said = StringIO()
    call_command("accounts", year=FIRST, to=target, stdout=said)
    return said.getvalue()


def test_it_says_whether_it_is_a_draft_or_final_and_never_overwrites(tmp_path: Path) -> None:
    target = tmp_path / "2020.json"
    assert "concept" in run(target)
    records = json.loads(target.read_text(encoding="utf-8"))
    spent = [each for each in records if each["part"] == "expenditure"]
    assert sum(each["actual_cents"] for each in spent) == 12_100_00
    assert {each["is_final"] for each in records} == {False}
    before = target.read_bytes()
    with pytest.raises(CommandError, match="bestaat al"):
        run(target)
    assert target.read_bytes() == before
    assert write()
    assert adopt()
    assert "vastgesteld op" in run(tmp_path / "2020.pdf")
    run(tmp_path / "2020.XLSX")
    assert (tmp_path / "2020.pdf").read_bytes().startswith(b"%PDF")
    assert (tmp_path / "2020.XLSX").read_bytes().startswith(b"PK")


def test_what_cannot_be_is_said_and_nothing_is_written(tmp_path: Path) -> None:
    for name, year, words in (
        ("a.doc", FIRST, ".pdf"),
        ("a.pdf", 2019, "geen afspraak"),
        ("a.pdf", 2023, "voorbij"),
    ):
        with pytest.raises(CommandError, match=words):
            call_command("accounts", year=year, to=tmp_path / name)
    assert list(tmp_path.iterdir()) == []

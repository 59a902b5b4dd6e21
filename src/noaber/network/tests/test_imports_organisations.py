"""A list of organisations promises the same as one of people, and each field is judged as on its own page."""

from pathlib import Path

import pytest
from pytest_django import Settings

from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.core.errors import DomainError
from noaber.network.imports.sample_files import (
    codes_for,
    current_organisations,
    example_row,
    sample_csv,
    sample_xlsx,
)
from noaber.network.models import ImportKind, ImportRun, ImportState
from noaber.network.tests.conftest import TODAY, organisation
from noaber.network.tests.lists import Row, apply, checked, list_of, preview_of, register_contents, xlsx

pytestmark = [pytest.mark.django_db, pytest.mark.db, pytest.mark.usefixtures("voorbeeldland")]

KIND = ImportKind.ORGANISATIONS
RIEC: Row = {
    "code": "RIEC-VL",
    "kind": "RIEC",
    "name": "RIEC Voorbeeldland",
    "postcode": "7511 AB",
    "city": "Aardam",
}
MOVED: Row = {"code": "gm9001", "district": "zuid", "email": "info@aardam.invalid"}


@pytest.fixture(autouse=True)
def files(settings: Settings, tmp_path: Path) -> None:
    settings.FILES_ROOT = tmp_path / "files"


def check(*rows: Row) -> ImportRun:
    return checked(KIND, list_of(KIND, rows))


def test_a_partner_is_added_and_another_changed() -> None:
    run = check(RIEC, MOVED)
    assert [(line.key, line.fate.value) for line in preview_of(run).lines] == [
        ("RIEC-VL", "new"),
        ("GM9001", "changed"),
    ]
    assert [(d.label, d.old, d.new) for d in preview_of(run).lines[1].differences] == [
        ("district", "Noord", "Zuid"),
        ("e-mailadres", "", "info@aardam.invalid"),
    ]

    apply(run)

    assert organisation("RIEC-VL").city == "Aardam"
    assert (organisation("GM9001").district_id, organisation("GM9001").name) == ("zuid", "Aardam")


def test_twice_is_the_same_as_once() -> None:
    apply(check(RIEC, MOVED))
    after = register_contents()

    assert check(RIEC, MOVED).counts == {"new": 0, "changed": 0, "unchanged": 2, "problems": 0}
    assert register_contents() == after


def test_a_list_that_is_about_something_else_is_refused() -> None:
    with pytest.raises(DomainError, match=r"niet: Klantgroep en Omzet. Wel bekend zijn: code, soort, naam"):
        checked(KIND, xlsx([["Code", "Naam", "Klantgroep", "Omzet"], ["RIEC-VL", "RIEC", "A", 12]]))
    assert not ImportRun.objects.exists()


def test_a_word_between_brackets_empties_a_field() -> None:
    apply(check(MOVED))
    apply(check({"code": "GM9001", "email": "(leeg)"}))

    assert organisation("GM9001").email == ""


def test_what_is_in_the_register_goes_out_and_comes_back_unchanged() -> None:
    apply(check(RIEC, MOVED))
    asof = AsOf(TODAY)
    rows = current_organisations(COMMAND, asof)

    for name, data in (
        ("lijst.xlsx", sample_xlsx(KIND, rows, codes_for(KIND, COMMAND, asof))),
        ("lijst.csv", sample_csv(KIND, rows)),
    ):
        counts = checked(KIND, data, name).counts
        assert counts == {"new": 0, "changed": 0, "unchanged": len(rows), "problems": 0}


@pytest.mark.parametrize("kind", list(ImportKind))
def test_every_empty_sample_can_be_read_back(kind: ImportKind) -> None:
    rows, asof = [example_row(kind)], AsOf(TODAY)
    for name, data in (
        ("lijst.xlsx", sample_xlsx(kind, rows, codes_for(kind, COMMAND, asof))),
        ("lijst.csv", sample_csv(kind, rows)),
    ):
        run = checked(kind, data, name)
        assert not run.counts.get("new")
        assert run.state in {ImportState.FAILED, ImportState.FAULTY}


def test_every_wrong_cell_of_a_row_is_told_at_once() -> None:
    wrong = {"code": "GM9001", "oin": "123", "kvk": "12", "postcode": "99", "email": "geen", "district": "x"}
    run = check({**wrong}, {**RIEC, "kind": "waterschap"}, {**RIEC})
    assert {(problem.row, problem.header.lower()) for problem in preview_of(run).problems} >= {
        (2, "oin"),
        (2, "kvk-nummer"),
        (2, "postcode"),
        (2, "e-mailadres"),
        (2, "district"),
        (3, "soort"),
        (4, "code"),
    }


def test_what_is_no_telephone_number_is_a_problem_of_its_cell() -> None:
    run = check({**RIEC, "phone": "abc"})

    assert [str(problem) for problem in preview_of(run).problems if "3 tot 15 cijfers" in str(problem)]

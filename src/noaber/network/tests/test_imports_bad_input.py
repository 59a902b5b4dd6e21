"""Bad input: each kind of mistake has its own message with its place, and nothing at all changes."""

import datetime as dt
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pytest
from pytest_django import Settings

from noaber.core.access import COMMAND
from noaber.core.errors import DomainError
from noaber.core.models import StoredFile
from noaber.network.imports.applying import start_applying
from noaber.network.models import ImportKind, ImportRun, ImportState
from noaber.network.tests.conftest import NOW, TODAY
from noaber.network.tests.lists import (
    audit_head,
    checked,
    problems_of,
    register_contents,
    register_verbs,
    xlsx,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("voorbeeldland")]

PEOPLE, ORGANISATIONS, FIGURES = ImportKind.PEOPLE, ImportKind.ORGANISATIONS, ImportKind.POPULATIONS
SEAT_HEAD = ("naam", "organisatie", "zetel", "zetel vanaf", "zetel tot en met", "namens")
ORG_HEAD = ("code", "soort", "naam", "district", "postcode", "OIN")
FIGURE_HEAD = ("gemeentecode", "peildatum", "inwoners", "status", "bron")


@pytest.fixture(autouse=True)
def files(settings: Settings, tmp_path: Path) -> None:
    settings.FILES_ROOT = tmp_path / "files"


@dataclass(frozen=True)
class Mistake:
    """A list with one mistake in it, and what is said about it."""

    name: str
    kind: ImportKind
    rows: Sequence[Sequence[object]]
    said: str

    def __str__(self) -> str:
        return self.name


DAY = dt.date(2020, 7, 1)
MISTAKES = [
    # --- people: cells ---
    Mistake("no name", PEOPLE, [("naam", "functie"), ("", "Adviseur")], "Rij 2, kolom A (naam): is leeg"),
    Mistake(
        "no mail address",
        PEOPLE,
        [("naam", "e-mail"), ("A", "a@b")],
        "Rij 2, kolom B (e-mail): ‘a@b’ is geen e-mailadres",
    ),
    Mistake(
        "no phone",
        PEOPLE,
        [("naam", "telefoon"), ("A", "abc")],
        "Rij 2, kolom B (telefoon): een telefoonnummer heeft 3 tot 15 cijfers",
    ),
    Mistake(
        "long phone",
        PEOPLE,
        [("naam", "telefoon"), ("A", "0" * 21)],
        "kolom B (telefoon): is te lang: 21 tekens",
    ),
    Mistake(
        "unknown organisation",
        PEOPLE,
        [("naam", "organisatie"), ("A", "GM0001")],
        "Rij 2, kolom B (organisatie): de organisatie ‘GM0001’ staat niet in het register",
    ),
    Mistake(
        "unknown number",
        PEOPLE,
        [("naam", "nummer"), ("A", "123")],
        "Rij 2, kolom B (nummer): dit nummer staat niet in het register",
    ),
    Mistake(
        "two meanings",
        PEOPLE,
        [("naam",), ("Adviseur van Beekstad",)],
        "Rij 2, kolom A (naam): kan iemand zijn die al in het register staat",
    ),
    Mistake(
        "contradiction",
        PEOPLE,
        [("naam", "organisatie", "telefoon"), ("A", "GM9001", "111"), ("A", "GM9001", "112")],
        "Rij 3, kolom C (telefoon): ‘112’ is iets anders dan ‘111’ in rij 2",
    ),
    # --- people: seats ---
    Mistake(
        "date that is not there",
        PEOPLE,
        [SEAT_HEAD, ("A", "GM9005", "team-jeugd:zuid", "30-2-2020", "", "")],
        "Rij 2, kolom D (zetel vanaf): 30-2-2020 bestaat niet",
    ),
    Mistake(
        "number for a date",
        PEOPLE,
        [SEAT_HEAD, ("A", "GM9005", "team-jeugd:zuid", 43831, "", "")],
        "is een getal en geen datum",
    ),
    Mistake(
        "seat that is not there",
        PEOPLE,
        [SEAT_HEAD, ("A", "GM9005", "team-jeugd:oost", "", "", "")],
        "Rij 2, kolom C (zetel): de zetel ‘team-jeugd:oost’ bestaat niet",
    ),
    Mistake(
        "seat that is not there, beside another mistake in the row",
        PEOPLE,
        [SEAT_HEAD, ("A", "GM0000", "team-jeugd:oost", "", "", "")],
        "Rij 2, kolom C (zetel): de zetel ‘team-jeugd:oost’ bestaat niet",
    ),
    Mistake(
        "days without a seat",
        PEOPLE,
        [SEAT_HEAD, ("A", "GM9005", "", DAY, "", "")],
        "Rij 2, kolom D (zetel vanaf): hoort bij een zetel",
    ),
    Mistake(
        "end before begin",
        PEOPLE,
        [SEAT_HEAD, ("A", "GM9005", "team-jeugd:zuid", DAY, dt.date(2020, 6, 2), "")],
        "Rij 2, kolom E (zetel tot en met): de laatste dag",
    ),
    Mistake(
        "before the seat was there",
        PEOPLE,
        [SEAT_HEAD, ("A", "GM9005", "team-jeugd:zuid", dt.date(2019, 1, 1), "", "")],
        "de zetel team-jeugd:zuid bestaat niet",
    ),
    Mistake(
        "overlapping terms",
        PEOPLE,
        [SEAT_HEAD, ("A", "GM9002", "team-jeugd:noord", DAY, "", "")],
        "de zetel team-jeugd:noord is vanaf 1 juli 2020 al bezet door Adviseur van Beekstad",
    ),
    Mistake(
        "two in one seat",
        PEOPLE,
        [
            SEAT_HEAD,
            ("A", "GM9005", "team-jeugd:zuid", DAY, "", ""),
            ("B", "GM9005", "team-jeugd:zuid", DAY, "", ""),
        ],
        "al bezet door B",
    ),
    Mistake(
        "seat twice",
        PEOPLE,
        [
            SEAT_HEAD,
            ("A", "GM9005", "team-jeugd:zuid", DAY, "", ""),
            ("A", "GM9005", "team-jeugd:zuid", DAY, "", ""),
        ],
        "deze zetel staat voor deze persoon ook al in rij 2",
    ),
    Mistake(
        "wrong district",
        PEOPLE,
        [SEAT_HEAD, ("A", "GM9001", "team-jeugd:zuid", DAY, "", "")],
        "Rij 2, kolom F (namens): deze zetel is alleen voor iemand uit het district zuid",
    ),
    Mistake(
        "seat of another's post",
        PEOPLE,
        [SEAT_HEAD, ("A", "GM9006", "stuurgroep:zuid", DAY, "", "")],
        "al bezet door Burgemeester van Eikenrode",
    ),
    # --- organisations ---
    Mistake(
        "no code", ORGANISATIONS, [ORG_HEAD, ("", "RIEC", "X", "", "", "")], "Rij 2, kolom A (code): is leeg"
    ),
    Mistake(
        "code twice",
        ORGANISATIONS,
        [ORG_HEAD, ("RIEC-VL", "RIEC", "X", "", "", ""), ("riec-vl", "RIEC", "Y", "", "", "")],
        "Rij 3, kolom A (code): ‘RIEC-VL’ staat ook al in rij 2",
    ),
    Mistake(
        "wrong code",
        ORGANISATIONS,
        [ORG_HEAD, ("RIEC VL", "RIEC", "X", "", "", "")],
        "Rij 2, kolom A (code): gebruik hoofdletters",
    ),
    Mistake(
        "municipality without CBS code",
        ORGANISATIONS,
        [ORG_HEAD, ("AARDAM", "gemeente", "X", "Noord", "", "")],
        "de code van een gemeente is de CBS-code",
    ),
    Mistake(
        "municipality without district",
        ORGANISATIONS,
        [ORG_HEAD, ("GM9999", "gemeente", "X", "", "", "")],
        "Rij 2, kolom D (district): is leeg, maar elke gemeente hoort bij een district",
    ),
    Mistake(
        "unknown district",
        ORGANISATIONS,
        [ORG_HEAD, ("GM9999", "gemeente", "X", "Oost", "", "")],
        "Rij 2, kolom D (district): ‘Oost’ is niet bekend; kies uit",
    ),
    Mistake(
        "unknown kind",
        ORGANISATIONS,
        [ORG_HEAD, ("X", "provincie", "X", "", "", "")],
        "Rij 2, kolom B (soort): ‘provincie’ is niet bekend",
    ),
    Mistake(
        "another kind",
        ORGANISATIONS,
        [ORG_HEAD, ("GM9001", "politie", "", "", "", "")],
        "de soort van een organisatie kan niet veranderen",
    ),
    Mistake(
        "new without a name",
        ORGANISATIONS,
        [ORG_HEAD, ("RIEC-VL", "RIEC", "", "", "", "")],
        "Rij 2, kolom C (naam): is leeg, maar RIEC-VL is nieuw",
    ),
    Mistake(
        "new without a kind",
        ORGANISATIONS,
        [ORG_HEAD, ("RIEC-VL", "", "X", "", "", "")],
        "Rij 2, kolom B (soort): is leeg, maar RIEC-VL is nieuw",
    ),
    Mistake(
        "wrong postcode",
        ORGANISATIONS,
        [ORG_HEAD, ("GM9001", "", "", "", "75 AB", "")],
        "Rij 2, kolom E (postcode): schrijf een postcode als 7511 AB",
    ),
    Mistake(
        "rounded OIN",
        ORGANISATIONS,
        [ORG_HEAD, ("GM9001", "", "", "", "", 99999999000000010000)],
        "Rij 2, kolom F (OIN): is als getal opgeslagen en daardoor afgerond",
    ),
    # --- populations ---
    Mistake(
        "negative population",
        FIGURES,
        [FIGURE_HEAD, ("GM9001", "1-1-2021", -5, "definitief", "CBS")],
        "Rij 2, kolom C (inwoners): een inwonertal kan niet negatief zijn",
    ),
    Mistake(
        "no whole number",
        FIGURES,
        [FIGURE_HEAD, ("GM9001", "1-1-2021", "veel", "definitief", "CBS")],
        "Rij 2, kolom C (inwoners): veel is geen geheel getal",
    ),
    Mistake(
        "unknown municipality",
        FIGURES,
        [FIGURE_HEAD, ("GM0153", "1-1-2021", 5, "definitief", "CBS")],
        "Rij 2, kolom A (gemeentecode): gemeente GM0153 staat niet in het register",
    ),
    Mistake(
        "figure twice",
        FIGURES,
        [
            FIGURE_HEAD,
            ("GM9001", "1-1-2021", 5, "definitief", "CBS"),
            ("GM9001", "2021-01-01", 6, "definitief", "CBS"),
        ],
        "Rij 3, kolom A (gemeentecode): GM9001 op 1-1-2021 staat ook al in rij 2",
    ),
    Mistake(
        "29 February",
        FIGURES,
        [FIGURE_HEAD, ("GM9001", "29-2-2021", 5, "definitief", "CBS")],
        "Rij 2, kolom B (peildatum): de datum 29-2-2021 bestaat niet",
    ),
    Mistake(
        "unknown status",
        FIGURES,
        [FIGURE_HEAD, ("GM9001", "1-1-2021", 5, "misschien", "CBS")],
        "Rij 2, kolom D (status): misschien is geen status",
    ),
    Mistake(
        "no source",
        FIGURES,
        [FIGURE_HEAD, ("GM9001", "1-1-2021", 5, "definitief", "")],
        "Rij 2, kolom E (bron): de bron ontbreekt",
    ),
    Mistake(
        "after an empty row",
        FIGURES,
        [
            ("", "", "", "", ""),
            FIGURE_HEAD,
            ("", "", "", "", ""),
            ("GM9001", "1-1-2021", -5, "definitief", "CBS"),
        ],
        "Rij 4, kolom C (inwoners)",
    ),
    Mistake(
        "missing column",
        FIGURES,
        [FIGURE_HEAD[:4], ("GM9001", "1-1-2021", 5, "definitief")],
        "Rij 1 (bron): de kolom bron (of source) ontbreekt",
    ),
]


@pytest.mark.parametrize("mistake", MISTAKES, ids=str)
def test_a_mistake_is_told_with_its_place_and_nothing_changes(mistake: Mistake) -> None:
    before = register_contents()

    run = checked(mistake.kind, xlsx(mistake.rows))

    found = problems_of(run)
    assert [line for line in found if mistake.said in line], found
    assert run.state == ImportState.FAULTY
    with pytest.raises(DomainError, match="kan nu niet worden doorgevoerd"):
        start_applying(run.pk, actor=COMMAND, seen=run.plan_hash, now=NOW)
    assert register_contents() == before
    assert register_verbs() == set()


def test_all_mistakes_are_told_at_once() -> None:
    rows = [("naam", "e-mail", "telefoon"), ("A", "a@b", "0" * 30), ("", "c@d.invalid", "")]
    places = [problem.split(" (")[0] for problem in problems_of(checked(PEOPLE, xlsx(rows)))]
    assert places == ["Rij 2, kolom B", "Rij 2, kolom C", "Rij 3, kolom A"]


def test_one_mistake_stops_the_whole_list() -> None:
    before = register_contents()
    rows = [("naam", "organisatie"), ("Goed", "GM9001"), ("Fout", "GM0001")]
    assert checked(PEOPLE, xlsx(rows)).state == ImportState.FAULTY
    assert register_contents() == before


def half_of(data: bytes) -> bytes:
    return data[: len(data) // 2]


def with_a_damaged_sheet() -> bytes:
    """A workbook of which the sheet breaks off, while the package around it is whole."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(xlsx([("naam",), ("A",)]))) as whole, zipfile.ZipFile(stream, "w") as broken:
        for name in whole.namelist():
            part = whole.read(name)
            broken.writestr(name, half_of(part) if "worksheets/" in name else part)
    return stream.getvalue()


FILES = [
    ("empty.xlsx", PEOPLE, b"", "Het bestand is leeg"),
    ("broken.xlsx", PEOPLE, half_of(xlsx([("naam",), ("A",)])), ""),
    ("damaged.xlsx", PEOPLE, with_a_damaged_sheet(), ""),
    ("text.xlsx", PEOPLE, b"naam\nA\n", "het is geen Excel-bestand"),
    ("old.xls", PEOPLE, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "is geen XLSX of CSV"),
    ("picture.png", PEOPLE, b"\x89PNG", "is geen XLSX of CSV"),
    ("program.csv", PEOPLE, b"%PDF-1.7", "een ander soort bestand"),
    ("header.csv", PEOPLE, b"naam;functie\r\n", "Er staat geen enkele rij onder de kop"),
    ("wrong-columns.csv", PEOPLE, b"voornaam;achternaam\r\nA;B\r\n", "Deze kolom ontbreekt: naam"),
    ("double.csv", PEOPLE, b"naam;persoon\r\nA;B\r\n", "betekenen hetzelfde"),
    ("stray.csv", PEOPLE, b"naam\r\nA;B\r\n", "heeft een waarde in kolom B, maar daar staat geen kop"),
    ("quote.csv", PEOPLE, b'naam;functie\r\n"A;B\r\n', "een aanhalingsteken klopt niet"),
    ("no-json.json", FIGURES, b"{", "no-json.json"),
    ("other.json", FIGURES, b'{"a": 1}', "geen tabel van het CBS"),
]


@pytest.mark.parametrize(("name", "kind", "data", "said"), FILES, ids=[name for name, *_ in FILES])
def test_a_file_that_cannot_be_read_is_refused_at_once(
    name: str, kind: ImportKind, data: bytes, said: str
) -> None:
    before, head = register_contents(), audit_head()

    with pytest.raises(DomainError) as refused:
        checked(kind, data, name)

    assert refused.value.field == "file"
    assert said in refused.value.message
    assert refused.value.message.endswith(".")
    assert (register_contents(), audit_head()) == (before, head)
    assert not ImportRun.objects.exists()
    assert not StoredFile.objects.exists()


def test_a_list_with_only_the_example_is_said_to_be_empty() -> None:
    run = checked(PEOPLE, xlsx([("naam",), ("VOORBEELD Adviseur",)]), on=TODAY)
    assert (run.state, run.message[:30]) == (ImportState.FAILED, "Er staat alleen een voorbeeld ")

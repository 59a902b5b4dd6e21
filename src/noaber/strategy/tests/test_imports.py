"""A list of priorities from Excel or CSV: looked at first, then all of it or nothing, and twice is once."""

import csv
import datetime as dt
import io
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from python_calamine import CalamineWorkbook

from noaber.core.access import COMMAND, Actor, Grant
from noaber.core.asof import AsOf
from noaber.core.clock import now, today
from noaber.core.errors import AccessRefused, DomainError
from noaber.core.models import AuditEntry, Demonstration, StoredFile
from noaber.network.tests.pages import errors, links, words
from noaber.strategy.imports import samples
from noaber.strategy.imports.columns import COLUMNS
from noaber.strategy.queries.inventory.plans import plan, plans
from noaber.strategy.queries.periods.period import period
from noaber.strategy.rules.periods.period import PeriodTerms
from noaber.strategy.services.inventory.importing import (
    KEPT_FOR,
    bring_in,
    forget_old_lists,
    keep_list,
    read_list,
)
from noaber.strategy.services.periods.period import record_period
from tests.people import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]
NOW = dt.datetime(2023, 5, 15, 9, tzinfo=dt.UTC)
PERIOD, ZWOLLE, DEVENTER = "2019-2022", "GM0193", "GM0150"
PAGE = f"/strategie/{PERIOD}/prioriteiten/inlezen/"
HEADERS = tuple(column.label for column in COLUMNS)
CONTACT = Actor(2, grants=frozenset({Grant("contact", f"organisation:{ZWOLLE}")}))
TERM = ("1-1-2019", "31-12-2022")
GOOD = (
    (ZWOLLE, "1", "X.2", "Mensen in de war", "9", "", "Veilig Zwolle", *TERM, "3-12-2018", ""),
    (ZWOLLE, "2", "Verkeersveiligheid", "", "", "", "", "", "", "", ""),
    (
        DEVENTER,
        "1",
        "5.2",
        "",
        "",
        "Geen labs",
        "Veilig Deventer",
        *TERM,
        "",
        "https://deventer.invalid/plan",
    ),
)


def book(*rows: tuple[str, ...], headers: tuple[str, ...] = HEADERS) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as made:
        sheet = made.add_worksheet()
        for number, row in enumerate((headers, *rows)):
            for index, value in enumerate(row):
                if value.startswith("="):
                    sheet.write_formula(number, index, value)
                else:
                    sheet.write_string(number, index, value)
    return stream.getvalue()


def look(*rows: tuple[str, ...], actor: Actor = COMMAND, period: str = PERIOD) -> Any:
    return read_list(period, book(*rows), "lijst.xlsx", actor=actor, asof=AsOf(today()))


def apply(*rows: tuple[str, ...], actor: Actor = COMMAND, seen: str = "") -> int:
    seen = seen or look(*rows, actor=actor).preview.fingerprint()
    return bring_in(PERIOD, book(*rows), "lijst.xlsx", actor=actor, now=NOW, asof=AsOf(today()), seen=seen)


def state() -> dict[str, Any]:
    return {row.organisation: row.text for row in plans(PERIOD, AsOf(today()))}


def changed(row: tuple[str, ...], **cells: str) -> tuple[str, ...]:
    keys = [column.key for column in COLUMNS]
    return tuple(cells.get(key, value) for key, value in zip(keys, row, strict=True))


def test_a_list_replaces_what_it_names_and_leaves_the_rest() -> None:
    before = state()
    assert apply(*GOOD) == 2
    after = state()
    zwolle = after[ZWOLLE]
    assert [(each.rank, each.field, each.wording) for each in zwolle.priorities] == [
        (1, "X.2", "Mensen in de war"),
        (2, "4.1", ""),
    ]
    assert (zwolle.title, zwolle.council_on) == ("Veilig Zwolle", dt.date(2018, 12, 3))
    assert after[DEVENTER].link == "https://deventer.invalid/plan"
    assert {code for code in before if before[code] != after[code]} == {ZWOLLE, DEVENTER}


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Verwarde personen", "X.2"),
        ("kwetsbare personen", "X.2"),
        ("Kwetsbare personen (eerder: verwarde personen)", "X.2"),
        ("Zorg en veiligheid", "X.2"),
        ("x.2", "X.2"),
        ("Eigen woord van Zwolle", "4.1"),
        ("Ondermijning", "5.2"),
    ],
)
def test_a_theme_is_known_by_every_name_and_by_the_own_words_of_who_gives_it(typed: str, code: str) -> None:
    own = changed(GOOD[0], field="4.1", wording="Eigen woord van Zwolle")
    apply(own)
    apply(changed(GOOD[0], field=typed, wording="Anders"))
    assert [each.field for each in state()[ZWOLLE].priorities] == [code]


def test_a_word_that_was_used_for_two_themes_is_asked_about_with_both() -> None:
    rest = GOOD[2][3:]
    apply((DEVENTER, "1", "3.1", "Jongeren", *rest[1:]), (DEVENTER, "2", "3.2", "jongeren", *[""] * 7))
    (problem,) = look((DEVENTER, "1", "Jongeren", *rest)).preview.problems
    assert "kan meer dan één thema zijn; vul de code in van 3.1 Overlastgevende jeugd of 3.2 " in str(problem)
    assert "staat niet in de lijst" in str(look((ZWOLLE, "1", "Jongeren", *GOOD[0][3:])).preview.problems[0])


def test_the_same_list_twice_changes_nothing_the_second_time() -> None:
    apply(*GOOD)
    rows = AuditEntry.objects.count()
    assert look(*GOOD).preview.counts == {"new": 0, "changed": 0, "unchanged": 2, "problems": 0}
    assert apply(*GOOD) == 0
    assert AuditEntry.objects.count() == rows


@pytest.mark.parametrize(
    ("wrong", "complaints"),
    [
        (
            {"field": "9.9"},
            [
                "Rij 4, kolom C (thema): ‘9.9’ staat niet in de lijst van veiligheidsthema’s",
                "op het blad Thema’s",
            ],
        ),
        ({"field": "5"}, ["‘5’ staat niet in de lijst", "5.1 Polarisatie en radicalisering of 5.2 "]),
        ({"field": "52"}, ["‘52’ staat niet in de lijst"]),
        ({"field": "5-2"}, ["‘5-2’ staat niet in de lijst"]),
        ({"field": "Verkeersveilighied"}, ["vul de code in van 4.1 Verkeersveiligheid"]),
        ({"field": "Eigen woord van Zwolle"}, ["staat niet in de lijst"]),
        ({"organisation": "GM9999"}, ["Rij 4, kolom A (organisatie): ‘GM9999’ is geen gemeente of partner"]),
        (
            {"organisation": ZWOLLE, "title": "", "starts_on": "", "ends_on": ""},
            ["rang 1 staat ook al in rij 2"],
        ),
        ({"organisation": ZWOLLE, "rank": "3"}, ["is anders dan in rij 2, waar ‘Veilig Zwolle’ staat"]),
        ({"rank": "0"}, ["kolom B (rang)"]),
        ({"rank": "x"}, ["‘x’ is geen heel getal"]),
        ({"ends_on": "31-12-2018"}, ["kolom I (tot en met): het plan eindigt voor het begint"]),
        ({"starts_on": "31-2-2019"}, ["kolom H (geldt vanaf)"]),
        ({"link": "javascript:alert(1)"}, ["kolom K (adres): een adres begint met https"]),
        ({"council_on": "1-1-2030"}, ["kolom J (vastgesteld op): 1 januari 2030 ligt na vandaag"]),
        ({"page": "-3"}, ["kolom E (bladzijde): ‘-3’ is geen bladzijde"]),
        ({"wording": "x" * 301}, ["kolom D (eigen woorden): is te lang"]),
        ({"field": "9.9", "rank": "x"}, ["kolom C (thema)", "kolom B (rang)"]),
    ],
)
def test_every_mistake_is_named_with_its_cell_and_nothing_is_saved(
    wrong: dict[str, str], complaints: list[str]
) -> None:
    rows = (*GOOD[:2], changed(GOOD[2], **wrong))
    before, entries = state(), AuditEntry.objects.count()
    text = "\n".join(map(str, look(*rows).preview.problems))
    for complaint in complaints:
        assert complaint in text
    with pytest.raises(DomainError, match="nog fouten"):
        apply(*rows)
    assert state() == before
    assert AuditEntry.objects.count() == entries


def test_a_formula_is_named_and_refused() -> None:
    with pytest.raises(DomainError, match="In cel D4 staat een formule"):
        look(*GOOD[:2], changed(GOOD[2], wording='="a"&"b"'))


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        (book(headers=("organisatie", "rang")), "Deze kolom ontbreekt: thema"),
        (book(("VOORBEELD GM0193", "1", "5.2", *[""] * 8)), "geen enkele prioriteit"),
        (b"PK\x03\x04 stuk", "beschadigd|kan niet worden gelezen|geen Excel"),
    ],
)
def test_what_is_no_list_is_refused(data: bytes, complaint: str) -> None:
    with pytest.raises(DomainError, match=complaint):
        read_list(PERIOD, data, "lijst.xlsx", actor=COMMAND, asof=AsOf(today()))


def test_a_contact_brings_in_the_own_municipality_only() -> None:
    assert apply(*GOOD[:2], actor=CONTACT) == 1
    (problem,) = look(*GOOD, actor=CONTACT).preview.problems
    assert str(problem) == "Rij 4, kolom A (organisatie): u mag de prioriteiten van Deventer niet vastleggen."
    with pytest.raises(AccessRefused):
        apply(*GOOD, actor=Actor(3), seen="x")
    with pytest.raises(AccessRefused):
        apply(*GOOD[:2], actor=CONTACT.preparing(), seen="x")


def test_what_changed_since_it_was_shown_is_looked_at_again() -> None:
    seen = look(*GOOD).preview.fingerprint()
    apply(*GOOD[:2])
    with pytest.raises(DomainError, match="Kijk opnieuw"):
        apply(*GOOD, seen=seen)
    assert state()[DEVENTER].title != "Veilig Deventer"


def test_a_closed_period_takes_no_list() -> None:
    with pytest.raises(DomainError, match="decharge verleend"):
        bring_in("2015-2018", book(*GOOD), "a.xlsx", actor=COMMAND, now=NOW, asof=AsOf(today()), seen="x")


def test_of_a_settled_period_the_reason_is_told_before_anything_is_read_or_kept(
    client: Client, tmp_path: Path
) -> None:
    with pytest.raises(DomainError, match="decharge verleend"):
        look(*GOOD, period="2015-2018")
    path = tmp_path / "lijst.xlsx"
    path.write_bytes(book(*GOOD))
    with pytest.raises(CommandError, match="decharge verleend"):
        call_command("priorities", "--import", str(path), "--period", "2015-2018")
    sign_in(client, "coordinator")
    settled, kept = "/strategie/2015-2018/prioriteiten/inlezen/", StoredFile.objects.count()
    for answer in (
        client.get(settled),
        client.get(f"{settled}?sjabloon=leeg"),
        client.post(settled, {"file": SimpleUploadedFile("lijst.xlsx", book(*GOOD))}),
    ):
        assert answer.status_code == 400
        assert "Voor deze periode is decharge verleend" in words(answer)
    assert StoredFile.objects.count() == kept


def test_what_lay_for_a_month_is_thrown_away() -> None:
    upload = SimpleUploadedFile("lijst.xlsx", book(*GOOD))
    kept = keep_list(PERIOD, upload, actor=CONTACT, now=NOW)
    assert forget_old_lists(NOW + dt.timedelta(days=1)).startswith("0 ")
    assert forget_old_lists(NOW + KEPT_FOR + dt.timedelta(days=1)).startswith("1 ")
    kept.refresh_from_db()
    assert kept.is_removed


def hand_in(client: Client, data: bytes) -> Any:
    return client.post(PAGE, {"file": SimpleUploadedFile("lijst.xlsx", data)})


def test_from_the_template_to_the_plan_on_the_page(client: Client) -> None:
    sign_in(client, "coordinator")
    assert PAGE in links(client.get(f"/strategie/{PERIOD}/prioriteiten/"))
    filled = client.get(f"{PAGE}?sjabloon=gevuld").content
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(filled)).get_sheet_by_index(0).to_python()
    assert tuple(sheet[0]) == HEADERS
    assert len({row[0] for row in sheet[1:]}) == 79
    preview = client.get(hand_in(client, filled)["Location"])
    assert "Deze lijst verandert niets" in words(preview)
    address = hand_in(client, book(*GOOD))["Location"]
    shown = client.get(address)
    assert "2 gewijzigd" in words(shown)
    assert "Zorg en veiligheid; Mensen in de war; bladzijde 9" in words(shown)
    seen = shown.context["seen"]
    after = client.post(address, {"seen": seen}, follow=True)
    assert "De prioriteiten van 2 organisaties zijn vastgelegd" in after.content.decode()
    found = plan(PERIOD, ZWOLLE, AsOf(today()))
    assert found
    assert found.text.title == "Veilig Zwolle"
    assert client.get(address).status_code == 404
    again = client.post(address, {"seen": seen}, follow=True)
    assert "al doorgevoerd of weggegooid" in again.content.decode()


def test_what_was_given_in_the_period_before_is_on_a_sheet_to_take_over_from(client: Client) -> None:
    terms = PeriodTerms("Strategie", dt.date(2023, 1, 1), dt.date(2026, 12, 31))
    record_period("2023-2026", terms, actor=COMMAND, now=now(), today=today())
    sign_in(client, "coordinator")
    filled = client.get("/strategie/2023-2026/prioriteiten/inlezen/?sjabloon=gevuld").content
    sheets = CalamineWorkbook.from_filelike(io.BytesIO(filled))
    assert len(sheets.get_sheet_by_index(0).to_python()) == 1, "nobody gave anything yet"
    earlier = sheets.get_sheet_by_name("Vorige periode").to_python()
    assert earlier[0] == sheets.get_sheet_by_index(0).to_python()[0], "what is pasted lands where it belongs"
    assert len({row[0] for row in earlier[1:]}) == 79
    own = [tuple(map(str, row)) for row in earlier if row[0] in (ZWOLLE, DEVENTER)]
    assert {row[4] for row in own} == {""}, "the page in the new plan is another"
    taken = client.post(
        "/strategie/2023-2026/prioriteiten/inlezen/",
        {"file": SimpleUploadedFile("lijst.xlsx", book(*own))},
    )
    shown = words(client.get(taken["Location"]))
    assert "ontbreken nog" not in shown
    assert "2 nieuw, 0 gewijzigd" in shown
    assert "Neem over wat klopt" in str(sheets.get_sheet_by_name("Toelichting").to_python())


@pytest.mark.parametrize("which", ["gevuld", "leeg"])
def test_in_a_demonstration_the_template_says_that_it_is_an_example(client: Client, which: str) -> None:
    def given() -> tuple[str, str]:
        answer = client.get(f"{PAGE}?sjabloon={which}")
        explained = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_name(
            "Toelichting"
        )
        return answer["Content-Disposition"], str(explained.to_python())

    sign_in(client, "coordinator")
    name, explained = given()
    assert name == f'attachment; filename="prioriteiten-{PERIOD}-voorbeeldgegevens.xlsx"'
    assert "Voorbeeldgegevens: de plannen en prioriteiten zijn verzonnen." in explained
    Demonstration.objects.all().delete()
    name, explained = given()
    assert name == f'attachment; filename="prioriteiten-{PERIOD}.xlsx"'
    assert "Voorbeeldgegevens" not in explained


def test_in_a_demonstration_every_row_of_the_command_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    def notes() -> set[str]:
        call_command("priorities", "--csv")
        return {row["notes"] for row in csv.DictReader(io.StringIO(capsys.readouterr().out))}

    assert notes() == {"Voorbeeldgegevens: de plannen en prioriteiten zijn verzonnen"}
    Demonstration.objects.all().delete()
    assert notes() == {""}


def test_an_empty_template_shows_an_example_that_does_not_count(client: Client) -> None:
    sign_in(client, "adviser of Zwolle")
    empty = client.get(f"{PAGE}?sjabloon=leeg").content
    assert "geen enkele prioriteit" in errors(hand_in(client, empty))
    own = CalamineWorkbook.from_filelike(io.BytesIO(empty)).get_sheet_by_index(3).to_python()
    assert [row[0] for row in own] == ["code", ZWOLLE]


def test_mistakes_stand_on_the_page_and_what_cannot_be_read_is_not_kept(client: Client) -> None:
    sign_in(client, "coordinator")
    address = hand_in(client, book(changed(GOOD[0], field="9.9")))["Location"]
    page = client.get(address)
    assert "Er staat 1 fout in de lijst" in words(page)
    assert "‘9.9’ staat niet in de lijst" in words(page)
    assert "Doorvoeren" not in words(page)
    assert "Er staan nog fouten" in words(client.post(address, {"seen": ""}))
    client.post(f"{address}weggooien/")
    count = StoredFile.objects.count()
    assert "formule" in errors(hand_in(client, book(changed(GOOD[0], rank="=1+1"))))
    assert "Kies het bestand" in errors(client.post(PAGE, {}))
    assert StoredFile.objects.count() == count
    assert client.get(address).status_code == 404


def test_nobody_sees_the_list_of_another(client: Client) -> None:
    sign_in(client, "coordinator")
    address = hand_in(client, book(*GOOD))["Location"]
    other = Client()
    sign_in(other, "adviser of Zwolle")
    assert other.get(address).status_code == 404
    assert other.get(f"/bestanden/{address.rstrip('/').rpartition('/')[2]}/").status_code == 404
    sign_in(other, "controller")
    assert other.get(PAGE).status_code == 403


def test_the_command_shows_applies_and_gives_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "lijst.xlsx"
    path.write_bytes(book(*GOOD))
    call_command("priorities", "--import", str(path))
    assert "Met --apply voert u de lijst door" in capsys.readouterr().out
    assert state()[ZWOLLE].title != "Veilig Zwolle"
    call_command("priorities", "--import", str(path), "--apply")
    call_command("priorities", "--import", str(path), "--apply")
    assert "alles stond er al zo" in capsys.readouterr().out
    call_command("priorities", "--csv")
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    own = [row for row in rows if row["organisation"] == ZWOLLE]
    assert [(row["rank"], row["theme"], row["plan"]) for row in own] == [
        ("1", "X.2", "Veilig Zwolle"),
        ("2", "4.1", "Veilig Zwolle"),
    ]
    assert own[0]["starts_on"] == "2019-01-01"


def test_the_command_names_what_is_wrong_and_ends_with_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "lijst.xlsx"
    path.write_bytes(book(changed(GOOD[0], field="9.9")))
    with pytest.raises(CommandError, match="1 fout; er is niets gewijzigd") as refused:
        call_command("priorities", "--import", str(path), "--apply")
    assert refused.value.returncode == 1
    assert "Rij 2, kolom C (thema)" in capsys.readouterr().err
    with pytest.raises(CommandError, match="is er niet"):
        call_command("priorities", "--csv", "1999-2002")
    with pytest.raises(CommandError, match="horen bij --import"):
        call_command("priorities", "--csv", "--apply")


def test_what_the_command_gives_can_be_brought_in_as_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    apply(changed(GOOD[0], wording="+ 1 wijkagent", ambition='Twee regels; "aangehaald", met komma'))
    before, path = state(), tmp_path / "p.csv"
    call_command("priorities", "--csv")
    given = capsys.readouterr().out
    path.write_text(given, encoding="utf-8")
    call_command("priorities", "--import", str(path))
    out = capsys.readouterr().out
    assert f"0 nieuw, 0 gewijzigd, {len(before)} ongewijzigd." in out
    assert "alles stond er al zo" in out
    path.write_text(given.replace("Veilig Zwolle", "Zwolle veilig"), encoding="utf-8")
    call_command("priorities", "--import", str(path), "--apply")
    assert {code for code, text in state().items() if text != before[code]} == {ZWOLLE}


def test_a_list_of_another_period_is_not_taken_for_this_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "p.csv"
    call_command("priorities", "--csv", "2015-2018")
    path.write_text(capsys.readouterr().out, encoding="utf-8")
    with pytest.raises(CommandError, match="Rij 2 is van de periode ‘2015-2018’; u leest in voor 2019-2022"):
        call_command("priorities", "--import", str(path), "--period", PERIOD)


def test_what_the_list_says_of_the_period_before_goes_through_translation(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The rule and the sheet that it names, together."""
    terms = PeriodTerms("Programma veiligheid", dt.date(2023, 1, 1), dt.date(2026, 12, 31))
    record_period("2023-2026", terms, actor=COMMAND, now=NOW, today=NOW.date())
    following = period("2023-2026", AsOf(today()))
    assert following
    monkeypatch.setattr(samples, "_", lambda text: text.replace("orige periode", "orig tijdvak"))
    filled = samples.sample(following, actor=COMMAND, asof=AsOf(today()), is_filled=True)
    made = CalamineWorkbook.from_filelike(io.BytesIO(filled))
    assert "Vorig tijdvak" in made.sheet_names
    said = " ".join(
        str(cell)
        for name in made.sheet_names
        for row in made.get_sheet_by_name(name).to_python()
        for cell in row
    )
    assert "Op het blad ‘Vorig tijdvak’ staat wat in de vorig tijdvak is gegeven" in said

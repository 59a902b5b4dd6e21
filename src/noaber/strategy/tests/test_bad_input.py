"""Bad input: each kind of mistake is named in Dutch, by page, by import and by command, and nothing is half saved."""

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client

from noaber.accounts import api as accounts
from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.core.clock import now, today
from noaber.core.errors import DomainError
from noaber.core.models import AuditEntry, StoredFile
from noaber.network.tests.pages import errors, send, words
from noaber.strategy.imports.columns import COLUMNS
from noaber.strategy.queries.inventory.plans import plan
from noaber.strategy.rules.inventory import PlanText, PriorityText
from noaber.strategy.rules.periods.period import PeriodTerms
from noaber.strategy.rules.selection.round import CriterionText, OptionText, RoundText
from noaber.strategy.services.inventory.importing import bring_in, read_list
from noaber.strategy.services.inventory.plans import hand_in_plan
from noaber.strategy.services.periods.period import record_period
from noaber.strategy.services.selection.round import Given, give_scores, open_round, prepare_round
from tests.people import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]
PERIOD, ZWOLLE = "2019-2022", "GM0193"
HEADERS = tuple(column.label for column in COLUMNS)
FIRST, LAST = dt.date(2019, 1, 1), dt.date(2022, 12, 31)
PLAN = PlanText("Veilig Zwolle", FIRST, LAST, (PriorityText(1, "5.2"), PriorityText(2, "X.2")))
ROUND = RoundText(
    "Ronde",
    1,
    "bbg",
    (CriterionText("ernst", "Ernst", 6000), CriterionText("nieuw", "Nieuw", 4000)),
    (OptionText("een", "Een", "5.2", "Ja."), OptionText("twee", "Twee", "X.1", "Ja.")),
)
IMPORT = f"/strategie/{PERIOD}/prioriteiten/inlezen/"


def row(**cells: object) -> tuple[object, ...]:
    """A row of the list of Zwolle that is right, but for these cells."""
    right: dict[str, object] = {
        "organisation": ZWOLLE,
        "rank": 1,
        "field": "5.2",
        "title": "Veilig Zwolle",
        "starts_on": "1-1-2019",
        "ends_on": "31-12-2022",
    }
    return tuple({**right, **cells}.get(column.key, "") for column in COLUMNS)


def book(*rows: tuple[object, ...]) -> bytes:
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as made:
        sheet = made.add_worksheet()
        for number, cells in enumerate((HEADERS, *rows)):
            for index, value in enumerate(cells):
                sheet.write(number, index, value)
    return stream.getvalue()


def lines(*rows: tuple[object, ...]) -> str:
    return "".join(";".join(map(str, cells)) + "\r\n" for cells in (HEADERS, *rows))


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    stream = io.BytesIO(data)
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr(name, content)
    return stream.getvalue()


def rows_of_all() -> dict[str, int]:
    """How many records there are of each kind, in the whole room and of what lies around it."""
    kept = {
        model._meta.label: model._default_manager.count()
        for model in apps.get_app_config("strategy").get_models()
    }
    files = StoredFile.objects.filter(is_removed=False).count()
    return {**kept, "files": files, "audit": AuditEntry.objects.exclude(verb__contains="file").count()}


@dataclass(frozen=True, slots=True)
class List:
    """A list with one mistake, and what is said about it: each of these parts, parted by a bar."""

    name: str
    data: Callable[[], bytes]
    said: str
    filename: str = "lijst.xlsx"

    def __str__(self) -> str:
        return self.name

    def is_named(self, text: str) -> bool:
        return all(part in text for part in self.said.split("|"))


LISTS = (
    List("unknown theme", lambda: book(row(field="9.9")), "C (thema)|‘9.9’ staat niet in de lijst"),
    List("doubled rank", lambda: book(row(), row(field="X.2")), "rang 1 staat ook al in rij 2"),
    List("rank of nothing", lambda: book(row(rank="eerst")), "B (rang)|‘eerst’ is geen heel getal"),
    List(
        "ends before it starts", lambda: book(row(ends_on="31-12-2018")), "het plan eindigt voor het begint"
    ),
    List("a date in words", lambda: book(row(starts_on="begin 2019")), "H (geldt vanaf)|‘begin 2019’"),
    List(
        "a number for a date",
        lambda: book(row(starts_on=43466)),
        "H (geldt vanaf)|‘43466’ is een getal",
    ),
    List("formula", lambda: book(row(wording="=1+1")), "In cel D2 staat een formule"),
    List("macros", lambda: with_part(book(row()), "xl/vbaProject.bin", b"x"), "bevat macro’s"),
    List("zip bomb", lambda: with_part(book(row()), "xl/media/a.bin", bytes(30_000_000)), "veel te groot"),
    List("no workbook", lambda: b"PK\x03\x04 stuk", "beschadigd of niet volledig"),
    List("100k rows", lambda: lines(*[row()] * 100_000).encode(), "hoogstens 50.000 rijen", "lijst.csv"),
    List("macro workbook", lambda: book(row()), "als .xlsx", "lijst.xlsm"),
    List(
        "windows csv",
        lambda: lines(row(field="Cafégeweld")).encode("cp1252"),
        "‘Cafégeweld’ staat niet in de lijst",
        "lijst.csv",
    ),
)


@pytest.mark.parametrize("wrong", LISTS, ids=str)
def test_a_list_is_refused_by_page_by_import_and_by_command(
    wrong: List, client: Client, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data, before = wrong.data(), rows_of_all()
    assert wrong.is_named(of_page(client, data, wrong.filename))
    assert rows_of_all() == before
    assert wrong.is_named(of_import(data, wrong.filename))
    path = tmp_path / wrong.filename
    path.write_bytes(data)
    with pytest.raises(CommandError) as refused:
        call_command("priorities", "--import", str(path), "--apply")
    assert wrong.is_named(f"{refused.value} {capsys.readouterr().err}")
    assert refused.value.returncode
    assert rows_of_all() == before


def of_page(client: Client, data: bytes, filename: str) -> str:
    """What the page says of the list: at once, or where it shows what the list would do; then it is thrown away."""
    sign_in(client, "coordinator")
    answered = client.post(IMPORT, {"file": SimpleUploadedFile(filename, data)})
    if answered.status_code != 302:
        return errors(answered)
    address = answered["Location"]
    shown = words(client.get(address))
    client.post(address, {"seen": ""})
    client.post(f"{address}weggooien/")
    return shown


def of_import(data: bytes, filename: str) -> str:
    asof = AsOf(today())
    try:
        found = read_list(PERIOD, data, filename, actor=COMMAND, asof=asof).preview
    except DomainError as error:
        return error.message
    with pytest.raises(DomainError, match="nog fouten"):
        bring_in(PERIOD, data, filename, actor=COMMAND, now=now(), asof=asof, seen=found.fingerprint())
    return " ".join(map(str, found.problems))


def test_a_windows_list_with_semicolons_and_dates_as_text_is_read(tmp_path: Path) -> None:
    path = tmp_path / "lijst.csv"
    path.write_bytes(lines(row(wording="Cafés", starts_on="01-01-2019")).encode("cp1252"))
    call_command("priorities", "--import", str(path), "--apply")
    found = plan(PERIOD, ZWOLLE, AsOf(today()))
    assert found
    assert [(each.field, each.wording) for each in found.text.priorities] == [("5.2", "Cafés")]
    assert found.text.starts_on == FIRST


def hand_in(text: PlanText) -> None:
    hand_in_plan(PERIOD, ZWOLLE, text, actor=COMMAND, now=now())


def prepare(text: RoundText) -> None:
    prepare_round(PERIOD, text, actor=COMMAND)


def weighing(*weights: int) -> RoundText:
    return replace(
        ROUND,
        criteria=tuple(
            replace(each, weight=weight) for each, weight in zip(ROUND.criteria, weights, strict=True)
        ),
    )


def begin(terms: PeriodTerms) -> None:
    record_period("nieuw", terms, actor=COMMAND, now=now(), today=today())


SERVICES: dict[str, tuple[Callable[[], None], str]] = {
    "unknown theme": (
        lambda: hand_in(replace(PLAN, priorities=(PriorityText(1, "9.9"),))),
        "‘9.9’ staat niet in de lijst van veiligheidsthema’s",
    ),
    "doubled rank": (
        lambda: hand_in(replace(PLAN, priorities=(PriorityText(1, "5.2"), PriorityText(1, "X.2")))),
        "Rang 1 staat er twee keer",
    ),
    "plan ends before it starts": (
        lambda: hand_in(replace(PLAN, ends_on=dt.date(2018, 1, 1))),
        "eindigt voor het begint",
    ),
    "weights below the whole": (lambda: prepare(weighing(6000, 3999)), "samen 99,99 %, niet 100 %"),
    "weights above the whole": (lambda: prepare(weighing(6000, 4001)), "samen 100,01 %, niet 100 %"),
    "theme of a round that is not there": (
        lambda: prepare(replace(ROUND, options=(*ROUND.options, OptionText("drie", "Drie", "9.9")))),
        "9.9|lijst",
    ),
    "period ends before it starts": (
        lambda: begin(PeriodTerms("Strategie", LAST, FIRST)),
        "ligt voor de eerste",
    ),
}


@pytest.mark.parametrize("name", SERVICES)
def test_what_is_wrong_is_refused_by_the_service_whole(name: str) -> None:
    (act, said), before = SERVICES[name], rows_of_all()
    with pytest.raises(DomainError, match=said):
        act()
    assert rows_of_all() == before


FORMS: dict[str, tuple[str, dict[str, str], str]] = {
    "unknown theme": (
        f"/strategie/{PERIOD}/prioriteiten/{ZWOLLE}/invullen/",
        {"p1_field": "9.9"},
        "9.9",
    ),
    "doubled rank": (
        f"/strategie/{PERIOD}/prioriteiten/{ZWOLLE}/invullen/",
        {"p1_rank": "1", "p2_rank": "1"},
        "Rang 1 staat er twee keer",
    ),
    "plan ends before it starts": (
        f"/strategie/{PERIOD}/prioriteiten/{ZWOLLE}/invullen/",
        {"starts_on": "1-1-2019", "ends_on": "31-12-2018"},
        "eindigt voor het begint",
    ),
    "a date that is not there": (
        f"/strategie/{PERIOD}/prioriteiten/{ZWOLLE}/invullen/",
        {"starts_on": "31-2-2019"},
        "31-2-2019",
    ),
    "weights that do not sum": (
        f"/strategie/{PERIOD}/keuze/nieuw/",
        {"body": "bbg", "c1_weight": "14,99"},
        "samen 99,99 %, niet 100 %",
    ),
    "a weight in words": (
        f"/strategie/{PERIOD}/keuze/nieuw/",
        {"body": "bbg", "c1_weight": "veel"},
        "Gewicht",
    ),
    "period ends before it starts": (
        "/strategie/nieuw/",
        {"title": "Strategie", "starts_on": "1-1-2027", "ends_on": "1-1-2026", "state": "preparation"},
        "ligt voor de eerste",
    ),
}


@pytest.mark.parametrize("name", FORMS)
def test_what_is_wrong_is_named_on_the_page_and_not_saved(name: str, client: Client) -> None:
    (address, typed, said), before = FORMS[name], rows_of_all()
    sign_in(client, "coordinator")
    answered = send(client, address, **typed)
    assert answered.status_code == 200
    assert said in errors(answered)
    assert rows_of_all() == before


def freeze() -> None:
    prepare(ROUND)
    open_round(PERIOD, 2, actor=COMMAND, now=now(), today=today())


def test_after_freezing_no_weight_changes_and_no_score_is_given_beside_what_is_scored(client: Client) -> None:
    freeze()
    before = rows_of_all()
    with pytest.raises(DomainError, match="staan vast"):
        prepare_round(PERIOD, weighing(5000, 5000), actor=COMMAND, number=2)
    sign_in(client, "coordinator")
    assert "staan vast" in words(client.get(f"/strategie/{PERIOD}/keuze/2/wijzigen/"))
    assert rows_of_all() == before


def test_after_the_choice_no_score_is_given(client: Client) -> None:
    """Of the played round, by the mayor who scored in it."""
    before = rows_of_all()
    mayor = accounts.actor_for(accounts.User.objects.get(email="burgemeester@enschede.invalid"), today())
    given = {("ondermijning", "ernst"): Given(1, "Toch niet.")}
    with pytest.raises(DomainError, match="de scores staan vast"):
        give_scores(PERIOD, 1, given, actor=mayor, now=now(), today=today())
    sign_in(client, "mayor of Enschede")
    answered = client.post(f"/strategie/{PERIOD}/keuze/1/scores/ondermijning/", {"last": "0"})
    assert "scores staan vast" in words(answered)
    assert rows_of_all() == before


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({("een", "ernst"): Given(6, "Zwaar"), ("twee", "ernst"): Given(3, "Zwaar")}, "van 1 tot en met 5"),
        (
            {("twee", "ernst"): Given(3, "Zwaar"), ("een", "ernst"): Given(3, " ")},
            "waarom u deze score geeft",
        ),
        (
            {("twee", "ernst"): Given(3, "Zwaar"), ("drie", "ernst"): Given(3, "Zwaar")},
            "staat niet in deze ronde",
        ),
    ],
)
def test_of_scores_with_one_wrong_none_is_kept(given: dict[tuple[str, str], Given], said: str) -> None:
    freeze()
    mayor = accounts.actor_for(accounts.User.objects.get(email="burgemeester@enschede.invalid"), today())
    before = rows_of_all()
    with pytest.raises(DomainError, match=said):
        give_scores(PERIOD, 2, given, actor=mayor, now=now(), today=today())
    assert rows_of_all() == before


def test_a_list_with_one_wrong_row_brings_in_none_of_the_others(tmp_path: Path) -> None:
    path, before = tmp_path / "lijst.xlsx", rows_of_all()
    right: Any = row(organisation="GM0150", title="Veilig Deventer")
    path.write_bytes(book(right, row(field="9.9")))
    with pytest.raises(CommandError, match="er is niets gewijzigd"):
        call_command("priorities", "--import", str(path), "--apply")
    assert rows_of_all() == before

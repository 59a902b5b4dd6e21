"""A measure asked by another room and by the command: the same answer, and nothing where nothing may be said."""

import datetime as dt
import io
import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from noaber.core.access import ANONYMOUS, COMMAND
from noaber.core.errors import AccessRefused, DomainError
from noaber.figures import api
from noaber.figures.tests.effect.outcomes import withhold

TODAY = dt.date(2023, 5, 15)
ROWS = [("GM0150", dt.date(2018, 9, 1)), ("GM0153", dt.date(2018, 9, 1))]


def run(path: Path, text: str, *arguments: str) -> str:
    path.write_text(text, encoding="utf-8")
    output = io.StringIO()
    call_command("figures_effect", "--rows", str(path), *arguments, stdout=output, stderr=io.StringIO())
    return output.getvalue()


def test_another_room_gets_a_record_with_its_sentences(oost_nederland: None) -> None:
    found = api.effect(ROWS, "1.1.1", actor=COMMAND, today=TODAY)

    assert (found.treated, len(found.compared), found.standing) == (("GM0150", "GM0153"), 74, "told")
    assert found.lower is not None
    assert found.upper is not None
    assert found.ratio is not None
    assert 0 < found.lower < found.ratio < found.upper
    assert "Toeval is dus niet uit te sluiten" in found.lead
    assert found.is_invented


def test_of_a_village_no_number_comes_out(oost_nederland: None) -> None:
    found = api.effect([("GM0277", dt.date(2018, 9, 1))], "1.1.1", actor=COMMAND, today=TODAY)

    assert (found.standing, found.ratio, found.lower, found.upper, found.verdict) == (
        "too_small",
        None,
        None,
        None,
        "",
    )


def test_who_may_ask_and_what_cannot_be_asked(oost_nederland: None) -> None:
    with pytest.raises(AccessRefused):
        api.effect(ROWS, "1.1.1", actor=ANONYMOUS, today=TODAY)
    for rows, offence, said in (
        ([("GM9999", dt.date(2018, 9, 1))], "1.1.1", "geen gemeente"),
        ([*ROWS, ROWS[0]], "1.1.1", "staat al op regel 1"),
        (ROWS, "9.9.9", "is niet bekend"),
        ([], "1.1.1", "geen rij"),
    ):
        with pytest.raises(DomainError, match=said):
            api.effect(rows, offence, actor=COMMAND, today=TODAY)
    with pytest.raises(DomainError, match="hele kwartalen"):
        api.effect(ROWS, "1.1.1", actor=COMMAND, today=TODAY, before=7)


def test_the_command_prints_the_sentence_or_json(oost_nederland: None, tmp_path: Path) -> None:
    text, path = "gemeente;start\nDeventer;1-9-2018\nEnschede;2018-09-01\n", tmp_path / "starts.csv"
    found = api.effect(ROWS, "1.1.1", actor=COMMAND, today=TODAY)

    assert run(path, text, "--offence", "1.1.1") == f"{found.lead}\n{found.rest}\n"
    [record] = json.loads(run(path, text, "--offence", "1.1.1", "--json"))
    assert (record["ratio"], record["treated"], record["is_invented"]) == (
        found.ratio,
        ["GM0150", "GM0153"],
        True,
    )
    with pytest.raises(CommandError, match="Regel 1, Gemeente: ‘Ensgede’ is geen gemeente"):
        run(path, "Ensgede;1-9-2018", "--offence", "1.1.1")
    with pytest.raises(CommandError, match="Regel 1, Rij: deze regel is te lang om te lezen"):
        run(path, f'"{"x" * 131_073}";1-9-2018', "--offence", "1.1.1")
    with pytest.raises(CommandError, match=r"weg\.csv bestaat niet"):
        call_command("figures_effect", "--rows", str(tmp_path / "weg.csv"), "--offence", "1.1.1")


def test_the_command_names_whoever_misses_a_month(
    oost_nederland: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    withhold(monkeypatch, "GM0193", "1.1.1", 201805)
    text, path = "Deventer;1-9-2018\nEnschede;1-9-2018\n", tmp_path / "starts.csv"
    [record] = json.loads(run(path, text, "--offence", "1.1.1", "--json"))
    assert (record["left_out"], len(record["compared"])) == (["GM0193"], 73)
    said = "Niet om mee te vergelijken, omdat een maand geen cijfer heeft: GM0193."
    assert said in run(path, text, "--offence", "1.1.1").splitlines()


def test_the_command_names_who_started_later_and_was_compared_with_before(
    oost_nederland: None, tmp_path: Path
) -> None:
    said = "Ook vergeleken met wie pas later begon, in de maanden daarvoor: GM0153."
    found = run(tmp_path / "starts.csv", "Deventer;1-3-2017\nEnschede;1-9-2018\n", "--offence", "1.1.1")
    assert said in found.splitlines()


def test_a_publication_that_is_still_to_come_is_refused_by_field(
    oost_nederland: None, tmp_path: Path
) -> None:
    with pytest.raises(DomainError, match=r"^16 mei 2023 moet nog komen\.") as refused:
        api.effect(ROWS, "1.1.1", actor=COMMAND, today=TODAY, published_on=dt.date(2023, 5, 16))
    assert refused.value.field == "published_on"
    assert api.effect(ROWS, "1.1.1", actor=COMMAND, today=TODAY, published_on=TODAY).release
    with pytest.raises(CommandError, match=r"^1 januari 2150 moet nog komen\."):
        run(
            tmp_path / "starts.csv",
            "Enschede;1-9-2018",
            "--offence",
            "1.1.1",
            "--published-on",
            "2150-01-01",
        )


def test_whom_to_compare_with_is_never_ignored(oost_nederland: None, tmp_path: Path) -> None:
    path, asked = tmp_path / "starts.csv", ("--offence", "1.1.1", "--json", "--with", "Zwolle", "Hengelo")
    said = run(path, "Enschede;1-9-2018", *asked)
    assert json.loads(said)[0]["compared"] == ["GM0164", "GM0193"]
    with pytest.raises(CommandError, match="kunnen alleen bij de vergelijking met gekozen gemeenten"):
        run(path, "Enschede;1-9-2018", *asked, "--compare", "omvang")

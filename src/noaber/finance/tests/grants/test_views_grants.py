"""Grants and activities on the screen: lists, one grant with its arithmetic, the forms, the list from Excel."""

import datetime as dt
import io
import re
from typing import Any, Final

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from python_calamine import CalamineWorkbook

from noaber.core.access import COMMAND
from noaber.core.asof import AsOf
from noaber.core.points import tasks
from noaber.finance.models import FundedActivityStatement
from noaber.finance.queries.grants import funded_activities, grant_called
from noaber.finance.rules.grants.grant import GrantDetails, GrantStepText
from noaber.finance.services.grants.grant import record_grant, record_grant_step
from noaber.finance.tests.grants.test_services_grants import CONTROLLER, DETAILS, NOW, TODAY, step
from noaber.network.tests.pages import Page, errors, links, send, words
from tests.people import sign_in

LIST: Final = "/subsidies/"
ACTIVITIES: Final = "/subsidies/activiteiten/"
IMPORT: Final = f"{ACTIVITIES}inlezen/"
CODE: Final = "proef"
GRANT: Final = f"{LIST}{CODE}/"
HEAD: Final = "titel;trekker;financier;thema;stand;sinds;subsidie;bedrag\r\n"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("oost_nederland")]


def visitor(person: str = "controller") -> Client:
    client = Client()
    sign_in(client, person)
    return client


def record(*steps: GrantStepText) -> None:
    details = GrantDetails("Proef", "Fonds A", "", "GM0193", DETAILS.file)
    record_grant(CODE, details, actor=CONTROLLER, now=NOW, today=TODAY)
    for each in steps:
        record_grant_step(CODE, each, actor=CONTROLLER, now=NOW, today=TODAY)


def begun() -> None:
    record(
        step("application", dt.date(2022, 3, 1), 1000),
        step("award", dt.date(2022, 6, 1), 900),
        step("advance", dt.date(2022, 7, 1), 700),
        step("report_sent", dt.date(2023, 2, 1), 500),
    )


def upload(client: Client, rows: str) -> Any:
    file = SimpleUploadedFile("lijst.csv", (HEAD + rows).encode("utf-8-sig"))
    return client.post(IMPORT, {"file": file}, follow=True)


def test_a_grant_is_opened_and_followed_by_its_pages() -> None:
    client = visitor()
    page = send(
        client, f"{LIST}nieuw/", title="Buurtproef", funder="Fonds A", applicant="GM0193", file=DETAILS.file
    )
    assert page["Location"] == "/subsidies/buurtproef/"
    typed = {"kind": "application", "on": "1-3-2022", "amount": "1.000", "evidence": "Brief 12"}
    send(client, "/subsidies/buurtproef/stap/", **typed)
    send(client, "/subsidies/buurtproef/stap/", **{**typed, "kind": "award", "amount": "900"})
    refused = send(client, "/subsidies/buurtproef/stap/", **{**typed, "kind": "advance", "amount": "901"})
    assert "hoogstens € 900,00" in errors(refused)
    row = grant_called("buurtproef")
    assert row
    assert (row.sums.awarded, row.sums.advances) == (900_00, 0)
    shown = client.get("/subsidies/buurtproef/")
    assert "Landelijke ondermijningsgelden" in words(shown)
    assert "/strategie/subsidies/ondermijningsgelden/" in links(shown)


def test_the_page_of_a_grant_shows_the_award_in_its_parts_and_what_was_corrected() -> None:
    begun()
    client = visitor("coordinator")
    text = words(client.get(GRANT))
    for part in ("Besteed", "€ 500,00", "Niet besteed", "€ 200,00", "€ 900,00"):
        assert part in text
    row = grant_called(CODE)
    assert row
    address = f"{GRANT}stap/{row.steps[-1].key}/verbeteren/"
    send(client, address, amount="450", reason="Het eindbedrag stond anders in de brief.")
    text = words(client.get(GRANT))
    assert "verbeterd" in text
    assert "€ 450,00" in text
    send(
        client, address.replace("verbeteren", "intrekken"), reason="Het eindbedrag stond anders in de brief."
    )
    after = grant_called(CODE)
    assert after
    assert after.sums.spent == 450_00  # the old step was corrected before; nothing to withdraw in it any more


def test_the_list_filters_and_downloads_and_its_parts_add_up() -> None:
    begun()
    client = visitor("police")
    assert "Proef" in words(client.get(f"{LIST}?financier=Fonds+A&jaar=2022"))
    assert "Proef" not in words(client.get(f"{LIST}?financier=ZonMw"))
    book = CalamineWorkbook.from_filelike(io.BytesIO(client.get(f"{LIST}?formaat=xlsx").content))
    rows = book.get_sheet_by_index(0).to_python()
    head = next(row for row in rows if "Verleend" in row)
    parts = [head.index(name) for name in ("Besteed", "Niet besteed", "Niet uitbetaald", "Vervallen")]
    body = rows[rows.index(head) + 1 :]
    found = [row for row in body if isinstance(row[head.index("Verleend")], float)]
    assert len(found) >= 4
    for row in found:
        whole = row[head.index("Verleend")]
        assert sum(float(str(row[place] or 0)) for place in parts) == pytest.approx(float(str(whole)))


def test_a_report_is_a_task_from_a_week_before_and_the_day_passes_no_silence() -> None:
    record(
        step("application", dt.date(2022, 3, 1), 1000),
        step("award", dt.date(2022, 6, 1), 900),
        step("report_due", dt.date(2023, 6, 30)),
    )

    def asked(day: dt.date) -> list[tuple[dt.date | None, bool]]:
        found = tasks(COMMAND, AsOf(day))
        return [(each.due_on, each.is_late) for each in found if each.url == f"{GRANT}stap/"]

    due = dt.date(2023, 6, 30)
    assert asked(dt.date(2023, 6, 22)) == []
    assert asked(dt.date(2023, 6, 23)) == [(due, False)]
    assert asked(due) == [(due, False)]
    assert asked(dt.date(2023, 7, 1)) == [(due, True)]


def test_more_than_thirty_activities_got_a_grant_of_zonmw() -> None:
    """R24, with the two that the memo names."""
    answer = Client().get(f"{ACTIVITIES}?financier=ZonMw")
    text = words(answer)
    assert "34 activiteiten met subsidie van ZonMw" in text
    found = {row.text.title: row.lead_name for row in funded_activities() if row.text.funder == "ZonMw"}
    assert (found["Street triage"], found["Crisisopvang"]) == ("Deventer", "Zwolle")


def test_the_public_sees_activities_without_amounts_and_no_grants() -> None:
    client = Client()
    assert "€" not in words(client.get(ACTIVITIES))
    assert "Bedrag" not in client.get(f"{ACTIVITIES}?formaat=csv").content.decode()
    assert "€" not in words(client.get(f"{ACTIVITIES}street-triage/"))
    assert client.get(LIST).status_code == 302
    book = visitor("coordinator").get(f"{ACTIVITIES}?formaat=xlsx")
    rows = CalamineWorkbook.from_filelike(io.BytesIO(book.content)).get_sheet_by_index(0).to_python()
    assert sum(row[1] == "Deventer" for row in rows) == 1
    assert "€ 30.000,00" in words(visitor("mayor of Zwolle").get(f"{ACTIVITIES}street-triage/"))


def test_a_list_is_looked_at_first_then_brought_in_and_again_changes_nothing() -> None:
    client = visitor("coordinator")
    before = FundedActivityStatement.objects.count()
    rows = "Nieuw werk;Zwolle;zonmw;Kwetsbare personen;loopt;1-2-2023;;\r\n"
    answer = upload(client, rows)
    assert "1 nieuw" in words(answer)
    assert FundedActivityStatement.objects.count() == before
    address = answer.request["PATH_INFO"]
    [seen] = re.findall(r'name="seen" value="(\w+)"', answer.content.decode())
    client.post(address, {"seen": seen})
    assert FundedActivityStatement.objects.count() == before + 1
    again = upload(client, rows)
    assert "Deze lijst verandert niets" in words(again)
    assert "Doorvoeren" not in words(again)


def test_every_fault_of_a_list_is_told_with_row_and_field_and_nothing_changes() -> None:
    client = visitor()
    before = FundedActivityStatement.objects.count()
    rows = (
        "Goed;GM0193;ZonMw;;loopt;1-2-2023;;\r\n"
        ";GM9999;ZonMw;geen thema;half;32-1-2023;;-5\r\n"
        "Te duur;GM0193;ZonMw;;loopt;1-2-2023;personen-met-verward-gedrag-ronde-1;90.000,00\r\n"
    )
    text = words(upload(client, rows))
    for part in ("is leeg", "GM9999", "geen thema", "half", "32-1-2023"):
        assert part in text
    assert "Doorvoeren" not in text
    dear = HEAD + rows.splitlines()[2] + "\r\n"
    text = words(upload(client, dear.removeprefix(HEAD)))
    assert "vrij voor activiteiten" in text
    assert FundedActivityStatement.objects.count() == before


def test_the_filled_template_read_back_changes_nothing() -> None:
    client = visitor()
    content = client.get(f"{IMPORT}?sjabloon=gevuld").content
    answer = client.post(IMPORT, {"file": SimpleUploadedFile("terug.xlsx", content)}, follow=True)
    assert "Deze lijst verandert niets" in words(answer)
    discard = f"{answer.request['PATH_INFO']}weggooien/"
    assert "weggegooid" in words(client.post(discard, follow=True))


def test_an_activity_is_changed_and_keeps_its_history() -> None:
    client = visitor()
    address = f"{ACTIVITIES}crisiskaart-voorbeeld/"
    send(client, f"{address}wijzigen/", status="stopped", status_on="1-5-2023")
    page = Page(client.get(address))
    assert "gestopt" in " ".join(page.texts)
    assert " ".join(page.texts).count("Crisiskaart (voorbeeld)") >= 3


def test_a_grant_that_is_settled_below_what_was_spent_tells_what_lapsed_and_who_bears_the_rest() -> None:
    record(
        step("application", dt.date(2022, 3, 1), 100_000),
        step("award", dt.date(2022, 6, 1), 90_000),
        step("advance", dt.date(2022, 7, 1), 60_000),
        step("report_sent", dt.date(2023, 2, 1), 55_000),
        step("settlement", dt.date(2023, 3, 1), 50_000),
    )
    client = visitor("coordinator")
    lapsed = "verleend, maar niet vastgesteld"
    own = "€ 5.000,00 is besteed, maar niet vastgesteld"
    before = words(client.get(GRANT))
    for said in (lapsed, own, "€ 10.000,00 is meer ontvangen dan vastgesteld"):
        assert said in before, before
    repaid = step("repaid", dt.date(2023, 4, 1), 10_000)
    record_grant_step(CODE, repaid, actor=CONTROLLER, now=NOW, today=TODAY)
    after = words(client.get(GRANT))
    for said in (lapsed, own):
        assert said in after
    assert "binnenkomen" not in before + after, "60.000 came in before 55.000 was spent"
    assert "meer ontvangen" not in after

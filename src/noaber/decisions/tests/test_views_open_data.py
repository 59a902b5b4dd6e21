"""Open data promises its keys, what may be kept for how long, and above all what is never in it."""

import datetime as dt
import json
from typing import Any, Final

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from noaber.core.access import COMMAND
from noaber.core.audit import verb
from noaber.core.reading import forget
from noaber.decisions.models import Position, Proposal, ProposalVersion
from noaber.decisions.rules.positions import Answer
from noaber.decisions.services.answers.recording import Said
from noaber.decisions.tests.conftest import (
    BOARD,
    MEETING,
    NORTH,
    all_councils_agree,
    draft,
    holding,
    record,
    send,
)
from noaber.decisions.tests.test_queries_adopted import ADOPTED, decide
from noaber.decisions.tests.test_views_decided import attach
from noaber.decisions.views.adopted import open_data
from tests.consistency.house import ROOT
from tests.depth import examples
from tests.people import sign_in

LIST: Final = "/open-data/besluiten.json"
MEMO: Final = "/open-data/besluiten/veiligheidsstrategie-2019-2022.json"
STRATEGY: Final = "/open-data/besluiten/strategie.json"

LIST_KEYS: Final = {"data", "pagination", "links", "license", "modified", "voorbeeldgegevens"}
SHORT_KEYS: Final = {
    "id",
    "type",
    "name",
    "reference",
    "date",
    "paperType",
    "license",
    "web",
    "created",
    "modified",
    "noaber:sender",
    "noaber:adoptedOn",
    "noaber:adoptedBy",
}
PAPER_KEYS: Final = SHORT_KEYS | {
    "underDirectionOf",
    "auxiliaryFile",
    "consultation",
    "noaber:addressee",
    "noaber:version",
    "noaber:contentHash",
    "noaber:points",
    "noaber:organizations",
    "voorbeeldgegevens",
}
POINT_KEYS: Final = {
    "label",
    "kind",
    "text",
    "parent",
    "addressedTo",
    "forwardedTo",
    "advice",
    "outcomes",
}
OUTCOME_KEYS: Final = {"stage", "role", "rule", "verdict", "inFavour", "needed", "outOf", "inWords"}
CONSULTATION_KEYS: Final = {
    "id",
    "type",
    "paper",
    "organization",
    "authoritative",
    "role",
    "license",
    "noaber:stage",
    "noaber:agendaItems",
}
ITEM_KEYS: Final = {
    "id",
    "type",
    "number",
    "public",
    "result",
    "noaber:consultation",
    "noaber:answer",
    "noaber:decidedOn",
    "noaber:onVersion",
    "noaber:textChangedSince",
    "noaber:lapsed",
}
ORGANIZATION_KEYS: Final = {
    "id",
    "type",
    "name",
    "classification",
    "license",
    "noaber:code",
    "noaber:district",
}
FILE_KEYS: Final = {
    "id",
    "type",
    "name",
    "fileName",
    "mimeType",
    "size",
    "noaber:sha256",
    "accessUrl",
    "downloadUrl",
    "license",
    "created",
}


def read(client: Client, address: str) -> dict[str, Any]:
    answer = client.get(address)
    assert answer.status_code == 200, answer.content
    found: dict[str, Any] = json.loads(answer.content.decode("utf-8"))
    return found


def walk(value: object) -> list[tuple[str, object]]:
    """Every key with its value, however deep."""
    if isinstance(value, dict):
        return [pair for key, each in value.items() for pair in [(key, each), *walk(each)]]
    return [pair for each in value for pair in walk(each)] if isinstance(value, list) else []


@pytest.mark.usefixtures("oost_nederland")
class TestKeys:
    def test_the_list_has_its_keys(self, client: Client) -> None:
        found = read(client, LIST)
        assert found.keys() == LIST_KEYS
        number = len(found["data"])
        assert found["pagination"] == {
            "totalElements": number,
            "elementsPerPage": 50,
            "currentPage": 1,
            "totalPages": 1,
        }
        assert found["links"].keys() == {"first", "self", "last"}
        assert {frozenset(each) for each in found["data"]} == {frozenset(SHORT_KEYS)}
        assert any(each["id"].endswith(MEMO) for each in found["data"])
        assert found["voorbeeldgegevens"] is True

    def test_a_paper_has_its_keys(self, client: Client) -> None:
        found = read(client, MEMO)
        assert found.keys() == PAPER_KEYS
        assert found["type"] == "https://schema.oparl.org/1.1/Paper"
        assert "publicdomain/zero" in found["license"]
        assert found["noaber:adoptedOn"] == "2019-04-24"
        assert {frozenset(each) for each in found["noaber:points"]} == {frozenset(POINT_KEYS)}
        outcomes = [each for point in found["noaber:points"] for each in point["outcomes"]]
        assert {frozenset(each) for each in outcomes} == {frozenset(OUTCOME_KEYS)}
        assert {frozenset(each) for each in found["consultation"]} == {frozenset(CONSULTATION_KEYS)}
        items = [item for each in found["consultation"] for item in each["noaber:agendaItems"]]
        assert {frozenset(item) for item in items} == {frozenset(ITEM_KEYS)}
        assert {frozenset(each) for each in found["noaber:organizations"]} == {frozenset(ORGANIZATION_KEYS)}

    def test_who_was_asked_and_what_they_answered_is_whole(self, client: Client) -> None:
        found = read(client, MEMO)
        assert len(found["consultation"]) == 5 + 1 + 79
        assert sum(each["authoritative"] for each in found["consultation"]) == 1 + 79
        items = [item for each in found["consultation"] for item in each["noaber:agendaItems"]]
        assert len(items) == 5 * 4 + 2 + 79
        assert len({item["id"] for item in items}) == len(items)
        known = {each["id"] for each in found["noaber:organizations"]}
        assert all(set(each["organization"]) <= known for each in found["consultation"])
        assert set(found["underDirectionOf"]) <= known

    def test_days_and_moments_are_iso(self, client: Client) -> None:
        for key, value in walk(read(client, MEMO)):
            if key in {"date", "noaber:adoptedOn", "noaber:decidedOn"}:
                assert isinstance(value, str)
                dt.date.fromisoformat(value)
            if key in {"created", "modified"}:
                assert isinstance(value, str)
                assert dt.datetime.fromisoformat(value).tzinfo

    def test_every_key_is_in_the_document(self, client: Client) -> None:
        document = (ROOT / "docs" / "open-data.md").read_text(encoding="utf-8")
        keys = {key for key, _value in [*walk(read(client, MEMO)), *walk(read(client, LIST))]} | FILE_KEYS
        assert not [key for key in sorted(keys) if f"`{key}`" not in document]

    def test_no_remark_no_person_and_no_address_of_a_person(self, client: Client) -> None:
        remarks = set(Position.objects.exclude(text="").values_list("text", flat=True))
        people = set(ProposalVersion.objects.values_list("author", "portfolio_holder").first() or ())
        assert remarks
        assert people
        text = client.get(MEMO).content.decode() + client.get(LIST).content.decode()
        assert not [each for each in remarks | people if each in text]
        keys = {key.lower() for key, _value in walk(json.loads(client.get(MEMO).content))}
        assert not [key for key in keys if "person" in key or "user" in key or "recorded" in key]

    @pytest.mark.parametrize("address", [LIST, MEMO])
    def test_it_may_be_kept_and_asked_again(self, client: Client, address: str) -> None:
        first = client.get(address)
        assert first["Access-Control-Allow-Origin"] == "*"
        assert first["Content-Type"] == "application/json; charset=utf-8"
        assert "public" in first["Cache-Control"]
        assert "max-age=300" in first["Cache-Control"]
        again = client.get(address, headers={"If-None-Match": first["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        assert again["Access-Control-Allow-Origin"] == "*"
        since = client.get(address, headers={"If-Modified-Since": first["Last-Modified"]})
        assert since.status_code == 304
        assert client.get(address, headers={"If-None-Match": '"x"'}).status_code == 200
        assert client.head(address).status_code == 200
        assert client.post(address).status_code == 405

    def test_who_is_signed_in_reads_the_same(self, client: Client) -> None:
        before = client.get(MEMO).content
        sign_in(client, "coordinator")
        assert client.get(MEMO).content == before

    @pytest.mark.parametrize(
        "address",
        [
            "/open-data/besluiten/bestaat-niet.json",
            *(f"{LIST}?pagina={typed}" for typed in ("0", "2", "-1", "x", "²", "9" * 5000)),
        ],
    )
    def test_what_is_not_there_is_told_in_json(self, client: Client, address: str) -> None:
        answer = client.get(address)
        assert answer.status_code == 404
        assert json.loads(answer.content)["type"] == "https://schema.oparl.org/1.1/Error"
        assert answer["Access-Control-Allow-Origin"] == "*"
        assert "ETag" not in answer


@pytest.mark.usefixtures("voorbeeldland")
class TestVoorbeeldland:
    def test_an_empty_list_is_a_list(self, client: Client) -> None:
        found = read(client, LIST)
        assert (found["data"], found["modified"], found["voorbeeldgegevens"]) == ([], None, False)

    def test_a_list_goes_on_over_pages(self, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(open_data, "PAGE_SIZE", 2)
        for number in range(5):
            decide(f"besluit-{number}")
        seen, address = [], LIST
        while address:
            found = read(client, address)
            seen += [each["reference"] for each in found["data"]]
            following = found["links"].get("next", "")
            address = following[following.index("/open-data") :] if following else ""
        assert seen == [f"besluit-{number}" for number in range(5)]
        assert read(client, f"{LIST}?pagina=2")["links"].keys() == {"first", "prev", "self", "next", "last"}

    def test_a_change_gives_another_mark(self, client: Client) -> None:
        decide("strategie")
        before = client.get(STRATEGY)
        record(3, "organisation:GM9001", {"3a": Said(Answer.CONSENT)}, code="strategie")
        after = client.get(STRATEGY, headers={"If-None-Match": before["ETag"]})
        assert after.status_code == 200
        assert after["ETag"] != before["ETag"]

    def test_what_is_withdrawn_leaves_also_for_who_asks_what_changed_since(self, client: Client) -> None:
        decide("strategie")
        before = client.get(LIST)
        a_second_earlier = (
            dt.datetime.strptime(before["Last-Modified"], "%a, %d %b %Y %H:%M:%S %Z")
            - dt.timedelta(seconds=1)
        ).strftime("%a, %d %b %Y %H:%M:%S GMT")
        with verb("decisions.draft_proposal", actor=COMMAND) as trail:
            Proposal.objects.update(withdrawn_at=timezone.now())
            trail.note(Proposal.objects.get())
        after = client.get(LIST, headers={"If-Modified-Since": a_second_earlier})
        assert json.loads(after.content)["data"] == []

    def test_a_file_has_its_keys(self, client: Client) -> None:
        draft(classification="public")
        stored = attach("strategie")
        send()
        all_councils_agree()
        record(2, BOARD, ADOPTED)
        (file,) = read(client, STRATEGY)["auxiliaryFile"]
        assert file.keys() == FILE_KEYS
        assert file["noaber:sha256"] == stored.sha256
        assert file["downloadUrl"].endswith(f"/bestanden/{stored.pk}/")


SECRET: Final = "GEHEIM-"
PROPOSALS = st.lists(
    st.tuples(
        st.sampled_from(["public", "network", "restricted"]),
        st.sampled_from(["draft", "sent", "adopted", "withdrawn", "next draft"]),
    ),
    min_size=1,
    max_size=3,
)


def write(code: str, classification: str, state: str) -> bool:
    """A proposal in which every word that is not for everyone is marked; whether the others may be read."""
    is_open = classification == "public" and state in ("adopted", "next draft")
    mark = "" if is_open else SECRET
    words = {"title": f"{mark}{code}", "sender": f"{mark}van", "background": f"{mark}tekst"}
    draft(code, classification=classification, words=words)
    ProposalVersion.objects.filter(proposal__code=code).update(
        author=f"{SECRET}steller", portfolio_holder=f"{SECRET}houder"
    )
    if state == "draft":
        return is_open
    send(code)
    remark = {"1": Said(Answer.WITH_REMARK, f"{SECRET}kanttekening"), "3": Said(Answer.CONSENT)}
    record(
        1,
        NORTH,
        remark | {"4": Said(Answer.CONSENT)},
        code=code,
        actor=holding("chair", "body:overleg-noord"),
    )
    if state == "sent":
        return is_open
    record(1, "body:overleg-zuid", {"1": Said(Answer.CONSENT)}, code=code)
    record(2, BOARD, ADOPTED, code=code, decided_on=MEETING, evidence=f"{SECRET}vindplaats")
    proposal = Proposal.objects.get(code=code)
    if state == "withdrawn":
        Proposal.objects.filter(pk=proposal.pk).update(
            withdrawn_at=timezone.now(), withdrawal_reason=f"{SECRET}reden"
        )
    if state == "next draft":
        ProposalVersion.objects.create(
            proposal=proposal, number=2, title=f"{SECRET}concept", dated_on=MEETING, background=f"{SECRET}x"
        )
    return is_open


@pytest.mark.django_db
@pytest.mark.usefixtures("voorbeeldland")
@given(written=PROPOSALS)
@settings(
    max_examples=examples(20), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_nothing_leaks_whatever_the_state_and_whoever_may_read(written: list[tuple[str, str]]) -> None:
    with transaction.atomic():
        forget()
        codes = [f"voorstel-{number}" for number in range(len(written))]
        is_open = {code: write(code, *each) for code, each in zip(codes, written, strict=True)}
        client = Client()
        pages = {"list": client.get(LIST), "for people": client.get("/besluiten/")}
        assert {each["reference"] for each in json.loads(pages["list"].content)["data"]} == {
            code for code in codes if is_open[code]
        }
        for code in codes:
            pages |= {name: client.get(name) for name in one_of(code)}
            event(f"open: {is_open[code]}")
            assert {pages[name].status_code for name in one_of(code)} == {200 if is_open[code] else 404}
        assert not [name for name, page in pages.items() if SECRET.encode() in page.content]
        transaction.set_rollback(True)


def one_of(code: str) -> tuple[str, str]:
    return f"/open-data/besluiten/{code}.json", f"/besluiten/{code}/"

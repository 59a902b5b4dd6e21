"""Which addresses we accept, and how a question is cut up."""

from __future__ import annotations

import re

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.core.odata import ErrorKind, ODataError, RetryPolicy, checked_base_url, split_table_address
from noaber.core.odata.address import query_url, with_json_format
from noaber.core.odata.filters import LONGEST_FILTER, split
from noaber.core.odata.table import ODataTable

KEYS = st.lists(st.from_regex(r"[A-Z]{2}[0-9]{4}", fullmatch=True), min_size=1, max_size=400, unique=True)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "opendata.cbs.nl/ODataFeed/odata",
        "ftp://opendata.cbs.nl/ODataFeed",
        "file:///etc/hostname",
        "javascript:alert(1)",
        "https://",
        "https://gebruiker:geheim@opendata.cbs.nl/ODataFeed/odata",
        "https://opendata.cbs.nl/ODataFeed/odata?x=1",
        "https://opendata.cbs.nl/ODataFeed/odata#x",
        "https://opendata.cbs.nl\r\nHost: elders/",
        "https://opendata.cbs.nl:poort/",
        "https://" + "a" * 3_000,
    ],
)
def test_an_address_that_cannot_be_used_is_refused_in_dutch(address: str) -> None:
    with pytest.raises(ODataError) as caught:
        checked_base_url(address)
    assert caught.value.kind is ErrorKind.BAD_ADDRESS
    assert "Controleer het adres en het tabelnummer." in caught.value.message


def test_a_form_can_limit_the_hosts() -> None:
    with pytest.raises(ODataError) as caught:
        checked_base_url("http://127.0.0.1/odata", allowed_hosts={"opendata.cbs.nl"})
    assert caught.value.message.startswith("Toegestaan is alleen: opendata.cbs.nl.")


@pytest.mark.parametrize("table_id", ["", "odata", "../x1", "70072ned/x", "70072ned?x", "1" * 41])
def test_a_table_number_cannot_change_the_address(table_id: str) -> None:
    with pytest.raises(ODataError):
        ODataTable("https://opendata.cbs.nl/ODataFeed/odata", table_id)


def test_an_address_without_a_table_says_so() -> None:
    with pytest.raises(ODataError, match="Het tabelnummer ontbreekt"):
        split_table_address("70072ned")


@given(st.text(max_size=40))
def test_any_filter_text_reaches_the_server_unchanged(text: str) -> None:
    url = query_url(
        httpx.URL("https://opendata.cbs.nl/odata"), "70072ned/TypedDataSet", {"$filter": text + "."}
    )
    assert url.params["$filter"] == text + "."
    assert url.host == "opendata.cbs.nl"


def test_a_link_without_a_format_gets_one_and_keeps_the_rest() -> None:
    link = httpx.URL("https://opendata.cbs.nl/T/TypedDataSet?$skip=10")
    assert str(with_json_format(link)).endswith("?$skip=10&$format=json")
    assert with_json_format(with_json_format(link)) == with_json_format(link)


@given(KEYS, KEYS)
def test_splitting_a_filter_asks_every_pair_exactly_once(areas: list[str], periods: list[str]) -> None:
    asked: list[tuple[str, str]] = []
    for expression in split({"A": areas, "P": periods}):
        assert len(expression) <= LONGEST_FILTER
        found = {name: re.findall(rf"\b{name} eq '(\w+)'", expression) for name in ("A", "P")}
        asked += [(area, period) for area in found["A"] for period in found["P"]]
    assert len(asked) == len(set(asked)) == len(areas) * len(periods)


@given(st.integers(1, 40), st.floats(0, 1, exclude_max=True))
def test_pauses_stay_between_half_and_the_whole_of_the_longest(attempt: int, chance: float) -> None:
    policy = RetryPolicy()
    assert 0.5 <= policy.delay(attempt, chance) <= policy.longest_delay

"""Hostile and broken XML: refused in Dutch, at once, with nothing opened, fetched or blown up."""

import resource
import time
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from noaber.finance.formats.safe_xml import DEEPEST, MOST_ELEMENTS, XmlRefused, parse

BOMB = (
    b"<!DOCTYPE a [<!ENTITY a0 'ha'>"
    + b"".join(b"<!ENTITY a%d '%s'>" % (level, b"&a%d;" % (level - 1) * 10) for level in range(1, 12))
    + b"]><a b='&a11;'>&a11;</a>"
)
QUADRATIC = b"<!DOCTYPE a [<!ENTITY a '" + b"x" * 100_000 + b"'>]><a>" + b"&a;" * 10_000 + b"</a>"


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(BOMB, id="bomb"),
        pytest.param(BOMB.decode().encode("utf-16"), id="bomb in UTF-16"),
        pytest.param(QUADRATIC, id="quadratic"),
        pytest.param(
            b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>', id="a file of ours"
        ),
        pytest.param(b'<!DOCTYPE a SYSTEM "http://localhost:1/a.dtd"><a/>', id="from outside"),
        pytest.param(b'<!DOCTYPE a [<!ENTITY % b SYSTEM "http://localhost:1/b">%b;]><a/>', id="parameter"),
        pytest.param(b"<!DOCTYPE html><a/>", id="harmless"),
    ],
)
def test_a_document_type_is_refused_at_once(data: bytes) -> None:
    began, memory = time.process_time(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(XmlRefused, match="DOCTYPE"):
        parse(data)
    assert time.process_time() - began < 1
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory < 50_000


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is leeg"),
        (b" \n ", "is leeg"),
        (b"factuur", r"geen leesbaar XML-bestand \(regel 1\)"),
        (b"%PDF-1.7", "geen leesbaar"),
        (b"<a>\n<b></a>", r"\(regel 2\)"),
        (b"<a>&onbekend;</a>", "geen leesbaar"),
        (b"<a/><b/>", "geen leesbaar"),
        (b"<a>\x00</a>", "geen leesbaar"),
        (b"<a:b/>", "geen leesbaar"),
        (b'<?xml version="1.0" encoding="geen"?><a/>', "tekenset|leesbaar"),
        (b'<?xml version="1.0" encoding="utf-7"?><a/>', "tekenset|leesbaar"),
        (b'<?xml version="1.0" encoding="UTF-8"?><a>\xff</a>', "geen leesbaar"),
        (b"<a>" * 100_000, "lagen"),
        (b"<a>" + b"<b/>" * MOST_ELEMENTS + b"</a>", "onderdelen"),
    ],
    ids=range(14),
)
def test_what_cannot_be_read_says_why_and_where(data: bytes, reason: str) -> None:
    with pytest.raises(XmlRefused, match=reason):
        parse(data)


def test_a_file_above_the_limit_is_not_looked_at() -> None:
    with pytest.raises(XmlRefused, match="groter dan 20 MB"):
        parse(b"<" * (20 * 1024 * 1024 + 1))


def test_as_deep_as_allowed_and_a_large_text_are_read() -> None:
    assert parse(b"<a>" * DEEPEST + b"</a>" * DEEPEST).tag == "a"
    assert len(parse(b"<a>" + b"x" * 12_000_000 + b"</a>").text or "") == 12_000_000


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "iso-8859-1", "windows-1252"])
def test_every_usual_encoding_is_read(encoding: str) -> None:
    text = f'<?xml version="1.0" encoding="{encoding}"?><a>Café</a>'
    assert parse(text.encode(encoding)).text == "Café"


def test_another_file_is_not_included(tmp_path: Path) -> None:
    secret = tmp_path / "geheim.txt"
    secret.write_text("geheim")
    data = f'<a xmlns:xi="http://www.w3.org/2001/XInclude"><xi:include href="{secret}" parse="text"/></a>'
    assert "geheim" not in "".join(str(text) for text in parse(data.encode()).itertext())


@given(st.one_of(st.binary(max_size=200), st.text("<>/ab&;!\"'[]%= \n", max_size=60).map(str.encode)))
def test_any_bytes_give_a_tree_or_a_refusal(data: bytes) -> None:
    with suppress(XmlRefused):
        assert parse(data).tag

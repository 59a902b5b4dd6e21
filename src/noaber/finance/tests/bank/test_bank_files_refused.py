"""What is no statement of ours, or does harm, is refused whole, in Dutch and with its place."""

import io
import subprocess
import sys
import time
import tracemalloc
import zipfile
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Final

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from noaber.finance.formats import bank_files
from noaber.finance.formats.bank_files import BankFileError, read_bank_file
from noaber.finance.tests import bank_samples as samples
from noaber.finance.tests.bank_samples import OURS, entry, iban
from tests.depth import examples

GOOD = samples.camt([entry(5_00, text="een"), entry(7_00, text="twee")])


def refusal(data: bytes, name: str = "mei.xml") -> str:
    with pytest.raises(BankFileError) as refused:
        read_bank_file(data, name, accounts=[OURS])
    return str(refused.value)


def of_root(name: str) -> bytes:
    return GOOD.replace(b"BkToCstmrStmt", name.encode())


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("BkToCstmrAcctRpt", "een tussentijds overzicht (camt.052)"),
        ("BkToCstmrDbtCdtNtfctn", "een melding van bij- en afschrijvingen (camt.054)"),
        ("CstmrCdtTrfInitn", "een betaalopdracht (pain.001)"),
        ("CstmrDrctDbtInitn", "een incasso-opdracht (pain.008)"),
    ],
)
def test_another_message_is_called_by_its_name(name: str, reason: str) -> None:
    assert refusal(of_root(name)).startswith(f"mei.xml: dit is {reason}")


def test_other_files_are_told_apart() -> None:
    assert "begint met <html>" in refusal(b"<html><body/></html>")
    assert "dit is een factuur" in refusal(b"<Invoice xmlns='urn:oasis'><ID/></Invoice>")
    assert "een PDF" in refusal(b"%PDF-1.7")
    assert "geen camt.053 en geen MT940" in refusal(b"datum;bedrag\n2020-05-04;5,00\n")
    assert "het bestand is leeg" in refusal(b" \n ")
    assert "er staat geen afschrift" in refusal(b"<Document><BkToCstmrStmt/></Document>")


# --- hostile XML ---

LAUGHS = "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 12))
BOMB = f"<!DOCTYPE Document [<!ENTITY l0 'ha'>{LAUGHS}]>"


def with_doctype(doctype: str, text: str = "een") -> bytes:
    return GOOD.replace(b"?>", b"?>" + doctype.encode(), 1).replace(b"een", text.encode())


@pytest.mark.parametrize(
    "data",
    [
        with_doctype(BOMB, "&l11;"),
        with_doctype("<!DOCTYPE Document [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>", "&x;"),
        with_doctype("<!DOCTYPE Document SYSTEM 'http://127.0.0.1:9/x.dtd'>"),
        with_doctype("<!DOCTYPE Document [<!ENTITY % p SYSTEM 'file:///etc/passwd'>%p;]>"),
        with_doctype("<!DOCTYPE Document>").decode().replace("UTF-8", "utf-16").encode("utf-16"),
    ],
    ids=["bomb", "external entity", "external dtd", "parameter entity", "utf-16"],
)
def test_a_document_type_is_refused_before_anything_is_read(data: bytes) -> None:
    began = time.perf_counter()
    assert "DOCTYPE" in refusal(data)
    assert time.perf_counter() - began < 2


def test_a_bomb_in_an_attribute_is_not_expanded() -> None:
    bomb = with_doctype(BOMB).replace(b"<BkToCstmrStmt", b"<BkToCstmrStmt a='&l11;'")
    tracemalloc.start()
    refusal(bomb)
    assert tracemalloc.get_traced_memory()[1] < 10_000_000
    tracemalloc.stop()


def test_an_entity_that_is_not_declared_is_damage() -> None:
    assert "beschadigd" in refusal(GOOD.replace(b"een", b"&nergens;"))


def test_nesting_without_end_is_refused() -> None:
    deep = b"<Document><BkToCstmrStmt>" + b"<a>" * 100_000
    assert "beschadigd" in refusal(deep) or "geen afschrift" in refusal(deep)


@given(st.integers(1, len(GOOD) - 2))
@settings(max_examples=examples(100))
def test_a_file_cut_off_anywhere_is_never_read(length: int) -> None:
    with pytest.raises(BankFileError):
        read_bank_file(GOOD[:length])


MT940 = samples.mt940([entry(5_00, text="een"), entry(7_00, text="twee")])


@given(st.integers(0, MT940.index(b":62F:") + 15))
@settings(max_examples=60)
def test_an_mt940_cut_off_before_its_closing_balance_is_never_read(length: int) -> None:
    with pytest.raises(BankFileError):
        read_bank_file(MT940[:length])


@given(st.binary(max_size=300), st.integers(0, len(GOOD)), st.booleans())
@example(b"<:", 0, False)
@settings(max_examples=examples(150))
def test_any_bytes_give_statements_or_a_refusal(noise: bytes, at: int, is_inside: bool) -> None:
    with suppress(BankFileError):
        read_bank_file(GOOD[:at] + noise + GOOD[at:] if is_inside else noise)


@given(st.text(":0123456789CDREUR,/\n?>+ ABCFM", max_size=200))
@settings(max_examples=examples(150))
def test_any_mt940_gives_statements_or_a_refusal(noise: str) -> None:
    with suppress(BankFileError):
        read_bank_file(f":20:A\n:25:{OURS}\n:60F:C200504EUR0,\n:61:2005040504C5,NTRF\n:86:{noise}\n".encode())


# --- encodings and damage ---


def test_signs_that_are_not_in_the_encoding_are_refused() -> None:
    broken = GOOD.replace(b"een", b"f\xf6re")
    assert "de tekens in het bestand kloppen niet met de codering" in refusal(broken)
    assert "codering" in refusal(GOOD.replace(b"UTF-8", b"klingon"))


def test_entries_and_statements_within_each_other_are_refused() -> None:
    start, end = GOOD.index(b"<Ntry>"), GOOD.index(b"</Ntry>")
    inner = GOOD[start:end] + b"</Ntry>"
    assert "waar geen boeking hoort" in refusal(GOOD[:end] + inner + GOOD[end:])
    assert "binnen een ander afschrift" in refusal(GOOD.replace(b"</Stmt>", b"<Stmt/></Stmt>"))


def test_malformed_xml_tells_its_line() -> None:
    assert "beschadigd of niet compleet (regel 1)" in refusal(GOOD.replace(b"</Stmt>", b""))


# --- values, with their place ---


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (b">7.00<", b">7,00<", "mei.xml, afschrift 1, boeking 2, Amt \u20187,00\u2019: dit is geen bedrag"),
        (b">7.00<", b">-7.00<", "boeking 2, Amt \u2018-7.00\u2019: dit is geen bedrag"),
        (b">7.00<", b">7.005<", "Amt \u20187.005\u2019: een bedrag in euro heeft geen delen van een cent"),
        (b">7.00<", b">1e3<", "Amt \u20181e3\u2019: dit is geen bedrag"),
        (b">7.00<", b"><", "boeking 2, Amt: dit is geen bedrag"),
        (
            b"'EUR'>7.00<",
            b"'USD'>7.00<",
            "boeking 2, Amt/@Ccy \u2018USD\u2019: alleen boekingen in euro worden gelezen",
        ),
        (b"<Ccy>EUR<", b"<Ccy>GBP<", "afschrift 1, Acct/Ccy \u2018GBP\u2019: alleen rekeningen in euro"),
        (
            b">2020-05-04</Dt></BookgDt>",
            b">2020-02-30</Dt></BookgDt>",
            "BookgDt \u20182020-02-30\u2019: dit is geen datum",
        ),
        (
            b">CRDT</CdtDbtInd><RvslInd>",
            b">X</CdtDbtInd><RvslInd>",
            "CdtDbtInd \u2018X\u2019: bij of af ontbreekt",
        ),
        (OURS.encode(), b"", "afschrift 1, Acct/Id: het afschrift noemt geen rekening"),
    ],
)
def test_a_wrong_value_is_named_with_its_place(old: bytes, new: bytes, message: str) -> None:
    assert old in GOOD
    assert message in refusal(GOOD.replace(old, new))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        (b"C7,00", b"C7.00", "boeking 2, :61:"),
        (b"C7,00", b"C7,001", ":61: \u20187,001\u2019: dit is geen bedrag"),
        (
            b":60F:C200504EUR",
            b":60F:C200504USD",
            ":60F: \u2018USD\u2019: alleen rekeningen in euro worden gelezen",
        ),
        (b":60F:C200504EUR", b":60F:C200230EUR", ":60F: \u2018200230\u2019: dit is geen datum"),
        (b":60F:C200504EUR", b":60F:X200504EUR", "dit is geen stand"),
        (b":62F:C200504EUR12,00", b"", "het afschrift is niet compleet: de eindstand ontbreekt"),
        (b":62F:C200504EUR12,00", b":34F:EUR0,", "dit is een tussentijds overzicht (MT942)"),
        (f":25:{OURS}".encode(), b":25:?", ":25: \u2018?\u2019: dit is geen rekeningnummer"),
        (
            f":25:{OURS}".encode(),
            f":25:{OURS}USD".encode(),
            ":25: \u2018USD\u2019: alleen rekeningen in euro",
        ),
    ],
)
def test_a_wrong_value_in_an_mt940_is_named_with_its_place(old: bytes, new: bytes, message: str) -> None:
    assert old in MT940
    assert message in refusal(MT940.replace(old, new), "mei.sta")


def test_a_statement_of_another_account_is_refused_by_name() -> None:
    other = samples.camt([entry(5_00)], account=iban(2))
    assert refusal(other) == (
        f"mei.xml, afschrift 1, rekening \u2018{iban(2)}\u2019: dit is een afschrift van een andere rekening; "
        f"verwacht: {OURS}"
    )
    assert read_bank_file(other, accounts=[f" {iban(2)} ", OURS])[0].account == iban(2)
    with pytest.raises(BankFileError, match="geen enkele rekening"):
        read_bank_file(other, accounts=[])


# --- sizes ---


def test_a_file_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bank_files, "MOST_BYTES", 100)
    assert "het bestand is te groot" in refusal(GOOD)


def packed(content: bytes, *names: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, content)
    return stream.getvalue()


def test_zips_that_are_no_bank_files_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "er zit geen bestand in de zip" in refusal(packed(b""))
    assert "beschadigd of versleuteld" in refusal(packed(GOOD, "a.xml")[:-30])
    assert "geen camt.053 en geen MT940" in refusal(packed(packed(GOOD, "a.xml"), "binnen.zip"))
    monkeypatch.setattr(bank_files, "MOST_FILES", 1)
    assert "er zitten 2 bestanden in de zip" in refusal(packed(GOOD, "a.xml", "b.xml"))
    monkeypatch.setattr(bank_files, "MOST_BYTES", 100_000)
    assert "uitgepakt te groot" in refusal(packed(b" " * 1_000_000, "a.xml"))


def test_a_damaged_zip_of_any_kind_is_refused_or_read() -> None:
    damage = Random(1)
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w", method) as archive:
            archive.writestr("a.xml", GOOD)
        for _ in range(150):
            data = bytearray(stream.getvalue())
            data[damage.randrange(len(data))] = damage.randrange(256)
            cut = damage.choice([0, 0, damage.randrange(40)])
            with suppress(BankFileError):
                read_bank_file(bytes(data[: len(data) - cut]))


def test_a_place_in_a_zip_names_the_file_in_it() -> None:
    wrong = GOOD.replace(b">7.00<", b">x<")
    assert refusal(packed(wrong, "mei/a.xml"), "mei.zip").startswith(
        "mei.zip/mei/a.xml, afschrift 1, boeking 2, Amt"
    )


MEASURE: Final = """
import sys
from noaber.finance.formats.bank_files import bank_file_parts
from tests.depth import examples
peak = lambda: int(open("/proc/self/status").read().split("VmHWM:")[1].split()[0])
with open(sys.argv[1], "rb") as source:
    parts = bank_file_parts(source)
    next(parts)
    before = peak()
    count = sum(1 for _ in parts)
    print(count, peak() - before)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="asks the kernel for the memory")
def test_reading_a_stream_holds_one_entry_at_a_time(tmp_path: Path) -> None:
    """Measured from outside: what libxml2 holds is not seen by Python. As one tree this file takes some 100 MB."""
    path = tmp_path / "groot.xml"
    path.write_bytes(samples.camt(entry(5_00, text="x" * 140) for _ in range(20_000)))
    answered = subprocess.run(
        [sys.executable, "-c", MEASURE, str(path)], capture_output=True, text=True, check=True
    )
    count, kilobytes = map(int, answered.stdout.split())
    assert count == 20_001
    assert kilobytes < 2_000

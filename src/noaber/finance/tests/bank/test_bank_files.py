"""Files of banks in their dialects: every booked entry with what it says, and nothing that was not booked."""

import datetime as dt
import io
import zipfile
from decimal import Decimal
from typing import Any, Final

import mt940
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from noaber.finance.formats import bank_files
from noaber.finance.formats.bank_files import bank_file_parts, read_bank_file
from noaber.finance.formats.mt940_texts import read_details
from noaber.finance.rules.bank.references import read_reference
from noaber.finance.rules.bank.statement_checks import balance_problem, chain_warnings
from noaber.finance.rules.bank.statements import (
    BankEntry,
    BankStatement,
    Direction,
    ForeignAmount,
    StatementEnd,
)
from noaber.finance.tests import bank_samples as samples
from noaber.finance.tests.bank_samples import FOLDER, OURS, entry, iban

SAMPLES = sorted(path.name for path in FOLDER.iterdir() if path.suffix in {".xml", ".sta"})
RIJSBEEK: dict[str, Any] = {"counterparty_name": "Gemeente Rijsbeek", "counterparty_iban": iban(101)}
OOSTBROEK: dict[str, Any] = {"counterparty_name": "Gemeente Oostbroek", "counterparty_iban": iban(103)}
OUT: dict[str, Any] = {"direction": Direction.DEBIT}


def read(name: str) -> tuple[BankStatement, ...]:
    return read_bank_file(samples.sample(name), name, accounts=[OURS])


def entries(name: str) -> list[BankEntry]:
    return [one for statement in read(name) for one in statement.entries]


@pytest.mark.parametrize("name", SAMPLES)
def test_every_sample_adds_up_and_each_statement_follows_the_one_before(name: str) -> None:
    statements = read(name)
    assert statements
    assert [balance_problem(statement) for statement in statements] == [""] * len(statements)
    assert chain_warnings(statements) == ()
    assert {statement.account for statement in statements} == {OURS}
    assert {statement.file for statement in statements} == {name}


PAYMENTS: dict[str, list[BankEntry]] = {
    "ing.xml": [
        entry(
            1_993_95,
            bank_reference="012345678901",
            end_to_end_id="RIJSBEEK-20-117",
            reference=read_reference("RF3420200001"),
            transaction_code="PMNT/RCDT/ESCT",
            **RIJSBEEK,
        ),
        entry(
            12_00,
            bank_reference="012345678902",
            counterparty_name="Zaal De Brink",
            counterparty_iban=iban(104),
            text="Zaalhuur 4 mei met koffie",
            transaction_code="00200",
            **OUT,
        ),
    ],
    "rabobank.xml": [
        entry(
            6_996_99,
            value_on=dt.date(2020, 5, 5),
            bank_reference="OO9B005068915632",
            end_to_end_id="1000000202000012",
            counterparty_name="Bedrijfsvoering Drielanden",
            counterparty_iban=iban(102),
            on_behalf_of="Gemeente Molenbeek",
            reference=read_reference("1000000202000012", "CUR"),
            transaction_code="PMNT/RCDT/ESCT",
        ),
        *[entry(25_00, text="dagkaart", transaction_code="541", **OOSTBROEK)] * 2,
    ],
    "abnamro.xml": [
        entry(
            50_00,
            is_reversal=True,
            end_to_end_id="I-1",
            text="Deelname bijeenkomst",
            transaction_code="PMNT/IDDT/UPDD",
            return_reason="AC06",
            **OUT,
            **OOSTBROEK,
        ),
        entry(
            400_00,
            end_to_end_id="115",
            text="GEMEENTE RIJSBEEK FACTUUR 2020-0002",
            transaction_code="PMNT/RCDT/ESCT",
            **RIJSBEEK,
        ),
    ],
    "bng.xml": [
        entry(
            cents,
            value_on=None,
            bank_reference="BATCH-9",
            batch_id="VERZAMEL-9",
            batch_index=index,
            end_to_end_id=end_to_end_id,
            text=text,
            **more,
        )
        for index, (cents, end_to_end_id, text, more) in enumerate(
            [
                (120_00, "A", "2020-0003", RIJSBEEK),
                (200_00, "B", "2020-0004", {}),
                (20_00, "C", "terug", OUT),
            ],
            1,
        )
    ],
    "bunq.xml": [entry(8_85, counterparty_iban="TIKKIE-12", text="Koffie & thee bijeenkomst")],
    "asn.xml": [
        entry(
            5_00,
            booked_on=dt.date(2020, 5, 31),
            value_on=None,
            text="Kosten gebruik betaalrekening",
            transaction_code="KST",
            **OUT,
        )
    ],
    "triodos.xml": [
        entry(
            93_47,
            bank_reference="TRIO/1",
            end_to_end_id="FX-1",
            counterparty_name="Kommun Fjälla",
            counterparty_iban=iban(105),
            text="Föreläsning",
            documents=("2020-0009",),
            foreign=ForeignAmount("SEK", Decimal("1000.00"), Decimal("0.09397")),
        )
    ],
    "ing.sta": [
        entry(
            1_993_95,
            bank_reference="00000000001005",
            end_to_end_id="RIJSBEEK-20-117",
            reference=read_reference("RF3420200001"),
            transaction_code="NTRF",
            **RIJSBEEK,
        ),
        entry(
            12_00,
            bank_reference="00000000001006",
            counterparty_name="Zaal De Brink",
            counterparty_iban=iban(104),
            text="Zaalhuur 4 mei met koffie",
            transaction_code="NTRF",
            batch_id="M000000003333333",
            **OUT,
        ),
        entry(
            32_00,
            bank_reference="00000000001011",
            end_to_end_id="158",
            reference=read_reference("1000000202000012", "CUR"),
            transaction_code="NTRF",
            **OOSTBROEK,
        ),
    ],
    "rabobank.sta": [
        entry(400_00, text="Factuur 2020-0002", transaction_code="N654", **RIJSBEEK),
        entry(
            25_00,
            end_to_end_id="158",
            counterparty_name="Bedrijfsvoering Drielanden",
            counterparty_iban=iban(102),
            on_behalf_of="Gemeente Molenbeek",
            text="dagkaart",
            transaction_code="N654",
        ),
    ],
    "abnamro.sta": [
        entry(
            400_00,
            counterparty_name="GEMEENTE RIJSBEEK",
            counterparty_iban=iban(101),
            text="FACTUUR 2020-0002",
            transaction_code="N196",
        ),
        entry(
            50_00,
            is_reversal=True,
            end_to_end_id="I-1",
            counterparty_name="GEMEENTE OOSTBROEK",
            counterparty_iban=iban(103),
            text="DEELNAME BIJEENKOMST",
            transaction_code="N247",
            **OUT,
        ),
    ],
    "asn.sta": [
        entry(
            5_00,
            booked_on=dt.date(2019, 12, 31),
            value_on=dt.date(2020, 1, 2),
            counterparty_name="zaal de brink",
            counterparty_iban=iban(104),
            text="zaalhuur december",
            transaction_code="NKST",
            **OUT,
        )
    ],
    "triodos.sta": [
        entry(
            700_00,
            counterparty_iban="0133967858",
            text="BIJDRAGE VEILIGHEIDSNETWERK 2020 FACTUUR 2020-0002",
            transaction_code="NET",
        )
    ],
    "bng.sta": [
        entry(
            120_00,
            bank_reference="BNG-1",
            end_to_end_id="A",
            text="Factuur 2020-0003 gedeeltelijk",
            transaction_code="NTRF",
            **RIJSBEEK,
        ),
        entry(120_00, bank_reference="BNG-2", text="zonder opmaak over twee regels", transaction_code="NTRF"),
    ],
}


@pytest.mark.parametrize("name", SAMPLES)
def test_every_booked_entry_is_read_with_all_that_it_says(name: str) -> None:
    assert entries(name) == PAYMENTS[name]


def test_what_is_not_booked_or_comes_to_nothing_is_counted() -> None:
    assert [(one.not_booked, one.without_amount) for one in (*read("ing.xml"), *read("bunq.xml"))] == [
        (1, 0),
        (0, 1),
    ]


def test_a_page_of_a_statement_has_interim_balances() -> None:
    [page] = read("triodos.xml")
    assert page.opening is not None
    assert page.closing is not None
    assert (page.sequence, page.opening.amount_cents, page.closing.amount_cents) == ("5/2", 10_00, 103_47)


# --- versions, prefixes, statements, batches ---


@pytest.mark.parametrize("prefix", ["", "n", "camt"])
@pytest.mark.parametrize("version", ["02", "03", "04", "06", "08", "10", "13", "21"])
def test_version_and_prefix_make_no_difference(version: str, prefix: str) -> None:
    one = entry(5_00, text="2020-0001", on_behalf_of="Gemeente Molenbeek", **RIJSBEEK)
    [statement] = read_bank_file(samples.camt([one], version=version, prefix=prefix))
    assert statement.entries == (one,)
    assert statement.kind == f"camt.053.001.{version}"


def test_a_business_envelope_around_the_statement_is_no_hindrance() -> None:
    inside = samples.camt([entry(5_00)]).split(b"?>", 1)[1]
    envelope = (
        b"<Xchg><AppHdr xmlns='urn:iso:std:iso:20022:tech:xsd:head.001.001.02'><Fr/></AppHdr>%s</Xchg>"
        % inside
    )
    assert len(read_bank_file(envelope)[0].entries) == 1


def test_several_statements_and_accounts_in_one_file() -> None:
    head, foot = samples.camt_envelope("02")
    two = [
        samples.camt_statement([entry(5_00)], number="1"),
        samples.camt_statement([entry(7_00), entry(7_00)], number="2", account=iban(2)),
    ]
    statements = read_bank_file((head + "".join(two) + foot).encode())
    assert [(one.account, one.sequence, len(one.entries)) for one in statements] == [
        (OURS, "1", 1),
        (iban(2), "2", 2),
    ]


def test_documents_one_behind_the_other_are_read_each(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bank_files, "_CHUNK", 7)
    two = samples.camt([entry(5_00)]) + b"\n" + samples.camt([entry(7_00)], number="2", opening=5_00)
    statements = read_bank_file(two)
    assert [(one.sequence, one.moved_cents) for one in statements] == [("1", 5_00), ("2", 7_00)]
    assert chain_warnings(statements) == ()


def batch(*details: str, reference: str = "") -> list[BankEntry]:
    whole = samples.camt([entry(30_00, bank_reference=reference)]).decode()
    start, end = whole.index("<NtryDtls>"), whole.index("</Ntry>")
    told = f"<NtryDtls>{''.join(f'<TxDtls>{detail}</TxDtls>' for detail in details)}</NtryDtls>"
    [statement] = read_bank_file((whole[:start] + told + whole[end:]).encode())
    return list(statement.entries)


def of_euro(amount: str, currency: str = "EUR", text: str = "") -> str:
    remittance = f"<RmtInf><Ustrd>{text}</Ustrd></RmtInf>" if text else ""
    return f"<AmtDtls><TxAmt><Amt Ccy='{currency}'>{amount}</Amt></TxAmt></AmtDtls>{remittance}"


def test_a_batch_is_split_where_its_amounts_add_up() -> None:
    split = batch(of_euro("10.00"), of_euro("20.00"))
    assert [(one.amount_cents, one.batch_index, one.batch_id) for one in split] == [
        (10_00, 1, "2020-05-04/1"),
        (20_00, 2, "2020-05-04/1"),
    ]


@pytest.mark.parametrize(
    "details",
    [
        [of_euro("10.00", text="A"), of_euro("19.99", text="B")],
        [of_euro("10.00", text="A"), "<RmtInf><Ustrd>B</Ustrd></RmtInf>"],
        [of_euro("10.00", "USD", "A"), of_euro("20.00", text="B")],
        [of_euro("30.00", text="A"), of_euro("0.00", text="B")],
    ],
    ids=["other sum", "no amount", "foreign", "nought"],
)
def test_a_batch_that_does_not_add_up_stays_one_entry_with_every_text(details: list[str]) -> None:
    whole = batch(*details)
    assert [(one.amount_cents, one.batch_index, one.text) for one in whole] == [(30_00, 0, "A B")]


def test_of_two_bank_references_an_entry_has_its_own_and_a_payment_of_a_batch_too() -> None:
    own = [f"<Refs><AcctSvcrRef>OWN{at}</AcctSvcrRef></Refs>" for at in (1, 2)]
    assert [one.bank_reference for one in batch(own[0], reference="ENTRY")] == ["ENTRY"]
    assert [one.bank_reference for one in batch(own[0])] == ["OWN1"]
    split = batch(own[0] + of_euro("10.00"), own[1] + of_euro("20.00"), reference="ENTRY")
    assert [one.bank_reference for one in split] == ["OWN1", "OWN2"]


@pytest.mark.parametrize("detail", [of_euro("29.00"), of_euro("0"), of_euro("33.10", "USD")])
def test_one_detail_with_another_amount_changes_nothing_of_the_entry(detail: str) -> None:
    whole = batch(detail)
    assert [one.amount_cents for one in whole] == [30_00]


BOTH: Final = (
    "<RltdPties><Dbtr><Nm>Wie betaalde</Nm></Dbtr><DbtrAcct><Id><IBAN>A</IBAN></Id></DbtrAcct>"
    "<Cdtr><Nm>Wie kreeg</Nm></Cdtr><CdtrAcct><Id><IBAN>B</IBAN></Id></CdtrAcct>"
    "<UltmtDbtr><Nm>Voor wie</Nm></UltmtDbtr></RltdPties>"
)


@pytest.mark.parametrize(
    ("mark", "is_reversal", "name", "on_behalf_of"),
    [
        ("CRDT", "false", "Wie betaalde", "Voor wie"),
        ("DBIT", "false", "Wie kreeg", ""),
        ("DBIT", "true", "Wie betaalde", "Voor wie"),
        ("CRDT", "1", "Wie kreeg", ""),
    ],
)
def test_the_other_side_is_who_paid_or_who_was_paid_and_a_reversal_keeps_the_roles(
    mark: str, is_reversal: str, name: str, on_behalf_of: str
) -> None:
    text = samples.camt([entry(30_00)]).decode().replace("<RltdPties></RltdPties>", BOTH)
    text = text.replace("CRDT</CdtDbtInd><RvslInd>false", f"{mark}</CdtDbtInd><RvslInd>{is_reversal}")
    [one] = read_bank_file(text.encode())[0].entries
    assert (one.counterparty_name, one.on_behalf_of) == (name, on_behalf_of)
    assert (one.direction is Direction.CREDIT, one.is_reversal) == (mark == "CRDT", is_reversal != "false")


def test_the_account_of_the_statement_is_never_the_other_side() -> None:
    swapped = BOTH.replace(">A<", f">{OURS}<")
    text = samples.camt([entry(30_00)]).decode().replace("<RltdPties></RltdPties>", swapped)
    assert read_bank_file(text.encode())[0].entries[0].counterparty_name == "Wie kreeg"


@pytest.mark.parametrize(
    ("parties", "name", "on_behalf_of"),
    [
        (
            f"<Dbtr><Nm>Eigen spaarpot</Nm></Dbtr><DbtrAcct><Id><IBAN>{OURS}</IBAN></Id></DbtrAcct>",
            "Eigen spaarpot",
            "",
        ),
        ("<DbtrAcct><Id><IBAN>A</IBAN></Id><Nm>Rekening Rijsbeek</Nm></DbtrAcct>", "Rekening Rijsbeek", ""),
        ("<UltmtDbtr><Nm>Voor wie</Nm></UltmtDbtr><Cdtr><Nm>Wijzelf</Nm></Cdtr>", "Voor wie", ""),
    ],
)
def test_a_bank_that_names_little_is_still_understood(parties: str, name: str, on_behalf_of: str) -> None:
    told = f"<RltdPties>{parties}</RltdPties>"
    text = samples.camt([entry(30_00)]).decode().replace("<RltdPties></RltdPties>", told)
    [one] = read_bank_file(text.encode())[0].entries
    assert (one.counterparty_name, one.on_behalf_of) == (name, on_behalf_of)


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (
            [
                "12160475 0050001631430920 ORDERID: 264267 BOEKHANDEL ONLINE NED",
                f"REK: {iban(101)}/NAAM: BOEKHANDEL B.V.",
            ],
            ("BOEKHANDEL B.V.", iban(101), "12160475 0050001631430920 ORDERID: 264267 BOEKHANDEL ONLINE NED"),
        ),
        (["/TRTP/Kosten/REMI//"], ("", "", "Kosten")),
        (
            [f"/CNTP/{iban(101)}/NABRNL2A/Rijsbeek/Plaats//REMI/2020-0001"],
            ("Rijsbeek", iban(101), "2020-0001"),
        ),
        (["/INIT//NAME/Kantoor/ORDP//NAME/Rijsbeek/REMI/x"], ("Rijsbeek", "", "x")),
        (["166?00X?20SVWZ+Bijdrage ?212020?32Rijs?33beek?31NL"], ("Rijsbeek", "NL", "Bijdrage 2020")),
        (["000>100000000000>20KOSTEN"], ("", "", "KOSTEN")),
        (
            [f"000>100000000000>20NABRNL2A>21{iban(101)}", ">22RIJSBEEK>23 2020"],
            ("", iban(101), "RIJSBEEK 2020"),
        ),
        (
            [
                f"{iban(101)} rijsbeek",
                " " * 65,
                "/TRTP/Incasso/NAME/GEMEENTE RIJSBEEK/REMI/2020-0001/EREF/15/70",
            ],
            ("GEMEENTE RIJSBEEK", iban(101), "2020-0001"),
        ),
        (
            ["DE89370400440532013000 muster ag", "Rechnung 5"],
            ("muster ag", "DE89370400440532013000", "Rechnung 5"),
        ),
        (
            ["DE00370400440532013000 is geen rekening", "5"],
            ("", "", "DE00370400440532013000 is geen rekening 5"),
        ),
        (["/BBAN/53851317/NAME/Rijsbeek/REMI/opname"], ("Rijsbeek", "53851317", "opname")),
        (["/REMI/" + "x" * 57, "1.00 NZD"], ("", "", "x" * 57 + " 1.00 NZD")),
        (["/ONBEKEND/iets"], ("", "", "/ONBEKEND/iets")),
        ([f"van {iban(101)} en {OURS}"], ("", iban(101), f"van {iban(101)} en {OURS}")),
        (["x" * 65, "y"], ("", "", "x" * 65 + "y")),
        (["kort", "en verder"], ("", "", "kort en verder")),
    ],
)
def test_the_details_of_an_mt940_are_taken_apart(lines: list[str], told: tuple[str, str, str]) -> None:
    found = read_details(lines, OURS)
    assert (found.name, found.iban, found.text) == told


# --- what is written is read ---

NAMES = st.text(st.characters(categories=["Lu", "Ll"], max_codepoint=0x17F), min_size=1, max_size=20)
CODES = st.text("ABCDEF0123456789", min_size=6, max_size=16).map("X{}".format)
ENTRIES = st.builds(
    BankEntry,
    amount_cents=st.integers(1, 10**12),
    direction=st.sampled_from(Direction),
    booked_on=st.dates(dt.date(2019, 1, 1), dt.date(2030, 12, 31)),
    is_reversal=st.booleans(),
    bank_reference=CODES,
    end_to_end_id=CODES,
    counterparty_name=NAMES,
    counterparty_iban=st.integers(101, 10**9).map(iban),
    text=st.lists(NAMES, min_size=1, max_size=12).map(" ".join),
)
MANY = st.lists(ENTRIES, max_size=6)


@given(MANY, st.integers(-(10**9), 10**9), st.sampled_from(["02", "08"]), st.sampled_from(["", "p"]))
@settings(max_examples=60)
def test_camt_reads_what_was_written(
    written: list[BankEntry], opening: int, version: str, prefix: str
) -> None:
    data = samples.camt(written, opening=opening, version=version, prefix=prefix)
    [statement] = read_bank_file(data)
    assert list(statement.entries) == written
    assert balance_problem(statement) == ""


@given(MANY, st.integers(-(10**9), 10**9))
@settings(max_examples=60)
def test_mt940_reads_what_was_written(written: list[BankEntry], opening: int) -> None:
    [statement] = read_bank_file(samples.mt940(written, opening=opening))
    told = [told_by_mt940(one) for one in statement.entries]
    assert told == [told_by_mt940(one) for one in written]
    assert balance_problem(statement) == ""


def told_by_mt940(one: BankEntry) -> tuple[Any, ...]:
    """MT940 has a value date always, and the :86: loses the spaces at the end of a full line."""
    return (
        one.signed_cents,
        one.is_reversal,
        one.booked_on,
        one.bank_reference,
        one.end_to_end_id,
        one.counterparty_iban,
        one.counterparty_name.replace(" ", ""),
        one.text.replace(" ", ""),
    )


@pytest.mark.parametrize("name", ["ing.sta", "rabobank.sta", "bng.sta"])
def test_the_library_mt_940_reads_the_same_amounts_and_days(name: str) -> None:
    peers = mt940.parse(samples.sample(name).decode(), options=mt940.Options.all())
    theirs = [(int(one.data["amount"].amount * 100), one.data["date"]) for one in peers]
    assert theirs == [(one.signed_cents, one.value_on) for one in entries(name)]


# --- zip, streams, encodings ---


def zipped(**files: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return stream.getvalue()


def test_a_zip_gives_the_statements_of_its_files_in_order_of_name() -> None:
    data = zipped(
        **{"b.sta": samples.sample("bng.sta"), "a.xml": samples.sample("bng.xml"), "__MACOSX/a": b"x"}
    )
    assert [one.file for one in read_bank_file(data, "mei.zip")] == [
        "mei.zip/a.xml",
        "mei.zip/b.sta",
        "mei.zip/b.sta",
    ]


def test_a_stream_tells_the_end_of_every_statement() -> None:
    parts = list(bank_file_parts(io.BytesIO(samples.sample("asn.sta")), "asn.sta"))
    ends = [part.closing.amount_cents for part in parts if isinstance(part, StatementEnd) and part.closing]
    assert ends == [5_00, 5_00]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_mt940_with_accents_is_read_in_the_usual_encodings(encoding: str) -> None:
    text = samples.mt940([entry(5_00, text="Föreläsning", end_to_end_id="E")]).decode()
    assert read_bank_file(text.encode(encoding))[0].entries[0].text == "Föreläsning"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1"])
def test_camt_is_read_in_the_encoding_that_it_names(encoding: str) -> None:
    text = (
        samples.camt([entry(5_00, text="Föreläsning")])
        .decode()
        .replace("UTF-8", encoding.removesuffix("-sig"))
    )
    assert read_bank_file(text.encode(encoding))[0].entries[0].text == "Föreläsning"


def test_an_older_account_number_is_known_as_ours() -> None:
    old = samples.mt940([entry(5_00)]).replace(OURS.encode(), b"NABRNL2A/1")
    assert read_bank_file(old, accounts=[OURS])[0].account == OURS
    assert read_bank_file(old)[0].account == "1"


def test_of_a_batch_the_name_of_the_batch_is_kept_and_a_number_below_the_amount_is_no_text() -> None:
    lines = [
        ":20:X",
        f":25:{OURS}",
        ":28C:1",
        ":60F:C200504EUR10,00",
        ":61:200504D10,00N586PREF",
        "0000000000",
    ]
    lines += [":86:/PREF/PmtInfId-20200504-1", ":NS:22eigen regel van de bank", ":62F:C200504EUR0,00", "-"]
    (statement,) = read_bank_file("\r\n".join(lines).encode(), "x.sta", accounts=[OURS])
    (found,) = statement.entries
    assert (found.batch_id, found.text, found.counterparty_name) == ("PmtInfId-20200504-1", "", "")

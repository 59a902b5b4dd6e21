"""One paper with every kind of block, for the tests of both writers."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Final

from noaber.core.documents.paper import (
    Bullets,
    DataTable,
    Heading,
    Note,
    PageBreak,
    Paper,
    Paragraph,
    Picture,
    Point,
    Points,
    Span,
)
from noaber.core.documents.tables import TableColumn

SVG: Final = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 60">'
    b'<rect width="440" height="30" fill="#0b5363"/></svg>'
)
BUDGET: Final = DataTable(
    "Gevraagde bijdrage per jaar",
    [
        TableColumn("what", "Onderdeel"),
        TableColumn("amount", "Bedrag", "money"),
        TableColumn("share", "Aandeel", "percentage"),
    ],
    [
        {"what": "Coördinatie", "amount": 9_000_000, "share": Decimal("0.391")},
        {"what": "Projecten", "amount": 7_000_000, "share": Decimal("0.304")},
    ],
    totals={"what": "Totaal", "amount": 16_000_000},
    source="financieringsvoorstel 2020-2023",
)
STRATEGY: Final = Span("Veiligheidsstrategie 2019-2022", is_title=True)
DECISIONS: Final = Points(
    [
        Point("1", ["Vaststellen van de ", STRATEGY, ";"]),
        Point("3", "Instemmen met:", [Point("a", "de bijdrage;"), Point("b", "de capaciteit.")]),
        Point("4", "Evalueren in 2023."),
    ]
)
MEMO: Final = Paper(
    title="Veiligheidsstrategie en financieringsvoorstel",
    network="Veiligheidsnetwerk Oost-Nederland",
    kind="Memo",
    made_at=datetime(2019, 1, 28, 9, 0, tzinfo=UTC),
    facts=[("Voor", "De leden van het districtelijk veiligheidsoverleg"), ("Datum", "28 januari 2019")],
    blocks=[
        Heading("Aanleiding"),
        Paragraph(["Nu ligt voor: de ", STRATEGY, ". Dat is ", Span("nieuw", is_strong=True), "."]),
        Heading("De thema’s", 2),
        Bullets(["Ondermijning", "Kwetsbare personen"]),
        BUDGET,
        Note("Let op", "De opbrengst is € 225.988,21."),
        DECISIONS,
        Picture(SVG, "image/svg+xml", "Een balk van 230.000 euro", "Gevraagd budget"),
        PageBreak(),
        Heading("Bijlage"),
        Paragraph("Einde."),
    ],
    sources=["CBS StatLine, tabel 70072ned"],
    is_demonstration=True,
)

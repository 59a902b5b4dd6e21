"""A memo whose third stage is the own decision of every organisation, and a pack of made-up length."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from typing import Final

from noaber.core.asof import AsOf
from noaber.decisions.packs.contents import LocalPack, PackSource
from noaber.decisions.queries.forwarding.overview import Advice, FollowUp, follow_up_of, follow_ups
from noaber.decisions.queries.proposals.inserts import InsertTable
from noaber.decisions.queries.proposals.matrix import Standing
from noaber.decisions.rules.positions import Answer
from noaber.decisions.services.drafts.written import ObligationText
from noaber.decisions.tests.conftest import (
    ADOPTING,
    CONSENTING,
    DECIDING,
    PARTNER_KINDS,
    POINTS,
    TODAY,
    draft,
    send,
    stand,
)

DUE_ON: Final = dt.date(2020, 11, 15)
ORGANS: Final = {"municipality": "council", **dict.fromkeys(PARTNER_KINDS, "board")}
FOLLOWING: Final = replace(DECIDING, is_follow_up=True, due_on=DUE_ON, organs=ORGANS)
PER_HEAD: Final = ObligationText("contribution", 2020, 2023, rate=Decimal("0.07"), is_solidary=True)
CAPACITY: Final = ObligationText("capacity", 2020, 2023, fte=Decimal("0.5"), is_solidary=True)
TERMS: Final = {"3a": PER_HEAD, "3b": CAPACITY}
ASKING: Final = tuple(replace(point, obligation=TERMS.get(point.label)) for point in POINTS)


def send_memo(*, classification: str = "network", **words: str) -> Standing:
    """Sent, and nobody has answered yet."""
    draft(
        points=ASKING,
        stages=(CONSENTING, ADOPTING, FOLLOWING),
        classification=classification,
        words=words,
    )
    send()
    return stand()


def own(code: str, on: dt.date = TODAY) -> FollowUp:
    """The own decision of an organisation as it stands."""
    found = follow_up_of(follow_ups(stand(on=on), on), code)
    assert found is not None
    return found


def costs(rows: int, *, is_long: bool = False) -> InsertTable:
    """A table of costs, of so many years."""
    word = "Bijdrage aan het veiligheidsnetwerk " * (12 if is_long else 1)
    return InsertTable(
        caption=word.strip(),
        columns=(("year", "Jaar", "text"), ("amount", "Bedrag", "money")),
        rows=tuple({"year": str(2020 + number), "amount": 910_00 + number} for number in range(rows)),
        totals={"year": "Samen", "amount": 3646_00},
        source=word.strip(),
        note=word.strip(),
    )


def stretched(
    pack: LocalPack, *, points: int, length: int, names: int, neighbours: int, rows: int
) -> LocalPack:
    """The same pack with more and longer of everything."""
    text, name = ("woord " * (length // 6 + 1))[:length].strip(), ("Lange Plaatsnaam " * 20)[:names].strip()
    first = pack.own.points[0]
    many = tuple(replace(first, label=f"{number}a", text=text) for number in range(1, points + 1))
    party = replace(pack.own.party, name=name, labels=tuple(point.label for point in many))
    advice = tuple(
        Advice(f"b{number}", name, "3", text[:200], Answer.WITH_REMARK, text, TODAY) for number in range(5)
    )
    mine = replace(pack.own, party=party, points=many, advice=advice)
    others = [
        replace(mine, party=replace(party, organisation_code=f"GM{number:04}", name=f"{name} {number}"))
        for number in range(neighbours)
    ]
    found = replace(pack.found, title=text[:200], points=many)
    source = replace(pack.source, found=found, rows=[mine, *others], network=name)
    return LocalPack(source, mine, tuple(costs(rows, is_long=True) for _ in range(3 if rows else 0)))


def bare_source(found: Standing, on: dt.date = TODAY) -> PackSource:
    """What packs share, without asking the register."""
    names = ("background", "intended_effect", "arguments", "caveats", "finances", "legal", "communication")
    return PackSource(
        found=found,
        rows=follow_ups(found, on),
        asof=AsOf(on),
        network="Netwerk Voorbeeldland",
        texts=dict.fromkeys((*names, "follow_up"), ""),
        enclosures=(),
        populations={},
        voices={},
        sent={},
        is_demonstration=False,
    )

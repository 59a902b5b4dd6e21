"""Pages of the network.

Right after a write the page of an organisation has something of every room; health reads the reports that funders wait
for, the host and who provides the project leader.
"""

from typing import Final

from tests.consistency.query_counts.shared import NOT_FOR, Counts, Numbers

AFTER_A_WRITE: Final[Numbers] = {
    "/gemeenten/GM0193/": 28,  # with what it is asked on each date, what waits at the bank, whether there are figures
    "/themas/cybercrime/wijzigen/": 13,  # what rests on it
    "/op-orde/": 15,
    "/op-orde/?geldig-op=2019-01-28": 16,  # also on what a strategy was adopted
    "/vacatures/": 13,  # whether the strategy is adopted and an agreement covers the year (R51)
}
COUNTS: Final[Counts] = {
    "/gemeenten/": (1, 3, 3, 3),
    "/gemeenten/GM0193/": (1, 3, 3, 3),
    "/organisaties/": (1, 3, 3, 3),
    "/personen/": (NOT_FOR, 3, 3, 3),
    "/overleggen/": (1, 3, 3, 3),
    "/overleggen/bbg/": (1, 3, 3, 3),
    "/overleggen/bbg/geschiedenis/": (NOT_FOR, 5, 5, 5),
    "/overleggen/zetels/": (1, 3, 3, 3),
    "/themas/": (1, 4, 4, 4),
    "/zetels/GM0193:mayor/": (4, 6, 6, 6),
    "/zetels/GM0193:mayor/geschiedenis/": (NOT_FOR, 7, 7, 7),
    "/zetels/GM0193:mayor/opvolging/": (NOT_FOR, 4, NOT_FOR, NOT_FOR),
    "/zetels/GM0193:mayor/wijzigen/": (NOT_FOR, 4, NOT_FOR, NOT_FOR),
    "/organisaties/nieuw/": (NOT_FOR, 3, NOT_FOR, NOT_FOR),
    "/organisaties/GM0193/wijzigen/": (NOT_FOR, 4, NOT_FOR, 4),
    "/organisaties/GM0193/geschiedenis/": (NOT_FOR, 4, 4, 4),
    "/gemeenten/samenvoegen/": (NOT_FOR, 3, NOT_FOR, NOT_FOR),
    "/personen/nieuw/": (NOT_FOR, 3, NOT_FOR, NOT_FOR),
    "/themas/nieuw/": (NOT_FOR, 4, NOT_FOR, NOT_FOR),
    "/themas/cybercrime/wijzigen/": (NOT_FOR, 4, NOT_FOR, NOT_FOR),
    "/themas/cybercrime/beeindigen/": (NOT_FOR, 3, NOT_FOR, NOT_FOR),
    "/overleggen/nieuw/": (NOT_FOR, 3, NOT_FOR, NOT_FOR),
    "/overleggen/bbg/wijzigen/": (NOT_FOR, 4, NOT_FOR, NOT_FOR),
    "/overleggen/bbg/opheffen/": (NOT_FOR, 3, NOT_FOR, NOT_FOR),
    "/zetels/et-cybercrime:lead/opheffen/": (NOT_FOR, 3, NOT_FOR, NOT_FOR),
    "/overdrachten/": (NOT_FOR, 4, 4, 4),
    "/vacatures/": (NOT_FOR, 4, 4, 4),
    "/op-orde/": (NOT_FOR, 3, 3, 3),
    "/op-orde/?geldig-op=2019-01-28": (NOT_FOR, 3, 3, 3),
    "/inwonertallen/": (2, 4, 4, 4),
}

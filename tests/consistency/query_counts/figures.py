"""Pages of figures and signals."""

from typing import Final

from tests.consistency.query_counts.shared import NOT_FOR, Counts, Numbers

COUNTS: Final[Counts] = {
    "/cijfers/": (1, 3, 3, 3),
    "/cijfers/gemeente/GM0193/": (1, 3, 3, 3),
    "/cijfers/gemeente/GM0193/?grafiek=per-maand&formaat=json": (1, 3, 3, 3),
    "/cijfers/gemeente/GM0193/vergelijken/": (1, 3, 3, 3),
    "/cijfers/gemeente/GM0193/wijken/": (1, 3, 3, 3),
    "/cijfers/district/ijsselland/": (1, 3, 3, 3),
    "/cijfers/soort/1.1.1/": (1, 3, 3, 3),
    "/cijfers/landelijk/": (1, 3, 3, 3),
    "/cijfers/publicaties/": (2, 4, 4, 4),
    "/cijfers/uitleg/": (1, 3, 3, 3),
    "/cijfers/effect/": (NOT_FOR, 3, 3, 3),
    "/cijfers/effect/?soort=1.1.1&starts=GM0150_20180901-GM0153_20180901": (NOT_FOR, 3, 3, 3),
    "/cijfers/effect/?soort=1.1.1&starts=GM0150_20180901&grafiek=rond-de-start&formaat=json": (
        NOT_FOR,
        3,
        3,
        3,
    ),
    "/cijfers/signalen/": (NOT_FOR, 3, 3, 3),
    "/cijfers/signalen/?maand=alle": (NOT_FOR, 3, 3, 3),
    "/cijfers/signalen/lezen/": (NOT_FOR, 3, NOT_FOR, NOT_FOR),
    "/cijfers/maandbericht/": (NOT_FOR, 3, 3, 3),
    "/cijfers/maandbericht/kiezen/": (NOT_FOR, 3, 3, NOT_FOR),
    "/cijfers/maandberichten/": (NOT_FOR, 4, NOT_FOR, NOT_FOR),
    "/cijfers/maandberichten/lezers/": (NOT_FOR, 4, NOT_FOR, NOT_FOR),
    "/cijfers/maandberichten/2019-07/": (NOT_FOR, 6, NOT_FOR, NOT_FOR),
    "/cijfers/maandberichten/2019-07/verzonden/": (NOT_FOR, 5, NOT_FOR, NOT_FOR),
    "/cijfers/maandberichten/2019-07/GM0153/": (NOT_FOR, 9, 9, 9),
    "/cijfers/aantekeningen/": (NOT_FOR, 3, 3, 3),
    "/cijfers/aantekeningen/nieuw/": (NOT_FOR, 3, 3, NOT_FOR),
}
# Who reads, who holds a seat, and what was sent: none of it is asked on other pages of figures.
AFTER_A_WRITE: Final[Numbers] = {
    "/cijfers/": 14,  # the map: tiles, and boundaries; remarks of the network
    "/cijfers/signalen/": 13,  # whose month has no figure
    "/cijfers/maandberichten/lezers/": 13,
    "/cijfers/maandberichten/2019-07/": 15,
    "/cijfers/maandberichten/2019-07/verzonden/": 13,
    "/cijfers/maandberichten/2019-07/GM0153/": 20,
}

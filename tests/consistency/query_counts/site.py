"""Pages that have something of every room, and those of the site itself.

Right after a write some ask more than the bar: the home page asks every room what it has for the reader, who keeps the
books or the network is asked the next step of every year that is billed, and who pays finds invoices; it reads the
reports that funders wait for, the host and who provides the project leader; the thread (also on the front page; it also
reads who took part in the newest policy period) and the search box have something of every room.
"""

from typing import Final

from tests.consistency.query_counts.shared import NOT_FOR, Counts, Numbers

AFTER_A_WRITE: Final[Numbers] = {
    "/": 19,
    "/draad/": 17,
    "/zoeken/?q=zwolle": 39,  # with the kinds of offence, and the signals with what people did
    "/mijn/": 42,
}
COUNTS: Final[Counts] = {
    "/": (3, NOT_FOR, NOT_FOR, NOT_FOR),
    "/mijn/": (NOT_FOR, 4, 3, 5),
    "/draad/": (3, 5, 5, 5),
    "/zoeken/": (1, 3, 3, 3),
    "/zoeken/?q=zwolle": (1, 3, 3, 3),
    "/stijl/": (1, 3, 3, 3),
    "/hulp/": (1, 3, 3, 3),
    "/hulp/netwerk/": (1, 3, 3, 3),
    "/toegankelijkheid/": (1, 3, 3, 3),
    "/privacy/": (1, 3, 3, 3),
    "/account/": (NOT_FOR, 6, 6, 6),
    "/beheer/gebruikers/": (NOT_FOR, 6, NOT_FOR, NOT_FOR),
    "/beheer/uitnodigingen/": (NOT_FOR, 4, NOT_FOR, NOT_FOR),
    "/beheer/inlezen/": (NOT_FOR, 4, NOT_FOR, 4),
    "/beheer/inlezen/personen/": (NOT_FOR, 3, NOT_FOR, NOT_FOR),
    "/beheer/inlezen/organisaties/": (NOT_FOR, 3, NOT_FOR, NOT_FOR),
    "/beheer/inlezen/inwonertallen/": (NOT_FOR, 3, NOT_FOR, 3),
}

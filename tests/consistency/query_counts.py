"""How many queries a page asks, frame included, by who opens it. The bar of the house is 12.

A page that needs fewer gets a lower number here; a page that needs more needs a better query first. Of the numbers
five are the frame's for who is signed in (session, user, day, roles, mandates) and one is the network's name; for who
is not, two.
"""

from typing import Final

BAR: Final = 12
ROLES: Final = ("nobody", "coordinator", "mayor of Enschede", "controller")
NOT_FOR: Final = None  # answered with a refusal or with the page for signing in

COUNTS: Final[dict[str, tuple[int | None, ...]]] = {
    "/": (8, NOT_FOR, NOT_FOR, NOT_FOR),
    "/mijn/": (NOT_FOR, 11, 11, 12),
    "/draad/": (8, 12, 12, 12),
    "/zoeken/": (2, 6, 6, 6),
    "/zoeken/?q=zwolle": (4, 9, 9, 9),
    "/gemeenten/": (6, 10, 10, 10),
    "/gemeenten/GM0193/": (6, 10, 10, 10),
    "/organisaties/": (3, 7, 7, 7),
    "/personen/": (NOT_FOR, 7, 7, 7),
    "/overleggen/": (3, 7, 7, 7),
    "/overleggen/bbg/": (3, 7, 7, 7),
    "/overleggen/zetels/": (3, 7, 7, 7),
    "/themas/": (4, 7, 8, 8),
    "/zetels/GM0193:mayor/": (6, 10, 10, 10),
    "/zetels/GM0193:mayor/opvolging/": (NOT_FOR, 9, NOT_FOR, NOT_FOR),
    "/zetels/GM0193:mayor/wijzigen/": (NOT_FOR, 10, NOT_FOR, NOT_FOR),
    "/organisaties/nieuw/": (NOT_FOR, 7, NOT_FOR, NOT_FOR),
    "/organisaties/GM0193/wijzigen/": (NOT_FOR, 8, NOT_FOR, NOT_FOR),
    "/organisaties/GM0193/geschiedenis/": (NOT_FOR, 8, 8, 8),
    "/gemeenten/samenvoegen/": (NOT_FOR, 8, NOT_FOR, NOT_FOR),
    "/personen/nieuw/": (NOT_FOR, 7, NOT_FOR, NOT_FOR),
    "/overleggen/nieuw/": (NOT_FOR, 8, NOT_FOR, NOT_FOR),
    "/overleggen/bbg/wijzigen/": (NOT_FOR, 9, NOT_FOR, NOT_FOR),
    "/overleggen/bbg/opheffen/": (NOT_FOR, 6, NOT_FOR, NOT_FOR),
    "/zetels/et-cybercrime:lead/opheffen/": (NOT_FOR, 6, NOT_FOR, NOT_FOR),
    "/overdrachten/": (NOT_FOR, 9, 9, 9),
    "/vacatures/": (NOT_FOR, 8, 8, 8),
    "/op-orde/": (NOT_FOR, 7, 7, 7),
    "/op-orde/?geldig-op=2019-01-28": (NOT_FOR, 7, 7, 7),
    "/inwonertallen/": (6, 10, 10, 10),
    "/bijdragen/": (5, 9, 9, 9),
    "/bijdragen/wat-als/": (5, 9, 9, 9),
    "/stijl/": (2, 6, 6, 6),
    "/hulp/": (2, 6, 6, 6),
    "/hulp/netwerk/": (2, 6, 6, 6),
    "/toegankelijkheid/": (2, 6, 6, 6),
    "/privacy/": (2, 6, 6, 6),
    "/account/": (NOT_FOR, 10, 10, 10),
    "/beheer/gebruikers/": (NOT_FOR, 9, NOT_FOR, NOT_FOR),
    "/beheer/uitnodigingen/": (NOT_FOR, 7, NOT_FOR, NOT_FOR),
    "/beheer/inlezen/": (NOT_FOR, 7, NOT_FOR, 7),
    "/beheer/inlezen/personen/": (NOT_FOR, 6, NOT_FOR, NOT_FOR),
    "/beheer/inlezen/organisaties/": (NOT_FOR, 6, NOT_FOR, NOT_FOR),
    "/beheer/inlezen/inwonertallen/": (NOT_FOR, 6, NOT_FOR, 6),
}

# Right after somebody wrote, nothing is remembered (`core.reading`). These ask more than the bar then, once.
AFTER_A_WRITE: Final = {
    "/draad/": 13,
    "/mijn/": 25,
    "/op-orde/": 17,
    "/op-orde/?geldig-op=2019-01-28": 17,
    "/overdrachten/": 13,
    "/zetels/GM0193:mayor/": 14,
    "/zoeken/?q=zwolle": 14,
}

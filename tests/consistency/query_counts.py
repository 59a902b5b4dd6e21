"""How many queries a page may ask, frame included, for who sees most of it. The bar of the house is 12.

A page that needs fewer gets a lower number here; a page that needs more needs a better query first.
"""

from typing import Final

BAR: Final = 12

COUNTS: Final = {
    "/": BAR,
    "/mijn/": BAR,
    "/draad/": BAR,
    "/zoeken/": BAR,
    "/zoeken/?q=zwolle": BAR,
    "/gemeenten/": BAR,
    "/gemeenten/GM0193/": BAR,
    "/organisaties/": BAR,
    "/personen/": BAR,
    "/overleggen/": BAR,
    "/overleggen/bbg/": BAR,
    "/overleggen/zetels/": BAR,
    "/themas/": BAR,
    "/zetels/GM0193:mayor/": BAR,
    "/zetels/GM0193:mayor/opvolging/": BAR,
    "/zetels/GM0193:mayor/wijzigen/": BAR,
    "/organisaties/nieuw/": BAR,
    "/organisaties/GM0193/wijzigen/": BAR,
    "/organisaties/GM0193/geschiedenis/": BAR,
    "/gemeenten/samenvoegen/": BAR,
    "/personen/nieuw/": BAR,
    "/overleggen/nieuw/": BAR,
    "/overleggen/bbg/wijzigen/": BAR,
    "/overdrachten/": BAR,
    "/vacatures/": BAR,
    "/op-orde/": BAR,
    "/op-orde/?geldig-op=2019-01-28": BAR,
    "/inwonertallen/": BAR,
    "/bijdragen/": BAR,
    "/bijdragen/wat-als/": BAR,
    "/stijl/": BAR,
    "/hulp/": BAR,
    "/hulp/netwerk/": BAR,
    "/toegankelijkheid/": BAR,
    "/privacy/": BAR,
    "/account/": BAR,
    "/beheer/gebruikers/": BAR,
    "/beheer/uitnodigingen/": BAR,
    "/beheer/inlezen/": BAR,
    "/beheer/inlezen/personen/": BAR,
    "/beheer/inlezen/organisaties/": BAR,
    "/beheer/inlezen/inwonertallen/": BAR,
}

"""How many queries a page asks, frame included, by who opens it. The bar of the house is 12.

A page that needs fewer gets a lower number here; a page that needs more needs a better query first. The numbers are
those of the second time, when what others read in the same state of the records is at hand (`core.reading`); three of
them are the frame's for who is signed in (session, user, state), one for who is not. Right after a write the frame
asks two more (standing, mandates); then too no page asks more than the bar.
"""

from typing import Final

BAR: Final = 12
ROLES: Final = ("nobody", "coordinator", "mayor of Enschede", "controller")
NOT_FOR: Final = None  # answered with a refusal or with the page for signing in

COUNTS: Final[dict[str, tuple[int | None, ...]]] = {
    "/": (3, NOT_FOR, NOT_FOR, NOT_FOR),
    "/mijn/": (NOT_FOR, 5, 3, 5),
    "/draad/": (3, 5, 5, 5),
    "/zoeken/": (1, 3, 3, 3),
    "/zoeken/?q=zwolle": (1, 3, 3, 3),
    "/gemeenten/": (2, 4, 4, 4),
    "/gemeenten/GM0193/": (1, 3, 3, 3),
    "/organisaties/": (1, 3, 3, 3),
    "/personen/": (NOT_FOR, 3, 3, 3),
    "/overleggen/": (1, 3, 3, 3),
    "/overleggen/bbg/": (1, 3, 3, 3),
    "/overleggen/bbg/geschiedenis/": (NOT_FOR, 5, 5, 5),
    "/overleggen/zetels/": (1, 3, 3, 3),
    "/themas/": (1, 3, 3, 3),
    "/zetels/GM0193:mayor/": (4, 6, 6, 6),
    "/zetels/GM0193:mayor/geschiedenis/": (NOT_FOR, 7, 7, 7),
    "/zetels/GM0193:mayor/opvolging/": (NOT_FOR, 4, NOT_FOR, NOT_FOR),
    "/zetels/GM0193:mayor/wijzigen/": (NOT_FOR, 4, NOT_FOR, NOT_FOR),
    "/organisaties/nieuw/": (NOT_FOR, 3, NOT_FOR, NOT_FOR),
    "/organisaties/GM0193/wijzigen/": (NOT_FOR, 4, NOT_FOR, NOT_FOR),
    "/organisaties/GM0193/geschiedenis/": (NOT_FOR, 4, 4, 4),
    "/gemeenten/samenvoegen/": (NOT_FOR, 3, NOT_FOR, NOT_FOR),
    "/personen/nieuw/": (NOT_FOR, 3, NOT_FOR, NOT_FOR),
    "/overleggen/nieuw/": (NOT_FOR, 3, NOT_FOR, NOT_FOR),
    "/overleggen/bbg/wijzigen/": (NOT_FOR, 4, NOT_FOR, NOT_FOR),
    "/overleggen/bbg/opheffen/": (NOT_FOR, 3, NOT_FOR, NOT_FOR),
    "/zetels/et-cybercrime:lead/opheffen/": (NOT_FOR, 3, NOT_FOR, NOT_FOR),
    "/voorstellen/": (1, 3, 3, 3),
    "/voorstellen/veiligheidsstrategie-2019-2022/": (2, 4, 4, 4),
    "/voorstellen/nieuw/": (NOT_FOR, 4, NOT_FOR, NOT_FOR),
    "/voorstellen/sjablonen/": (NOT_FOR, 4, NOT_FOR, NOT_FOR),
    "/voorstellen/recessen/": (NOT_FOR, 4, NOT_FOR, NOT_FOR),
    "/voorstellen/evaluatie-2023/schrijven/": (NOT_FOR, 4, NOT_FOR, NOT_FOR),
    "/voorstellen/evaluatie-2023/schrijven/punten/": (NOT_FOR, 4, NOT_FOR, NOT_FOR),
    "/voorstellen/evaluatie-2023/schrijven/punten/nieuw/": (NOT_FOR, 4, NOT_FOR, NOT_FOR),
    "/voorstellen/evaluatie-2023/schrijven/punten/1/": (NOT_FOR, 4, NOT_FOR, NOT_FOR),
    "/voorstellen/evaluatie-2023/schrijven/bijlagen/": (NOT_FOR, 4, NOT_FOR, NOT_FOR),
    "/voorstellen/evaluatie-2023/schrijven/cijfers/": (NOT_FOR, 4, NOT_FOR, NOT_FOR),
    "/voorstellen/evaluatie-2023/schrijven/route/": (NOT_FOR, 4, NOT_FOR, NOT_FOR),
    "/voorstellen/evaluatie-2023/schrijven/route/nieuw/": (NOT_FOR, 4, NOT_FOR, NOT_FOR),
    "/voorstellen/evaluatie-2023/schrijven/route/1/": (NOT_FOR, 4, NOT_FOR, NOT_FOR),
    "/voorstellen/evaluatie-2023/schrijven/route/terugplannen/": (NOT_FOR, 4, NOT_FOR, NOT_FOR),
    "/voorstellen/evaluatie-2023/schrijven/route/bewaren/": (NOT_FOR, 4, NOT_FOR, NOT_FOR),
    "/voorstellen/evaluatie-2023/schrijven/route/sjabloon/": (NOT_FOR, 4, NOT_FOR, NOT_FOR),
    "/voorstellen/evaluatie-2023/versturen/": (NOT_FOR, 4, NOT_FOR, NOT_FOR),
    "/voorstellen/evaluatie-2023/weggooien/": (NOT_FOR, 4, NOT_FOR, NOT_FOR),
    "/voorstellen/veiligheidsstrategie-2019-2022/nieuwe-versie/": (NOT_FOR, 4, NOT_FOR, NOT_FOR),
    "/voorstellen/veiligheidsstrategie-2019-2022/intrekken/": (NOT_FOR, 4, NOT_FOR, NOT_FOR),
    "/voorstellen/veiligheidsstrategie-2019-2022/stap/1/termijn/": (NOT_FOR, 4, NOT_FOR, NOT_FOR),
    "/overdrachten/": (NOT_FOR, 5, 5, 5),
    "/vacatures/": (NOT_FOR, 4, 4, 4),
    "/op-orde/": (NOT_FOR, 3, 3, 3),
    "/op-orde/?geldig-op=2019-01-28": (NOT_FOR, 3, 3, 3),
    "/inwonertallen/": (2, 4, 4, 4),
    "/bijdragen/": (3, 5, 5, 5),
    "/bijdragen/wat-als/": (3, 5, 5, 5),
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

"""Pages of proposals and decisions.

Right after a write a proposal reads the plan that goes with it (R13), its frozen figures and its documents, and from
which choice it comes; one that asks for money reads whether the review came first (R53). The agenda puts questions,
budgets, meetings and the actions of own seats in one list.
"""

from typing import Final

from tests.consistency.query_counts.shared import NOT_FOR, Counts, Numbers

MEMO: Final = "/voorstellen/veiligheidsstrategie-2019-2022/"

AFTER_A_WRITE: Final[Numbers] = {
    "/agenda/": 15,
    MEMO: 22,  # with on which text of it the strategy was adopted, and whether who adopts objected to any proposal
    "/voorstellen/evaluatie-2023/versturen/": 16,  # with what the strategy misses in it
    f"{MEMO}vervolg/GM0193/": 14,
    "/besluiten/veiligheidsstrategie-2019-2022/": 14,  # with whether any was objected to by who adopts
    "/voorstellen/evaluatie-2023/schrijven/cijfers/": 13,
}
COUNTS: Final[Counts] = {
    "/voorstellen/": (1, 3, 3, 3),
    "/voorstellen/veiligheidsstrategie-2019-2022/": (1, 3, 3, 3),
    "/voorstellen/veiligheidsstrategie-2019-2022/stap/3/": (1, 3, 3, 3),
    "/voorstellen/veiligheidsstrategie-2019-2022/vervolg/": (NOT_FOR, 3, 3, 3),
    "/voorstellen/veiligheidsstrategie-2019-2022/vervolg/pakketten/": (NOT_FOR, 4, NOT_FOR, NOT_FOR),
    "/voorstellen/veiligheidsstrategie-2019-2022/vervolg/GM0193/": (NOT_FOR, 5, 5, 5),
    "/voorstellen/veiligheidsstrategie-2019-2022/vervolg/GM0193/planning/": (NOT_FOR, 3, NOT_FOR, NOT_FOR),
    "/voorstellen/meldingen/": (NOT_FOR, 4, NOT_FOR, NOT_FOR),
    "/voorstellen/veiligheidsstrategie-2019-2022/openstaand/": (NOT_FOR, 3, NOT_FOR, NOT_FOR),
    "/voorstellen/veiligheidsstrategie-2019-2022/openstaand/vragen/": (NOT_FOR, 3, NOT_FOR, NOT_FOR),
    "/behandelingen/": (NOT_FOR, 3, 3, 3),
    "/agenda/": (NOT_FOR, 4, 4, 4),
    "/voorstellen/veiligheidsstrategie-2019-2022/verplichtingen/": (1, 3, 3, 3),
    "/voorstellen/veiligheidsstrategie-2019-2022/verplichtingen/?jaar=2023&stand=besloten": (1, 3, 3, 3),
    "/voorstellen/veiligheidsstrategie-2019-2022/verplichtingen/GM0193/": (1, 3, 3, 3),
    "/voorstellen/veiligheidsstrategie-2019-2022/verplichtingen/GM0193/begroting/": (
        NOT_FOR,
        3,
        NOT_FOR,
        NOT_FOR,
    ),
    "/voorstellen/veiligheidsstrategie-2019-2022/verplichtingen/evaluatie/": (1, 3, 3, 3),
    "/voorstellen/veiligheidsstrategie-2019-2022/verplichtingen/evaluatie/vastleggen/": (
        NOT_FOR,
        3,
        NOT_FOR,
        NOT_FOR,
    ),
    "/voorstellen/veiligheidsstrategie-2019-2022/verplichtingen/doorgaan/": (NOT_FOR, 3, NOT_FOR, NOT_FOR),
    "/voorstellen/veiligheidsstrategie-2019-2022/kanttekeningen/": (NOT_FOR, 3, 3, 3),
    "/voorstellen/veiligheidsstrategie-2019-2022/kanttekeningen/eigenaar/": (NOT_FOR, 3, NOT_FOR, NOT_FOR),
    "/voorstellen/veiligheidsstrategie-2019-2022/versies/": (1, 3, 3, 3),
    "/voorstellen/veiligheidsstrategie-2019-2022/versies/1/": (1, 3, 3, 3),
    "/voorstellen/nieuw/": (NOT_FOR, 3, NOT_FOR, NOT_FOR),
    "/voorstellen/sjablonen/": (NOT_FOR, 3, NOT_FOR, NOT_FOR),
    "/voorstellen/recessen/": (NOT_FOR, 3, NOT_FOR, NOT_FOR),
    "/voorstellen/evaluatie-2023/schrijven/": (NOT_FOR, 3, NOT_FOR, NOT_FOR),
    "/voorstellen/evaluatie-2023/schrijven/punten/": (NOT_FOR, 3, NOT_FOR, NOT_FOR),
    "/voorstellen/evaluatie-2023/schrijven/punten/nieuw/": (NOT_FOR, 3, NOT_FOR, NOT_FOR),
    "/voorstellen/evaluatie-2023/schrijven/punten/1/": (NOT_FOR, 3, NOT_FOR, NOT_FOR),
    "/voorstellen/evaluatie-2023/schrijven/bijlagen/": (NOT_FOR, 3, NOT_FOR, NOT_FOR),
    "/voorstellen/evaluatie-2023/schrijven/cijfers/": (NOT_FOR, 3, NOT_FOR, NOT_FOR),
    "/voorstellen/evaluatie-2023/schrijven/route/": (NOT_FOR, 3, NOT_FOR, NOT_FOR),
    "/voorstellen/evaluatie-2023/schrijven/route/nieuw/": (NOT_FOR, 3, NOT_FOR, NOT_FOR),
    "/voorstellen/evaluatie-2023/schrijven/route/1/": (NOT_FOR, 3, NOT_FOR, NOT_FOR),
    "/voorstellen/evaluatie-2023/schrijven/route/terugplannen/": (NOT_FOR, 3, NOT_FOR, NOT_FOR),
    "/voorstellen/evaluatie-2023/schrijven/route/bewaren/": (NOT_FOR, 3, NOT_FOR, NOT_FOR),
    "/voorstellen/evaluatie-2023/schrijven/route/sjabloon/": (NOT_FOR, 3, NOT_FOR, NOT_FOR),
    "/voorstellen/evaluatie-2023/versturen/": (NOT_FOR, 3, NOT_FOR, NOT_FOR),
    "/voorstellen/evaluatie-2023/weggooien/": (NOT_FOR, 3, NOT_FOR, NOT_FOR),
    "/voorstellen/veiligheidsstrategie-2019-2022/stap/1/termijn/": (NOT_FOR, 3, NOT_FOR, NOT_FOR),
    "/besluiten/": (1, 3, 3, 3),
    "/besluiten/veiligheidsstrategie-2019-2022/": (2, 4, 4, 4),
    "/open-data/besluiten.json": (2, 4, 4, 4),
    "/open-data/besluiten/veiligheidsstrategie-2019-2022.json": (3, 5, 5, 5),
}

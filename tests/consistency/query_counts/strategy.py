"""Pages of the strategy.

Right after a write some ask more than the bar: a selection round has six tables of its own beside the inventory that
its themes come from and the seats that score, and reads how the proposal stands that its choice names; goals read what
their indicators count from the figures, and their progress also when the steering group met; a result with a claim
reads the counts of the police, and writing one offers all who can stand with it; a period reads both proposals of its
course (who consented, who was heard); the inventory reads whether the findings of the last review were taken over, and
a review who reacted; what an organisation put first reads the register as it was in the period and as it is; a survey
that is open asks who did not answer yet, of those who were in the network when it was opened; the strategy as a
document, whole or for one municipality, has something of all of that; which themes are those of a strategy is read from
what was chosen.
"""

from typing import Final

from tests.consistency.query_counts.shared import NOT_FOR, Counts, Numbers

CHOICE: Final = "/strategie/2019-2022/keuze/1/"
REACHED: Final = "/strategie/2015-2018/resultaten/"
LAST_REVIEW: Final = "/strategie/2019-2022/review/endterm/"

AFTER_A_WRITE: Final[Numbers] = {
    "/strategie/2019-2022/keuze/nieuw/": 13,
    "/strategie/2019-2022/": 41,
    "/strategie/2019-2022/prioriteiten/GM0193/": 13,
    "/strategie/2019-2022/prioriteiten/": 13,
    LAST_REVIEW: 18,
    f"{LAST_REVIEW}schrijven/": 15,  # of every theme that was chosen
    CHOICE: 38,
    "/strategie/2019-2022/doelen/": 19,
    "/strategie/2019-2022/doelen/passende-zorg/": 16,
    "/strategie/2019-2022/doelen/minder-woninginbraken/": 20,
    "/strategie/2019-2022/voortgang/": 19,
    "/strategie/2019-2022/resultaten/nieuw/": 13,
    "/strategie/2019-2022/wijzigingen/": 33,  # of goals, values, texts, choices, the period, answers put right
    "/strategie/2019-2022/nota/": 67,
    "/strategie/2019-2022/nota/versies/": 22,
    "/strategie/2019-2022/samenvatting/": 31,  # with the day of adoption that its proposal tells now
    "/strategie/2019-2022/doelen/nieuw/": 13,
    "/strategie/2019-2022/doelen/passende-zorg/wijzigen/": 14,
    "/strategie/2015-2018/nota/": 44,
    "/strategie/2015-2018/resultaten/": 19,  # a figure of a result is recomputed
    "/strategie/2019-2022/voor/GM0193/": 50,
    f"{CHOICE}themas/ondermijning/": 15,
    f"{CHOICE}kiezen/": 18,
    f"{REACHED}woninginbraken/": 21,
    "/strategie/2019-2022/resultaten/inbraken-verder-gedaald/wijzigen/": 18,  # also whether a review is final
    "/strategie/2019-2022/resultaten/signalenkaart/thema/": 13,
    # The names under which their themes were chosen are read from the choices and the register.
    "/strategie/2019-2022/doelen/passende-zorg/activiteiten/1/": 14,
    "/strategie/2019-2022/doelen/passende-zorg/activiteiten/nieuw/": 14,
    "/strategie/2019-2022/doelen/passende-zorg/indicatoren/nieuw/": 14,
    "/strategie/2019-2022/doelen/passende-zorg/indicatoren/1/": 14,
    "/strategie/2019-2022/doelen/passende-zorg/indicatoren/1/waarde/": 13,
    "/strategie/2019-2022/doelen/passende-zorg/indicatoren/1/waarde/intrekken/": 13,
    "/strategie/2019-2022/werkplan/": 13,
    "/strategie/2019-2022/werkplan/2021/cybercrime/": 13,
    "/strategie/2019-2022/peilingen/midterm/": 15,
    "/strategie/2019-2022/peilingen/midterm/uitkomst/": 15,
    "/strategie/2019-2022/peilingen/endterm/": 15,
    "/strategie/2019-2022/peilingen/endterm/invullen/GM0193/": 14,
    "/strategie/2015-2018/review/endterm/": 16,
    f"{LAST_REVIEW}reacties/": 13,
}
# Pages for the coordinator that are there while the period runs: on the last days of 2022.
IN_THE_PERIOD: Final[Numbers] = {
    "/strategie/2019-2022/doelen/nieuw/": 3,
    "/strategie/2019-2022/doelen/passende-zorg/activiteiten/nieuw/": 3,
    "/strategie/2019-2022/doelen/passende-zorg/indicatoren/nieuw/": 4,
    "/strategie/2019-2022/deelname/GM0193/invullen/": 3,
}
COUNTS: Final[Counts] = {
    "/strategie/": (1, 3, 3, 3),
    "/strategie/nieuw/": (NOT_FOR, 3, NOT_FOR, NOT_FOR),
    "/strategie/themas/": (1, 3, 3, 3),
    "/strategie/themas/X.2/": (NOT_FOR, 3, NOT_FOR, NOT_FOR),
    "/strategie/2019-2022/": (1, 3, 3, 3),
    "/strategie/2019-2022/wijzigen/": (NOT_FOR, 3, NOT_FOR, NOT_FOR),
    "/strategie/2019-2022/prioriteiten/": (2, 4, 4, 4),
    "/strategie/2019-2022/bronnen/nieuw/": (NOT_FOR, 3, NOT_FOR, NOT_FOR),
    "/strategie/2019-2022/bronnen/endterm-review/": (1, 3, 3, 3),
    "/strategie/2019-2022/bronnen/endterm-review/wijzigen/": (NOT_FOR, 3, NOT_FOR, NOT_FOR),
    "/strategie/2019-2022/prioriteiten/vragen/": (NOT_FOR, 5, NOT_FOR, NOT_FOR),
    "/strategie/2019-2022/prioriteiten/inlezen/": (NOT_FOR, 3, 3, NOT_FOR),
    "/strategie/2019-2022/prioriteiten/GM0193/": (1, 3, 3, 3),
    "/strategie/2019-2022/prioriteiten/GM0193/invullen/": (NOT_FOR, 3, NOT_FOR, NOT_FOR),
    "/strategie/2019-2022/keuze/": (1, 3, 3, 3),
    "/strategie/2019-2022/keuze/nieuw/": (NOT_FOR, 3, NOT_FOR, NOT_FOR),
    "/strategie/2019-2022/keuze/1/": (1, 3, 3, 3),
    "/strategie/2019-2022/keuze/1/themas/ondermijning/": (NOT_FOR, 3, 3, 3),
    "/strategie/2019-2022/keuze/1/kiezen/": (NOT_FOR, 3, NOT_FOR, NOT_FOR),
    "/strategie/2019-2022/doelen/": (1, 3, 3, 3),
    "/strategie/2019-2022/doelen/bijwerken/": (NOT_FOR, 3, NOT_FOR, NOT_FOR),
    "/strategie/2019-2022/doelen/passende-zorg/stoppen/": (NOT_FOR, 3, NOT_FOR, NOT_FOR),
    "/strategie/2019-2022/doelen/passende-zorg/": (1, 3, 3, 3),
    "/strategie/2019-2022/doelen/minder-woninginbraken/": (1, 3, 3, 3),
    "/strategie/2019-2022/doelen/passende-zorg/wijzigen/": (NOT_FOR, 3, NOT_FOR, NOT_FOR),
    "/strategie/2019-2022/doelen/passende-zorg/activiteiten/1/": (NOT_FOR, 3, NOT_FOR, NOT_FOR),
    "/strategie/2019-2022/doelen/passende-zorg/indicatoren/1/": (NOT_FOR, 4, NOT_FOR, NOT_FOR),
    "/strategie/2019-2022/doelen/passende-zorg/indicatoren/1/waarde/": (NOT_FOR, 3, NOT_FOR, NOT_FOR),
    "/strategie/2019-2022/doelen/passende-zorg/indicatoren/1/waarde/intrekken/": (
        NOT_FOR,
        3,
        NOT_FOR,
        NOT_FOR,
    ),
    "/strategie/2019-2022/doelen/passende-zorg/activiteiten/1/intrekken/": (NOT_FOR, 3, NOT_FOR, NOT_FOR),
    "/strategie/2019-2022/doelen/passende-zorg/indicatoren/1/intrekken/": (NOT_FOR, 3, NOT_FOR, NOT_FOR),
    "/strategie/2019-2022/voortgang/": (1, 3, 3, 3),
    "/strategie/2019-2022/wijzigingen/": (1, 3, 3, 3),
    "/strategie/2019-2022/werkplan/": (1, 3, 3, 3),
    "/strategie/2019-2022/werkplan/2021/cybercrime/": (1, 3, 3, 3),
    "/strategie/2019-2022/deelname/": (2, 4, 4, 4),
    "/strategie/2019-2022/deelname/GM0193/": (1, 3, 3, 3),
    "/strategie/2019-2022/peilingen/": (1, 3, 3, 3),
    "/strategie/2019-2022/peilingen/nieuw/midterm/": (NOT_FOR, 3, NOT_FOR, NOT_FOR),
    "/strategie/2019-2022/peilingen/midterm/": (1, 3, 3, 3),
    "/strategie/2019-2022/peilingen/midterm/uitkomst/": (1, 3, 3, 3),
    "/strategie/2019-2022/peilingen/midterm/uitkomst/antwoorden/": (NOT_FOR, 3, 3, 3),
    "/strategie/2019-2022/peilingen/endterm/": (NOT_FOR, 3, 3, 3),
    "/strategie/2019-2022/peilingen/endterm/invullen/GM0193/": (NOT_FOR, 3, NOT_FOR, NOT_FOR),
    "/strategie/2019-2022/peilingen/endterm/herinneren/": (NOT_FOR, 6, NOT_FOR, NOT_FOR),
    "/strategie/2019-2022/peilingen/endterm/verlengen/": (NOT_FOR, 3, NOT_FOR, NOT_FOR),
    "/strategie/2019-2022/peilingen/endterm/sluiten/": (NOT_FOR, 3, NOT_FOR, NOT_FOR),
    "/strategie/2019-2022/nota/": (1, 3, 3, 3),
    "/strategie/2019-2022/nota/versies/": (1, 3, 3, 3),
    "/strategie/2019-2022/samenvatting/": (1, 3, 3, 3),
    "/strategie/2019-2022/voor/": (1, 3, 3, 3),
    "/strategie/2019-2022/voor/GM0193/": (1, 3, 3, 3),
    "/strategie/2019-2022/voor/alle/": (NOT_FOR, 4, NOT_FOR, NOT_FOR),
    "/strategie/2019-2022/teksten/": (NOT_FOR, 3, NOT_FOR, NOT_FOR),
    "/strategie/2019-2022/teksten/inleiding/": (NOT_FOR, 3, NOT_FOR, NOT_FOR),
    "/strategie/2015-2018/nota/": (1, 3, 3, 3),
    "/strategie/2015-2018/resultaten/": (1, 3, 3, 3),
    "/strategie/2019-2022/resultaten/nieuw/": (NOT_FOR, 3, NOT_FOR, NOT_FOR),
    "/strategie/2015-2018/resultaten/woninginbraken/": (1, 3, 3, 3),
    "/strategie/2019-2022/resultaten/inbraken-verder-gedaald/wijzigen/": (NOT_FOR, 3, NOT_FOR, NOT_FOR),
    "/strategie/2019-2022/resultaten/signalenkaart/thema/": (NOT_FOR, 3, NOT_FOR, NOT_FOR),
    "/strategie/2019-2022/resultaten/inbraken-verder-gedaald/intrekken/": (NOT_FOR, 3, NOT_FOR, NOT_FOR),
    "/strategie/2019-2022/review/": (1, 3, 3, 3),
    "/strategie/2015-2018/review/endterm/": (1, 3, 3, 3),
    LAST_REVIEW: (NOT_FOR, 3, 3, 3),
    f"{LAST_REVIEW}schrijven/": (NOT_FOR, 3, NOT_FOR, NOT_FOR),
    f"{LAST_REVIEW}delen/": (NOT_FOR, 3, NOT_FOR, NOT_FOR),
    f"{LAST_REVIEW}reacties/": (NOT_FOR, 3, 3, 3),
    f"{LAST_REVIEW}reacties/1/": (NOT_FOR, 3, 3, 3),
    f"{LAST_REVIEW}reacties/1/beantwoorden/": (NOT_FOR, 3, NOT_FOR, NOT_FOR),
    f"{LAST_REVIEW}reageren/GM0193/": (NOT_FOR, 3, NOT_FOR, NOT_FOR),
    "/strategie/standpunten/": (1, 3, 3, 3),
    "/strategie/standpunten/nieuw/": (NOT_FOR, 3, NOT_FOR, NOT_FOR),
    "/strategie/standpunten/wijkagenten-in-kleine-gemeenten/": (1, 3, 3, 3),
    "/strategie/standpunten/wijkagenten-in-kleine-gemeenten/wijzigen/": (NOT_FOR, 3, NOT_FOR, NOT_FOR),
    "/strategie/standpunten/wijkagenten-in-kleine-gemeenten/inbreng/nieuw/": (NOT_FOR, 3, NOT_FOR, NOT_FOR),
    "/strategie/subsidies/ondermijningsgelden/behoefte/GM0193/intrekken/": (NOT_FOR, 3, NOT_FOR, NOT_FOR),
    "/strategie/subsidies/": (1, 3, 3, 3),
    "/strategie/subsidies/nieuw/": (NOT_FOR, 3, NOT_FOR, NOT_FOR),
    "/strategie/subsidies/ondermijningsgelden/": (1, 3, 3, 3),
    "/strategie/subsidies/ondermijningsgelden/stap/": (NOT_FOR, 3, NOT_FOR, NOT_FOR),
    "/strategie/subsidies/ondermijningsgelden/behoefte/GM0193/": (NOT_FOR, 3, NOT_FOR, NOT_FOR),
}

"""How many queries a page asks, frame included, by who opens it. The bar of the house is 12.

A page that needs fewer gets a lower number here; a page that needs more needs a better query first. The numbers are
those of the second time, when what others read in the same state of the records is at hand (`core.reading`); three of
them are the frame's for who is signed in (session, user, state), one for who is not. Right after a write the frame
asks two more (standing, mandates); then too no page asks more than the bar, but for those in `AFTER_A_WRITE`.
"""

from typing import Final

BAR: Final = 12
MEETING: Final = 3  # the page of any meeting
MEETING_AFTER_A_WRITE: Final = (
    14  # one that was reads who reports to whom, and the actions, of its day and of today
)
# Right after a write a few pages ask more than the bar, once: the home page asks every room what it has for the reader,
# a proposal reads the plan that goes with it (R13), its frozen figures and its documents; the agenda puts questions,
# budgets, meetings and the actions of own seats in one list; the thread (also on the front page; it also reads
# who took part in the newest policy period), the page of an organisation and the search box have something of every
# room; a selection round has six tables of its own beside the inventory that its themes come from and the seats that
# score, and reads how the proposal stands that its choice names; that proposal reads from which choice it comes;
# goals read what their indicators count from the figures, and their progress also when the steering group met;
# a result with a claim reads the counts of the police, and writing one offers all who can stand with it;
# a period reads both proposals of its course (who consented, who was heard);
# a proposal that asks for money reads whether the review came first (R53); the inventory whether the findings of the
# last review were taken over, and a review who reacted;
# what an organisation put first reads the register as it was in the period and as it is; a survey that is open asks
# who did not answer yet, of those who were in the network when it was opened; the strategy as a document, whole or for
# one municipality, has something of all of that; which themes are those of a strategy is read from what was chosen;
# who keeps the books or the network is asked the next step of every year that is billed, and who pays finds invoices;
# the home page and health read the reports that funders wait for, the host and who provides the project leader.
CHOICE: Final = "/strategie/2019-2022/keuze/1/"
REACHED: Final = "/strategie/2015-2018/resultaten/"
LAST_REVIEW: Final = "/strategie/2019-2022/review/endterm/"
BUDGET: Final = "/begroting/bijdragen-2020-2023/2023/"
REPORTS: Final = "/begroting/bijdragen-2020-2023/2021/"
REPORT: Final = f"{REPORTS}verslag/jaarrekening/"
DRAFT: Final = "/begroting/bijdragen-2020-2023/2022/verslag/jaarrekening/"
BILLING: Final = "/bijdragen/factureren/"
SCENARIO: Final = "/bijdragen/scenarios/het-gat-in-het-voorstel/"
MEMO: Final = "/voorstellen/veiligheidsstrategie-2019-2022/"
AFTER_A_WRITE: Final = {
    "/": 19,
    "/draad/": 17,
    "/gemeenten/GM0193/": 27,  # with what it is asked on the date of each year, and what waits at the bank
    "/facturen/": 16,  # with what waits at the bank
    "/facturen/2023-0076/": 16,
    "/themas/cybercrime/wijzigen/": 13,  # what rests on it
    "/zoeken/?q=zwolle": 35,
    "/mijn/": 40,
    "/op-orde/": 15,
    "/facturen/herinneren/": 15,  # what is open, sent and disputed, the register, and what waits at the bank
    "/facturen/herinneren/versturen/": 15,
    REPORT: 17,  # what came for the year since it was adopted
    f"{DRAFT}toelichten/": 36,  # takes all figures of the year anew, and what the years before came to
    "/openbaar/geld/": 17,
    "/open-data/geld.json": 17,
    "/strategie/2019-2022/keuze/nieuw/": 13,
    "/op-orde/?geldig-op=2019-01-28": 16,  # also on what a strategy was adopted
    "/vacatures/": 13,  # whether the strategy is adopted and an agreement covers the year (R51)
    "/bijdragen/solidariteit/": 20,  # every own decision beside its invoice, on the map, and what waits at the bank
    f"{BUDGET}journaal/": 30,  # invoices, payments, grants, purchases and the bank of all years, with lines and tax
    "/agenda/": 15,
    "/bijdragen/afspraak/": 16,  # with what every party decided for itself
    MEMO: 22,  # with on which text of it the strategy was adopted, and whether who adopts objected to any proposal
    "/voorstellen/evaluatie-2023/versturen/": 16,  # with what the strategy misses in it
    f"{MEMO}vervolg/GM0193/": 14,
    "/besluiten/veiligheidsstrategie-2019-2022/": 14,  # with whether any was objected to by who adopts
    "/strategie/2019-2022/": 40,
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
    "/strategie/2019-2022/wijzigingen/": 24,  # of goals and their values, texts, choices and the period
    "/strategie/2019-2022/nota/": 67,
    "/strategie/2019-2022/nota/versies/": 22,
    "/strategie/2019-2022/samenvatting/": 31,  # with the day of adoption that its proposal tells now
    "/strategie/2019-2022/doelen/nieuw/": 13,
    "/strategie/2019-2022/doelen/passende-zorg/wijzigen/": 14,
    "/strategie/2015-2018/nota/": 44,
    "/strategie/2015-2018/resultaten/": 19,  # a figure of a result is recomputed
    "/strategie/2019-2022/voor/GM0193/": 49,
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
    "/begroting/": 13,
    f"{BUDGET}verplichtingen/nieuw/": 14,  # with whether the year is closed
    f"{BUDGET}wijzigen/": 14,
    f"{BUDGET}voorstel/1/": 13,
    "/subsidies/nieuw/": 16,  # with the lines of income that it may stand on, of the years that are open
    "/subsidies/personen-met-verward-gedrag-ronde-2/wijzigen/": 16,
    "/voorstellen/evaluatie-2023/schrijven/cijfers/": 13,
    "/facturen/overzicht/GM0193/": 19,  # with what goes back to it of adopted results, or was set off
    "/bank/": 15,  # with the purchase that each amount seems to be for
    "/bank/?alles=ja": 15,
    "/bijdragen/gemeente/GM0193/": 23,  # the account of the payer, its invoices, and what each adopted year did
    f"{REPORTS}terug/": 15,  # with what was set off, and for who keeps the bank whose invoices are open
    f"{REPORTS}terug/GM0193/": 14,  # the register and the bank accounts of the payer, and all money that went out
    BUDGET: 17,  # what the lines have taken, the run of the year beside them, and whether the year is closed
    REPORTS: 33,  # the account that was adopted, and what the ledger has since
    f"{BUDGET}post/projecten/": 18,  # with the rows behind every figure
    "/strategie/2019-2022/peilingen/midterm/": 15,
    "/strategie/2019-2022/peilingen/midterm/uitkomst/": 15,
    "/strategie/2019-2022/peilingen/endterm/": 15,
    "/strategie/2019-2022/peilingen/endterm/invullen/GM0193/": 14,
    "/strategie/2015-2018/review/endterm/": 16,
    f"{LAST_REVIEW}reacties/": 13,
}
ROLES: Final = ("nobody", "coordinator", "mayor of Enschede", "controller")
NOT_FOR: Final = None  # answered with a refusal or with the page for signing in

# Pages for the coordinator that are there while the period runs: on the last days of 2022.
IN_THE_PERIOD: Final = {
    "/strategie/2019-2022/doelen/nieuw/": 3,
    "/strategie/2019-2022/doelen/passende-zorg/activiteiten/nieuw/": 3,
    "/strategie/2019-2022/doelen/passende-zorg/indicatoren/nieuw/": 4,
    "/strategie/2019-2022/deelname/GM0193/invullen/": 3,
}
COUNTS: Final[dict[str, tuple[int | None, ...]]] = {
    "/": (3, NOT_FOR, NOT_FOR, NOT_FOR),
    "/mijn/": (NOT_FOR, 4, 3, 5),
    "/draad/": (3, 5, 5, 5),
    "/zoeken/": (1, 3, 3, 3),
    "/zoeken/?q=zwolle": (1, 3, 3, 3),
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
    "/vergaderingen/": (1, 3, 3, 3),
    "/vergaderingen/plannen/": (NOT_FOR, 3, 3, NOT_FOR),
    "/acties/": (NOT_FOR, 3, 3, 3),
    "/acties/nieuw/": (NOT_FOR, 3, 3, NOT_FOR),
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
    "/overdrachten/": (NOT_FOR, 4, 4, 4),
    "/vacatures/": (NOT_FOR, 4, 4, 4),
    "/op-orde/": (NOT_FOR, 3, 3, 3),
    "/op-orde/?geldig-op=2019-01-28": (NOT_FOR, 3, 3, 3),
    "/besluiten/": (1, 3, 3, 3),
    "/besluiten/veiligheidsstrategie-2019-2022/": (2, 4, 4, 4),
    "/open-data/besluiten.json": (2, 4, 4, 4),
    "/open-data/besluiten/veiligheidsstrategie-2019-2022.json": (3, 5, 5, 5),
    "/inwonertallen/": (2, 4, 4, 4),
    "/bijdragen/": (3, 5, 5, 5),
    "/bank/": (NOT_FOR, 12, NOT_FOR, 12),
    "/bank/?alles=ja": (NOT_FOR, 12, NOT_FOR, 12),
    "/bank/afschriften/": (NOT_FOR, 4, NOT_FOR, 4),
    "/bank/inlezen/": (NOT_FOR, NOT_FOR, NOT_FOR, 3),
    "/bank/zekere-bevestigen/": (NOT_FOR, NOT_FOR, NOT_FOR, 6),
    "/bijdragen/wat-als/": (3, 5, 5, 5),
    "/bijdragen/scenarios/": (3, 5, 5, 5),
    "/bijdragen/scenarios/nieuw/": (3, 5, 5, 5),
    "/bijdragen/scenarios/vergelijken/": (1, 3, 3, 3),
    SCENARIO: (3, 5, 5, 5),
    f"{SCENARIO}wijzigen/": (NOT_FOR, 5, NOT_FOR, 5),
    f"{SCENARIO}intrekken/": (NOT_FOR, 4, NOT_FOR, 4),
    "/bijdragen/afspraak/": (3, 5, 5, 5),
    "/bijdragen/afspraak/nieuw/": (NOT_FOR, 3, NOT_FOR, 3),
    "/bijdragen/afspraak/bijdragen-2020-2023/wijzigen/": (NOT_FOR, 3, NOT_FOR, 3),
    "/bijdragen/afspraak/bijdragen-2020-2023/intrekken/": (NOT_FOR, 4, NOT_FOR, 4),
    BILLING: (NOT_FOR, 7, NOT_FOR, 7),
    f"{BILLING}beheerorganisatie/": (NOT_FOR, NOT_FOR, NOT_FOR, 4),
    f"{BILLING}betalers/": (NOT_FOR, 5, NOT_FOR, 5),
    f"{BILLING}betalers/GM0193/": (NOT_FOR, NOT_FOR, NOT_FOR, 4),
    f"{BILLING}bijdragen-2020-2023/deelname/GM0193/": (NOT_FOR, NOT_FOR, NOT_FOR, 4),
    f"{BILLING}bijdragen-2020-2023/2023/": (NOT_FOR, 7, NOT_FOR, 7),
    f"{BILLING}bijdragen-2020-2023/2023/instellen/": (NOT_FOR, NOT_FOR, NOT_FOR, 4),
    f"{BILLING}bijdragen-2020-2023/2023/ronde/nieuw/": (NOT_FOR, NOT_FOR, NOT_FOR, 6),
    "/begroting/": (NOT_FOR, 4, 4, 4),
    BUDGET: (NOT_FOR, 5, 5, 5),
    REPORTS: (NOT_FOR, 3, 3, 3),
    f"{BUDGET}verplichtingen/nieuw/": (NOT_FOR, 4, NOT_FOR, 4),
    f"{BUDGET}journaal/": (NOT_FOR, 5, NOT_FOR, 5),
    "/begroting/verplichtingen/": (NOT_FOR, 5, NOT_FOR, 5),
    "/inkoop/": (NOT_FOR, 6, NOT_FOR, 7),
    "/inkoop/1/": (NOT_FOR, 10, NOT_FOR, 10),
    "/inkoop/nieuw/": (NOT_FOR, 3, NOT_FOR, 3),
    "/inkoop/inlezen/": (NOT_FOR, 3, NOT_FOR, 3),
    "/begroting/cofinanciering/": (NOT_FOR, 5, 5, 5),
    f"{BUDGET}cofinanciering/": (NOT_FOR, 5, 5, 5),
    f"{BUDGET}cofinanciering/nieuw/": (NOT_FOR, 3, NOT_FOR, 3),
    f"{BUDGET}wijzigen/": (NOT_FOR, NOT_FOR, NOT_FOR, 4),
    f"{BUDGET}voorstel/1/": (NOT_FOR, 5, 5, 5),
    f"{BUDGET}post/projecten/": (NOT_FOR, 7, 4, 7),
    f"{REPORTS}verslag/": (NOT_FOR, 3, 3, 3),
    f"{REPORTS}verslag/nieuw/": (NOT_FOR, NOT_FOR, NOT_FOR, 3),
    REPORT: (NOT_FOR, 3, 3, 3),
    f"{REPORTS}verslag/t-m-juni/": (NOT_FOR, 3, 3, 3),
    DRAFT: (NOT_FOR, 3, NOT_FOR, 3),
    f"{DRAFT}toelichten/": (NOT_FOR, NOT_FOR, NOT_FOR, 5),
    f"{REPORTS}btw/": (NOT_FOR, 3, 3, 3),
    f"{REPORTS}terug/": (NOT_FOR, 6, NOT_FOR, 9),
    f"{REPORTS}terug/GM0193/": (NOT_FOR, NOT_FOR, NOT_FOR, 7),
    f"{REPORTS}btw/instellen/": (NOT_FOR, NOT_FOR, NOT_FOR, 4),
    "/bijdragen/gemeente/GM0193/": (NOT_FOR, 3, NOT_FOR, 3),
    "/openbaar/geld/": (1, 3, 3, 3),
    "/open-data/geld.json": (1, 3, 3, 3),
    "/facturen/": (NOT_FOR, 4, NOT_FOR, 4),
    "/facturen/2023-0076/": (NOT_FOR, 4, NOT_FOR, 4),
    "/facturen/2023-0076/crediteren/": (NOT_FOR, NOT_FOR, NOT_FOR, 6),
    "/bijdragen/solidariteit/": (NOT_FOR, 4, 4, 4),
    "/subsidies/": (NOT_FOR, 3, 3, 3),
    "/subsidies/nieuw/": (NOT_FOR, 3, NOT_FOR, 3),
    "/subsidies/personen-met-verward-gedrag-ronde-2/": (NOT_FOR, 3, 3, 3),
    "/subsidies/personen-met-verward-gedrag-ronde-2/wijzigen/": (NOT_FOR, 4, NOT_FOR, 4),
    "/subsidies/personen-met-verward-gedrag-ronde-2/stap/": (NOT_FOR, 4, NOT_FOR, 4),
    "/subsidies/activiteiten/": (1, 3, 3, 3),
    "/subsidies/activiteiten/street-triage/": (3, 5, 5, 5),
    "/subsidies/activiteiten/street-triage/wijzigen/": (NOT_FOR, 4, NOT_FOR, 4),
    "/subsidies/activiteiten/inlezen/": (NOT_FOR, 3, NOT_FOR, 3),
    "/facturen/2023-0076/verzenden/": (NOT_FOR, NOT_FOR, NOT_FOR, 5),
    "/facturen/2023-0076/betwisten/": (NOT_FOR, NOT_FOR, NOT_FOR, 6),
    "/facturen/herinneren/": (NOT_FOR, 3, NOT_FOR, 3),
    "/facturen/herinneren/versturen/": (NOT_FOR, NOT_FOR, NOT_FOR, 4),
    "/facturen/herinneren/instellen/": (NOT_FOR, NOT_FOR, NOT_FOR, 4),
    "/facturen/verzending/": (NOT_FOR, 5, NOT_FOR, 5),
    "/facturen/overzicht/GM0193/": (NOT_FOR, 3, NOT_FOR, 3),
    f"{BILLING}betalers/GM0193/verzending/": (NOT_FOR, NOT_FOR, NOT_FOR, 4),
    f"{BILLING}bijdragen-2020-2023/2023/ronde/1/": (NOT_FOR, 8, NOT_FOR, 8),
    "/facturen/2023-0077/weer-factureren/": (NOT_FOR, NOT_FOR, NOT_FOR, 6),
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

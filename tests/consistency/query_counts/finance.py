"""Pages of the money. What each that asks more than the bar right after a write reads, stands beside it."""

from typing import Final

from tests.consistency.query_counts.shared import NOT_FOR, Counts, Numbers

BUDGET: Final = "/begroting/bijdragen-2020-2023/2023/"
REPORTS: Final = "/begroting/bijdragen-2020-2023/2021/"
REPORT: Final = f"{REPORTS}verslag/jaarrekening/"
DRAFT: Final = "/begroting/bijdragen-2020-2023/2022/verslag/jaarrekening/"
BILLING: Final = "/bijdragen/factureren/"
SCENARIO: Final = "/bijdragen/scenarios/het-gat-in-het-voorstel/"

AFTER_A_WRITE: Final[Numbers] = {
    "/facturen/": 16,  # with what waits at the bank
    "/facturen/2023-0076/": 16,
    "/facturen/herinneren/": 15,  # what is open, sent and disputed, the register, and what waits at the bank
    "/facturen/herinneren/versturen/": 15,
    REPORT: 17,  # what came for the year since it was adopted
    f"{DRAFT}toelichten/": 36,  # takes all figures of the year anew, and what the years before came to
    "/openbaar/geld/": 17,
    "/open-data/geld.json": 17,
    "/bijdragen/solidariteit/": 20,  # every own decision beside its invoice, on the map, and what waits at the bank
    f"{BUDGET}journaal/": 30,  # invoices, payments, grants, purchases and the bank of all years, with lines and tax
    "/bijdragen/afspraak/": 16,  # with what every party decided for itself
    "/begroting/": 13,
    f"{BUDGET}verplichtingen/nieuw/": 14,  # with whether the year is closed
    f"{BUDGET}wijzigen/": 14,
    f"{BUDGET}voorstel/1/": 13,
    "/subsidies/nieuw/": 16,  # with the lines of income that it may stand on, of the years that are open
    "/subsidies/personen-met-verward-gedrag-ronde-2/wijzigen/": 16,
    "/facturen/overzicht/GM0193/": 20,  # with what goes back of results, was set off, or stood on a line
    "/bank/": 15,  # with the purchase that each amount seems to be for
    "/bank/?alles=ja": 15,
    "/bijdragen/gemeente/GM0193/": 24,  # the account of the payer, its invoices, and what each adopted year did
    f"{REPORTS}terug/": 15,  # with what was set off, and for who keeps the bank whose invoices are open
    f"{REPORTS}terug/GM0193/": 14,  # the register and the bank accounts of the payer, and all money that went out
    BUDGET: 17,  # what the lines have taken, the run of the year beside them, and whether the year is closed
    REPORTS: 33,  # the account that was adopted, and what the ledger has since
    f"{BUDGET}post/projecten/": 18,  # with the rows behind every figure
}
COUNTS: Final[Counts] = {
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
    f"{BUDGET}btw/instellen/": (NOT_FOR, NOT_FOR, NOT_FOR, 4),
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
}

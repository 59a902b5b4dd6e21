"""Every address for every person of the demonstration: sign-in by default, the exceptions by name, never a 500."""

from typing import Any, Final

import pytest
from django.core.cache import cache

from noaber.core import middleware
from noaber.core.reading import one_reading
from tests.consistency.addresses import Address, addresses
from tests.consistency.walk import PARTS, Answer, Walk, signed_in
from tests.people import ANONYMOUS, PEOPLE

SIGN_IN: Final = "/account/login/"

# What anyone may see without signing in. Everything else asks for it.
PUBLIC: Final = {
    "site:front",
    "site:thread",
    "site:search",
    "site:municipality",
    "site:organisation",
    "site:help",
    "site:help_page",
    "site:accessibility",
    "site:privacy",
    "core:gallery",
    "figures:overview",
    "figures:municipality",
    "figures:peers",
    "figures:neighbourhoods",
    "figures:district",
    "figures:kind",
    "figures:country",
    "figures:explained",
    "figures:releases",
    "figures:choose_by_link",
    "figures:stop",
    "decisions:decisions",
    "decisions:decision",
    "decisions:decisions_json",
    "decisions:decision_json",
    "network:municipalities",
    "network:organisations",
    "network:bodies",
    "network:body",
    "network:seats",
    "network:seat",
    "network:themes",
    "network:populations",
    "decisions:proposals",
    "decisions:proposal",
    "decisions:stage",
    "decisions:memo_pdf",
    "decisions:memo_odt",
    "decisions:report_by_link",
    "decisions:pack_by_link",
    "decisions:proposal_by_link",
    "decisions:mayor_page_by_link",
    "decisions:feed",
    "decisions:stop_weekly",
    "decisions:obligations",
    "decisions:chain",
    "decisions:evaluation",
    "decisions:versions",
    "decisions:version",
    "meetings:sittings",
    "meetings:sitting",
    "finance:contributions",
    "finance:what_if",
    "finance:agreement",
    "finance:scenarios",
    "finance:new_scenario",
    "finance:compare_scenarios",
    "finance:scenario",
    "finance:scenario_pdf",
    "finance:funded_activities",
    "finance:funded_activity",
    "finance:public_money",
    "finance:public_money_json",
    "strategy:periods",
    "strategy:period",
    "strategy:theme_names",
    "strategy:inventory",
    "strategy:plan",
    "strategy:rounds",
    "strategy:round",
    "strategy:source",
    "strategy:goals",
    "strategy:goal",
    "strategy:progress",
    "strategy:progress_pdf",
    "strategy:change_log",
    "strategy:work_plans",
    "strategy:work_plan",
    "strategy:work_plan_pdf",
    "strategy:participation",
    "strategy:nota",
    "strategy:nota_pdf",
    "strategy:nota_odt",
    "strategy:nota_versions",
    "strategy:summary",
    "strategy:summary_pdf",
    "strategy:finder",
    "strategy:local",
    "strategy:local_pdf",
    "strategy:own_participation",
    "strategy:positions",
    "strategy:position",
    "strategy:grants",
    "strategy:grant",
    "strategy:reviews",
    "strategy:review",
    "strategy:review_version",
    "strategy:review_file",
    "strategy:results",
    "strategy:result",
    "strategy:surveys",
    "strategy:survey",
    "strategy:survey_outcome",
    # the way in
    "accounts:accept_invitation",
    "accounts:demonstration_roles",
    "accounts:choose_role",
    "account_login",
    "account_logout",
    "account_inactive",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "socialaccount_login_cancelled",
}
ZWOLLE: Final = frozenset({"mayor of Zwolle", "adviser of Zwolle"})  # they keep the contact data of their own
# What only some may open; the rest is refused (403) or told that it does not exist (404).
OFFICE: Final = frozenset({"coordinator", "administrator"})
BOOKS: Final = frozenset({"controller"})
KEEPERS: Final = frozenset({"coordinator", "controller"})
WRITER: Final = frozenset({"coordinator"})  # of proposals and meetings; the administrator keeps the register
COUNCIL: Final = WRITER | {"mayor of Zwolle"}  # who chairs the DVO IJsselland
BBG: Final = frozenset({"mayor of Enschede", "mayor of Zwolle", "police"})
CHAIRS: Final = frozenset({"mayor of Zwolle", "mayor of Enschede", "team lead"})
BUDGET: Final = "begroting/<slug:agreement_code>/<int:year>/"
RESTRICTED: Final = {
    "beheer/": OFFICE,
    "beheer/inlezen/": OFFICE | {"controller"},  # population figures are also the controller's
    "beheer/inlezen/personen/": OFFICE,
    "beheer/inlezen/organisaties/": OFFICE,
    "organisaties/nieuw/": OFFICE,
    "organisaties/<str:code>/wijzigen/": OFFICE
    | ZWOLLE
    | BOOKS,  # what invoices say is also the controller's
    "gemeenten/samenvoegen/": OFFICE,
    "personen/nieuw/": OFFICE,
    "personen/<uuid:key>/wijzigen/": OFFICE,
    "personen/<uuid:key>/uitnodigen/": OFFICE,
    "personen/<uuid:key>/account/losmaken/": OFFICE,
    "personen/<uuid:key>/wissen/": OFFICE,
    "overleggen/nieuw/": OFFICE,
    "overleggen/<slug:code>/wijzigen/": OFFICE,
    "overleggen/<slug:code>/zetel-toevoegen/": OFFICE,
    "overleggen/<slug:code>/opheffen/": OFFICE,
    "themas/nieuw/": OFFICE,
    "themas/<slug:code>/wijzigen/": OFFICE,
    "themas/<slug:code>/beeindigen/": OFFICE,
    "themas/<slug:code>/toewijzen/": OFFICE | {"mayor of Enschede"},  # the chair of the steering group
    "themas/portefeuilles/": OFFICE | {"mayor of Enschede"},
    "voorstellen/<slug:code>/stap/<int:number>/doorbreken/": WRITER,
    "voorstellen/meldingen/": WRITER,
    "voorstellen/<slug:code>/openstaand/": WRITER,
    "voorstellen/<slug:code>/stap/<int:number>/termijn/": WRITER,
    "voorstellen/<slug:code>/kanttekeningen/eigenaar/": WRITER,
    **dict.fromkeys(
        (
            "voorstellen/nieuw/",
            "voorstellen/sjablonen/",
            "voorstellen/recessen/",
            "voorstellen/<slug:code>/schrijven/",
            "voorstellen/<slug:code>/versturen/",
            "voorstellen/<slug:code>/nieuwe-versie/",
            "voorstellen/<slug:code>/intrekken/",
            "voorstellen/<slug:code>/weggooien/",
        ),
        WRITER,
    ),
    "voorstellen/<slug:code>/standpunt/": WRITER | {"mayor of Zwolle"},  # who chairs the DVO IJsselland
    "voorstellen/<slug:code>/standpunt/<uuid:key>/geschiedenis/": frozenset(PEOPLE),
    "voorstellen/<slug:code>/standpunt/<uuid:key>/rectificeren/": WRITER | {"mayor of Zwolle"},
    "voorstellen/<slug:code>/vervolg/pakketten/": WRITER,
    "voorstellen/<slug:code>/vervolg/<str:organisation>/planning/": WRITER | ZWOLLE,
    "bijdragen/afspraak/nieuw/": frozenset({"coordinator", "controller"}),
    "bijdragen/afspraak/<slug:code>/": frozenset({"coordinator", "controller"}),
    "bijdragen/scenarios/<slug:code>/wijzigen/": KEEPERS,
    "bijdragen/scenarios/<slug:code>/intrekken/": KEEPERS,
    "bijdragen/factureren/": KEEPERS,
    "bijdragen/factureren/beheerorganisatie/": BOOKS,
    "bijdragen/factureren/betalers/<str:code>/": BOOKS,
    "bijdragen/factureren/betalers/<str:code>/verzending/": BOOKS,
    "bijdragen/factureren/<slug:agreement_code>/deelname/<str:code>/": BOOKS,
    "bijdragen/factureren/<slug:agreement_code>/<int:year>/instellen/": BOOKS,
    "bijdragen/factureren/<slug:agreement_code>/<int:year>/ronde/nieuw/": BOOKS,
    "bijdragen/factureren/<slug:agreement_code>/<int:year>/ronde/<int:number>/goedkeuren/": KEEPERS,
    "bijdragen/factureren/<slug:agreement_code>/<int:year>/ronde/<int:number>/versturen/": BOOKS,
    "bijdragen/factureren/<slug:agreement_code>/<int:year>/ronde/<int:number>/intrekken/": BOOKS,
    "bijdragen/factureren/<slug:agreement_code>/<int:year>/ronde/<int:number>/verzenden/": BOOKS,
    "facturen/": KEEPERS,
    "facturen/<slug:number>/": KEEPERS | ZWOLLE,
    "facturen/<slug:number>/crediteren/": BOOKS,
    f"{BUDGET}wijzigen/": BOOKS,
    f"{BUDGET}cofinanciering/nieuw/": KEEPERS,
    f"{BUDGET}verplichtingen/nieuw/": KEEPERS,
    f"{BUDGET}journaal/": KEEPERS,
    f"{BUDGET}verslag/nieuw/": BOOKS,
    f"{BUDGET}verslag/<slug:period>/toelichten/": BOOKS,
    f"{BUDGET}verslag/<slug:period>/vaststellen/": KEEPERS,
    f"{BUDGET}btw/instellen/": BOOKS,
    f"{BUDGET}controle/": KEEPERS,
    f"{BUDGET}terug/": KEEPERS,
    f"{BUDGET}terug/<str:code>/": BOOKS,
    f"{BUDGET}terug/betaling/<int:key>/losmaken/": BOOKS,
    f"{BUDGET}terug/<str:code>/verrekenen/": BOOKS,
    f"{BUDGET}terug/verrekening/<int:key>/losmaken/": BOOKS,
    "bijdragen/gemeente/<str:code>/": KEEPERS | ZWOLLE,
    "begroting/verplichtingen/": KEEPERS,
    "begroting/verplichtingen/<int:key>/vastleggen/": BOOKS,
    "begroting/verplichtingen/<int:key>/vrijgeven/": BOOKS,
    "begroting/verplichtingen/<int:key>/meenemen/": BOOKS,
    "inkoop/": KEEPERS,
    "inkoop/<int:number>/boeken/": BOOKS,
    "inkoop/<int:number>/terugboeken/": BOOKS,
    "inkoop/<int:number>/betaald/": BOOKS,
    "inkoop/<int:number>/terugontvangen/": BOOKS,
    "inkoop/<int:number>/verrekenen/": BOOKS,
    "inkoop/<int:number>/verrekening/<int:key>/losmaken/": BOOKS,
    "inkoop/<int:number>/betaling/<int:key>/losmaken/": BOOKS,
    "begroting/inbreng/<uuid:key>/": KEEPERS | {"police"},
    "begroting/inbreng/<uuid:key>/wijzigen/": KEEPERS,
    f"{BUDGET}voorstel/<int:number>/goedkeuren/": KEEPERS,
    f"{BUDGET}voorstel/<int:number>/intrekken/": BOOKS,
    "facturen/<slug:number>/verzenden/": BOOKS,
    "facturen/<slug:number>/afgeven/": BOOKS,
    "facturen/<slug:number>/betwisten/": BOOKS,
    "facturen/<slug:number>/betwisting-opheffen/": BOOKS,
    "facturen/<slug:number>/herinnering/<slug:step>/": KEEPERS | ZWOLLE,
    "facturen/overzicht/<str:code>/": KEEPERS | ZWOLLE,
    "facturen/verzending/": KEEPERS,
    "facturen/herinneren/": KEEPERS,
    "facturen/herinneren/versturen/": BOOKS,
    "facturen/herinneren/instellen/": BOOKS,
    "facturen/<slug:number>/weer-factureren/": BOOKS,
    "bank/": KEEPERS,
    "bank/afschriften/": KEEPERS,
    "bank/zekere-bevestigen/": BOOKS,
    "bank/inlezen/": BOOKS,
    "bank/inlezen/<uuid:key>/": BOOKS,
    "bank/inlezen/<uuid:key>/weggooien/": BOOKS,
    "bank/<int:key>/": KEEPERS,
    "bank/<int:key>/verrekenen/": BOOKS,
    "bank/<int:key>/terugbetaald/": BOOKS,
    "bank/<int:key>/terugbetaling/": BOOKS,
    "bank/<int:key>/teruggedraaid/": BOOKS,
    "bank/<int:key>/apart/": BOOKS,
    "bank/<int:key>/inkoop/": BOOKS,
    "bank/<int:key>/boeken/": BOOKS,
    "bank/<int:key>/btw/": BOOKS,
    "bank/<int:key>/btw/<int:booked>/losmaken/": BOOKS,
    "bank/<int:key>/van-post/<int:booked>/": BOOKS,
    "bank/<int:key>/losmaken/<int:booked>/": BOOKS,
    **dict.fromkeys(
        (
            "subsidies/nieuw/",
            "subsidies/activiteiten/nieuw/",
            "subsidies/activiteiten/inlezen/",
            "subsidies/activiteiten/<slug:code>/wijzigen/",
            "subsidies/<slug:code>/wijzigen/",
            "subsidies/<slug:code>/stap/",
        ),
        KEEPERS,
    ),
    "voorstellen/<slug:code>/verplichtingen/doorgaan/": WRITER,
    "voorstellen/<slug:code>/verplichtingen/evaluatie/vastleggen/": WRITER,
    "voorstellen/<slug:code>/verplichtingen/<str:organisation>/begroting/": WRITER | ZWOLLE,
    "vergaderingen/plannen/": WRITER | CHAIRS,
    "vergaderingen/<uuid:key>/wijzigen/": COUNCIL,
    "vergaderingen/<uuid:key>/afzeggen/": COUNCIL,
    "vergaderingen/<uuid:key>/toch-doorgaan/": COUNCIL,
    "vergaderingen/<uuid:key>/aanwezigheid/": COUNCIL,
    "vergaderingen/<uuid:key>/hamerstukken/": COUNCIL,
    "vergaderingen/<uuid:key>/vrijgeven/": COUNCIL,
    "vergaderingen/<uuid:key>/vergadermap.pdf": COUNCIL,
    "vergaderingen/<uuid:key>/concept/": COUNCIL,
    "vergaderingen/<uuid:key>/agenda/": COUNCIL,
    "acties/nieuw/": WRITER | CHAIRS,
    "acties/<uuid:key>/": COUNCIL,
    "cijfers/signalen/lezen/": OFFICE,
    "cijfers/signalen/<uuid:key>/<slug:step>/": WRITER | {"mayor of Enschede"},
    "cijfers/effect/bewaren/": WRITER | ZWOLLE | {"mayor of Enschede"},
    "cijfers/effect/bewaard/": WRITER,
    "cijfers/maandberichten/": WRITER,
    "cijfers/maandberichten/<slug:month>/<slug:area>/": frozenset(PEOPLE),
    "cijfers/aantekeningen/nieuw/": WRITER | ZWOLLE | {"mayor of Enschede"},
    "cijfers/aantekeningen/<int:key>/intrekken/": WRITER,
    "strategie/nieuw/": WRITER,
    "strategie/themas/<str:field>/": WRITER,
    "strategie/<slug:code>/wijzigen/": WRITER,
    "strategie/<slug:code>/intrekken/": WRITER,
    "strategie/<slug:code>/prioriteiten/vragen/": WRITER,
    "strategie/<slug:code>/bronnen/nieuw/": WRITER,
    "strategie/<slug:code>/bronnen/<slug:source_code>/wijzigen/": WRITER,
    "strategie/<slug:code>/bronnen/<slug:source_code>/bestand-weghalen/": WRITER,
    "strategie/<slug:code>/prioriteiten/<slug:organisation_code>/bestand-weghalen/": WRITER | ZWOLLE,
    "strategie/<slug:code>/prioriteiten/inlezen/": WRITER | ZWOLLE | {"mayor of Enschede", "police"},
    "strategie/<slug:code>/prioriteiten/<slug:organisation_code>/invullen/": WRITER | ZWOLLE,
    "strategie/<slug:code>/keuze/nieuw/": WRITER,
    "strategie/<slug:code>/keuze/<int:number>/wijzigen/": WRITER,
    "strategie/<slug:code>/keuze/<int:number>/openstellen/": WRITER,
    "strategie/<slug:code>/keuze/<int:number>/intrekken/": WRITER,
    "strategie/<slug:code>/keuze/<int:number>/kiezen/": WRITER,
    "strategie/<slug:code>/keuze/<int:number>/voorleggen/": WRITER,
    "strategie/<slug:code>/keuze/<int:number>/bijwerken/": WRITER,
    "strategie/<slug:code>/vaststellen/": WRITER,
    "strategie/<slug:code>/vaststellen/bijwerken/": WRITER,
    "strategie/<slug:code>/keuze/<int:number>/scores/": BBG,
    "strategie/<slug:code>/doelen/nieuw/": WRITER | {"team lead"},
    # who owns a goal, or leads the team of one
    "strategie/<slug:code>/doelen/bijwerken/": WRITER | {"team lead", "mayor of Zwolle"},
    **dict.fromkeys(
        (
            f"strategie/<slug:code>/doelen/<slug:goal_code>/{page}"
            for page in ("wijzigen/", "stoppen/", "hervatten/")
        ),
        WRITER,
    ),
    "strategie/<slug:code>/doelen/<slug:goal_code>/activiteiten/": WRITER,
    "strategie/<slug:code>/doelen/<slug:goal_code>/indicatoren/": WRITER,
    "strategie/<slug:code>/deelname/<slug:organisation_code>/invullen/": WRITER | ZWOLLE,
    "strategie/<slug:code>/teksten/": WRITER,
    "strategie/<slug:code>/voor/alle/": WRITER,
    "strategie/standpunten/nieuw/": WRITER | {"team lead"},
    "strategie/standpunten/<slug:position_code>/wijzigen/": WRITER,  # it is on no theme that somebody leads
    "strategie/standpunten/<slug:position_code>/thema/": WRITER,
    "strategie/standpunten/<slug:position_code>/inbreng/": WRITER,
    "strategie/subsidies/nieuw/": WRITER | {"team lead"},
    "strategie/subsidies/<slug:grant_code>/wijzigen/": WRITER | {"team lead"},
    "strategie/subsidies/<slug:grant_code>/thema/": WRITER | {"team lead"},
    "strategie/subsidies/<slug:grant_code>/stap/": WRITER | {"team lead"},
    "strategie/subsidies/<slug:grant_code>/bestanden/": WRITER | {"team lead"},
    "strategie/subsidies/<slug:grant_code>/behoefte/<slug:organisation_code>/": WRITER | ZWOLLE,
    "strategie/<slug:code>/peilingen/nieuw/<slug:kind>/": WRITER,
    **dict.fromkeys(
        (
            f"strategie/<slug:code>/peilingen/<slug:survey_code>/{page}"
            for page in ("wijzigen/", "openen/", "verlengen/", "sluiten/", "intrekken/", "herinneren/")
        ),
        WRITER,
    ),
    "strategie/<slug:code>/peilingen/<slug:survey_code>/invullen/": WRITER
    | ZWOLLE
    | {"mayor of Enschede", "police"},
    "strategie/<slug:code>/peilingen/<slug:survey_code>/invullen/<slug:organisation_code>/": WRITER | ZWOLLE,
    "strategie/<slug:code>/resultaten/nieuw/": WRITER | {"team lead"},
    "strategie/<slug:code>/resultaten/<slug:result_code>/wijzigen/": WRITER | {"team lead"},
    "strategie/<slug:code>/resultaten/<slug:result_code>/thema/": WRITER | {"team lead"},
    "strategie/<slug:code>/resultaten/<slug:result_code>/intrekken/": WRITER | {"team lead"},
    "strategie/<slug:code>/resultaten/<slug:result_code>/woorden/<slug:kind>/<slug:partner_code>/": frozenset(
        {"police"}
    ),
    "strategie/<slug:code>/resultaten/<slug:result_code>/bestanden/": WRITER | {"team lead"},
    "strategie/<slug:code>/bronnen/bevindingen/": WRITER,
    **dict.fromkeys(
        (
            f"strategie/<slug:code>/review/<slug:kind>/{page}/"
            for page in ("schrijven", "delen", "definitief")
        ),
        WRITER,
    ),
    "strategie/<slug:code>/review/<slug:kind>/reacties/<int:number>/beantwoorden/": WRITER,
    "strategie/<slug:code>/review/<slug:kind>/reageren/<slug:organisation_code>/": WRITER | ZWOLLE,
    "zetels/<str:code>/wijzigen/": OFFICE,
    "zetels/<str:code>/opheffen/": OFFICE,
    "opheffingen/": OFFICE,
    "zetels/<str:code>/benoemen/": OFFICE,
    "zetels/<str:code>/plaatsvervanger/": OFFICE,
    "zetels/<str:code>/beeindigen/": OFFICE,
    "zetels/<str:code>/terugnemen/": OFFICE,
    "zetels/<str:code>/opvolging/": OFFICE,
    "overdrachten/<uuid:key>/terugnemen/": OFFICE,
    "vacatures/openstellen/": OFFICE,
    "vacatures/<uuid:key>/vervullen/": OFFICE,
    "vacatures/<uuid:key>/intrekken/": OFFICE,
    "beheer/gebruikers/<int:pk>/sluiten/": frozenset({"administrator"}),
    "beheer/gebruikers/<int:pk>/tweede-factor/": frozenset({"administrator"}),
}
RUN: Final = "bijdragen/factureren/<slug:agreement_code>/<int:year>/ronde/<int:number>/"
# Addresses whose example leads elsewhere or nowhere, by route.
OTHERWISE: Final = {
    "": {302},  # the front page sends who is signed in to /mijn/
    "bestanden/<uuid:file_id>/": {404},
    "bank/<int:key>/btw/": {400},  # nothing is taxed in the demonstration
    "bank/<int:key>/terugbetaald/": {400},  # nor did money go out that can have given back what waits
    "voorstellen/meldingen/<uuid:key>/": {404},  # nothing was reported in the demonstration
    "voorstellen/meldingen/<uuid:key>/bevestigen/": {405},
    "voorstellen/meldingen/<uuid:key>/terugsturen/": {405},
    "melden/<str:token>/": {410},  # no link that was ever made
    "melden/<str:token>/stukken.zip": {410},
    "melden/<str:token>/voorstel.odt": {410},
    "melden/<str:token>/burgemeester.pdf": {410},
    "agenda/<str:token>.ics": {404},
    "strategie/<slug:code>/review/<slug:kind>/definitief/": {400},  # organisations can still react
    # the period of the demonstration is over
    "strategie/<slug:code>/doelen/nieuw/": {400},
    "strategie/<slug:code>/doelen/<slug:goal_code>/activiteiten/nieuw/": {400},
    "strategie/<slug:code>/doelen/<slug:goal_code>/indicatoren/nieuw/": {400},
    "strategie/<slug:code>/deelname/<slug:organisation_code>/invullen/": {400},
    "vrijdagmail/<str:token>/": {410},
    "maandbericht/<str:token>/": {410},
    "maandbericht/<str:token>/stop/": {410},
    "cijfers/effect/bewaren/": {302},  # without a question to save it leads to where one is asked
    "cijfers/maandberichten/lezers/uitnodigen/": {405},
    "cijfers/maandberichten/<slug:month>/versturen/": {405},
    "cijfers/maandberichten/<slug:month>/opnieuw/": {405},
    "voorstellen/<slug:code>/vervolg/pakketten/voortgang/": {404},  # nobody has asked for them
    "strategie/<slug:code>/voor/alle/voortgang/": {404},  # nobody has asked for them
    "voorstellen/<slug:code>/schrijven/bijlagen/<int:key>/": {404},  # the draft has no attachment
    "voorstellen/<slug:code>/schrijven/bijlagen/<int:key>/weghalen/": {404},
    "strategie/<slug:code>/bronnen/<slug:source_code>/bestand-weghalen/": {404},  # none has a file
    "strategie/<slug:code>/prioriteiten/<slug:organisation_code>/bestand-weghalen/": {404},
    "subsidies/activiteiten/inlezen/<uuid:key>/": {404},  # no list of the demonstration waits
    "strategie/<slug:code>/prioriteiten/inlezen/<uuid:key>/": {404},  # no list of the demonstration waits
    "opheffingen/<uuid:key>/terugnemen/": {404},  # nothing in the demonstration is ended
    "vergaderingen/<uuid:key>/agenda/<int:item>/stukken/<uuid:file>/weghalen/": {404},  # there is none yet
    # the choice of the demonstration is made: nothing of its round changes any more
    "strategie/<slug:code>/keuze/<int:number>/wijzigen/": {400},
    "strategie/<slug:code>/keuze/<int:number>/openstellen/": {400},
    "strategie/<slug:code>/keuze/<int:number>/intrekken/": {400},
    "strategie/<slug:code>/keuze/<int:number>/voorleggen/": {400},  # its themes were put to the councils
    "strategie/<slug:code>/keuze/<int:number>/bijwerken/": {400},  # what asked the councils was sent
    "strategie/<slug:code>/intrekken/": {400},
    "voorstellen/<slug:code>/nieuwe-versie/": {400},  # it was adopted
    "voorstellen/<slug:code>/intrekken/": {400},
    # something came of the position, and the grant was decided on: their themes stand
    "strategie/standpunten/<slug:position_code>/thema/": {400},
    "strategie/subsidies/<slug:grant_code>/thema/": {400},
    "strategie/<slug:code>/vaststellen/": {400},  # the strategy was adopted
    "strategie/<slug:code>/vaststellen/bijwerken/": {400},
    "strategie/<slug:code>/keuze/<int:number>/scores/": {400},
    # the questions of an open survey stand, and one who speaks for one organisation goes on to it
    "strategie/<slug:code>/peilingen/<slug:survey_code>/wijzigen/": {400},
    "strategie/<slug:code>/peilingen/<slug:survey_code>/openen/": {400},
    "strategie/<slug:code>/peilingen/<slug:survey_code>/invullen/": {200, 302},
    "strategie/<slug:code>/keuze/<int:number>/scores/<slug:option>/": {400},
    "strategie/<slug:code>/doelen/<slug:goal_code>/hervatten/": {400},  # that goal has not ended
    # the invoices of the run were made: it takes no step any more
    f"{RUN}goedkeuren/": {400},
    f"{RUN}versturen/": {400},
    f"{RUN}intrekken/": {400},
    f"{BUDGET}verslag/<slug:period>/vaststellen/": {400},  # an explanation is missing
    # the budget of that year was approved
    f"{BUDGET}voorstel/<int:number>/goedkeuren/": {400},
    f"{BUDGET}voorstel/<int:number>/intrekken/": {400},
    "organisaties/<str:code>/": {302},  # a municipality has a page of its own
}


def allowed_people(route: str) -> frozenset[str]:
    """Who may open it: the longest line of `RESTRICTED` that fits decides."""
    fitting = [start for start in RESTRICTED if route.startswith(start)]
    return RESTRICTED[max(fitting, key=len)] if fitting else frozenset(PEOPLE)


def expected(address: Address, person: str) -> set[int]:
    if person not in allowed_people(address.route):
        return {403, 404, 405}
    if address.route.startswith("account/"):
        # Sign-in itself depends on how somebody signed in; here it is enough that it answers.
        return {200, 302, 401, 403, 404, 405, 410}
    if address.route.startswith("beheer/") and "<" in address.route:
        return {200, 404, 405}
    return OTHERWISE.get(address.route, {200, 405})


@pytest.fixture(autouse=True)
def nobody_tried_before() -> None:
    cache.clear()  # how often an address of the internet tried a link that opens nothing


@pytest.fixture
def nobody_works(settings: Any) -> None:
    """What is left to the worker waits, as it does in an installation: the answer does not wait for it."""
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}


def asks_to_sign_in(answer: Answer) -> bool:
    return answer.status == 302 and answer.location.startswith(SIGN_IN)


@pytest.mark.parametrize("part", range(PARTS))
def test_everyone_sees_what_they_may_see(walk: Walk, part: int) -> None:
    answers, wrong = walk.part(part), []
    for person in PEOPLE:
        assert answers[person]
        wrong += [
            f"{answer.status} {answer.address.path} for {person}"
            for answer in answers[person]
            if answer.status not in expected(answer.address, person)
        ]
    assert not wrong, "\n".join(wrong)


def test_who_is_not_signed_in_sees_only_what_is_public(walk: Walk) -> None:
    wrong = []
    for answer in walk.of(ANONYMOUS):
        address = answer.address
        is_hidden = answer.status == 404  # for nobody, or only in a demonstration
        if not is_hidden and asks_to_sign_in(answer) == (address.name in PUBLIC):
            wrong.append(f"{address.path} ({address.name})")
    assert not wrong, "\n".join(wrong)


def test_the_list_of_public_addresses_is_up_to_date(oost_nederland: None) -> None:
    names = {address.name for address in addresses()}
    assert not {name for name in PUBLIC if name not in names}


@pytest.mark.parametrize(
    "person", [ANONYMOUS, "coordinator", "mayor of Zwolle", "controller", "administrator"]
)
def test_an_empty_form_is_answered(
    oost_nederland: None, nobody_works: None, monkeypatch: pytest.MonkeyPatch, person: str
) -> None:
    """A POST without anything in it: refused, sent back or sent to sign in, never an error of ours."""
    visitor, wrong = signed_in(person), []
    # Who may do most reads anew each time, as whoever changes something does; of the others only the rights differ.
    if person != "coordinator":
        monkeypatch.setattr(middleware, "own_reading", one_reading)
    for address in addresses():
        if address.route.startswith("account/"):
            continue
        status = visitor.post(address.path).status_code
        may_post = address.name in PUBLIC or (person in allowed_people(address.route) and person != ANONYMOUS)
        if status >= 500 or not (may_post or status in {302, 403, 404, 405}):
            wrong.append(f"{status} {address.path}")
    assert not wrong, "\n".join(wrong)

"""The care for the tables of the register."""

from noaber.core.privacy import NO_PERSON, RECORD_KEY, Care, DataClass, declare

PERSON_NAME = Care(
    DataClass.PERSON,
    "weten wie het netwerk bestuurt, nu en vroeger",
    "zolang het netwerk bestaat, of tot wissen",
    "wordt “(naam gewist)”; de zetel blijft",
)
PERSON_CONTACT = Care(
    DataClass.BUSINESS_CONTACT,
    "leden van het netwerk kunnen elkaar bereiken",
    "zolang de persoon een zetel heeft, of tot wissen",
    "wordt leeggemaakt",
)
OFFICE = Care(
    DataClass.PERSON,
    "weten welke functie en zetel iemand had",
    "zolang het netwerk bestaat",
    "blijft: hoort bij de geschiedenis van de zetel, zonder naam",
)
ORGANISATION_CONTACT = Care(
    DataClass.BUSINESS_CONTACT,
    "een organisatie bereiken; algemene adressen en nummers",
    "zolang het netwerk bestaat",
    "niet nodig: van een organisatie, niet van een persoon",
)
WHO_RECORDED = Care(
    DataClass.PERSON,
    "weten wie gemeentegrenzen heeft ingelezen, en namens wie",
    "zolang het netwerk bestaat",
    "blijft: een nummer; de naam erachter wordt gewist",
)
WHEN = "valid_from valid_until known_from known_until"

declare("network.Network", {RECORD_KEY: "id", NO_PERSON: "code name region source"})
declare("network.District", {NO_PERSON: "code name position"})
declare("network.Organisation", {RECORD_KEY: "id revision", NO_PERSON: "kind code"})
declare(
    "network.OrganisationVersion",
    {
        RECORD_KEY: "id organisation",
        NO_PERSON: f"{WHEN} name district province street postcode city oin kvk e_invoice_scheme e_invoice_id website",
        ORGANISATION_CONTACT: "email phone",
    },
)
declare(
    "network.Succession",
    {RECORD_KEY: "id", NO_PERSON: "predecessor successor effective_on recorded_at cancelled_at"},
)
declare("network.TilePosition", {RECORD_KEY: "id organisation", NO_PERSON: "row column"})
declare(
    "network.BoundarySet",
    {
        RECORD_KEY: "id",
        NO_PERSON: "year source file_name checksum recorded_at",
        WHO_RECORDED: "recorded_by_id on_behalf_of_id",
    },
)
declare(
    "network.Boundary",
    {RECORD_KEY: "id boundary_set organisation", NO_PERSON: "path left top right bottom x y room"},
)
declare(
    "network.PopulationFigure",
    {
        RECORD_KEY: "id organisation",
        NO_PERSON: "reference_on population is_provisional source known_from known_until",
    },
)
declare("network.Body", {RECORD_KEY: "id revision", NO_PERSON: "code kind"})
declare(
    "network.BodyVersion",
    {RECORD_KEY: "id body", NO_PERSON: f"{WHEN} name short_name district parent theme is_formal purpose"},
)
declare("network.Post", {RECORD_KEY: "id revision", NO_PERSON: "code body organisation"})
declare(
    "network.PostVersion",
    {
        RECORD_KEY: "id post",
        NO_PERSON: f"{WHEN} title role follows required_kind required_organisation required_district appointed_by "
        "term_months is_voting",
    },
)
declare("network.Person", {RECORD_KEY: "id revision", OFFICE: "user erased_at"})
declare(
    "network.PersonVersion",
    {
        RECORD_KEY: "id person",
        NO_PERSON: WHEN,
        PERSON_NAME: "name",
        PERSON_CONTACT: "email phone",
        OFFICE: "job_title employer",
    },
)
declare("network.Membership", {RECORD_KEY: "id revision", OFFICE: "person post"})
declare(
    "network.MembershipVersion",
    {RECORD_KEY: "id membership", NO_PERSON: WHEN, OFFICE: "on_behalf_of is_substitute"},
)
declare("network.Theme", {RECORD_KEY: "id revision", NO_PERSON: "code"})
declare(
    "network.ThemeVersion",
    {RECORD_KEY: "id theme", NO_PERSON: f"{WHEN} name safety_field description position"},
)
declare("network.ThemeReason", {RECORD_KEY: "id theme", NO_PERSON: "holds_from is_end reason recorded_at"})
declare("network.SafetyField", {NO_PERSON: "code name parent edition"})
declare("network.Portfolio", {RECORD_KEY: "id revision", OFFICE: "theme person"})
declare("network.PortfolioVersion", {RECORD_KEY: "id portfolio", NO_PERSON: WHEN})
declare("network.Vacancy", {RECORD_KEY: "id revision", NO_PERSON: "post"})
declare(
    "network.VacancyVersion", {RECORD_KEY: "id vacancy", NO_PERSON: f"{WHEN} state description replies_until"}
)
declare(
    "network.Handover",
    {
        RECORD_KEY: "id revision",
        OFFICE: "post predecessor successor",
        NO_PERSON: "cause effective_on recorded_at cancelled_at",
    },
)
declare(
    "network.Ending",
    {RECORD_KEY: "id revision", NO_PERSON: "body post ends_on reason followed recorded_at cancelled_at"},
)
declare("network.HandoverItem", {RECORD_KEY: "id handover", NO_PERSON: "kind key outcome settled_at"})
IMPORTER = Care(
    DataClass.PERSON,
    "nagaan wie een lijst heeft ingelezen (BIO2 8.15)",
    "zolang het netwerk bestaat",
    "blijft: een nummer; de naam erachter wordt gewist",
)
IMPORTED_LIST = Care(
    DataClass.PERSON,
    "een ingelezen lijst bekijken voor en nadat zij is doorgevoerd",
    "30 dagen",
    "lijsten met personen worden weggegooid; wat is doorgevoerd, staat in het register",
)
declare(
    "network.ImportRun",
    {
        RECORD_KEY: "id file",
        NO_PERSON: "kind state valid_from source years row_count total_count done_count plan_hash "
        "stage_hash counts message created_at moved_at applied_at",
        IMPORTED_LIST: "plan",
        IMPORTER: "created_by_id applied_by_id applied_for_id",
    },
)

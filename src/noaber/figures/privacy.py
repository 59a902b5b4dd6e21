"""The care for the tables of figures: counts per municipality and year, and no persons."""

from noaber.core.privacy import NO_PERSON, RECORD_KEY, declare

declare("figures.Offence", {RECORD_KEY: "code", NO_PERSON: "title"})
declare(
    "figures.OffenceFigure",
    {
        RECORD_KEY: "id organisation offence",
        NO_PERSON: "year count is_provisional source known_from known_until",
    },
)

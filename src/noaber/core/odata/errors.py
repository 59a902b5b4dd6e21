"""What can go wrong while reading a table, as one exception with a sentence for people."""

from __future__ import annotations

from enum import StrEnum


class ErrorKind(StrEnum):
    """Machine name of a failure; the sentence for people is in ``SENTENCES``."""

    BAD_ADDRESS = "bad_address"
    UNREACHABLE = "unreachable"
    TIMED_OUT = "timed_out"
    DROPPED = "dropped"
    CUT_OFF = "cut_off"
    SERVER_ERROR = "server_error"
    BUSY = "busy"
    REFUSED = "refused"
    NOT_FOUND = "not_found"
    BAD_QUERY = "bad_query"
    TOO_MANY_ROWS = "too_many_rows"
    WRONG_TYPE = "wrong_type"
    UNREADABLE = "unreadable"
    UNEXPECTED_SHAPE = "unexpected_shape"
    FOREIGN_LINK = "foreign_link"
    FOREIGN_REDIRECT = "foreign_redirect"
    ENDLESS_REDIRECT = "endless_redirect"
    LOOP = "loop"
    TOO_LARGE = "too_large"
    MISSING_COLUMN = "missing_column"


class ODataError(Exception):
    """A table could not be read.

    ``message`` is a Dutch sentence for the person who asked; ``details`` is for the log and may hold
    addresses and server texts. ``resume_link`` is the link of the page that failed, when pages before
    it were read: hand it to ``ODataTable.pages(start_link=...)`` to go on from there.

    >>> str(ODataError(ErrorKind.LOOP, "De pagina's verwijzen naar elkaar."))
    "De pagina's verwijzen naar elkaar."
    """

    def __init__(
        self, kind: ErrorKind, message: str, *, details: str = "", resume_link: str | None = None
    ) -> None:
        super().__init__(message)
        self.kind = kind
        self.message = message
        self.details = details
        self.resume_link = resume_link


NOTHING_CHANGED = "Er is niets gewijzigd."
TRY_LATER = "Probeer het later opnieuw."
CHECK_ADDRESS = "Controleer het adres en het tabelnummer."

# {server} is for instance "De server van het CBS", {place} "pagina 3" or "de lijst Perioden".
SENTENCES: dict[ErrorKind, str] = {
    ErrorKind.BAD_ADDRESS: f"Dit adres kan niet worden gebruikt. {CHECK_ADDRESS}",
    ErrorKind.UNREACHABLE: f"{{server}} is niet te bereiken. {NOTHING_CHANGED} {TRY_LATER}",
    ErrorKind.TIMED_OUT: f"{{server}} antwoordde te traag bij {{place}}. {NOTHING_CHANGED} {TRY_LATER}",
    ErrorKind.DROPPED: f"{{server}} verbrak de verbinding bij {{place}}. {NOTHING_CHANGED} {TRY_LATER}",
    ErrorKind.CUT_OFF: f"{{server}} stopte halverwege {{place}}. {NOTHING_CHANGED} {TRY_LATER}",
    ErrorKind.SERVER_ERROR: f"{{server}} gaf een storing bij {{place}}. {NOTHING_CHANGED} {TRY_LATER}",
    ErrorKind.BUSY: f"{{server}} is te druk om {{place}} te geven. {NOTHING_CHANGED} {TRY_LATER}",
    ErrorKind.REFUSED: f"{{server}} weigerde {{place}}. {NOTHING_CHANGED} Vraag de beheerder om hulp.",
    ErrorKind.NOT_FOUND: f"{{server}} kent {{place}} niet. {NOTHING_CHANGED} {CHECK_ADDRESS}",
    ErrorKind.BAD_QUERY: f"{{server}} begreep de vraag om {{place}} niet. {NOTHING_CHANGED} "
    "Vraag de beheerder om hulp.",
    ErrorKind.TOO_MANY_ROWS: f"{{server}} geeft op dit adres niet meer dan 10.000 regels tegelijk. "
    f"{NOTHING_CHANGED} Gebruik het adres met ODataFeed in plaats van ODataApi.",
    ErrorKind.WRONG_TYPE: f"{{server}} gaf bij {{place}} iets anders dan gegevens, bijvoorbeeld een "
    f"webpagina. {NOTHING_CHANGED} {CHECK_ADDRESS}",
    ErrorKind.UNREADABLE: f"{{server}} gaf bij {{place}} onleesbare gegevens. {NOTHING_CHANGED} {TRY_LATER}",
    ErrorKind.UNEXPECTED_SHAPE: f"De gegevens van {{place}} hebben een andere vorm dan verwacht. "
    f"{NOTHING_CHANGED} Vraag de beheerder om hulp.",
    ErrorKind.FOREIGN_LINK: f"{{server}} verwees bij {{place}} naar een ander adres. Dat volgen we niet. "
    f"{NOTHING_CHANGED} Vraag de beheerder om hulp.",
    ErrorKind.FOREIGN_REDIRECT: f"{{server}} stuurde bij {{place}} door naar een ander adres. Dat volgen "
    f"we niet. {NOTHING_CHANGED} {CHECK_ADDRESS}",
    ErrorKind.ENDLESS_REDIRECT: f"{{server}} bleef bij {{place}} doorsturen en gaf geen gegevens. "
    f"{NOTHING_CHANGED} {CHECK_ADDRESS}",
    ErrorKind.LOOP: f"{{server}} verwees bij {{place}} terug naar een pagina die al gelezen is. "
    f"{NOTHING_CHANGED} {TRY_LATER}",
    ErrorKind.TOO_LARGE: f"{{server}} stuurde bij {{place}} meer gegevens dan we aannemen. "
    f"{NOTHING_CHANGED} Vraag de beheerder om hulp.",
    ErrorKind.MISSING_COLUMN: f"In {{place}} ontbreekt een kolom die nodig is. {NOTHING_CHANGED} "
    "Vraag de beheerder om hulp.",
}


def sentence(kind: ErrorKind, *, server: str, place: str) -> str:
    """Say in Dutch what happened, that nothing changed, and what to do.

    >>> sentence(ErrorKind.CUT_OFF, server="De server van het CBS", place="pagina 3")
    'De server van het CBS stopte halverwege pagina 3. Er is niets gewijzigd. Probeer het later opnieuw.'
    """
    return SENTENCES[kind].format(server=server, place=place)

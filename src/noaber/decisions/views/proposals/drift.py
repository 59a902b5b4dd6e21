"""Which text each party answered on: as a table, and as a line in the matrix."""

from collections.abc import Mapping

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from noaber.core.addresses import body_address, organisation_address
from noaber.core.components.columns import Column, Row
from noaber.core.components.filters import ChoiceFilter
from noaber.core.components.status import Status
from noaber.core.components.table import Table, list_table
from noaber.core.rules.dutch import in_a_row
from noaber.decisions.queries.proposals.matrix import StageStanding, Standing
from noaber.decisions.queries.versions.drift import Seen, adopted_text, text_seen
from noaber.decisions.rules.points import labels_in_order
from noaber.decisions.words import counted_words


def drift_table(query: QueryDict, found: Standing) -> Table:
    """Every party that answered, with the text that it saw and whether it is the text that is asked now."""
    seen = [row for row in text_seen(found, found.number) if row.has_answered]
    return list_table(
        query,
        name="gezien",
        caption=_("Wie op welke tekst antwoordde"),
        columns=[
            Column("party", _("Wie"), "link"),
            Column("stage", _("Stap")),
            Column("version", _("Zag")),
            Column("state", _("Vergeleken met versie %(number)s") % {"number": found.number}, "status"),
            Column("mark", _("Kenmerk van de tekst")),
            Column("answered_on", _("Besloten op"), "date"),
        ],
        rows=[_cells(row) for row in seen],
        filters=[ChoiceFilter("stage", _("Stap"), "stap"), ChoiceFilter("state", _("Tekst"), "tekst")],
        empty_text=_("Er heeft nog niemand geantwoord."),
    )


def drift_sentences(found: Standing) -> tuple[str, ...]:
    """How many answered on another text than is asked now, and than was adopted where that is another one."""
    adopted = adopted_text(found)
    sentences = [_sentence(found, found.number)]
    if adopted and adopted != found.number:
        words = {"number": adopted, "sentence": _sentence(found, adopted)}
        sentences.append(_("Vastgesteld is versie %(number)s. %(sentence)s") % words)
    return tuple(sentences)


def _sentence(found: Standing, number: int) -> str:
    seen = [row for row in text_seen(found, number) if row.has_answered]
    older = [row for row in seen if not row.is_same_text]
    again = sum(row.has_material_change for row in older)
    facts = {"seen": len(seen), "older": len(older), "again": again, "number": number}
    if not seen:
        return _("Er heeft nog niemand geantwoord.")
    if not older:
        text = ngettext(
            "Het enige antwoord gaat over de tekst van versie %(number)s.",
            "Alle antwoorden (%(seen)s) gaan over de tekst van versie %(number)s.",
            len(seen),
        )
        return text % facts
    about = counted_words(
        len(older),
        len(seen),
        _("Het enige antwoord gaat over een andere tekst dan versie %(number)s"),
        _("1 van de %(seen)s antwoorden gaat over een andere tekst dan versie %(number)s"),
        _("%(older)s van de %(seen)s antwoorden gaan over een andere tekst dan versie %(number)s"),
    )
    if not again:
        stays = ngettext("dat antwoord blijft staan.", "die antwoorden blijven staan.", len(older))
        return f"{about % facts}; {stays}"
    lapsed = counted_words(
        again,
        len(older),
        _("dat telt niet meer, want de tekst is daarna wezenlijk gewijzigd."),
        _("1 daarvan telt niet meer, want de tekst is daarna wezenlijk gewijzigd."),
        _("%(again)s daarvan tellen niet meer, want de tekst is daarna wezenlijk gewijzigd."),
    )
    return f"{about % facts}; {lapsed % facts}"


def older_texts(found: Standing, stage: StageStanding) -> Mapping[str, str]:
    """By key of a party a line for the matrix, of who answered on an older text; empty as long as there is one text."""
    if found.number == 1:
        return {}
    rows = (row for row in text_seen(found, found.number) if row.stage == stage.number)
    return {row.party.key: _line(row) for row in rows if row.has_answered and not row.is_same_text}


def _line(row: Seen) -> str:
    if row.has_material_change:
        return _("zag versie %(number)s; moet opnieuw antwoorden") % {"number": row.version}
    return _("zag versie %(number)s") % {"number": row.version}


def _cells(row: Seen) -> Row:
    party = row.party
    body, place = party.body_code, party.organisation_code
    return {
        "party": party.name,
        "url": body_address(body) if body else organisation_address(place),
        "stage": row.stage_title,
        "version": _version(row),
        "state": _state(row),
        "mark": row.content_hash[:12],
        "answered_on": row.answered_on,
    }


def _version(row: Seen) -> str:
    """The version, or which points on which, when a party answered at different times."""
    numbers = sorted(set(row.versions.values()))
    if len(numbers) == 1:
        return _("versie %(number)s") % {"number": numbers[0]}
    parts = [
        _("versie %(number)s (punt %(labels)s)") % {"number": number, "labels": _labels(row, number)}
        for number in numbers
    ]
    return in_a_row(parts)


def _labels(row: Seen, number: int) -> str:
    return in_a_row(labels_in_order(label for label, version in row.versions.items() if version == number))


def _state(row: Seen) -> Status:
    if row.is_same_text:
        return Status(_("dezelfde tekst"), "ok")
    if row.has_material_change:
        return Status(_("wezenlijk gewijzigd: opnieuw vragen"), "danger")
    return Status(_("gewijzigd, antwoord blijft staan"), "warning")

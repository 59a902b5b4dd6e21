"""An adopted decision in the words of OParl 1.1 (docs/open-data.md has every key).

OParl (https://oparl.org/spezifikation/) is the open standard for council information; Open Raadsinformatie speaks of
the same things. What OParl has no word for stands under `noaber:`. Never here: names of persons, remarks, reasons,
motives, drafts.
"""

import datetime as dt
from collections.abc import Sequence
from typing import Any, Final

from noaber.core.addresses import body_address, organisation_address
from noaber.decisions.queries.adopted import AdoptedRow, Document, adopters, modified_at
from noaber.decisions.queries.proposals.matrix import Party, PointRow, StageStanding, Standing
from noaber.decisions.rules.outcomes import Outcome
from noaber.decisions.rules.route import Role
from noaber.decisions.views.adopted.places import OPEN_DATA, decision_address, open_data_address
from noaber.decisions.words import answer_words, role_words, roll_up

LICENCE: Final = "https://creativecommons.org/publicdomain/zero/1.0/deed.nl"
SCHEMA: Final = "https://schema.oparl.org/1.1/"
Json = dict[str, Any]


def paper_address(code: str, site: str) -> str:
    """The stable address of a decision as open data, which is its `id`."""
    return f"{site}{open_data_address(code)}"


def paper_list(
    rows: Sequence[AdoptedRow], *, page: int, page_size: int, site: str, is_example: bool
) -> Json | None:
    """One page of an OParl list; None for a page that is not there. An empty list has one page."""
    pages = max(1, -(-len(rows) // page_size))
    if not 1 <= page <= pages:
        return None
    shown = rows[(page - 1) * page_size : page * page_size]
    neighbours = {"prev": page - 1, "next": page + 1}
    links = {"first": 1, "self": page, "last": pages}
    links |= {name: number for name, number in neighbours.items() if 1 <= number <= pages}
    return {
        "data": [_short_paper(row, site) for row in shown],
        "pagination": {
            "totalElements": len(rows),
            "elementsPerPage": page_size,
            "currentPage": page,
            "totalPages": pages,
        },
        "links": {
            name: f"{site}{OPEN_DATA}" + (f"?pagina={number}" if number > 1 else "")
            for name, number in links.items()
        },
        "license": LICENCE,
        "modified": _moment(max((row.modified_at for row in rows), default=None)),
        "voorbeeldgegevens": is_example,
    }


def _short_paper(row: AdoptedRow, site: str) -> Json:
    """A decision in the list; the whole of it is at its `id`."""
    return {
        **_head(row.code, row.title, row.dated_on, site),
        "created": _moment(row.sent_at),
        "modified": _moment(row.modified_at),
        "noaber:sender": row.sender,
        "noaber:adoptedOn": row.adopted_on.isoformat(),
        "noaber:adoptedBy": list(row.adopted_by),
    }


def paper(found: Standing, documents: Sequence[Document], *, site: str, is_example: bool) -> Json:
    """A decision whole: its points with their outcome, who was asked, and what each answered."""
    own = paper_address(found.code, site)
    parties = {party.key: party for stage in found.stages for party in stage.parties}
    changed = _moment(modified_at(found))
    return {
        **_head(found.code, found.title, found.dated_on, site),
        "created": _moment(found.sent_at),
        "modified": changed,
        "underDirectionOf": [_party_address(party, site) for party in adopters(found)],
        "auxiliaryFile": [_file(each, own, site) for each in documents],
        "consultation": [
            _consultation(found, stage, party, site) for stage in found.stages for party in stage.parties
        ],
        "noaber:sender": found.sender,
        "noaber:addressee": found.addressee,
        "noaber:adoptedOn": found.adopted_on.isoformat() if found.adopted_on else None,
        "noaber:adoptedBy": [party.name for party in adopters(found)],
        "noaber:version": found.number,
        "noaber:contentHash": found.content_hash,
        "noaber:points": [_point(found, point) for point in found.points],
        "noaber:organizations": [_organization(party, site) for party in parties.values()],
        "voorbeeldgegevens": is_example,
    }


def _head(code: str, title: str, dated_on: dt.date, site: str) -> Json:
    return {
        "id": paper_address(code, site),
        "type": f"{SCHEMA}Paper",
        "name": title,
        "reference": code,
        "date": dated_on.isoformat(),
        "paperType": "besluit",
        "license": LICENCE,
        "web": f"{site}{decision_address(code)}",
    }


def _point(found: Standing, point: PointRow) -> Json:
    return {
        "label": point.label,
        "kind": point.kind.value,
        "text": point.text,
        "parent": point.parent or None,
        "addressedTo": list(point.addressed_to),
        "forwardedTo": list(point.forwarded_to),
        "advice": point.advice or None,
        "outcomes": [
            _outcome(stage, stage.outcomes[point.label])
            for stage in found.stages
            if point.label in stage.labels
        ],
    }


def _outcome(stage: StageStanding, found: Outcome) -> Json:
    return {
        "stage": stage.number,
        "role": stage.role.value,
        "rule": found.rule.value,
        "verdict": found.verdict.value,
        "inFavour": found.in_favour,
        "needed": found.needed,
        "outOf": found.out_of,
        "inWords": roll_up(found, stage.role),
    }


def _consultation(found: Standing, stage: StageStanding, party: Party, site: str) -> Json:
    own = paper_address(found.code, site)
    code = party.body_code or party.organisation_code
    key = f"{own}#stap-{stage.number}-{code}"
    return {
        "id": key,
        "type": f"{SCHEMA}Consultation",
        "paper": own,
        "organization": [_party_address(party, site)],
        "authoritative": stage.role in (Role.DECIDE, Role.ADOPT),
        "role": role_words(stage.role),
        "license": LICENCE,
        "noaber:stage": stage.number,
        "noaber:agendaItems": [_agenda_item(found, stage, party, label, key) for label in party.labels],
    }


def _agenda_item(found: Standing, stage: StageStanding, party: Party, label: str, consultation: str) -> Json:
    """What one party answered on one point, and on which text; never the text of a remark or a reason."""
    cell = stage.cells.get((party.key, label))
    return {
        "id": f"{consultation}-punt-{label}",
        "type": f"{SCHEMA}AgendaItem",
        "number": label,
        "public": True,
        "result": answer_words(cell.answer, stage.role) if cell else None,
        "noaber:consultation": consultation,
        "noaber:answer": cell.answer.value if cell else None,
        "noaber:decidedOn": cell.decided_on.isoformat() if cell else None,
        "noaber:onVersion": cell.on_version if cell else None,
        "noaber:textChangedSince": bool(cell and found.is_changed_since(cell)),
        "noaber:lapsed": label in stage.lapsed_labels(party),
    }


def _organization(party: Party, site: str) -> Json:
    return {
        "id": _party_address(party, site),
        "type": f"{SCHEMA}Organization",
        "name": party.name,
        "classification": "overleg" if party.body_code else "organisatie",
        "license": LICENCE,
        "noaber:code": party.body_code or party.organisation_code,
        "noaber:district": party.district or None,
    }


def _file(document: Document, own: str, site: str) -> Json:
    address = f"{site}/bestanden/{document.file_id}/"
    return {
        "id": f"{own}#bestand-{document.file_id}",
        "type": f"{SCHEMA}File",
        "name": document.title,
        "fileName": document.file_name,
        "mimeType": document.media_type,
        "size": document.size,
        "noaber:sha256": document.sha256,
        "accessUrl": address,
        "downloadUrl": address,
        "license": LICENCE,
        "created": _moment(document.uploaded_at),
    }


def _party_address(party: Party, site: str) -> str:
    if party.body_code:
        return f"{site}{body_address(party.body_code)}"
    return f"{site}{organisation_address(party.organisation_code)}"


def _moment(moment: dt.datetime | None) -> str | None:
    return moment.astimezone(dt.UTC).isoformat(timespec="seconds") if moment else None

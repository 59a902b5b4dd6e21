"""A result: what was reached, by whom together, and what shows it (R20, R21).

No result is claimed by one: several partners stand with it, each in its own role and with its own sentence, and none of
them comes first.
"""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from noaber.core.rules.dutch import long_date
from noaber.core.rules.reasons import says_something
from noaber.strategy.rules.faults import Fault, length_faults, reason_faults, too_long
from noaber.strategy.rules.results.claims import ClaimText, claim_faults

LONGEST: Final = {"title": 200, "reached": 2000, "reason": 500}
LONGEST_REMOVAL: Final = 450  # it is kept as the reason of a change, with in front what was done
LONGEST_ROLE: Final = 120
LONGEST_SENTENCE: Final = 500
LONGEST_EVIDENCE: Final = {"title": 200, "link": 500}
FEWEST_PARTNERS: Final = 2
MOST_PARTNERS: Final = 12
MOST_EVIDENCE: Final = 8


class ResultState(StrEnum):
    """Where a result stands: being written, recorded for everyone, or taken back."""

    DRAFT = "draft"
    RECORDED = "recorded"
    WITHDRAWN = "withdrawn"


FOLLOWS: Final[Mapping[ResultState, tuple[ResultState, ...]]] = {
    ResultState.DRAFT: (ResultState.DRAFT, ResultState.RECORDED, ResultState.WITHDRAWN),
    ResultState.RECORDED: (ResultState.RECORDED, ResultState.WITHDRAWN),
    ResultState.WITHDRAWN: (),
}
"""The state that may come after each."""


@dataclass(frozen=True, slots=True)
class PartnerText:
    """Who worked on it: the code of an organisation, or that of a body; in which role, and in its own words."""

    organisation: str = ""
    body: str = ""
    role: str = ""
    sentence: str = ""

    @property
    def key(self) -> str:
        """As one text, for a select box.

        >>> PartnerText(organisation="GM0193").key, PartnerText(body="bbg").key
        ('organisation:GM0193', 'body:bbg')
        """
        return f"organisation:{self.organisation}" if self.organisation else f"body:{self.body}"


@dataclass(frozen=True, slots=True)
class EvidenceText:
    """What shows it: a document (`file` is its key) or a page at `link`. Of a removed document neither is left."""

    title: str
    link: str = ""
    file: str = ""

    @property
    def can_be_read(self) -> bool:
        return bool(self.link or self.file)


@dataclass(frozen=True, slots=True)
class ResultText:
    """A result as somebody wrote it; `reason`: why it was changed, or taken back."""

    title: str
    reached: str
    since_on: dt.date
    state: ResultState = ResultState.DRAFT
    partners: tuple[PartnerText, ...] = ()
    evidence: tuple[EvidenceText, ...] = ()
    claim: ClaimText | None = None
    reason: str = ""

    @property
    def has_evidence(self) -> bool:
        """Whether anything shows it: a figure can be recomputed, the rest can be read."""
        return self.claim is not None or any(each.can_be_read for each in self.evidence)


def faults(
    text: ResultText, before: ResultText | None, *, today: dt.date, offences: Collection[str]
) -> list[Fault]:
    """Everything that is wrong with a result, after what was said of it before.

    >>> day = dt.date(2018, 12, 31)
    >>> partners = (PartnerText(body="bbg"), PartnerText("POLITIE"))
    >>> draft = ResultText("Hennepconvenant", "Er is een convenant.", day, partners=partners)
    >>> def wrong(text, before=None):
    ...     return [fault.message for fault in faults(text, before, today=day, offences=())]
    >>> wrong(draft)
    []
    >>> from dataclasses import replace
    >>> recorded = replace(draft, state=ResultState.RECORDED)
    >>> wrong(recorded)
    ['Een vastgelegd resultaat heeft ten minste één bewijs: een document, een adres of een cijfer.']
    >>> shown = replace(recorded, evidence=(EvidenceText("Convenant", "https://voorbeeld.invalid/"),))
    >>> wrong(shown), wrong(replace(shown, title="Convenant"), shown)
    ([], ['Zeg waarom u dit wijzigt.'])
    >>> named = EvidenceText("Verslag")
    >>> wrong(replace(shown, evidence=(*shown.evidence, named)))
    ['Voeg bij ‘Verslag’ een document of een adres toe, of maak de regel leeg.']
    >>> wrong(replace(shown, state=ResultState.DRAFT, reason="Het is toch niet af."), shown)
    ['Een vastgelegd resultaat wordt geen concept meer. Trek het in als het niet klopt.']
    """
    return [
        *_text_faults(text, today),
        *_state_faults(text, before),
        *_partner_faults(text),
        *_evidence_faults(text),
        *_lacking_faults(text, before),
        *(_coming_faults(text.claim, today) if text.claim else ()),
        *(claim_faults(text.claim, offences) if text.claim else ()),
    ]


def since_fault(since_on: dt.date, starts_on: dt.date, ends_on: dt.date, reviewed_on: dt.date | None) -> str:
    """Why a result cannot be of a period by the day since when it is there; empty when it can.

    What comes after the last day still counts for the period until its endterm review is final (`reviewed_on`).

    >>> days, reviewed = (dt.date(2019, 1, 1), dt.date(2022, 12, 31)), dt.date(2023, 4, 18)
    >>> since_fault(dt.date(2012, 1, 1), *days, None)
    'Deze periode begon op 1 januari 2019. Kies die dag of een latere.'
    >>> since_fault(dt.date(2023, 4, 18), *days, reviewed)
    'Op 18 april 2023 is de endterm review vastgesteld. Kies een dag daarvoor.'
    >>> since_fault(dt.date(2023, 4, 17), *days, reviewed), since_fault(dt.date(2022, 12, 31), *days, reviewed)
    ('', '')
    """
    if since_on < starts_on:
        return f"Deze periode begon op {long_date(starts_on)}. Kies die dag of een latere."
    if since_on > ends_on and reviewed_on and since_on >= reviewed_on:
        return f"Op {long_date(reviewed_on)} is de endterm review vastgesteld. Kies een dag daarvoor."
    return ""


def removal_asks_reason(state: ResultState, *, is_discharged: bool) -> bool:
    """Whether a document goes only with a reason: others read it, or the period is settled.

    >>> removal_asks_reason(ResultState.DRAFT, is_discharged=False)
    False
    >>> removal_asks_reason(ResultState.DRAFT, is_discharged=True)
    True
    >>> removal_asks_reason(ResultState.RECORDED, is_discharged=False)
    True
    """
    return is_discharged or state is not ResultState.DRAFT


def removal_fault(reason: str) -> str:
    """Why a document cannot be taken away with this reason; empty when it can.

    >>> removal_fault("Fout."), removal_fault("Er stond een naam in.")
    ('Zeg in een paar woorden waarom dit bestand weg moet.', '')
    """
    if not says_something(reason):
        return "Zeg in een paar woorden waarom dit bestand weg moet."
    return too_long(LONGEST_REMOVAL) if len(reason) > LONGEST_REMOVAL else ""


def words_fault(sentence: str) -> str:
    """Why a partner cannot say this of a result; empty when it can.

    >>> words_fault(" "), words_fault("Wij leidden de eerste teams op.")
    ('Zeg in een of twee zinnen wat u deed, of hoe u het ziet.', '')
    """
    if not sentence.strip():
        return "Zeg in een of twee zinnen wat u deed, of hoe u het ziet."
    if len(sentence) > LONGEST_SENTENCE:
        return too_long(LONGEST_SENTENCE)
    return ""


def _coming_faults(claim: ClaimText, today: dt.date) -> Iterator[Fault]:
    """Of a year to come nothing is counted."""
    if claim.end_year > today.year:
        yield Fault("claim_end_year", f"Dit jaar komt nog. Vul een jaar in tot en met {today.year}.")


def _text_faults(text: ResultText, today: dt.date) -> Iterator[Fault]:
    if not text.title.strip():
        yield Fault("title", "Vul in wat het resultaat is.")
    if not text.reached.strip():
        yield Fault("reached", "Vul in wat er is bereikt.")
    yield from length_faults(text, LONGEST)
    if text.since_on > today:
        yield Fault("since_on", "Deze dag ligt na vandaag. Leg het vast als het is bereikt.")


def _state_faults(text: ResultText, before: ResultText | None) -> Iterator[Fault]:
    was = before.state if before else ResultState.DRAFT
    if was is ResultState.WITHDRAWN:
        yield Fault("", "Dit resultaat is ingetrokken; er wordt niets meer op vastgelegd.")
    elif text.state not in FOLLOWS[was]:
        yield Fault(
            "state", "Een vastgelegd resultaat wordt geen concept meer. Trek het in als het niet klopt."
        )
    is_told = was is ResultState.RECORDED
    yield from reason_faults("reason", text.reason, "Zeg waarom u dit wijzigt." if is_told else "")


def _partner_faults(text: ResultText) -> Iterator[Fault]:
    keys = [each.key for each in text.partners]
    if any(bool(each.organisation) == bool(each.body) for each in text.partners):
        yield Fault("partners", "Een partner is een organisatie of een overleg.")
    if len(set(keys)) < len(keys):
        yield Fault("partners", "Een partner staat er twee keer.")
    if len(keys) > MOST_PARTNERS:
        yield Fault("partners", f"Noem ten hoogste {MOST_PARTNERS} partners; een overleg telt als één.")
    for each in text.partners:
        if len(each.role) > LONGEST_ROLE or len(each.sentence) > LONGEST_SENTENCE:
            yield Fault(
                "partners", f"Een rol is ten hoogste {LONGEST_ROLE} tekens, een zin {LONGEST_SENTENCE}."
            )
    if text.state is ResultState.RECORDED and len(keys) < FEWEST_PARTNERS:
        yield Fault("partners", "Noem ten minste twee partners: een resultaat is nooit van één alleen.")


def _lacking_faults(text: ResultText, before: ResultText | None) -> Iterator[Fault]:
    """What everyone reads is shown by what can be read; of a document that was taken away since, the name is left."""
    told = before.evidence if before and before.state is ResultState.RECORDED else ()
    left = {each.title for each in told if not each.can_be_read}
    for each in text.evidence:
        is_lacking = each.title.strip() and not each.can_be_read and each.title not in left
        if text.state is ResultState.RECORDED and is_lacking and text.has_evidence:
            yield Fault(
                "evidence", f"Voeg bij ‘{each.title}’ een document of een adres toe, of maak de regel leeg."
            )


def _evidence_faults(text: ResultText) -> Iterator[Fault]:
    for each in text.evidence:
        if not each.title.strip():
            yield Fault("evidence", "Zeg bij elk bewijs wat het is.")
        if each.link and not each.link.startswith(("https://", "http://")):
            yield Fault("evidence", "Een adres begint met https://.")
        for field, longest in LONGEST_EVIDENCE.items():
            if len(getattr(each, field)) > longest:
                yield Fault("evidence", f"De tekst bij een bewijs is te lang: ten hoogste {longest} tekens.")
    if len(text.evidence) > MOST_EVIDENCE:
        yield Fault("evidence", f"Noem ten hoogste {MOST_EVIDENCE} bewijzen.")
    if text.state is ResultState.RECORDED and not text.has_evidence:
        yield Fault(
            "evidence",
            "Een vastgelegd resultaat heeft ten minste één bewijs: een document, een adres of een cijfer.",
        )

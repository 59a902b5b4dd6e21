"""Whether someone may take a seat: what the seat asks of the organisation that sends them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Asked:
    """What a seat asks of the organisation on whose behalf it is held; empty: anything goes."""

    kind: str = ""
    organisation: str = ""
    district: str = ""


@dataclass(frozen=True, slots=True)
class Sent:
    """The organisation that sends someone; empty when nobody does."""

    code: str = ""
    kind: str = ""
    district: str = ""


def misfit(asked: Asked, sent: Sent) -> str:
    """Which demand is not met: ``organisation``, ``kind``, ``district``, or nothing.

    >>> misfit(Asked(kind="municipality", district="twente"), Sent("GM0153", "municipality", "twente"))
    ''
    >>> misfit(Asked(district="twente"), Sent("GM0193", "municipality", "ijsselland"))
    'district'
    """
    if asked.organisation and sent.code != asked.organisation:
        return "organisation"
    if asked.kind and sent.kind != asked.kind:
        return "kind"
    if asked.district and sent.district != asked.district:
        return "district"
    return ""


def sits_for_another(employer: str, on_behalf_of: str) -> bool:
    """Whether somebody sits on behalf of another organisation than where they work. That may be; people are told.

    What a seat asks, it asks of the organisation on whose behalf it is held: of a holder and of a substitute.

    >>> sits_for_another("GM0153", "GM0193"), sits_for_another("GM0193", "GM0193"), sits_for_another("", "GM0193")
    (True, False, False)
    """
    return bool(employer and on_behalf_of) and employer != on_behalf_of

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

"""The tables of figures; the counts of a release are files, see `formats.observations`."""

from noaber.figures.models.annotations import Annotation, AnnotationWithdrawal
from noaber.figures.models.measures import SavedMeasure, SavedMeasureRemoval
from noaber.figures.models.offences import Offence
from noaber.figures.models.releases import Release, SourceTable
from noaber.figures.models.reports import ReportChoice, ReportDelivery, ReportInvitation, ReportRun, RunState
from noaber.figures.models.signals import SignalCard, SignalMonth, SignalReading, SignalStep

__all__ = [
    "Annotation",
    "AnnotationWithdrawal",
    "Offence",
    "Release",
    "ReportChoice",
    "ReportDelivery",
    "ReportInvitation",
    "ReportRun",
    "RunState",
    "SavedMeasure",
    "SavedMeasureRemoval",
    "SignalCard",
    "SignalMonth",
    "SignalReading",
    "SignalStep",
    "SourceTable",
]

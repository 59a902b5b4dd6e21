"""The tables of figures; the counts of a release are files, see `formats.observations`."""

from noaber.figures.models.offences import Offence
from noaber.figures.models.releases import Release, SourceTable

__all__ = ["Offence", "Release", "SourceTable"]

"""Papers as editable text; how they are written stands in `odt_writing`.

The library for it is read when the first paper is made: most commands make none, and it is a tenth of their start.
"""

from typing import Final

from noaber.core.documents.paper import Paper

ODT_MEDIA_TYPE: Final = "application/vnd.oasis.opendocument.text"


def to_odt(paper: Paper) -> bytes:
    """Set the paper in the house style for editing."""
    from noaber.core.documents.odt_writing import written

    return written(paper)

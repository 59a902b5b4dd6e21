"""Files that people hand in: checked, stored under a random name, and served only to who may read them.

register_file_access("decisions.proposal", may_read_proposal)        # once, in the room's AppConfig.ready
stored = store_file(upload, actor=actor, owner_kind="decisions.proposal", owner_key=str(proposal.pk),
now=now) for warning in warnings_of(stored): ...
"""

from noaber.core.files.access import FileAccess, file_address, may_read_file, register_file_access
from noaber.core.files.cleaning import remove_orphans
from noaber.core.files.kinds import DOCUMENTS, PAPERS, PICTURES, FileKind, kind_words
from noaber.core.files.storing import (
    FileChanged,
    FileRefused,
    Upload,
    open_file,
    path_of,
    read_file,
    remove_file,
    store_file,
    warnings_of,
)

__all__ = [
    "DOCUMENTS",
    "PAPERS",
    "PICTURES",
    "FileAccess",
    "FileChanged",
    "FileKind",
    "FileRefused",
    "Upload",
    "file_address",
    "kind_words",
    "may_read_file",
    "open_file",
    "path_of",
    "read_file",
    "register_file_access",
    "remove_file",
    "remove_orphans",
    "store_file",
    "warnings_of",
]

"""Reading tables of Statistics Netherlands (CBS) and the police over OData v3 and v4. Plain Python, no Django.

>>> from noaber.core.odata import CBS_FEED, ODataTable
>>> table = ODataTable(CBS_FEED, "70072ned")
>>> table.table_id
'70072ned'
>>> table.close()
"""

from noaber.core.odata.address import (
    CBS_API,
    CBS_FEED,
    CBS_V4,
    POLICE_FEED,
    checked_base_url,
    split_table_address,
)
from noaber.core.odata.errors import ErrorKind, ODataError
from noaber.core.odata.fetching import Limits, RetryPolicy, Surroundings
from noaber.core.odata.records import (
    DimensionItem,
    KeyFilter,
    Page,
    Progress,
    Property,
    PropertyType,
    Row,
    TableInfo,
)
from noaber.core.odata.saved import SavedTable, guessed_property
from noaber.core.odata.table import ODataTable, TableSource

__all__ = [
    "CBS_API",
    "CBS_FEED",
    "CBS_V4",
    "POLICE_FEED",
    "DimensionItem",
    "ErrorKind",
    "KeyFilter",
    "Limits",
    "ODataError",
    "ODataTable",
    "Page",
    "Progress",
    "Property",
    "PropertyType",
    "RetryPolicy",
    "Row",
    "SavedTable",
    "Surroundings",
    "TableInfo",
    "TableSource",
    "checked_base_url",
    "guessed_property",
    "split_table_address",
]

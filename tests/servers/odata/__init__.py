"""A real HTTP server that speaks OData v3 as opendata.cbs.nl does, with its padding, paging and errors, and v4.

``ODataServer`` runs in a thread, ``start_process`` in a process of its own, and
``python -m tests.servers.odata --port 8800`` by hand. Faults are planned with ``Fault``.
"""

from tests.servers.odata.faults import Fault
from tests.servers.odata.process import RunningServer, start_process
from tests.servers.odata.server import ODataServer
from tests.servers.odata.tables import Dimension, Table, Topic

__all__ = ["Dimension", "Fault", "ODataServer", "RunningServer", "Table", "Topic", "start_process"]

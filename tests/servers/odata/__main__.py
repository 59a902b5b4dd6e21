"""``python -m tests.servers.odata``: prints its address, then serves until interrupted."""

from __future__ import annotations

import argparse
import contextlib
from pathlib import Path

from tests.servers.odata.faults import Fault
from tests.servers.odata.samples import large_table, population_tables, populations_from_csv
from tests.servers.odata.server import API_LIMIT, ODataServer


def main() -> None:
    """Read the arguments and serve 70072ned, 03759ned and 47018NED."""
    parser = argparse.ArgumentParser(prog="python -m tests.servers.odata", description=__doc__)
    parser.add_argument("--port", type=int, default=8800, help="0 takes a free port")
    parser.add_argument("--page-size", type=int, default=API_LIMIT, help="rows per page of the Feed")
    parser.add_argument("--populations", type=Path, help="CSV with code, reference_date, population, status")
    parser.add_argument("--large-rows", type=int, default=1_000, help="rows of 47018NED")
    parser.add_argument(
        "--fault", action="append", default=[], help="such as status,page=2,times=3,status=500"
    )
    options = parser.parse_args()
    tables = populations_from_csv(options.populations) if options.populations else population_tables()
    server = ODataServer(
        [*tables, large_table(options.large_rows)], port=options.port, page_size=options.page_size
    )
    server.shelf.faults.set([Fault.parse(text) for text in options.fault])
    print(server.origin, flush=True)
    with contextlib.suppress(KeyboardInterrupt):
        server.serve_forever()


if __name__ == "__main__":
    main()

"""Everything behind ``noaber serve``: one supervisor, the web server and the worker beside it."""

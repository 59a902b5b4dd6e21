"""The read side of the register: frozen records as of two dates, cut to what the actor may see.

How pages stay quick:

- A question that several panels ask (the organisations of a day, the mergers) is marked `core.reading.read_once`:
  a page reads it once, and the next page reads it again only after something was written.
- Lists are read as tuples (``values_list``) in the order of a record's fields. What is said of a related identity on
  the same two dates comes along in the same query: `core.history.said_of`.
- A page that shows only a number asks for the number (`occupation`, `theme_states`, `inhabitants`); a test holds
  these against the lists that they open.
"""

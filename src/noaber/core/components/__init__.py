"""The parts that every screen is made of.

Each part is a frozen dataclass that a view prepares and a template of the same name shows:
``{% include "core/components/table.html" with table=table only %}``. Templates decide nothing.
The page ``/stijl/`` shows every part in every state.
"""

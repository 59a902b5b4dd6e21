"""Network health: what the network lacks on a day, computed from the records."""

"""The shape of what people type into the register. What may be said is for the services to judge."""

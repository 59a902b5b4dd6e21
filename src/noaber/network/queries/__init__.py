"""The read side of the register: frozen records as of two dates, cut to what the actor may see."""

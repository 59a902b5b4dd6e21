"""The read side of finance: figures from the register, worked out by the rules."""

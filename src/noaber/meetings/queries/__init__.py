"""The read side of meetings: which there are, what is on their agenda, who was there, and what has to be done."""

"""The read side of decisions: what is asked of whom, what they answered, and how it stands."""

"""The papers of a meeting: agenda, decision list, minutes, extract of one item, and the folder of a member."""

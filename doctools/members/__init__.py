"""Roster and tables; whose work it is, of what date, published where."""

"""Writes what a person files or looks at, and what programs read."""

"""Finds text that stands twice, inside a document and between works."""

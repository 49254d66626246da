"""Reads the shipped dictionaries and the office's own."""

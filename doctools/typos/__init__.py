"""Finds typos and broken conventions, precision first."""

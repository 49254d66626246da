"""Criteria, results, shortlists."""

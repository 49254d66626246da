"""Decisions on their way: from tables and workbooks through the journal to the works."""

"""Check, compare and count the papers an office collects from its members."""

__version__ = "0.1.0"

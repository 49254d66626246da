"""The journal of decisions: who decided what, when, why, on what basis."""

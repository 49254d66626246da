"""Where the work on each file runs."""

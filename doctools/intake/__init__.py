"""From a folder to files that are safe to read."""

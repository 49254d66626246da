"""From a file to a Document; the only place that imports format libraries."""

"""From a Document to its title, headings, elements and type."""

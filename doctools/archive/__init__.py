"""Past submissions and reference texts, kept from one campaign to the next."""

"""Templates: one for both languages."""

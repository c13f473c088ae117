"""How provinces stand, asked of the records and told."""

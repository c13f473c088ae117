"""A make-believe registry, seeded, for a first run and for tests where no real one is at hand."""

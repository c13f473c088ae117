"""Definitions of features, one module a concept. `features.catalogue` gathers them."""

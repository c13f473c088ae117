"""The HTTP interface, one module a family of questions."""

"""How the records database came to its present form, step by step."""

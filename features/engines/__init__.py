"""Engines: ways of working out what values mean. `plug` lists them."""

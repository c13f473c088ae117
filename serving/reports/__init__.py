"""Reports for people: a validation's numbers as pages and pictures, in both languages.

Nothing is imported here: `wording` is asked for by commands that draw nothing, and drawing is slow
to load.
"""

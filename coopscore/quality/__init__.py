"""Data quality: what rules count, what statistics doubt, and who may be the same twice.

Nothing here changes a fact. A doubt is told with its evidence, and people decide.
"""

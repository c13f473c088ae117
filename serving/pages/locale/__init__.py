"""Words by key, one file a language."""

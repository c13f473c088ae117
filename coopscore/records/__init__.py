"""Records: what was decided, scored and done, by whom and when, in a SQL database."""

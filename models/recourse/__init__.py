"""What a co-operative can lawfully do about its rating, each act replayed through the pipeline."""

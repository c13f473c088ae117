"""What an analyst may change: one TOML file a model, and the master scale."""

"""The registry as files: CSV, spreadsheets and Parquet, as an office would export them."""

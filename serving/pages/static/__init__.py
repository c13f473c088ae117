"""Style sheets that the service hands out itself; nothing is fetched from elsewhere."""

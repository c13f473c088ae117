"""Every door a person or a machine comes in by: command line, HTTP, pages."""

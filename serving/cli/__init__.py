"""The command line: one module a command, loaded when it is asked for."""

from serving.cli.entry import cli, main, run

__all__ = ["cli", "main", "run"]

"""`python -m serving`: the same as the command `coopscore`."""

from serving.cli import main

main()

"""`python -m poreport` is the command line."""

from poreport.cli import main

main()

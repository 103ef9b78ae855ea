"""`python -m deltacrown.cli` is `deltacrown`."""

from deltacrown.cli import main

main()

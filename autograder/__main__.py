"""`python -m autograder` is the `autograder` command."""

from .cli import main

raise SystemExit(main())

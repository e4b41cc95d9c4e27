"""`python -m valuemodel.cli`."""

import sys

from valuemodel.cli import main

sys.exit(main())

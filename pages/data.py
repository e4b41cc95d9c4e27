"""Data: upload, match, quality, history, closing."""

from valuemodel.ui import states

here = states.with_programme()

"""Data: upload, match, quality, history, closing."""

from valuemodel.ui import states
from valuemodel.ui.data_view import draw_data

draw_data(states.with_programme())

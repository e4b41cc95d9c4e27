"""Start: which objective and whose, the decision, where we stand and what is next."""

from valuemodel.ui import context, forms
from valuemodel.ui.start_new import draw_new
from valuemodel.ui.start_view import draw_start

here = context.current()
if here.programme is None:
    forms.tell()
    draw_new(here)
else:
    draw_start(here)

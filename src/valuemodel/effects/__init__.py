"""Before and after: what changed between two waves, how sure we are, or why nobody can tell."""

from valuemodel.effects.types import CERTAINTIES, DESIGNS, VERDICTS, Effect

__all__ = ["CERTAINTIES", "DESIGNS", "VERDICTS", "Effect", "compare", "refuse", "sentences"]

from valuemodel.effects.comparing import compare, refuse
from valuemodel.effects.sentences import sentences

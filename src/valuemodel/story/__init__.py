"""What is said of a closing and its results: sentences by rule, in French and English, with no number of their own.

Every function is pure: figures come from a `Closing`, `Results` or a `ValueModel`, words from the catalogues, and the
writing of numbers from `valuemodel.locale`. In a sentence `[[...]]` marks the figure that carries it and `**...**` the
word that qualifies it; `plain` takes both away for exports and alternative texts.
"""

from valuemodel.story.words import plain

__all__ = ["plain"]

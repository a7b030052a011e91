"""Numeric facts out of Chinese text, after annotation/guidelines/numeric-facts.md.

A text is read in four steps, each a module or a few: candidates (numbers, times, fixed words) are
found by one scan from left to right; each number is judged to state a quantity or nothing; the
text is cut into clauses; slots, change, factuality and groups are filled from the words around a
quantity. There is no segmenter and no model; what the rules know of words are the lists in data/.
"""

from shuanglian.facts.extract import extract_facts

__all__ = ["extract_facts"]

"""Shuanglian (双链): Chinese industry news in which every character is accounted for.

The names below are the public interface; everything else may change between versions.
Offsets are Unicode code points, half-open ``[start, end)``, everywhere.
"""

from typing import TYPE_CHECKING, Any

from shuanglian.findings import Finding, FindingsError
from shuanglian.text.reading import Document, read_document
from shuanglian.text.records import SentenceRecord, split_document
from shuanglian.text.sentences import Sentence, split_sentences

if TYPE_CHECKING:
    from shuanglian.facts import extract_facts
    from shuanglian.tasks.scoring import score

__version__ = "0.1.0"
__all__ = [
    "Document",
    "Finding",
    "FindingsError",
    "Sentence",
    "SentenceRecord",
    "__version__",
    "extract_facts",
    "read_document",
    "score",
    "split_document",
    "split_sentences",
]


def __getattr__(name: str) -> Any:
    """Import scorer and extractor, with numpy and word lists, when they are first asked for."""
    if name == "score":
        from shuanglian.tasks.scoring import score

        return score
    if name == "extract_facts":
        from shuanglian.facts import extract_facts

        return extract_facts
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

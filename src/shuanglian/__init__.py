"""Shuanglian (双链): Chinese industry news in which every character is accounted for.

The names below are the public interface; everything else may change between versions.
Offsets are Unicode code points, half-open ``[start, end)``, everywhere.
"""

from shuanglian.findings import Finding, FindingsError
from shuanglian.text.reading import Document, read_document
from shuanglian.text.records import SentenceRecord, split_document
from shuanglian.text.sentences import Sentence, split_sentences

__version__ = "0.1.0"
__all__ = [
    "Document",
    "Finding",
    "FindingsError",
    "Sentence",
    "SentenceRecord",
    "__version__",
    "read_document",
    "split_document",
    "split_sentences",
]

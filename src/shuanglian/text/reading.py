"""Bytes to text: the encoding is detected from evidence that is reported, never guessed silently."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from shuanglian.files import sha256
from shuanglian.findings import FindingsError, Kind
from shuanglian.spans import blank_or_empty
from shuanglian.text.html import looks_like_html, read_page

MISSING = Kind("bytes-missing-file", "bytes", "restore the file, correct its name, or let it be read")
EMPTY = Kind("bytes-empty-file", "bytes", "remove the file, or put the article's text into it")
BINARY = Kind("bytes-binary-file", "bytes", "save the article as plain text or HTML")
UNDECODABLE = Kind(
    "bytes-undecodable",
    "bytes",
    "save the file as UTF-8, or name its encoding with --encoding (in a corpus: in sources.tsv)",
)
UNKNOWN_ENCODING = Kind("bytes-unknown-encoding", "bytes", "use a name Python knows, such as utf-8 or gb18030")

_BOMS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF32_LE: "utf-32",  # before UTF-16, whose mark is its beginning
    codecs.BOM_UTF32_BE: "utf-32",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_WITHOUT_BOM = ("gb18030", "utf-16-le", "utf-16-be")
_DECLARABLE = ("utf-8", "gb18030", "big5", "big5hkscs", "cp950")
_SAMPLE = 100_000
_PLAUSIBLE = 0.9
_DECLARED = re.compile(
    rb"<(?:meta[^>]{0,200}?charset|\?xml[^>]{0,100}?encoding)\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.IGNORECASE
)


@dataclass(frozen=True)
class Document:
    """A file as text: what all offsets of its layout and its records count in.

    For plain text, `text` is every character of the file but the byte order mark. For HTML it
    is every visible character of the page, one block element a line; `main_lines` are the
    numbers of the lines that belong to articles, `titles` of those that head one.
    """

    path: str
    text: str
    encoding: str
    evidence: str
    sha256: str
    format: Literal["text", "html"] = "text"
    main_lines: frozenset[int] | None = None
    titles: frozenset[int] = frozenset()


def read_document(path: Path, name: str | None = None, encoding: str | None = None) -> Document:
    """Read an article file; `name` is what records and messages call it.

    Raises `FindingsError` for a file that is missing, empty, binary or does not decode.
    """
    name = name or path.name
    if not _is_text(name):
        raise FindingsError([MISSING.at(name, "", "the file's name is not valid UTF-8, and no record could hold it")])
    try:
        data = path.read_bytes()
    except OSError as error:
        raise FindingsError([MISSING.at(name, "", f"cannot be opened: {error.strerror}")]) from error
    return document_from_bytes(data, name, encoding)


def _is_text(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def document_from_bytes(data: bytes, name: str, encoding: str | None = None) -> Document:
    """Decode bytes into a document; see `read_document`."""
    text, used, evidence = decoded(data, name, encoding)
    return _document(text, name, used, evidence, sha256(data))


def document_from_text(text: str, name: str) -> Document:
    """Return a document of text that is decoded already; its `sha256` is that of its UTF-8."""
    if blank_or_empty(text):
        raise FindingsError([EMPTY.at(name, "character 0", "no text, only white space")])
    if "\0" in text:
        raise FindingsError([BINARY.at(name, f"character {text.index(chr(0))}", "a NUL: this is not text")])
    try:
        digest = sha256(text)
    except UnicodeEncodeError as error:
        message = "a lone surrogate, which no encoding can write"
        raise FindingsError([UNDECODABLE.at(name, f"character {error.start}", message)]) from error
    return _document(text, name, "utf-8", "text already", digest)


def decoded(data: bytes, name: str, encoding: str | None = None) -> tuple[str, str, str]:
    """Return text, encoding and the evidence for it; `FindingsError` where the bytes are no text."""
    if not data.strip():
        raise FindingsError([EMPTY.at(name, "byte 0", f"no text, only white space, in a file of size {len(data)}")])
    text, used, evidence = _decoded(data, name, encoding)
    if "\0" in text:
        at = data.find(b"\0")
        raise FindingsError([BINARY.at(name, f"byte {at}", "a NUL byte: this is not a text file")])
    if blank_or_empty(text):
        raise FindingsError([EMPTY.at(name, "byte 0", f"no text, only white space, in a file of size {len(data)}")])
    return text, used, evidence


def _document(text: str, name: str, encoding: str, evidence: str, digest: str) -> Document:
    if not looks_like_html(text):
        return Document(name, text, encoding, evidence, digest)
    page = read_page(text)
    if blank_or_empty(page.text):
        raise FindingsError([EMPTY.at(name, "", "the page has markup and no visible text")])
    return Document(name, page.text, encoding, evidence, digest, "html", page.main_lines, page.titles)


def _decoded(data: bytes, name: str, encoding: str | None) -> tuple[str, str, str]:
    """Return text, encoding and the evidence for it."""
    if encoding:
        return _strictly(data, name, encoding, "named by the user")
    for mark, with_mark in _BOMS.items():
        if data.startswith(mark):
            return _strictly(data, name, with_mark, "byte order mark")
    declared = _DECLARED.search(data[:4096])
    told = declared[1].decode("ascii") if declared else ""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        if codec := _known(told):
            return _strictly(data, name, codec, f"declared by the page as {told}")
        return _most_plausible(data, name, error)
    conflict = f", though the page declares {told}" if told and _known(told) != "utf-8" else ""
    return text, "utf-8", f"valid UTF-8{conflict}"


def _known(declared: str) -> str | None:
    """Python's codec for an encoding that a page may declare; GB2312 and GBK are parts of GB18030.

    One-byte encodings decode anything, so that their name proves nothing: they are not believed.
    """
    try:
        codec = codecs.lookup(declared).name
    except LookupError:
        return None
    codec = "gb18030" if codec in ("gb2312", "gbk") else codec
    return codec if codec in _DECLARABLE else None


def _strictly(data: bytes, name: str, encoding: str, evidence: str) -> tuple[str, str, str]:
    try:
        return data.decode(encoding), encoding, evidence
    except UnicodeDecodeError as error:
        message = f"{encoding} ({evidence}): {error.reason} at byte {error.start}"
        raise FindingsError([UNDECODABLE.at(name, f"byte {error.start}", message)]) from error
    except (LookupError, UnicodeError) as error:
        raise FindingsError([UNKNOWN_ENCODING.at(name, "", f"no encoding of text: {encoding!r}")]) from error


def _most_plausible(data: bytes, name: str, utf8_error: UnicodeDecodeError) -> tuple[str, str, str]:
    """Take the encoding under which the bytes read as everyday Chinese; none is taken on less."""
    tried = [f"utf-8: {utf8_error.reason} at byte {utf8_error.start}"]
    candidates = []
    for encoding in _WITHOUT_BOM:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError as error:
            tried.append(f"{encoding}: {error.reason} at byte {error.start}")
            continue
        share = _everyday_share(text)
        tried.append(f"{encoding}: decodes, but only {share:.0%} of it is everyday Chinese")
        candidates.append((share, encoding, text))
    share, encoding, text = max(candidates, default=(0.0, "", ""))
    if share >= _PLAUSIBLE:
        return text, encoding, f"no byte order mark, not UTF-8; {share:.0%} everyday Chinese as {encoding}"
    kind = BINARY if b"\0" in data[:8192] else UNDECODABLE
    where = f"byte {utf8_error.start}"
    raise FindingsError([kind.at(name, where, "no encoding fits; tried " + "; ".join(tried))])


def _everyday_share(text: str) -> float:
    """Share of characters that are ASCII text or among the 3,755 common characters of GB 2312."""
    sample = text[:_SAMPLE]
    return sum(map(_is_everyday, sample)) / len(sample)


def _is_everyday(character: str) -> bool:
    if character < "\x80":
        return character.isprintable() or character in "\t\n\r\f"
    if character in "\u3000\u00b7\u2014\u2018\u2019\u201c\u201d\u2026":
        return True
    try:
        lead = character.encode("gb2312")[0]
    except UnicodeEncodeError:
        return False
    return lead in (0xA1, 0xA3) or 0xB0 <= lead <= 0xD7

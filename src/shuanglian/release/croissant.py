"""croissant.json: the dataset described for tools that know Croissant 1.1, with its files and every column.

A record set is a configuration. Its fields are the columns; a column of structs has a subfield for
each member, and members of members go on in the same way. What a reader gets of a list of structs
is a list for each member. Offsets and numbers are integers, all else is text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from shuanglian.files import json_text, sha256
from shuanglian.release.blocks.text import citation
from shuanglian.release.card import DATE_PUBLISHED, blocks_of, front_matter, version_of
from shuanglian.release.features import ClassLabels, FeatureType
from shuanglian.release.meanings import meaning, members
from shuanglian.release.rows import Configuration

CROISSANT = "croissant.json"

Json = dict[str, Any]

_TYPES = {"string": "sc:Text", "bool": "sc:Boolean", "int32": "cr:Int32", "int64": "cr:Int64"}
_SPLIT_OF_PATH = r"^.*/([^/]+)\.parquet$"


def describe(template: str, template_name: str, items: list[Configuration], folder: Path) -> str:
    """Describe the dataset in a folder: its Parquet files as they are there, the rest from the card's template.

    Raises `FindingsError` for a template whose front matter cannot be read.
    """
    metadata, text = front_matter(template, template_name)
    files = {
        path.relative_to(folder).as_posix(): (path.stat().st_size, sha256(path.read_bytes()))
        for item in items
        for path in sorted((folder / "data" / item.name).glob("*.parquet"))
    }
    return json_text(
        {
            "@context": _CONTEXT,
            "@type": "sc:Dataset",
            "conformsTo": "http://mlcommons.org/croissant/1.1",
            **_about(metadata, text),
            "distribution": [*_distribution(items, files)],
            "recordSet": [_record_set(item, [path for path in files if _is_of(path, item)]) for item in items],
        }
    )


def _about(metadata: Json, text: str) -> Json:
    first_paragraph = re.search(r"^# .*\n+([^<#\s](?:.+\n)*)", text, re.MULTILINE)
    known = {
        "name": metadata.get("pretty_name"),
        "description": " ".join(first_paragraph[1].split()) if first_paragraph else None,
        "license": metadata.get("license_link"),
        "version": version_of(metadata),
        "datePublished": str(metadata.get(DATE_PUBLISHED, "")),
        "inLanguage": metadata.get("language"),
        "keywords": metadata.get("tags"),
        "citeAs": citation() if _cites(text) else None,
    }
    return {name: value for name, value in known.items() if value}


def _cites(card: str) -> bool:
    """Whether a card has our entry for BibTeX, or asks for it; a corpus of one's own is not cited as ours."""
    return "citation" in blocks_of(card) or citation() in card


def _is_of(path: str, item: Configuration) -> bool:
    return path.startswith(f"data/{item.name}/")


def _distribution(items: list[Configuration], files: Mapping[str, tuple[int, str]]) -> Iterator[Json]:
    for path, (size, digest) in files.items():
        yield {
            "@type": "cr:FileObject",
            "@id": path,
            "name": path,
            "contentUrl": path,
            "contentSize": f"{size} B",
            "encodingFormat": "application/x-parquet",
            "sha256": digest,
        }
    for item in items:
        yield {
            "@type": "cr:FileSet",
            "@id": f"files-{item.name}",
            "name": f"files-{item.name}",
            "description": f"the files of {item.name}, one for each split",
            "encodingFormat": "application/x-parquet",
            "includes": f"data/{item.name}/*.parquet",
        }


def _record_set(item: Configuration, paths: list[str]) -> Json:
    splits = ", ".join(path.rsplit("/", 1)[1].removesuffix(".parquet") for path in paths)
    split = {
        "@type": "cr:Field",
        "@id": f"{item.name}/split",
        "name": "split",
        "description": f"the split that the record is in: {splits}",
        "dataType": ["sc:Text", "cr:Split"],
        "source": {
            "fileSet": {"@id": f"files-{item.name}"},
            "extract": {"fileProperty": "fullpath"},
            "transform": {"regex": _SPLIT_OF_PATH},
        },
    }
    return {
        "@type": "cr:RecordSet",
        "@id": item.name,
        "name": item.name,
        "description": item.summary,
        "key": {"@id": f"{item.name}/id"},
        "field": [split, *(_column(item, name, kind) for name, kind in item.features.items())],
    }


def _column(item: Configuration, name: str, kind: FeatureType) -> Json:
    inner = kind[0] if isinstance(kind, list) else kind
    told = meaning(item.name, name)
    if isinstance(inner, ClassLabels):
        told += "; by number: " + ", ".join(f"{number} {label}" for number, label in enumerate(inner.names))
    source = {"fileSet": {"@id": f"files-{item.name}"}, "extract": {"column": name}}
    return _field(f"{item.name}/{name}", name, kind, told, source, (), members(name))


def _field(
    place: str, name: str, kind: FeatureType, told: str, source: Json, way: tuple[str, ...], of_members: dict[str, str]
) -> Json:
    """Describe a column or a member; `way` leads from the column's value to the member's."""
    is_list = isinstance(kind, list)
    inner = kind[0] if isinstance(kind, list) else kind
    field: Json = {"@type": "cr:Field", "@id": place, "name": name}
    if told:
        field["description"] = told
    if is_list:
        field |= {"isArray": True, "arrayShape": "-1"}
    if isinstance(inner, dict):
        return field | {
            "subField": [
                _field(f"{place}/{member}", member, type_, of_members.get(member, ""), source, (*way, member), {})
                for member, type_ in inner.items()
            ]
        }
    field["dataType"] = _TYPES["int64" if isinstance(inner, ClassLabels) else str(inner)]
    field["source"] = source | ({"transform": [{"jsonPath": step} for step in way]} if way else {})
    return field


_CONTEXT: Json = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "arrayShape": "cr:arrayShape",
    "citeAs": "cr:citeAs",
    "column": "cr:column",
    "conformsTo": "dct:conformsTo",
    "containedIn": "cr:containedIn",
    "cr": "http://mlcommons.org/croissant/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "dct": "http://purl.org/dc/terms/",
    "description": {"@container": "@language"},
    "equivalentProperty": "cr:equivalentProperty",
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "extract": "cr:extract",
    "field": "cr:field",
    "fileObject": "cr:fileObject",
    "fileProperty": "cr:fileProperty",
    "fileSet": "cr:fileSet",
    "format": "cr:format",
    "includes": "cr:includes",
    "isArray": "cr:isArray",
    "isLiveDataset": "cr:isLiveDataset",
    "jsonPath": "cr:jsonPath",
    "key": "cr:key",
    "md5": "cr:md5",
    "name": {"@container": "@language"},
    "parentField": "cr:parentField",
    "path": "cr:path",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "recordSet": "cr:recordSet",
    "references": "cr:references",
    "regex": "cr:regex",
    "repeated": "cr:repeated",
    "replace": "cr:replace",
    "samplingRate": "cr:samplingRate",
    "sc": "https://schema.org/",
    "separator": "cr:separator",
    "source": "cr:source",
    "subField": "cr:subField",
    "transform": "cr:transform",
}
"""The context that Croissant 1.1 gives; its terms are the specification's."""

"""What other label sets call our entities: systems that were trained elsewhere answer in these."""

from __future__ import annotations

OURS = {
    **dict.fromkeys(("PERSON", "PER", "NR", "Nh", "name"), "PER"),
    **dict.fromkeys(("ORG", "ORGANIZATION", "NT", "Ni", "organization"), "ORG"),
    **dict.fromkeys(("GPE", "NS", "Ns", "address"), "GPE"),
    **dict.fromkeys(("LOC", "LOCATION"), "LOC"),
    **dict.fromkeys(("FAC", "FACILITY", "scene"), "FAC"),
    **dict.fromkeys(("WORK_OF_ART", "WORK", "movie", "book", "game"), "WORK"),
    **dict.fromkeys(("LAW", "POLICY"), "POLICY"),
    **dict.fromkeys(("TITLE", "position"), "TITLE"),
    **dict.fromkeys(("GOV", "government"), "GOV"),
    **dict.fromkeys(("COM", "company"), "COM"),
    "PRODUCT": "PRODUCT",
    "EVENT": "EVENT",
}
"""Labels of OntoNotes, MSRA, PKU (by their code or by LTP's), CLUENER2020 and our own."""


def our_label(label: str, location: str = "LOC") -> str | None:
    """Return our label for another set's; None for what is no entity here, such as dates and amounts.

    `location` is what a place is in a set that knows only one kind of place.
    """
    ours = OURS.get(label)
    return location if ours == "LOC" else ours

"""Annotations as text, in two forms a layer: annotation/guidelines/forms.md describes them."""

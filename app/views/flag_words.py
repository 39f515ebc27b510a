"""What a flag says to the verifier, in one sentence."""

from flask import Blueprint


def register(pages: Blueprint) -> None:
    """Make the words known to the templates."""
    pages.add_app_template_filter(lambda flag: flag.code, "flag_words")

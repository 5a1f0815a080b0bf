"""What pydantic finds wrong, in words for whoever wrote a setting or a file."""

from pydantic_core import ErrorDetails

SENTENCES = {
    "missing": "is missing",
    "extra_forbidden": "is no field that belongs here",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_parsing_size": "must be a whole number, and not one that long",
    "int_from_float": "must be a whole number",
    "greater_than_equal": "must be at least {ge}",
    "less_than_equal": "must be at most {le}",
    "string_type": "must be a text; put it in quotes",
    "string_too_short": "must have at least {min_length} characters",
    "string_too_long": "must have at most {max_length} characters",
    "list_type": "must be a list",
    "too_short": "must list at least {min_length}",
    "literal_error": "must be {expected}",
    "model_type": "must be fields with their values, each as in `name: Emissor NF-e`",
}
"""By kind of error. Source: https://docs.pydantic.dev/latest/errors/validation_errors/"""


def in_words(error: ErrorDetails) -> str:
    """What is wrong, as the rest of a sentence that begins with the name of the field."""
    sentence = SENTENCES.get(error["type"])
    if sentence is None:  # our own, of a validator, or a kind we did not meet yet
        return error["msg"].removeprefix("Value error, ")
    return sentence.format(**error.get("ctx", {}))

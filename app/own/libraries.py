"""The libraries that only some files take: an extra of this package."""

from app.model_store import ModelError


def missing(library: str) -> ModelError:
    """What is said where one is not installed."""
    return ModelError(
        f"the library {library} is needed to read it: pip install 'forward-pass[models]'"
    )

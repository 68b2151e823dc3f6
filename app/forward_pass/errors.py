"""The one error of the core."""


class InvalidInput(ValueError):
    """Something from outside is not what the core can compute with.

    ``expected`` and ``found`` complete the sentence "expected …, found …", which a person reads
    on the page or in the terminal; ``code`` names the kind of error for a program.
    """

    def __init__(self, code: str, expected: str, found: str) -> None:
        super().__init__(f"expected {expected}, found {found}")
        self.code = code
        self.expected = expected
        self.found = found

class Refusal(Exception):
    """What the caller is told instead: an HTTP status and a code."""

    def __init__(self, status: int, code: str):
        super().__init__(code)
        self.status = status
        self.code = code

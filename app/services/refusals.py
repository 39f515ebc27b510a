"""A refusal: what a service says instead of doing half of something. The edge words it for the reader."""


class Refused(Exception):
    """`code` names the reason (worded in views/wording.py), `facts` fill its gaps."""

    def __init__(self, code: str, /, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts

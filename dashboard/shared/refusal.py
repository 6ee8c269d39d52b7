"""What this server refuses, it refuses with a sentence."""


class Refusal(Exception):
    """Something that cannot be done. The message is a sentence for a person."""

"""Things to move in a lesson: native widgets, one chart, and an answer at once.

Each is a fragment that takes the `settings` of its block: arrays and numbers, and no network. What it
shows is worked out by core, by `lessons`, or in a line or two of its own.
"""

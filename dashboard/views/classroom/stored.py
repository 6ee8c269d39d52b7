"""What is stored of a class and for how long, as it is said wherever a class begins or ends."""

from dashboard.runs.classes.classes import DAYS

NEW = "new class"  # the key in the session of the code and the secret of a class that was made just now
STORED = (
    "Stored are the names that students type, what they answer, and the runs that they start; of a browser, the "
    "random name in its cookie. Where somebody is on the pages is known while they are there, and is not written down. "
    f"The teacher can export and delete all of it at any time; a class that nobody uses for {DAYS} days is deleted."
)

"""A class without accounts: its teacher has a secret link, its students a short code and a cookie.

    classes    who teaches, who has joined, what the teacher shows and allows
    answers    what was answered, in which round, and the hint that it got
    presence   who is here and where, in memory alone
    room       the runs of the students
    takeaway   all of it as CSV and JSON

A browser is known by the name in its cookie (see `dashboard.shared.session`), which no page and no file shows.
"""

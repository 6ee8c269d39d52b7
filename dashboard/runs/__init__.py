"""A run is known to everyone by its rows in the store, and trained by whichever process holds it by a lease.

    a page ── submit, steer ──▶ store ◀── figures, status ── worker (a process that trains one run at a time)
                                  ▲                            ▲
                                engine: gives places, lets long runs take turns, notices who died

Nothing else passes between them. A page needs the run's id and nothing more, so any tab finds it; one that waits is
told what is new, `live`, by a request that costs next to nothing. What can become of a run is one table, `states`. Who
trains it holds it by a lease, `leases`; the processes of an engine wait in a `pool`, warm, or on the machines of a
`cluster`. A run whose worker died goes on by itself, `returning`, from its last checkpoint, which is one of the store's
`files`: in the folder beside it, or in PostgreSQL, to which `postgres` puts the same statements. Every way in asks for
room, `admission`, of a student's class too, `in_class`; and what goes when there is too much is said before, `surplus`.
"""

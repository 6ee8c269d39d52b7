"""A run belongs to a process of its own and is known to everyone else by its rows in the store.

    a page ── submit, ask ──▶ store ◀── figures, status ── worker (one process a run)
                                ▲                            ▲
                              engine: starts the next in line, notices who died

Nothing else passes between them. A page needs the run's id and nothing more, so any tab finds it. What can become of a
run is one table, `states`. Who trains it holds it by a lease, `leases`, and every way in asks for room, `admission`.
"""

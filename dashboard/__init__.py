"""The dashboard: see the network, change it, step through it.

        app             the server, for hosts that start Streamlit themselves
         │
      commands           what is started: `chainrule` in a terminal, and the script that Streamlit runs for every page
         │
        ▼      ▼
       views            the pages, a folder each: view.py arranges, what only this page needs lies beside it
         │
         ▼
     components         what a page shows beyond Streamlit: a folder of Python, JavaScript and style each
         │
         ▼
        runs            runs in training: the store, the engine, the workers; forks, sweeps, limits, exports
         │
         ▼
        data            digits and images, wherever they come from: shipped, downloaded, drawn, uploaded
         │
         ▼
       shared           what every page may use: colours, numbers, settings, links, what is refused, what is quoted

Each room imports itself and the rooms below it, no page another page, and a test holds it (tests/test_house.py).

    a page and its place in the menu            shared/navigation.py, then views/
    what a setting is called, and where it is   shared/settings.py
    a colour, a number, a sentence on screen    shared/palette.py, numbers.py, settings_in_words.py
    how an error is said, how a name is quoted  shared/shown.py, verbatim.py
    where files are kept                        shared/folder.py
    how a run passes from a page to a worker    runs/__init__.py
    a run's checkpoints                         runs/moments.py
"""

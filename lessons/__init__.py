"""The mathematics: derived by SymPy from forward equations alone, and proved against core.

Each folder imports those above it, and a test reads the imports:

    engine/         from forward equations to backward ones, in every form, each with its proof
    exercises/      questions about somebody's own network, judged by what the engine derives
    page/           what a lesson is made of, and how a file becomes one
    published/      numbers that others printed, beside core's from the same inputs
    clinic/         networks with one public bug each, their symptoms, and what is said to whoever names the line
    derivations/    what the lessons derive beyond the equations of one network
    notes/          lessons on paper, as HTML that needs nothing else, and in a notebook
    walks/          the way back through one digit and any network, told in stops
    01_… to 18_…    the lessons, in the order in which they are meant to be read
    tiers           how much of what is shown is proved, compared by number, or stated
    registry        every equation that can appear on a screen, and its proof

Start with any lesson, then with `engine/`, whose own map goes from the first idea to the last.
"""

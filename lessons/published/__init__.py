"""Numbers that others printed, beside those that core works out from the same inputs.

    courses       expected values in the assignments of a course
    frameworks    examples in the documentation of frameworks
    example       one worked example of backpropagation that half the web has copied
        │
        ▼
    figure        a printed number, how ours is worked out, and what the comparison is to come to

    nielsen       curves of a book that were printed with their seed, each with the run that meets its points
    parting       how far apart two orders of summation move, where training is chaotic and where it is not

Each is typed here with its source, and a test compares all of them. Where one differs, it says why, and the test works
out the other number as well: what is wrong or different there is known, too.
"""

from lessons.published import courses, example, frameworks

FIGURES = (*courses.FIGURES, *frameworks.FIGURES, *example.FIGURES)

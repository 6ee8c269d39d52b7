"""Told walks: a story in stops, each of which speaks of a few things on a drawn network and lights them.

A walk is a file in percent format, as a lesson is. Each of its cells shows one `Stop`: what is said,
with this digit's numbers worked out, which equation says the same, and what the stage shows.

    the_way_back      a network of a few dense layers, drawn whole; story has its numbers
    any_network       any other: what a stop speaks of, side by side; passage has its numbers
    ends              what both say where they end: a step, everybody else, and what else training asks
    answers           what a network answers and whose blame that is, told by its loss
    weighed, bent, convolved, pooled, measured, dropped
                      what is told of each kind of layer, there and back
    stage             one stop, for a lesson
"""

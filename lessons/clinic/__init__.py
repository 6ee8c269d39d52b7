"""Patients: real networks in training, each with one bug that people reported, planted in core's own lines.

patients             all of them, in order of difficulty; backward_ward, forward_ward, training_ward: by what is wrong
    │
    ▼
patient              what one is; code: the lines of core that they are about; places: what may be wrong at a line
    │
    ▼
course               its training, and the same mended
gradient_check       its gradient beside what its loss does
signs                what else can be seen of it
answer               what is said to whoever names a line, from evidence
published            numbers that people printed with such a bug, met here
"""

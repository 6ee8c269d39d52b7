"""What the last ten numbers of a network answer, how wrong that is, and the blame of each: every loss tells it its own
way, and every loss comes to what was got, less what should have been.

    Shares       p = softmax z      one certainty, shared out        L = −log p of the truth
    YesOrNo      p = σ(z)           ten questions, each of its own   L = Σ −log of what the right reply got
    Distances    p = z              ten numbers, to be 1 or 0        L = Σ (p − y)² / 2
"""

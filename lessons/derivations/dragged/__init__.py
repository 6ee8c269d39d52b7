"""Numbers that a reader drags in a sentence, each with the sentence, the formula and the picture of all its values.

sliding_digit   how far a digit is moved, and which average is nearest then
error_signal    what one neuron was blamed for, and what its inputs hear of it
nudge           how much one weight grows, what the loss does, and what its gradient promised
shrinking_step  how large a weight is, and what a step takes off it under L1 and under L2
one_of_eight    one sum of a mini-batch, and what becomes of all eight
filter_place    where a filter lies, and what it gives there
learning_rate   how far each step goes, and where fifty of them lead
"""

"""What the lessons derive beyond the equations of one network: a file a topic, each theorem with its witnesses.

01  distance                      how far a digit is from an average digit
02  neuron                        a weighted sum and its three slopes
03  paths                         the chain rule as a sum over paths
04  bending                       activations and their slopes
05  layer                         a question about shapes
06  softmax, logits               probabilities, and what they do not see; 07 goes on with both
08  whole                         one weight followed to the loss
09  batch                         the mean over a mini-batch, and how far it can be trusted
10  descent                       steps on a bowl
11  valley, optimizers, updates   the rules of the optimizers, and what they do
12  initialization                how large weights may be at the start
13  depth                         signals and gradients through many layers
14  shrinking, regularizers       penalties and dropout
15  normalized, normalized_back   batch normalisation, there and back
16  edges                         a convolution whose filters were chosen by hand
17  differences                   measured slopes and their errors
18  program, faulty_program       the whole algorithm on one page, and with one line of it wrong
    dragged/                      numbers that a reader drags, and what depends on them
"""

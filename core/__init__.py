"""A neural network in NumPy, small enough to read in one sitting.

In the order in which it reads best:

    layers, losses, network           what a network is: forward, backward, one trace
    descent, adaptive, optimizers     how a gradient becomes a step, and θ moves
    run, training                     the loop that does all the learning
    activations, images, convolution, pooling, normalization, batchnorm, dropout    the other layers
    initializers, schedules, regularizers, augmentation, metrics    what a run can also choose or say
    checks, given                     whether a gradient is right, of any network whose numbers are handed over
    diagnosis                         what is wrong with a pass that somebody else worked out
    vocabulary, architecture, config, layout    how all of that is spelled, and where in θ it lives
    datasets, storage, export         what comes in and what goes out
    matmul, threads, memory           a @ b, sooner; work on several cores; what is free stays at hand. Skip them

Conventions, stated here once; they hold in the code, in the lessons and on the screen.

Letters
    x   input                      W   weights, shape (in, out)
    z   pre-activation             b   bias, shape (out,)
    a   activation                 θ   all parameters as one flat vector, `theta`
    p   probabilities              g   ∂L/∂θ, the gradient, as flat as θ
    y   target, one row a label    lr  learning rate
    L   loss                       δ   ∂L/∂z, the error signal
    μ   mean                       σ²  variance, both of what a normalisation meets
    x̂   (x − μ) / √(σ² + ε)        u   γ x̂ + β
    γ   the learned spread of u    β   the learned mean of u
    m   dropout's mask             h   what dropout left
    s   pooled                     v   an image as a row, or a row as an image
    `d<name>` is ∂L/∂name and has the shape of `name`.

Indices
    n example, i input unit, j output unit, k class. Units count from 0, as in the code.
    Layers with weights are numbered from 1, in a superscript: W¹ turns x into z¹.

Orientation
    Rows are examples: z = x W + b. So W[:, j] holds the weights into unit j, and for the first
    layer W[:, j].reshape(28, 28) is a picture of what unit j looks for.
    Images put the example last, (C, H, W, N): channel, row, column, example. Convolution weights
    are (out, in, row, column). A network takes rows of pixels and gives rows of logits in any case.

The loss is a mean over the batch. Its 1/N enters once, in the loss, so δ and every gradient
after it already carry it, and finite differences of L match each of them as it stands.
"""

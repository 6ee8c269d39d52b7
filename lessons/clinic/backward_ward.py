"""Patients with one wrong line on the way back: their loss is what it says, and their gradient is not its slope."""

from core.diagnosis import Mistake, catalogue
from core.diagnosis.wiring import new_weights, times
from lessons.clinic import code
from lessons.clinic.patient import Patient, Report, setting

PLAIN, DEEP = "784-16-relu-10", "784-16-sigmoid-16-sigmoid-10"
CONVOLVED = "1x28x28-conv4x5x5s2-relu-conv6x3x3s2-relu-flatten-10"


def known(kind: str, first: str, everywhere: bool = False):
    """The catalogue's mistake of this kind at this array; `everywhere`: at all arrays that its line makes."""

    def find(config) -> tuple[Mistake, ...]:
        found = catalogue(config.build_network())
        return (next(m for m in found if (m.kind, m.first) == (kind, first) and bool(m.places) == everywhere),)

    return find


def doubled(config) -> tuple[Mistake, ...]:
    """dW2 twice, and db1 four times."""
    bias = times(config.build_network(), "db1", 4)
    assert bias is not None
    return *known("factor 2", "dW2")(config), bias


BIASES = Patient(
    "all-biases-alike",
    "All biases alike",
    "It learns well. But all biases of a layer are one and the same number, and I cannot see why.",
    setting(PLAIN, 0.1),
    known("summed over classes", "db2", everywhere=True),
    ((code.BIAS, "db = dy.sum()"),),
    (code.FORWARD, code.ERROR, code.WEIGHTS, code.BACK, code.SLOPE),
    "A sum without an axis is one number, and NumPy spreads one number over a whole array without a word. The network "
    "learns all the same, since the weights can do most of what the biases can't.",
    (
        Report("rasbt/stat453-deep-learning-ss21 #5", "https://github.com/rasbt/stat453-deep-learning-ss21/issues/5"),
        Report("kvfrans/notes #5", "https://github.com/kvfrans/notes/issues/5"),
    ),
)

SLOPE_LEFT_OUT = Patient(
    "weights-that-grow",
    "Weights that grow and grow",
    "At first it was faster than everybody else's. Now its steps get longer and longer, and it reads fewer digits.",
    setting(DEEP, 0.5, initializer="xavier"),
    known("slope left out", "dz2", everywhere=True),
    ((code.SLOPE, "return dy"),),
    (code.FORWARD, code.BEND, code.ERROR, code.WEIGHTS, code.BIAS),
    "The slope of a sigmoid is at most a quarter, so a pass without it sends back too much at every layer. Such steps "
    "still point downhill for a while, which is why nobody looks.",
    (
        Report(
            "casper-hansen/Neural-Network-From-Scratch PR #1",
            "https://github.com/casper-hansen/Neural-Network-From-Scratch/pull/1",
        ),
    ),
)

MEAN = Patient(
    "ten-percent-for-ever",
    "Ten percent for ever",
    "The first step throws it far away, and from then on it guesses. A friend says: “take a smaller learning rate”.",
    setting(PLAIN, 0.1),
    known("1/N missing", "dz2"),
    ((code.ERROR, "return p - y"),),
    (code.VALUE, code.WEIGHTS, code.BACK, code.SLOPE, code.DOWNHILL),
    "A sum over the batch is N times its mean, so a learning rate that fits one batch size fits no other. One factor "
    "for all arrays points at the one line that they all come from.",
    (
        Report("heyxhh/nnet-numpy #1", "https://github.com/heyxhh/nnet-numpy/issues/1"),
        Report("davharris/mistnet #33", "https://github.com/davharris/mistnet/issues/33"),
    ),
)

COURSE = Patient(
    "the-course",
    "Two arrays of a famous course",
    "The gradient check of my course says 0.285, and I have looked through the backward pass three times.",
    setting("784-16-relu-16-relu-10", 0.1),
    doubled,
    ((code.WEIGHTS, "dW = 2 * matmul(x.T, dy)"), (code.BIAS, "db = 4 * dy.sum(axis=0)")),
    (code.ERROR, code.BACK, code.SLOPE, code.DOWNHILL),
    "One number for all arrays says that something is wrong; array by array it says where. What lies below these two "
    "is right, so nothing that is handed on can be at fault.",
    (
        Report(
            "bighuang624/Andrew-Ng-Deep-Learning-notes #10",
            "https://github.com/bighuang624/Andrew-Ng-Deep-Learning-notes/issues/10",
        ),
        Report("XingxingHuang/deeplearning.ai #4", "https://github.com/XingxingHuang/deeplearning.ai/issues/4"),
    ),
    "dW of layer 2 and db of layer 1 alone",
)

COLUMNS = Patient(
    "one-layer-lags-behind",
    "One layer lags behind",
    "My convolutional network learns, a little worse than it should, and one array of it fails the check.",
    setting(CONVOLVED, 0.1, 90, batch_size=16),
    known("im2col order", "dW2"),
    ((code.CONV_LAYOUT, "return dW.T.reshape(len(W), *W.shape[2:], W.shape[1]).transpose(0, 3, 1, 2), db"),),
    (code.WINDOWS, code.CONV_BIAS, code.CONV_BACK, code.SLOPE, code.WEIGHTS),
    "A window laid out as a column has an order, and forward and backward have to use the same one. With one channel "
    "both orders are one, so only the second layer tells.",
    (
        Report("ravin-d-27/PyDeepFlow #84", "https://github.com/ravin-d-27/PyDeepFlow/issues/84"),
        Report("ravin-d-27/PyDeepFlow #85", "https://github.com/ravin-d-27/PyDeepFlow/issues/85"),
    ),
    "dW of layer 2 alone, which has several channels",
)

STRIDE = Patient(
    "slower-than-the-reference",
    "Slower than the reference",
    "The convolutional network of my course learns, but the reference solution learns faster.",
    setting(CONVOLVED, 0.1, 90, batch_size=16),
    known("stride forgotten", "da1"),
    ((code.CONV_BACK, "dx[:, h : h + self.height, j : j + dy.shape[2]] += dwindow[:, :, j]"),),
    (code.WINDOWS, code.CONV_WEIGHTS, code.CONV_BIAS, code.WEIGHTS, code.ERROR),
    "What was taken from every second place has to be put back there. The layer itself gets right gradients, and only "
    "the layers before it learn from pixels that had no part in the error.",
    (
        Report("Kulbear/deep-learning-coursera PR #34", "https://github.com/Kulbear/deep-learning-coursera/pull/34"),
        Report("NervanaSystems/neon #111", "https://github.com/NervanaSystems/neon/issues/111"),
    ),
)

CROSS_TERMS = Patient(
    "a-loss-out-of-sight",
    "A loss out of sight",
    "The loss is beyond all bounds within seconds. Each bias of the output rises, and none ever falls.",
    setting(PLAIN, 0.1),
    known("cross terms missing", "dz2"),
    ((code.ERROR, "return (p - y) * y / len(y)"),),
    (code.TOTAL, code.VALUE, code.WEIGHTS, code.BIAS, code.BACK),
    "Every probability depends on every z, so the derivative of softmax is a matrix, and p (1 − p) is its diagonal. "
    "Without the rest no class is ever pushed down, and all z rise together.",
    (
        Report("jorgenkg/python-neural-network PR #6", "https://github.com/jorgenkg/python-neural-network/pull/6"),
        Report("hankcs/CS224n #17", "https://github.com/hankcs/CS224n/issues/17"),
    ),
)

NORMALISED = Patient(
    "normalised-and-slower",
    "Normalised, and slower",
    "I added batch normalisation, and it learns slower than without. The gradient check of that layer alone passed.",
    setting("784-16-bn-relu-10", 0.1),
    known("both paths missing", "dz1"),
    ((code.NORMAL_BACK, "dx = gamma / spread * du"),),
    (code.SCALED, code.GAMMA, code.BACK, code.SLOPE, code.WEIGHTS),
    "The mean and the spread depend on every example too, so two more ways lead back through them. A check sees a "
    "wrong dx if there are parameters before the layer, and passes where there are none.",
    (Report("mlpack/mlpack #1923", "https://github.com/mlpack/mlpack/issues/1923"),),
)

TIES = Patient(
    "a-single-array",
    "A single array",
    "It reads as many digits as my friend's. Still the gradient check fails, for a single array.",
    setting("1x28x28-conv4x5x5s2-maxpool2-relu-flatten-10", 0.1, 90, batch_size=16),
    known("gradient to all ties", "dz1"),
    ((code.POOL_BACK, "kept = corner == y"),),
    (code.LARGEST, code.CONV_WEIGHTS, code.CONV_BIAS, code.WINDOWS, code.WEIGHTS),
    "On blank paper the four pixels of a square are equal, and only one of them may hear of the gradient. Weights of "
    "blank pixels do not mind, since they are multiplied by 0; the bias does.",
    (
        Report("Theano/Theano #5248", "https://github.com/Theano/Theano/issues/5248"),
        Report("Theano/Theano #5404", "https://github.com/Theano/Theano/issues/5404"),
    ),
)

OUTPUT_FIRST = Patient(
    "other-than-in-the-book",
    "Other than in the book",
    "It learns as well as any. Yet its gradients are not those of the book.",
    setting(DEEP, 1.0, initializer="xavier"),
    lambda config: (new_weights(config.build_network(), config.learning_rate),),
    ((code.BACK, "return matmul(dy, (W - 1.0 * matmul(x.T, dy)).T)  # 1.0: the learning rate"),),
    (code.FORWARD, code.SLOPE, code.WEIGHTS, code.BIAS, code.ERROR),
    "The error of a layer goes back through the weights that made it, and these have just been updated. All lines are "
    "right, and their order is not; it is so in the most copied worked example there is.",
    (
        Report(
            "Mazur 2015, A Step by Step Backpropagation Example",
            "https://mattmazur.com/2015/03/17/a-step-by-step-backpropagation-example/",
        ),
        Report(
            "CodingTrain/Toy-Neural-Network-JS #72",
            "https://github.com/CodingTrain/Toy-Neural-Network-JS/issues/72",
        ),
        Report(
            "Bot-Academy/NeuralNetworkFromScratch PR #3",
            "https://github.com/Bot-Academy/NeuralNetworkFromScratch/pull/3",
        ),
    ),
)

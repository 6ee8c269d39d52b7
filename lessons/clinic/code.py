"""The lines of core that a mistake can hide in, each named once."""

from core import training
from core.adaptive import Adam
from core.batchnorm import BatchNorm
from core.convolution import Conv
from core.datasets.digits import split
from core.descent import SGD
from core.dropout import Dropout
from core.initializers import _draw
from core.layers import Activate, Dense
from core.losses import Loss, SoftmaxCrossEntropy
from core.normalization import Normalization
from core.optimizers import move
from core.pooling import MaxPool
from core.run import Run
from lessons.clinic.places import Place

softmax = SoftmaxCrossEntropy.softmax

# forward
FORWARD = Place(Dense.forward, "return matmul")
BEND = Place(Activate.forward, "return ACT")
MASK = Place(Dropout.mask, "return stays", through=(Dropout.forward, Dropout.input_gradient))
SHIFT = Place(softmax, "shifted =", ("softmax not shifted",))
SHIFT_TOO = Place(softmax, "shifted =")
TOTAL = Place(softmax, "total =")
OUTPUT = Place(SoftmaxCrossEntropy.judge, "p, log_p =", through=(softmax,))
VALUE = Place(Loss.value, "return self.each")
WINDOWS = Place(Conv.forward, "matmul(")
LARGEST = Place(MaxPool.forward, "return reduce")
SCALED = Place(Normalization.forward, "return as_before")

# backward
ERROR = Place(Loss.gradient, "return (p - y)")
WEIGHTS = Place(Dense.parameter_gradients, "dW =")
BIAS = Place(Dense.parameter_gradients, "db =")
BACK = Place(Dense.input_gradient, "return matmul")
SLOPE = Place(Activate.input_gradient, "return dy")
CONV_WEIGHTS = Place(Conv.parameter_gradients, "dW +=")
CONV_LAYOUT = Place(Conv.parameter_gradients, "return dW.T")
CONV_BIAS = Place(Conv.parameter_gradients, "db =")
CONV_BACK = Place(Conv.input_gradient, "dx[:, s * h")
POOL_BACK = Place(MaxPool.input_gradient, "kept =")
NORMAL_BACK = Place(BatchNorm.input_gradient, "dx =")
GAMMA = Place(Normalization.parameter_gradients, "dgamma =")

# training
INK = Place(split, "return Split", ("scaled twice", "not scaled", "images transposed"))
LABELS = Place(training._Constant.__init__, "self.images, self.labels =", ("label from the wrong column",))
BATCH = Place(training._step, "x, y =", ("labels one row late",))
PASS = Place(training._step, "grads, gradient =", ("gradients not zeroed",))
TAKE = Place(training._step, "take_step(", ("t not counted", "t twice", "t one too early", "t one too late"))
DRAW = Place(_draw, "weights =", ("zeros", "spread left out"))
DRAW_SPREAD = Place(_draw, "weights =", ("zeros",))
DOWNHILL = Place(SGD.step, "return -lr", ("sign of the step", "not updated", "learning rate left out"))
ADAM = Place(Adam.step, "step *=", ("sign of the step", "no bias correction", "learning rate left out"))
ADAM_V = Place(Adam.step, "v +=", ("gradient not squared",))
ADAM_EPSILON = Place(Adam.step, "step += self.epsilon", ("ε inside the root", "ε beside √v"))
MOVE = Place(move, "theta +=", ("not updated",))
IN_USE = Place(vars(Run)["network"].fget, "return self.config", ("dropout in use",))

"""Whoever is cited in a lesson stands once in the list of references, numbered in the order of the alphabet."""

import re

SOURCES = {  # as a lesson cites it: what it is
    "Glorot and Bengio (2010": "X. Glorot, Y. Bengio. Understanding the difficulty of training deep feedforward neural "
    "networks. *AISTATS*, PMLR 9, 249–256, 2010.",
    "He and others, 2015": "K. He, X. Zhang, S. Ren, J. Sun. Delving deep into rectifiers: surpassing human-level "
    "performance on ImageNet classification. *ICCV*, 1026–1034, 2015.",
    "Hoerl and Kennard, 1970": "A. E. Hoerl, R. W. Kennard. Ridge regression: biased estimation for nonorthogonal "
    "problems. *Technometrics* 12 (1), 55–67, 1970.",
    "Ioffe and Szegedy (2015": "S. Ioffe, C. Szegedy. Batch normalization: accelerating deep network training by "
    "reducing internal covariate shift. *ICML*, PMLR 37, 448–456, 2015.",
    "Kingma and Ba (2015": "D. P. Kingma, J. Ba. Adam: a method for stochastic optimization. *ICLR*, 2015.",
    "LeCun, Bottou, Bengio and Haffner (1998": "Y. LeCun, L. Bottou, Y. Bengio, P. Haffner. Gradient-based learning "
    "applied to document recognition. *Proceedings of the IEEE* 86 (11), 2278–2324, 1998.",
    "LeCun and others, 1998": "Y. LeCun, L. Bottou, G. B. Orr, K.-R. Müller. Efficient BackProp. In *Neural Networks: "
    "Tricks of the Trade*, Springer, 9–50, 1998.",
    "Loshchilov and Hutter, 2019": "I. Loshchilov, F. Hutter. Decoupled weight decay regularization. *ICLR*, 2019.",
    "Mazur's, of 2015": "M. Mazur. A step by step backpropagation example. 2015.",
    "Pascanu, Mikolov and Bengio (2013": "R. Pascanu, T. Mikolov, Y. Bengio. On the difficulty of training recurrent "
    "neural networks. *ICML*, PMLR 28 (3), 1310–1318, 2013.",
    "Polyak, 1964": "B. T. Polyak. Some methods of speeding up the convergence of iteration methods. *USSR "
    "Computational Mathematics and Mathematical Physics* 4 (5), 1–17, 1964.",
    "Srivastava and others, 2014": "N. Srivastava, G. Hinton, A. Krizhevsky, I. Sutskever, R. Salakhutdinov. Dropout: "
    "a simple way to prevent neural networks from overfitting. *JMLR* 15, 1929–1958, 2014.",
    "Tibshirani, 1996": "R. Tibshirani. Regression shrinkage and selection via the lasso. *Journal of the Royal "
    "Statistical Society B* 58 (1), 267–288, 1996.",
    "Tieleman and Hinton (2012": "T. Tieleman, G. Hinton. Lecture 6e: rmsprop, divide the gradient by a running "
    "average of its recent magnitude. *Neural Networks for Machine Learning*, Coursera, 2012.",
}
CITED = re.compile("|".join(r"\s+".join(map(re.escape, words.split())) for words in SOURCES))


def citations(text: str) -> list[str]:
    """What a text cites, under the words of `SOURCES`."""
    return [" ".join(words.split()) for words in CITED.findall(text)]


class References:
    """The sources that a volume cites, numbered in the order of `SOURCES`."""

    def __init__(self, texts):
        met = {words for text in texts for words in citations(text)}
        self.numbers = {words: n for n, words in enumerate((words for words in SOURCES if words in met), 1)}

    def numbered(self, text: str) -> str:
        """The text with the number of the source behind each citation."""
        return CITED.sub(lambda found: f"{found[0]} [{self.numbers[' '.join(found[0].split())]}]", text)

    @property
    def listed(self) -> list[str]:
        """The sources as Markdown, in the order of their numbers."""
        return [SOURCES[words] for words in self.numbers]

"""Softmax shares one certainty out among ten digits, and the loss asks what the truth got of it."""

import numpy as np

from lessons.page.counted import article
from lessons.page.stop import part, share, slope, three, value
from lessons.walks.answers.answer import AT_THE_END, LOGARITHM, ONE_NUMBER, Answer, kept


class Shares(Answer):
    """Softmax: ten shares of one certainty."""

    become = "become ten shares, one for each digit from 0 to 9"
    sheet = "shares p"
    letters = "k counts the ten digits, y is 1 for the truth and 0 for the others: so one term is left. log is ln."
    letters_of_p = "k is the digit whose share it is, m counts all ten."
    part_of_loss = "The loss is ln (total) − z, with the z of the {truth}"
    axis = "share that the {truth} gets"
    costs = staticmethod(lambda p: -np.log(p))

    def at_first(self) -> tuple[str, ...]:
        count = len(self.p)
        return (
            f"Nobody has pushed any of the ten sums up or down yet, so they lie about 0, and the shares about "
            f"{100 / count:g} % each. Then the loss is −ln {1 / count:g} = {three(np.log(count))}, or more where "
            f"chance is too sure of itself (here {three(self.loss)}).",
        )

    def sure(self) -> str:
        guess = int(self.p.argmax())
        if guess == self.truth:
            return f"It is {self.said(guess)} sure that this is {article(guess)} **{guess}**, and that is right."
        return (
            f"It is {self.said(guess)} sure that this is {article(guess)} **{guess}**. It is {self.named}, which got "
            f"{self.said(self.truth)}."
        )

    def how_wrong(self) -> tuple[str, ...]:
        return (
            f"{ONE_NUMBER} Of the ten shares it looks at one, what the truth got: p = {self.said(self.truth)}.",
            f"The loss is minus the natural logarithm of that share: −ln\N{NO-BREAK SPACE}{kept(self.p[self.truth])} "
            f"= [{three(self.loss)}]{{loss}}. The ten shares add up to 100 %, so what the others got is missing from "
            "the truth: one share says it all.",
            LOGARITHM,
        )

    def made(self):
        z, p, truth, rival = self.z, self.p, self.truth, self.rival
        e = np.exp(z)
        return "How ten sums become ten shares", (
            f"{AT_THE_END} Each of the ten sums, z, becomes e to the power of z, which is never negative. A digit's "
            "share p is its part of the total of all ten. This is *softmax*. (Why e? A sum that is larger by 1 gets "
            "2.72 times the share, however large both are; and e to the z is its own slope, as you will see.)",
            f"The {rival} has z = {value(z[rival])}, and e to that is {three(e[rival])}; the {truth} has "
            f"{value(z[truth])} and {three(e[truth])}. The total is {three(e.sum())}. So the {rival} gets "
            f"{three(e[rival])} / {three(e.sum())} = {share(p[rival])}, and the {truth} gets {self.said(truth)} (all "
            "rounded).",
            f"The loss is −ln of the {truth}'s part. Its e to the z is divided by the total; the logarithm of a "
            "quotient is a difference, and ln undoes e. So the loss is **ln (total) − z**, with the z of the truth.",
        )

    def slopes(self) -> tuple[str, str]:
        d, p, truth, rival = self.blames, self.p, self.truth, self.rival
        return (
            f"Raise the sum of the {rival} by a little, h. Its e to the z grows by e to the z, times h (that is what e "
            "is), and the total by as much. A logarithm grows by the growth divided by what there was: "
            f"here by the {rival}'s share of the total, times h. So for the {rival} the slope of the loss is "
            f"{slope(d[rival])}.",
            f"Raise the sum of the {truth}: ln (total) grows by its share, {part(p[truth])} h, but the loss also takes "
            f"off z, a whole h. The slope is {part(p[truth])} − 1 = {slope(d[truth])}. All ten sums have such a "
            f"slope, for all ten are in the total. The slopes add up to 0: the p add up to 1, as the y do.",
        )

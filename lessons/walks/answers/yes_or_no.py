"""Sigmoids answer ten questions, each of its own, and the loss asks what the right reply to each got."""

import numpy as np

from lessons.page.stop import part, slope, three, value
from lessons.walks.answers.answer import AT_THE_END, LOGARITHM, ONE_NUMBER, Answer, kept


class YesOrNo(Answer):
    """Sigmoid: to each of ten questions an answer of its own."""

    become = "become ten answers, one for each digit from 0 to 9: 0 says no, 1 says yes, and most lie in between"
    sheet = "answers p"
    letters = "k counts the ten digits, y is 1 for the truth and 0 for the others: so one of each pair is left."
    letters_of_p = "k is the digit that it answers for."
    part_of_loss = "Each sum is in one part of the loss: ln (1 + e to the z), less z for the {truth}"
    axis = "answer for the {truth}"
    costs = staticmethod(lambda p: -np.log(p))

    def sure(self) -> str:
        guess = int(self.p.argmax())
        surest = f"Its surest yes, {self.said(guess)}, is for the **{guess}**"
        if guess == self.truth:
            return f"{surest}, and that is right."
        return f"{surest}. It is {self.named}, which got {self.said(self.truth)}."

    def how_wrong(self) -> tuple[str, ...]:
        truth, rival, p = self.truth, self.rival, self.p
        yes, no = -np.log(p[truth]), -np.log1p(-p[rival])
        return (
            f"{ONE_NUMBER} It goes through all ten answers. Each says yes with p and no with what is left, 1 − p. "
            f"Right is yes for the {truth} and no for the others, and the loss asks what the right reply got.",
            f"It is minus the natural logarithm of that. For the {truth}, −ln\N{NO-BREAK SPACE}{kept(p[truth])} = "
            f"{three(yes)}; for the {rival}, −ln (1 − {kept(p[rival])}) = {three(no)}; the other {len(p) - 2} add "
            f"{three(self.loss - yes - no)}. In all [{three(self.loss)}]{{loss}}.",
            LOGARITHM,
        )

    def made(self):
        z, truth, rival = self.z, self.truth, self.rival
        return "How a sum becomes an answer", (
            f"{AT_THE_END} Each of the ten sums, z, becomes an answer of its own, p = 1 / (1 + e to the power of −z). "
            "This is the *sigmoid*: close to 1 for a large sum, close to 0 for one far below 0, and a half in between.",
            f"The {rival} has z = {value(z[rival])}, and e to minus that is {three(np.exp(-z[rival]))}: so it gets 1 / "
            f"(1 + {three(np.exp(-z[rival]))}) = {self.said(rival)}. The {truth} has {value(z[truth])}, and gets "
            f"{self.said(truth)}. The ten need not add up to 100 %: nobody takes anything away from another.",
            "Put p into the loss, and a no, −ln (1 − p), becomes **ln (1 + e to the z)**; a yes, −ln p, becomes **ln "
            "(1 + e to the z) − z**.",
        )

    def slopes(self) -> tuple[str, str]:
        d, p, truth, rival = self.blames, self.p, self.truth, self.rival
        return (
            f"Raise the sum of the {rival} by a little, h. Its e to the z grows by itself times h (e is the number for "
            "which that is so). A logarithm grows by the growth divided by what there was: here e to the z by 1 + e to "
            f"the z, and that is p, times h. So for the {rival} the slope of the loss is {slope(d[rival])}.",
            f"Raise the sum of the {truth}: its ln (1 + e to the z) grows by {part(p[truth])} h, but the loss also "
            f"takes off z, a whole h. The slope is {part(p[truth])} − 1 = {slope(d[truth])}.",
        )

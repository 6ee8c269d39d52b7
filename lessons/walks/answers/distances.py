"""Numbers that should be 1 and 0 are at some distance from that, and the loss is half of its square."""

from lessons.page.stop import slope, three
from lessons.walks.answers.answer import AT_THE_END, ONE_NUMBER, Answer


class Distances(Answer):
    """Half the squared distance of ten numbers from 1 and 0."""

    become = "are its answers, one for each digit from 0 to 9: right would be 1 for what it is, and 0 for the rest"
    sheet = "answers p"
    array = "answer"
    letters = "k counts the ten digits, y is 1 for the truth and 0 for the others."
    numbers = "answers"
    part_of_loss = "Each answer p is in the loss with (p − y)² / 2, where y is 1 for the {truth} and 0 for the rest"
    axis = "answer for the {truth}"
    costs = staticmethod(lambda p: (p - 1) ** 2 / 2)

    @property
    def reach(self) -> tuple[float, float]:
        p = self.p[self.truth]
        return min(0, p) - 0.1, max(1, p) + 0.1

    def said(self, k: int, p=None) -> str:
        p = self.p if p is None else p
        return f"[{three(p[k])}]{{{'truth' if k == self.truth else 'value'}}}"

    def sure(self) -> str:
        guess = int(self.p.argmax())
        largest = f"Its largest answer, {self.said(guess)}, is for the **{guess}**"
        if guess == self.truth:
            return f"{largest}, and that is right."
        return f"{largest}. It is {self.named}, whose answer is {self.said(self.truth)}."

    def how_wrong(self) -> tuple[str, ...]:
        truth, rival, p = self.truth, self.rival, self.p
        one, two = (p[truth] - 1) ** 2 / 2, p[rival] ** 2 / 2
        return (
            f"{ONE_NUMBER} It asks how far each answer p is from what it should have been, y: 1 for the {truth}, 0 for "
            "the others. The distance is squared, so that too much and too little count alike, and then "
            "halved. Each answer comes from a sum of its own, and nothing divides it by a total, as shares would be: "
            f"so the ten need not add up to 1 (here they come to {three(p.sum())}), and each is right or wrong by "
            "itself.",
            f"For the {truth}, ({three(p[truth])} − 1)² / 2 = {three(one)}; for the {rival}, ({three(p[rival])})² / 2 "
            f"= {three(two)}; the other {len(p) - 2} add {three(self.loss - one - two)}. In all "
            f"[{three(self.loss)}]{{loss}}.",
            "Why a square? Twice as far costs four times as much: one answer that is far off weighs more than several "
            "that are nearly right. And the half makes the slope simple, as you will see.",
        )

    def made(self):
        return None

    def slopes(self) -> tuple[str, str]:
        d, p, truth, rival = self.blames, self.p, self.truth, self.rival
        return (
            f"{AT_THE_END} Raise the answer of the {rival}, {three(p[rival])}, by a little, h. Its square grows by "
            f"twice p times h, so half of it by p times h. For the {rival} the slope of the loss is {slope(d[rival])}.",
            f"The answer of the {truth} should be 1, so what is squared is its distance from that, and the slope is "
            f"that distance: {three(p[truth])} − 1 = {slope(d[truth])}. The ten slopes need not add up to 0 (here "
            f"they come to {slope(d.sum())}): that one answer is too large says nothing of the others.",
        )

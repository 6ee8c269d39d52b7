"""What is normalised sums to zero over its batch, whatever the numbers were."""

from lessons.derivations.normalized import sums_to_zero


def test_the_sum_is_zero_and_each_line_says_why():
    theorem = sums_to_zero()
    assert theorem.rhs == 0
    assert theorem.reasons == ("the definition", "the sum taken apart", "the mean put in")
    assert set(theorem.prove().errors) == {"core", "every line", "reasons"}

"""A question about the shapes in a layer."""

from lessons.exercises import Asked, Context


def fits(context: Context) -> Asked:
    """Which product of tables is the gradient of a layer's inputs, in this network?"""
    into, out = context.arrays(1)[context.name("W2")].shape
    weights, signal = context.name("W2"), context.name("dz2")
    right = f"`{signal} @ {weights}.T`"
    lines = [f"`{signal} @ {weights}`", right, f"`{weights} @ {signal}`", f"`{signal}.T @ {weights}`"]
    context.draw("fits").shuffle(lines)
    return Asked(
        f"In your network `{weights}` is {into} × {out}. A mini-batch of 5 digits leaves `{signal}` as 5 × {out}. "
        f"Which line gives the gradient of the inputs, 5 × {into}?",
        tuple(lines),
        lines.index(right),
        f"It adds up over the {out} neurons: (5 × {out}) times ({out} × {into}) is 5 × {into}.",
    )

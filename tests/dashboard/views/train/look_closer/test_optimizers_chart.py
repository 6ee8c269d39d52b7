"""Steps are drawn as arrows of their length and direction."""

from dashboard.views.train.look_closer.optimizers_chart import arrows


def test_arrows_show_their_numbers():
    figure = arrows({"sgd": (1.0, -1.0), "adam": (0.5, 0.5)}, "x", "y", True)
    assert [(trace.name, trace.x[1], trace.y[1]) for trace in figure.data] == [("sgd", 1.0, -1.0), ("adam", 0.5, 0.5)]

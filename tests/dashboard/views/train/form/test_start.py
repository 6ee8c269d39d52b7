"""What is said above the button that starts a run."""

from streamlit.testing.v1 import AppTest

from dashboard.shared.folder import home


def notice():
    from dashboard.views.train.form.start import say_download

    say_download("kmnist")
    say_download("mnist")


def test_where_files_of_a_set_may_be_put_names_no_folder_of_the_server():
    (said,) = AppTest.from_function(notice, default_timeout=60).run().info
    assert said.value.endswith("t10k-labels-idx1-ubyte.gz into kmnist in the data folder of this server.")
    assert str(home()) not in said.value

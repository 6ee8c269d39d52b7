"""A spreadsheet shows what a person typed, and works none of it out."""

import csv
import io

import pytest

from dashboard.shared.csv_text import csv_text


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1", '=cmd|"/c calc"!A1'])
def test_what_begins_like_a_formula_is_marked_as_text(text):
    ((cell,),) = list(csv.reader(io.StringIO(csv_text(("head",), [(text,)]), newline="")))[1:]
    assert cell == f"'{text}"


def test_all_else_comes_back_as_it_was():
    rows = [("Ada, “L”", 'a "quote"', "two\nlines", -1.5, 3, None)]
    found = list(csv.reader(io.StringIO(csv_text(tuple("abcdef"), rows), newline="")))
    assert found == [list("abcdef"), ["Ada, “L”", 'a "quote"', "two\nlines", "-1.5", "3", ""]]

"""Networks with one real bug each, to be found by their symptoms."""

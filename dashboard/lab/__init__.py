"""The blocks of the training pages; the pages in `dashboard.views` put them together."""

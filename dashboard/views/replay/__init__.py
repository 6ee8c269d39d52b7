"""The page on which published runs are run again."""

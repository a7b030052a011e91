"""The text stage and the extractor as blocks for datatrove, for archives of millions of articles.

`shuanglian scale` runs them; `blocks`, `duplicates` and `writers` hold what a pipeline of one's own
is made of. All but `problems`, `inputs` and `settings` need the extra ``scale``.
"""

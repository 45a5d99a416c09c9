"""Learning a card from decided cases: what ``redrisk.train`` and the release recipe need.

Needs the extra ``train``; scoring a notice never loads it.

sample.py       decided cases as ranges of levels, labels and groups
recording.py    which features are even, uneven or not weighed
coding.py       from levels to columns, and from coefficients to points
fit.py          the penalised, sign-bounded fit
recipe.py       the whole way from cases to a card
coverage.py     how wide the 90 % interval must be
metrics.py      forensic and clinical measures
judge.py        figures from held-out points
validate.py     the recipe repeated on cases that it has not seen
sensitivity.py  how far the card leans on what is told
rivals.py       other ways to learn, under the same rules
gate.py         whether a new card would be worse
train.py        redrisk.train
estimator.py    the card as a scikit-learn classifier
publish.py      from what was learned to the files of a model
report.py       the model's report, with report_sections.py, blocks.py and figures.py
"""

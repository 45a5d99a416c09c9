"""Learning a card from decided cases: what ``redrisk.train`` and the release recipe need.

Needs the extra ``train``. Nothing outside this folder imports numpy or scipy.

sample.py      decided cases as ranges of levels, labels and groups
recording.py   which features are even, uneven or not weighed
fit.py         the penalised, sign-bounded fit
recipe.py      the whole way from cases to a card
coverage.py    how wide the 90 % interval must be
validate.py    the recipe repeated with whole issuing states left out
metrics.py     forensic and clinical measures
"""

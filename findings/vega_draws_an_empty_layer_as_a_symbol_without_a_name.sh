#!/usr/bin/env bash
# vega 6.2.0 with vega-lite 6.4.1: a layer over rows is an SVG group with the role
# "graphics-object" whose marks carry the names that screen readers speak. The same layer
# over no row is not left out: its group is there, empty, with the role "graphics-symbol",
# the role of one mark, and without a name. So a picture that is fine for axe-core with
# one row has a fault it calls serious ("svg-img-alt") with none, though nothing is drawn.
# Whoever layers lines over points that may lack (links, limits, forecasts) must leave out
# the layer itself, not only its rows.
# Seen: no row: graphics-symbol, no aria-label; one row: graphics-object, its mark named.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
npm init --yes > /dev/null
npm install --silent --no-audit --no-fund vega@6.2.0 vega-lite@6.4.1 > /dev/null
cat > draw.mjs <<'SCRIPT'
import assert from "node:assert";
import * as vega from "vega";
import { compile } from "vega-lite";

async function groupOfRules(rows) {
  const x = { field: "x", type: "quantitative" };
  const layer = [
    { data: { name: "limits" }, mark: "rule", encoding: { x } },
    { data: { name: "plants" }, mark: "point", encoding: { x } },
  ];
  const datasets = { limits: rows, plants: [{ x: 1 }] };
  const parsed = vega.parse(compile({ datasets, layer }).spec);
  const svg = await new vega.View(parsed, { renderer: "none" }).toSVG();
  return svg.match(/<g class="mark-rule role-mark.*?(\/>|<\/g>)/)[0];
}

const none = await groupOfRules([]);
const one = await groupOfRules([{ x: 2 }]);
console.log(`no row: ${none}\none row: ${one}`);
assert.match(none, /role="graphics-symbol"/);
assert.doesNotMatch(none, /aria-label/);
assert.match(one, /role="graphics-object"/);
assert.match(one, /<line aria-label="x: 2" role="graphics-symbol"/);
SCRIPT
node draw.mjs

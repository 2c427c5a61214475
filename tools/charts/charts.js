// How is a chart drawn? What of vega our charts use, and nothing else: without the
// transforms for force, trees, word clouds, Voronoi, labels, regression and cross filters.
import { Error as errors, extend, logger } from "vega-util";
import { transforms } from "vega-dataflow";
import * as rows from "vega-transforms";
import * as layout from "vega-view-transforms";
import * as encoding from "vega-encode";
import * as maps from "vega-geo";
import { View } from "vega-view";
import { parse } from "vega-parser";
import { compile } from "vega-lite";
import { expressionInterpreter } from "vega-interpreter";
import { Handler } from "vega-tooltip";

extend(transforms, rows, layout, encoding, maps);
const quiet = logger(errors); // writes errors to the console, and no remarks

// Draws a chart of vega-lite as SVG in an element; expressions are interpreted, so that
// no page needs a policy that lets text run as a script.
window.drawChart = async function (element, spec) {
  const runtime = parse(compile(spec, { logger: quiet }).spec, {}, { ast: true });
  const view = new View(runtime, { renderer: "svg", expr: expressionInterpreter, logger: quiet });
  view.tooltip(new Handler().call);
  element.textContent = "";
  await view.initialize(element).runAsync();
  return view;
};

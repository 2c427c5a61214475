// How is `charts.min.js` made again, to the byte? In this folder:
//
//     npm ci && node build.mjs
//
// It writes the script, the same packed with brotli, and the licences of what is in it to
// `src/brownfield/tell/vendor`, and prints what stands in `manifest.toml` there.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const vendor = join(here, "../../src/brownfield/tell/vendor");
const modules = join(here, "node_modules");
const made = await build({
  entryPoints: [join(here, "charts.js")],
  absWorkingDir: here,
  bundle: true,
  minify: true,
  format: "iife",
  target: "es2022",
  legalComments: "none",
  metafile: true,
  write: false,
  // vega-lite asks the whole of vega for four functions that vega-util has; and for an
  // expression parser one release older, which differs in nothing that it uses.
  alias: { vega: "vega-util", "vega-expression": join(modules, "vega-expression") },
});
const script = Buffer.from(made.outputFiles[0].contents);

// Packages of which something is in the script, by name.
const inside = Object.entries(Object.values(made.metafile.outputs)[0].inputs)
  .filter(([path, one]) => one.bytesInOutput > 0 && path.includes("node_modules/"))
  .map(([path]) => path.split("node_modules/").at(-1).split("/")[0]);
const names = [...new Set(inside)].sort();

function licenceOf(name) {
  const home = join(modules, name);
  const about = JSON.parse(readFileSync(join(home, "package.json"), "utf8"));
  const file = readdirSync(home).find((one) => /^(licen[cs]e|copying)/i.test(one));
  const text = file && existsSync(join(home, file)) ? readFileSync(join(home, file), "utf8").trim() : "";
  return { head: `${name} ${about.version} (${about.license})`, text };
}

// Packages with the same text share it.
const byText = new Map();
for (const one of names.map(licenceOf)) {
  byText.set(one.text, [...(byText.get(one.text) || []), one.head]);
}
const told = [...byText].map(([text, heads]) => `${heads.join("\n")}\n\n${text || "No text beside the package."}`);
const packed = brotliCompressSync(script, {
  params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: script.length },
});
writeFileSync(join(vendor, "charts.min.js"), script);
writeFileSync(join(vendor, "charts.min.js.br"), packed);
writeFileSync(join(vendor, "charts.LICENSE.txt"), `${told.join("\n\n---\n\n")}\n`);
console.log(`${script.length} bytes, ${packed.length} with brotli, of ${names.length} packages`);
console.log(`sha256 = "${createHash("sha256").update(script).digest("hex")}"`);

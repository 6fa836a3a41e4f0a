// Checks what the desk serves to browsers: the scripts' types, and that scripts and style
// sheet use nothing younger than ES2020 and Chrome 90.
//
//   node check_scripts.mjs MODULES FOLDER SERVED   checks a folder of *.js and *.css, and
//                                                  the syntax of the scripts as served
//   node check_scripts.mjs MODULES --test   checks that planted faults are found
//
// MODULES is the node_modules folder with the packages that .ci/install installs there.
// Which version of Chrome has an interface, a property or a pseudo-class is what MDN's
// tables say (@mdn/browser-compat-data).
import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { createRequire } from "node:module";

const chrome = 90;
const [modules, folder, served] = process.argv.slice(2);
const require = createRequire(path.join(path.resolve(modules), "x.js"));
const ts = require("typescript");
const css = require("css-tree");
const compat = require("@mdn/browser-compat-data");

// What older versions have in part, which is enough.
const enough = new Set([
  "outline", // corners were square before 94
]);

/** The version of Chrome that has a feature; undefined: the tables do not know it. */
function since(feature) {
  const support = feature?.__compat?.support.chrome;
  if (!support) return undefined;
  const plain = [support].flat().find((s) => !s.flags && !s.prefix && !s.alternative_name && !s.partial_implementation && !s.version_removed);
  const added = plain?.version_added;
  return typeof added === "string" ? Number(added.replace("≤", "")) : Infinity;
}

/** Findings of a script's syntax: what is younger than the target is rewritten for it. */
function syntax(file) {
  const text = fs.readFileSync(file, "utf8");
  const emit = (target) => ts.transpileModule(text, { compilerOptions: { target, module: ts.ModuleKind.ESNext } }).outputText;
  return emit(ts.ScriptTarget.ES2020) === emit(ts.ScriptTarget.ESNext) ? [] : [`${path.basename(file)}: syntax younger than ES2020`];
}

/** Findings of the scripts of a folder. */
function scripts(files) {
  const found = [];
  const at = (node, text) => {
    const source = node.getSourceFile();
    const { line, character } = source.getLineAndCharacterOfPosition(node.getStart());
    found.push(`${path.basename(source.fileName)}:${line + 1}:${character + 1}: ${text}`);
  };
  const options = { allowJs: true, checkJs: true, noEmit: true, strict: true, target: ts.ScriptTarget.ES2020, module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler, lib: ["lib.es2020.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"], types: [] };
  const program = ts.createProgram(files, options);
  for (const d of ts.getPreEmitDiagnostics(program)) {
    const where = d.file ? path.basename(d.file.fileName) + ":" + (d.file.getLineAndCharacterOfPosition(d.start).line + 1) : "";
    found.push(`${where}: ${ts.flattenDiagnosticMessageText(d.messageText, "\n")}`);
  }
  const checker = program.getTypeChecker();
  for (const file of files) {
    found.push(...syntax(file));
    const visit = (node) => {
      const declarations = ts.isIdentifier(node) ? checker.getSymbolAtLocation(node)?.declarations ?? [] : [];
      for (const d of declarations) {
        if (!/\/lib\.(dom|es)[^/]*\.d\.ts$/.test(d.getSourceFile().fileName)) continue;
        const holder = ts.isTypeLiteralNode(d.parent) ? d.parent.parent : d.parent; // of what is static
        const name = node.text, owner = holder.name?.text;
        // A member is looked up where it is declared, a global among the globals too.
        const table = compat.api[owner]?.[name] ?? compat.api[owner]?.[name + "_static"] ?? compat.javascript.builtins[owner]?.[name] ??
          (owner ? undefined : compat.api[name] ?? compat.api.Window?.[name] ?? compat.javascript.builtins[name]);
        const version = since(table);
        if (version > chrome) { at(node, `${owner ? owner + "." : ""}${name} is in Chrome since ${version}`); break; }
      }
      ts.forEachChild(node, visit);
    };
    visit(program.getSourceFile(file));
  }
  return found;
}

/** Features of a table of MDN by which a rule is too young. */
function young(table, what) {
  const version = enough.has(what) ? 0 : since(table);
  if (version === undefined) return [`${what} is not in MDN's tables`];
  return version > chrome ? [`${what} is in Chrome since ${version}`] : [];
}

/** Findings of a style sheet. */
function sheet(file) {
  const found = [];
  const note = (node, list) => { for (const text of list) found.push(`${path.basename(file)}:${node.loc.start.line}: ${text}`); };
  const tree = css.parse(fs.readFileSync(file, "utf8"), { positions: true, onParseError: (e) => found.push(`${path.basename(file)}:${e.line}: ${e.message}`) });
  css.walk(tree, function (node) {
    if (node.type === "Declaration" && !node.property.startsWith("--")) {
      const property = compat.css.properties[node.property];
      note(node, young(property, node.property));
      css.walk(node.value, (v) => {
        const keyword = v.type === "Identifier" ? property?.[v.name] : undefined;
        if (keyword?.__compat) note(node, young(keyword, `${node.property}: ${v.name}`));
      });
    } else if (node.type === "PseudoClassSelector" || node.type === "PseudoElementSelector") {
      note(node, young(compat.css.selectors[node.name], ":" + node.name));
    } else if (node.type === "NestingSelector" || (node.type === "Rule" && this.rule)) {
      note(node, [`nested rules are in Chrome since ${since(compat.css.selectors.nesting)}`]);
    } else if (node.type === "Atrule") {
      note(node, young(compat.css["at-rules"][node.name], "@" + node.name));
    } else if (node.type === "Feature") {
      note(node, young(compat.css["at-rules"].media[node.name.replace(/^(min|max)-/, "")], "@media " + node.name));
    } else if (node.type === "FeatureRange") {
      note(node, young(compat.css["at-rules"].media.range_syntax, "ranges in @media"));
    } else if (node.type === "Dimension") {
      const lengths = compat.css.types.length;
      const family = /^([sld])v(w|h|i|b|min|max)$/.exec(node.unit);
      const unit = family ? lengths["viewport_percentage_units_" + { s: "small", l: "large", d: "dynamic" }[family[1]]] : lengths[node.unit];
      if (unit) note(node, young(unit, node.unit));
    } else if (node.type === "Function" && node.name !== "var") {
      const places = [compat.css.types, compat.css.types.color, compat.css.types.transform_function, compat.css.types["transform-function"], compat.css.types["easing-function"], compat.css.types.image, compat.css.types.gradient];
      const name = { rgba: "rgb", hsla: "hsl" }[node.name] ?? node.name;
      const table = places.map((p) => p?.[name]).find((t) => t?.__compat) ?? compat.css.properties["grid-template-columns"]?.[node.name];
      note(node, young(table, node.name + "()"));
    }
  });
  return found;
}

/** Findings of a folder. */
function check(dir) {
  const all = fs.readdirSync(dir, { recursive: true }).map((name) => path.join(dir, name));
  const js = all.filter((name) => name.endsWith(".js")), sheets = all.filter((name) => name.endsWith(".css"));
  if (js.length === 0 || sheets.length === 0) return ["no scripts, or no style sheet, in " + dir];
  return [...scripts(js), ...sheets.flatMap(sheet)];
}

/** Faults of which each must be found, with a part of the message; "": none. */
const planted = {
  js: [
    ["export const a = [1, 2].slice(1);", ""],
    ["document.body.replaceChildren();", ""],
    ["new ResizeObserver(() => {}).observe(document.body);", ""],
    ["/** @type {number} */ export const n = \"x\";", "not assignable"],
    ["export const b = [1, 2].at(0);", "at"],
    ["export const c = structuredClone({});", "structuredClone is in Chrome since 98"],
    ["export const d = crypto.randomUUID();", "Crypto.randomUUID is in Chrome since 92"],
    ["export const e = AbortSignal.timeout(3);", "timeout is in Chrome since"],
    ["document.body.inert = true;", "inert is in Chrome since 102"],
    ["/** @type {any} */ let d = null; d ??= 1; export { d };", "syntax younger"],
    ["export class A { static { A.name; } }", "syntax younger"],
  ],
  css: [
    ["p { display: grid; gap: 4px; content-visibility: auto; }", ""],
    ["@media (max-width: 100px) { p { color: rgba(0, 0, 0, .5); } }", ""],
    ["p { grid-template-columns: minmax(1px, 2fr) calc(1px + 2px); }", ""],
    ["p:focus-visible { color: red; }", ""],
    ["p:has(a) { color: red; }", ":has is in Chrome since 105"],
    ["p { color: color-mix(in srgb, red, blue); }", "color-mix"],
    ["p { a { color: red; } }", "Colon is expected"],
    ["p { height: 100dvh; }", "dvh"],
    ["p { accent-color: red; }", "accent-color is in Chrome since 93"],
    ["@container (min-width: 1px) { p { color: red; } }", "@container"],
    ["p { text-wrap: balance; }", "text-wrap"],
    ["p { colour: red; }", "not in MDN's tables"],
  ],
};

if (folder === "--test") {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), "scripts"));
  const cases = Object.entries(planted).flatMap(([kind, faults]) => faults.map(([text, expected], n) => ({ name: `${kind}${n}.${kind}`, text, expected })));
  for (const c of cases) fs.writeFileSync(path.join(dir, c.name), c.text + "\n");
  const found = check(dir);
  fs.rmSync(dir, { recursive: true });
  let bad = 0;
  for (const { name, text, expected } of cases) {
    const mine = found.filter((line) => line.startsWith(name + ":")).join("\n");
    if (expected ? mine.includes(expected) : mine === "") continue;
    console.log(`${text}\n  expected ${expected || "nothing"}, found ${mine || "nothing"}`);
    bad++;
  }
  console.log(`${cases.length - bad} planted faults and correct lines judged rightly, ${bad} wrongly`);
  process.exit(bad ? 1 : 0);
}
const found = check(folder);
for (const name of fs.readdirSync(served)) found.push(...syntax(path.join(served, name)));
for (const line of found) console.log(line);
console.log(`${found.length} findings in ${folder}`);
process.exit(found.length ? 1 : 0);

// Forms: the issue, what issues share, an article and its pictures.
import { $, button, make, say } from "./words.js";
import * as server from "./server.js";

/** @typedef {{path: string, table: string, key: string, type: string, values?: string[], needed?: boolean, given?: string, about: string, value: string, set?: boolean, applies?: string, origin?: string}} Field */
/** @typedef {{article: number, of?: string, file: string, publication?: string, broken?: boolean, groups?: {table: string, about: string}[], fields: Field[], pictures: Field[][]}} Form */

/** @type {(action: any) => Promise<any>} */
let act = async () => {};
/** @param {typeof act} f */
export function begin(f) { act = f; }

let shown = -2; // the article whose form is shown; -1: that of a file
let file = "issue.toml"; // whose form is shown for -1
let text = "";
let raw = false; // the file's text is shown in place of its form
let only = ""; // what is looked for among the fields

/** A value in TOML as the form shows it. @param {string} toml */
const plain = (toml) => toml.replace(/^\["?|"?\]$|^"|"$/g, "").replace(/", "/g, "、");

/** @param {Field} f */
function origin(f) {
  if (!f.origin) return "";
  const known = ["issue", "publication", "default"].includes(f.origin);
  const from = known ? say("from-" + f.origin) : say("from-theme", f.origin);
  return f.set && f.origin === "issue" && file !== "issue.toml" ? say("replaced", plain(f.applies || "")) : from;
}

/** @param {Field} f @param {Form} form @param {number} picture */
function input(f, form, picture) {
  const { article, of } = form;
  /** @type {HTMLInputElement|HTMLSelectElement|HTMLTextAreaElement} */
  let e;
  const given = plain((!f.set && f.applies) || f.given || "");
  const choices = f.type === "bool" ? ["true", "false"] : f.type === "enum" ? f.values : undefined;
  if (choices) {
    e = /** @type {HTMLSelectElement} */ (make("select", {}, make("option", { value: "" }, given ? "（" + given + "）" : "")));
    for (const v of choices) e.append(make("option", { value: v }, v));
    if (f.value && !choices.includes(f.value)) e.append(make("option", { value: f.value }, f.value));
  } else if (f.type === "list" || f.type === "text" || f.value.includes("\n")) {
    e = /** @type {HTMLTextAreaElement} */ (make("textarea", { rows: String(Math.max(1, f.value.split("\n").length)), placeholder: given }));
  } else {
    e = /** @type {HTMLInputElement} */ (make("input", { type: f.type === "date" && /^(\d{4}-\d\d-\d\d)?$/.test(f.value) ? "date" : "text", placeholder: given }));
  }
  e.dataset.field = f.path;
  e.value = f.value;
  e.addEventListener("change", () => {
    if (e.value !== f.value) act({ action: "set", file, table: f.table, key: f.key, type: f.type, value: e.value.replace(/\n+$/, ""), article, of, picture });
  });
  const about = make("span", { class: "about" }, f.about);
  const from = article < 0 ? origin(f) : "";
  if (from) about.append(make("span", { class: "origin" }, from));
  return make("label", f.set ? { class: "set" } : {}, about, e);
}

/** @param {string} title @param {Field[]} fields @param {Form} form @param {number} picture @param {boolean} open */
function group(title, fields, form, picture, open) {
  const d = make("details", open ? { open: "" } : {}, make("summary", {}, title));
  d.append(...fields.map((f) => input(f, form, picture)));
  return d;
}

/** Shows the form of an article, or of a file for -1; -2: none. @param {number} article @param {boolean} [fresh] @param {string} [of] */
export async function show(article, fresh = true, of = fresh ? "issue.toml" : file) {
  const box = $("form");
  const name = article + " " + of;
  shown = article;
  file = article < 0 ? of : "issue.toml";
  box.hidden = article < -1;
  document.body.classList.toggle("forming", article === -1 && !raw);
  if (article < -1) return;
  /** @type {Form} */
  const form = await (await server.request("form", { article: String(article), file })).json();
  if (shown !== article || (article < 0 && file !== of)) return;
  const now = JSON.stringify(form) + raw;
  if (!fresh && now === text && box.dataset.name === name) return;
  // What is being typed in a field stays there.
  const active = document.activeElement;
  const same = box.dataset.name === name;
  if (!fresh && active instanceof HTMLElement && box.contains(active) && same && active.dataset.field && /** @type {any} */ (active).value !== /** @type {any} */ (active).defaultValue && active.tagName !== "SELECT") { text = ""; return; }
  const open = new Set(same ? [...box.querySelectorAll("details[open] > summary")].map((s) => s.textContent) : []);
  const focused = active instanceof HTMLElement && box.contains(active) && same ? active : null;
  const focus = focused ? focused.dataset.field : undefined;
  const owner = focused ? focused.closest("[data-picture]") : null;
  const nth = owner ? [...box.querySelectorAll("[data-picture]")].indexOf(owner) : -1;
  const selection = focused instanceof HTMLTextAreaElement || focused instanceof HTMLInputElement && focused.type === "text" ? [focused.selectionStart, focused.selectionEnd] : null;
  const top = same ? box.scrollTop : 0;
  text = now;
  box.dataset.name = name;
  box.replaceChildren(...(article < 0 ? head(form, open) : about(form, open)));
  if (article < 0) filter();
  box.scrollTop = top;
  const again = focus ? field(focus, nth) : null;
  if (again) again.focus();
  if (again && selection && again.setSelectionRange) again.setSelectionRange(selection[0], selection[1]);
}

/** The form of a file. @param {Form} form @param {Set<string|null>} open */
function head(form, open) {
  const tab = (/** @type {string} */ name, /** @type {string} */ of, /** @type {boolean} */ text) => {
    const b = button("tab", () => { raw = text; does(of); }, say(name));
    b.setAttribute("aria-pressed", String(of === file && text === raw));
    return b;
  };
  const tabs = make("div", { class: "group" }, tab("issue", "issue.toml", false));
  if (form.publication) tabs.append(tab("publication", form.publication, false));
  const toml = tab("toml", file, true);
  toml.dataset.action = "toml";
  tabs.append(toml);
  /** @type {HTMLElement[]} */
  const parts = [tabs];
  if (raw) return parts;
  if (form.broken) return [...parts, make("p", { role: "alert" }, say("broken"))];
  const find = /** @type {HTMLInputElement} */ (make("input", { type: "search", "aria-label": say("filter"), placeholder: say("filter"), "data-filter": "" }));
  find.value = only;
  find.addEventListener("input", () => { only = find.value; filter(); });
  tabs.append(find);
  /** @type {Map<string, Field[]>} */
  const tables = new Map();
  for (const f of form.fields) {
    const name = f.table === "style.set" ? f.key.split(".")[0] + ".*" : f.table;
    tables.set(name, [...(tables.get(name) || []), f]);
  }
  for (const [name, fields] of tables) {
    const known = (form.groups || []).find((g) => g.table === name);
    const title = (known ? known.about + " " : say("theme") + " ") + name;
    parts.push(group(title, fields, form, -1, name === "publication" || name === "issue" || open.has(title)));
  }
  return parts;
}

/** Hides the fields that have nothing of what is looked for. */
function filter() {
  const words = only.trim().toLowerCase();
  for (const d of /** @type {NodeListOf<HTMLDetailsElement>} */ ($("form").querySelectorAll("details"))) {
    let some = false;
    for (const l of /** @type {NodeListOf<HTMLElement>} */ (d.querySelectorAll("label"))) {
      const e = /** @type {HTMLElement} */ (l.querySelector("[data-field]"));
      l.hidden = !!words && !(l.textContent + " " + e.dataset.field + " " + /** @type {any} */ (e).value).toLowerCase().includes(words);
      some = some || !l.hidden;
    }
    d.hidden = !some;
    if (words && some) d.open = true;
  }
}

/** The form of an article. @param {Form} form @param {Set<string|null>} open */
function about(form, open) {
  const given = form.fields.filter((f) => f.set || ["title", "author", "source", "subtitle", "kicker"].includes(f.key));
  const rest = form.fields.filter((f) => !given.includes(f));
  const first = group(say("about"), given, form, -1, open.has(say("about")));
  first.append(group(say("more"), rest, form, -1, open.has(say("more"))));
  return [first, ...form.pictures.map((fields, n) => {
    const file = (fields.find((f) => f.key === "file") || fields[0]).value;
    const title = say("picture") + " " + file;
    const d = group(title, fields, form, n, open.has(title));
    d.dataset.picture = file;
    return d;
  })];
}

/** @type {(file: string) => void} */
let does = () => {};
/** Called to open another file with its form. @param {typeof does} f */
export function onFile(f) { does = f; }

/** The field of a path. @param {string} path @param {number} picture @returns {HTMLInputElement|null} */
function field(path, picture) {
  const box = picture >= 0 ? $("form").querySelectorAll("[data-picture]")[picture] : $("form");
  return box ? box.querySelector(`[data-field="${CSS.escape(path)}"]`) : null;
}

/** Opens the field of a path with the cursor behind a text. @param {number} article @param {number} picture @param {string} path @param {string} before @param {string} of file */
export async function go(article, picture, path, before, of) {
  if (article < 0) { raw = false; only = ""; }
  await show(article, true, article < 0 ? of : "issue.toml");
  const e = field(path, picture);
  if (!e) return false;
  for (let d = e.closest("details"); d; d = d.parentElement ? d.parentElement.closest("details") : null) d.open = true;
  e.focus();
  if (e.setSelectionRange && (e.type === "text" || e.tagName === "TEXTAREA")) e.setSelectionRange(before.length, before.length);
  return true;
}

/** Shows the text of a file in place of its form. @param {string} of */
export async function asText(of) {
  raw = true;
  await show(-1, true, of);
}

/** The form again, after a file changed. @param {number} selected index of the article that is selected */
export function refresh(selected) { if (shown >= -1) show(shown < 0 ? shown : selected, shown >= 0 && shown !== selected); }

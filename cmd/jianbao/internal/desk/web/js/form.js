// Forms: the issue, an article and its pictures.
import { $, button, make, say } from "./words.js";
import * as server from "./server.js";

/** @typedef {{path: string, table: string, key: string, type: string, values?: string[], needed?: boolean, given?: string, about: string, value: string, set?: boolean}} Field */
/** @typedef {{article: number, fields: Field[], pictures: Field[][]}} Form */

/** @type {(action: any) => Promise<any>} */
let act = async () => {};
/** @param {typeof act} f */
export function begin(f) { act = f; }

let shown = -2; // the article whose form is shown; -1: the issue's
let text = "";

/** @param {Field} f @param {number} article @param {number} picture */
function input(f, article, picture) {
  /** @type {HTMLInputElement|HTMLSelectElement|HTMLTextAreaElement} */
  let e;
  const choices = f.type === "bool" ? ["true", "false"] : f.type === "enum" ? f.values : undefined;
  if (choices) {
    e = /** @type {HTMLSelectElement} */ (make("select", {}, make("option", { value: "" }, f.given ? "（" + f.given + "）" : "")));
    for (const v of choices) e.append(make("option", { value: v }, v));
  } else if (f.type === "list") {
    e = /** @type {HTMLTextAreaElement} */ (make("textarea", { rows: String(Math.max(1, f.value.split("\n").length)) }));
  } else {
    e = /** @type {HTMLInputElement} */ (make("input", { type: f.type === "date" ? "date" : "text", placeholder: (f.given || "").replace(/^"|"$/g, "") }));
  }
  e.dataset.field = f.path;
  e.value = f.value;
  e.addEventListener("change", () => {
    if (e.value !== f.value) act({ action: "set", table: f.table, key: f.key, type: f.type, value: e.value.replace(/\n+$/, ""), article, picture });
  });
  return make("label", {}, make("span", { class: "about" }, f.about), e);
}

/** @param {string} title @param {Field[]} fields @param {number} article @param {number} picture @param {boolean} open */
function group(title, fields, article, picture, open) {
  const d = make("details", open ? { open: "" } : {}, make("summary", {}, title));
  d.append(...fields.map((f) => input(f, article, picture)));
  return d;
}

/** Shows the form of an article, or of the issue for -1; -2: none. @param {number} article @param {boolean} [fresh] */
export async function show(article, fresh = true) {
  const box = $("form");
  shown = article;
  box.hidden = article < -1;
  document.body.classList.toggle("forming", article === -1 && !raw);
  if (article < -1) return;
  /** @type {Form} */
  const form = await (await server.request("form", { article: String(article) })).json();
  if (shown !== article) return;
  const now = JSON.stringify(form);
  if (!fresh && now === text && box.dataset.article === String(article)) return;
  // What is being typed in a field stays there.
  const active = document.activeElement;
  if (!fresh && active instanceof HTMLElement && box.contains(active) && box.dataset.article === String(article) && /** @type {any} */ (active).value !== /** @type {any} */ (active).defaultValue && active.dataset.field) { text = ""; return; }
  const open = new Set(box.dataset.article === String(article) ? [...box.querySelectorAll("details[open] > summary")].map((s) => s.textContent) : []);
  const focus = active instanceof HTMLElement && box.contains(active) ? active.dataset.field : undefined;
  const top = box.scrollTop;
  text = now;
  box.dataset.article = String(article);
  if (article < 0) {
    /** @type {Map<string, Field[]>} */
    const tables = new Map();
    for (const f of form.fields) {
      const name = f.table === "style.set" ? "style.set " + f.key.split(".")[0] : f.table;
      tables.set(name, [...(tables.get(name) || []), f]);
    }
    const parts = [button("toml", () => { raw = !raw; show(-1); }, say(raw ? "form" : "toml"))];
    if (!raw) for (const [name, fields] of tables) parts.push(group("[" + name + "]", fields, -1, -1, name === "publication" || name === "issue" || open.has("[" + name + "]")));
    box.replaceChildren(...parts);
  } else {
    const given = form.fields.filter((f) => f.set || ["title", "author", "source", "subtitle", "kicker"].includes(f.key));
    const rest = form.fields.filter((f) => !given.includes(f));
    const about = group(say("about"), given, article, -1, open.has(say("about")));
    about.append(group(say("more"), rest, article, -1, open.has(say("more"))));
    box.replaceChildren(about, ...form.pictures.map((fields, n) => {
      const file = (fields.find((f) => f.key === "file") || fields[0]).value;
      const title = say("picture") + " " + file;
      const d = group(title, fields, article, n, open.has(title));
      d.dataset.picture = file;
      return d;
    }));
  }
  box.scrollTop = top;
  if (focus) field(focus, -1)?.focus();
}

let raw = false;

/** The field of a path. @param {string} path @param {number} picture @returns {HTMLInputElement|null} */
function field(path, picture) {
  const box = picture >= 0 ? $("form").querySelectorAll("[data-picture]")[picture] : $("form");
  return box ? box.querySelector(`[data-field="${CSS.escape(path)}"]`) : null;
}

/** Opens the field of a path with the cursor behind a text. @param {number} article @param {number} picture @param {string} path @param {string} before */
export async function go(article, picture, path, before) {
  if (article < 0) raw = false;
  await show(article);
  const e = field(path, picture);
  if (!e) return false;
  for (let d = e.closest("details"); d; d = d.parentElement ? d.parentElement.closest("details") : null) d.open = true;
  e.focus();
  if (e.setSelectionRange && (e.type === "text" || e.tagName === "TEXTAREA")) e.setSelectionRange(before.length, before.length);
  return true;
}

/** The form again, after the manifest changed. */
export function refresh() { if (shown >= -1) show(shown, false); }

// Forms: the issue, what issues share, an article and its pictures.
import { $, ask, button, make, say } from "./words.js";
import * as server from "./server.js";

/** @typedef {{path: string, table: string, key: string, type: string, values?: string[], needed?: boolean, given?: string, about: string, value: string, set?: boolean, applies?: string, origin?: string}} Field */
/** What belongs to an article. @typedef {{table: string, n: number, kind: string, file?: string, text?: string, photo?: string, opens?: string, fixed?: boolean, fields: Field[], items?: Item[]}} Item */
/** @typedef {{article: number, of?: string, file: string, publication?: string, broken?: boolean, groups?: {table: string, about: string}[], fields: Field[], section?: Item, items: Item[]}} Form */

/** @type {(action: any) => Promise<any>} */
let act = async () => {};
/** @param {typeof act} f */
export function begin(f) {
  act = f;
  // Once its height has been drawn, it is not limited to a part of the column.
  const box = $("form");
  new MutationObserver(() => { if (box.style.height && !box.style.maxHeight) box.style.maxHeight = "80%"; }).observe(box, { attributes: true, attributeFilter: ["style"] });
}

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

/** An action on an item, or on the article itself. @param {Form} form @param {Item|null} item @param {Record<string, any>} action */
const on = (form, item, action) => act({ file, article: form.article, of: form.of, ...(item ? { table: item.table, picture: item.n, file: item.file || file, text: item.text } : {}), ...action });

/** How an item is found again. @param {string} table @param {number} n @param {string} [of] the file that has it */
const named = (table, n, of = "") => table + " " + n + " " + of;

/** How many lines a text takes in its field, nearly. @param {string} value */
const rows = (value) => Math.min(8, value.split("\n").reduce((n, line) => n + Math.max(1, Math.ceil([...line].reduce((w, c) => w + (c > "\u2000" ? 2 : 1), 0) / 28)), 0));

/** @param {Field} f @param {Form} form @param {Item|null} item */
function input(f, form, item) {
  const { article } = form;
  /** @type {HTMLInputElement|HTMLSelectElement|HTMLTextAreaElement} */
  let e;
  const given = plain((!f.set && f.applies) || f.given || "");
  const choices = f.type === "bool" ? ["true", "false"] : f.type === "enum" ? f.values : undefined;
  if (choices) {
    e = /** @type {HTMLSelectElement} */ (make("select", {}, make("option", { value: "" }, given ? "（" + given + "）" : "")));
    for (const v of choices) e.append(make("option", { value: v }, v));
    if (f.value && !choices.includes(f.value)) e.append(make("option", { value: f.value }, f.value));
  } else if (f.type === "list" || f.type === "text" || f.value.includes("\n")) {
    e = /** @type {HTMLTextAreaElement} */ (make("textarea", { rows: String(rows(f.value)), placeholder: given }));
  } else {
    e = /** @type {HTMLInputElement} */ (make("input", { type: f.type === "date" && /^(\d{4}-\d\d-\d\d)?$/.test(f.value) ? "date" : "text", placeholder: given }));
  }
  e.dataset.field = f.path;
  if (e instanceof HTMLSelectElement) e.value = f.value; else e.defaultValue = f.value; // by which what is typed is told
  e.addEventListener("change", () => {
    if (e.value !== f.value) on(form, item, { action: "set", table: f.table, key: f.key, type: f.type, value: e.value.replace(/\n+$/, "") });
  });
  const about = make("span", { class: "about" }, f.about);
  const from = article < 0 ? origin(f) : "";
  if (from) about.append(make("span", { class: "origin" }, from));
  return make("label", f.set ? { class: "set" } : {}, about, e);
}

/** @param {string} title @param {Field[]} fields @param {Form} form @param {Item|null} item @param {boolean} open */
function group(title, fields, form, item, open) {
  const d = make("details", open ? { open: "" } : {}, make("summary", {}, title));
  d.append(...fields.map((f) => input(f, form, item)));
  return d;
}

/** Shows the form of an article, or of a file for -1; -2: none. @param {number} article @param {boolean} [fresh] @param {string} [of] */
export async function show(article, fresh = true, of = fresh ? "issue.toml" : file) {
  const box = $("form");
  shown = article;
  file = article < 0 ? of : "issue.toml";
  box.hidden = article < -1;
  document.body.classList.toggle("forming", article === -1 && !raw);
  if (article < -1) return;
  /** @type {Form} */
  const form = await (await server.request("form", { article: String(article), file })).json();
  if (shown !== article || (article < 0 && file !== of)) return;
  const now = JSON.stringify(form) + raw, name = article < 0 ? of : form.of || "";
  const same = box.dataset.name === name; // also if the article has moved
  if (same && now === text) return;
  // What is being typed in a field stays there.
  const active = document.activeElement;
  if (same && active instanceof HTMLElement && box.contains(active) && active.dataset.field && /** @type {any} */ (active).value !== /** @type {any} */ (active).defaultValue && active.tagName !== "SELECT") { text = ""; return; }
  const open = new Set(same ? [.../** @type {NodeListOf<HTMLElement>} */ (box.querySelectorAll("details[open]"))].map((d) => (d.dataset.key || "") + (d.querySelector("summary") || d).textContent) : []);
  const focused = active instanceof HTMLElement && box.contains(active) && same ? active : null;
  const focus = focused ? focused.dataset.field : undefined;
  const owner = /** @type {HTMLElement|null} */ (focused && focused.closest("[data-item]"));
  const selection = focused instanceof HTMLTextAreaElement || focused instanceof HTMLInputElement && focused.type === "text" ? [focused.selectionStart, focused.selectionEnd] : null;
  const top = same ? box.scrollTop : 0;
  text = now;
  box.dataset.name = name;
  box.replaceChildren(...(article < 0 ? head(form, open) : about(form, open)));
  if (article < 0) filter();
  box.scrollTop = top;
  const again = focus ? field(focus, owner && owner.dataset.item) : null;
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
    parts.push(group(title, fields, form, null, name === "publication" || name === "issue" || open.has(title)));
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
  const first = group(say("about"), given, form, null, open.has(say("about")));
  first.append(group(say("more"), rest, form, null, open.has(say("more"))));
  const parts = [first];
  if (form.section) parts.push(section(form, form.section, open));
  const fits = fit(form);
  if (fits) parts.unshift(fits);
  parts.push(...form.items.map((i) => card(i, form, open)));
  if (!form.fields.length) return parts;
  /** @param {string} label @param {() => void} run */
  const add = (label, run) => button("add-item", run, label);
  const asked = async (/** @type {string} */ table, /** @type {string} */ question, /** @type {string} */ value) => {
    const title = await ask(question, value);
    if (title && title.trim() && title !== value) on(form, null, { action: "add-item", table, title });
  };
  parts.push(make("div", { class: "group", role: "group", "aria-label": say("addTo") }, make("span", { class: "about" }, say("addTo")),
    add(say("picture") + "…", () => /** @type {HTMLElement} */ ($("manage").querySelector("input[type=file]")).click()),
    add(say("table"), () => on(form, null, { action: "add-item", table: "section.article.table" })),
    add(say("qr") + "…", () => asked("section.article.picture", say("address"), "https://")),
    add(say("attachment") + "…", () => asked("section.article.attachments", say("title"), ""))));
  return parts;
}

/** The section of an article. @param {Form} form @param {Item} item @param {Set<string|null>} open */
function section(form, item, open) {
  const title = item.fields[0].value, name = say("inSection");
  const box = group(name, item.fields, form, item, open.has(name));
  box.dataset.item = named(item.table, item.n);
  const step = (/** @type {string} */ action) => button(action, () => act({ action, section: item.n }));
  const buttons = make("div", { class: "group" }, step("section-up"), step("section-down"));
  if (!item.fixed) buttons.append(button("remove-section", () => removeSection(item.n, title)));
  box.append(buttons);
  return box;
}

/** Asks, and takes a section away with its articles. @param {number} n @param {string} title */
export async function removeSection(n, title) {
  if (await ask(say("removeSection", title), null)) act({ action: "remove-section", section: n });
}

/** @type {server.Article|null} */
let article = null;
/** Tells which article is open, as it is composed. @param {server.Article|null} a */
export function onPages(a) {
  const now = JSON.stringify(a && [a.pages, a.last, a.free]), before = JSON.stringify(article && [article.pages, article.last, article.free]);
  article = a;
  if (now !== before) text = "";
}

/** How the article fills its pages, and to how many it can be fitted. @param {Form} form */
function fit(form) {
  if (!article || !article.pages) return null;
  const f = /** @type {Field} */ (form.fields.find((x) => x.key === "fit"));
  const now = Number(f.value) || 0, pages = article.pages;
  const box = make("div", { class: "group fit", role: "group", "aria-label": say("fit") }, make("span", {}, say("fills", pages) + (article.free > 0 ? say("free", article.last || "", article.free) : article.free ? "" : say("full"))));
  const set = (/** @type {number} */ n) => on(form, null, { action: "set", table: "section.article", key: "fit", type: "int", value: n ? String(n) : "" });
  const choices = [...new Set([0, now, pages - 1, pages > 1 ? pages : 0])].filter((x) => x >= 0).sort((x, y) => x - y);
  if (choices.length > 1) for (const n of choices) {
    const b = button("fit", () => set(n), n ? say("fitTo", n) : say("fitOff"));
    b.setAttribute("aria-pressed", String(n === now));
    b.dataset.pages = String(n);
    box.append(b);
  }
  return box;
}

const ratios = ["16:9", "3:2", "4:3", "1:1", "3:4", "2:3"];

/** The fields of a card that are always shown, by kind. @type {Record<string, string[]>} */
const shownFirst = { picture: ["alt", "caption", "credit", "width", "place"], qr: ["qr", "file", "alt", "caption", "width", "place"], table: ["caption", "unit", "notes", "text"], attachment: ["title", "text"] };
/** Those that are shown only if they are given: they stand in place of each other. */
const rare = ["file", "qr", "of", "skip", "text", "crop", "encoding", "changes"];

/** A picture, a table or an attachment with its fields. @param {Item} item @param {Form} form @param {Set<string|null>} open @returns {HTMLElement} */
function card(item, form, open) {
  const kind = item.kind, written = item.table === "markdown";
  const value = (/** @type {string} */ key) => (item.fields.find((f) => f.key === key) || { value: "" }).value;
  const name = (kind === "attachment" && value("title")) || value("file") || value("qr") || (value("of") && say("ofDocument", value("of"))) || item.opens || say("inText");
  const title = say(kind) + " " + name;
  const box = make("section", { class: "card", ["data-" + (kind === "qr" ? "picture" : kind)]: name, "data-item": named(item.table, item.n, item.file), "aria-label": title });
  const top = make("div", { class: "group" }, make("strong", { title: name }, say(kind) + " · " + name));
  if (item.opens) top.append(button("edit", () => does(/** @type {string} */ (item.opens)), say(kind === "table" ? "editTable" : "editText")));
  if (!item.fixed) top.append(button("remove-item", () => on(form, item, { action: "remove-item" }), say("remove")));
  box.append(top);
  if (item.photo) box.append(photo(item, item.fields.find((f) => f.key === "crop"), form));
  const isFirst = (/** @type {Field} */ f) => shownFirst[kind].includes(f.key) && (!rare.includes(f.key) || f.set);
  const first = shownFirst[kind].map((key) => item.fields.find((f) => f.key === key)).filter((f) => f && isFirst(f));
  for (const f of first) if (f) box.append(input(f, form, item));
  if (written || item.fixed) box.append(make("p", { class: "about" }, say(!written ? "inBraces" : item.fixed ? "defined" : "inMarkdown")));
  const rest = item.fields.filter((f) => !isFirst(f) && (f.set || !rare.includes(f.key) || (kind === "picture" && f.key === "crop")));
  if (rest.length) {
    const more = group(say("more"), rest, form, item, open.has(box.dataset.item + say("more")));
    more.dataset.key = box.dataset.item;
    box.append(more);
  }
  for (const i of item.items || []) box.append(card(i, form, open));
  const width = box.querySelector('[data-field$=".width"]');
  if (width && kind !== "table") width.setAttribute("list", "widths");
  return box;
}

/** A photo as it is cut, and by what. @param {Item} item @param {Field|undefined} crop none: it cannot be cut @param {Form} form */
function photo(item, crop, form) {
  const image = /** @type {HTMLImageElement} */ (make("img", { src: server.address("photo", { file: item.photo || "" }), alt: "" }));
  image.addEventListener("error", () => image.remove());
  if (!crop) return make("div", { class: "photo" }, image);
  const [ratio, at] = [crop.value.split(" ")[0], crop.value.split(" ")[1] || "50%"];
  const show = (/** @type {string} */ r, /** @type {string} */ p) => {
    image.style.aspectRatio = r ? r.replace(":", " / ") : "";
    image.style.objectPosition = p + " " + p;
  };
  show(ratio, at);
  const which = /** @type {HTMLSelectElement} */ (make("select", { "aria-label": say("crop"), "data-crop": item.photo || "" }, make("option", { value: "" }, say("whole"))));
  for (const r of ratios.includes(ratio) || !ratio ? ratios : [ratio, ...ratios]) which.append(make("option", { value: r }, r));
  which.value = ratio;
  const where = /** @type {HTMLInputElement} */ (make("input", { type: "range", min: "0", max: "100", step: "1", "aria-label": say("cropAt") }));
  where.value = String(parseInt(at, 10));
  where.hidden = !ratio;
  const value = () => (which.value ? which.value + (where.value === "50" ? "" : " " + where.value + "%") : "");
  const set = () => { if (value() !== crop.value) on(form, item, { action: "set", table: crop.table, key: "crop", type: "text", value: value() }); };
  which.addEventListener("change", () => { show(which.value, where.value + "%"); set(); });
  where.addEventListener("input", () => show(which.value, where.value + "%"));
  where.addEventListener("change", set);
  return make("div", { class: "photo" }, image, make("div", { class: "crop" }, make("span", { class: "about" }, say("crop")), which, where));
}

/** @type {(file: string) => void} */
let does = () => {};
/** Called to open another file with its form. @param {typeof does} f */
export function onFile(f) { does = f; }

/** The field of a path. @param {string} path @param {string|null|undefined} item that has it @returns {HTMLInputElement|null} */
function field(path, item) {
  const box = item ? $("form").querySelector(`[data-item="${CSS.escape(item)}"]`) : $("form");
  return box ? box.querySelector(`[data-field="${CSS.escape(path)}"]`) : null;
}

/** Opens the field of a path with the cursor behind a text. @param {number} article @param {string} path @param {string} before @param {string} of file @param {string} table of the item that has it; empty: none @param {number} n index of the item */
export async function go(article, path, before, of, table, n) {
  if (article < 0) { raw = false; only = ""; }
  await show(article, true, article < 0 ? of : "issue.toml");
  const e = field(path, table && named(table, n));
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

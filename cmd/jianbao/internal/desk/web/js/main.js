// The desk: what is open, and what the server tells.
import { $, ask, button, make, refused, replace, say, tell } from "./words.js";
import * as server from "./server.js";
import * as sheets from "./sheets.js";
import * as editor from "./editor.js";
import * as list from "./list.js";
import * as form from "./form.js";
import * as shelf from "./shelf.js";

/** @type {server.State|null} */
let state = null;
let selected = 0; // index of the article that is selected
let current = ""; // file that is open, or is being opened
let drawn = 0;
let updating = false, again = false;
/** @type {() => void} */
let shown = () => {};
const first = new Promise((r) => { shown = () => r(undefined); }); // the first pages are drawn

/** Fetches the state and shows it. */
async function update() {
  if (updating) { again = true; return; }
  updating = true;
  do {
    again = false;
    try {
      const s = await server.state();
      state = s;
      if (s.revision > 0) {
        await sheets.update(s, () => {
          if (drawn !== s.revision) document.body.dataset.state = "busy"; // until all of it is shown
          drawn = s.revision;
          document.body.dataset.revision = String(drawn);
        });
        await frame(); // shows the pages first
        show(s);
        shown();
      }
    } catch (e) {
      document.body.dataset.state = "error";
      refused(e);
    }
  } while (again);
  updating = false;
}

/** Resolves after the next frame; in a tab that is not seen, soon. */
const frame = () => new Promise((r) => { setTimeout(r, 100); requestAnimationFrame(() => setTimeout(r)); });

let pause = 0;

/** Shows what changed elsewhere in text and form: at once, or while one types after a pause. */
function refresh() {
  clearTimeout(pause);
  const wait = editor.typed() + 300 - performance.now();
  if (wait > 0) { pause = setTimeout(refresh, wait); return; }
  editor.refresh();
  form.onPages((state && state.articles[selected]) || null);
  form.refresh(selected);
}

/** Index of the article whose text has moved to another file; -1: none. */
let moved = -1;

/** @param {unknown} e */
const reason = (e) => String(e instanceof Error ? e.message : e);

/** @type {{id: string, n: number, fresh?: boolean}|null} article to open when there is one; a fresh one is to be written */
let pending = null;

/** @param {server.State} s */
function show(s) {
  if (pending) {
    const n = pending.n >= 0 ? pending.n : s.articles.findIndex((a) => a.id === (pending && pending.id));
    if (s.articles[n]) {
      const fresh = pending.fresh;
      pending = null;
      openArticle(s.articles[n], n).then(() => { if (fresh && current === s.articles[n].id) editor.go(current, 0, Infinity); }, () => {});
    }
  }
  const to = moved >= 0 ? s.articles[moved] : null;
  if (to && to.id !== editor.file()) {
    openArticle(to, moved);
    moved = -1;
    return;
  }
  const file = current;
  if (!pending && /^(articles|issue\.toml#)/.test(file) && s.articles.length && !s.articles.some((a) => has(a, file)) && !s.files.some((f) => f.file === file)) {
    const other = () => openArticle(s.articles[Math.min(selected, s.articles.length - 1)], Math.min(selected, s.articles.length - 1));
    // A text in the manifest may have another name: its article has moved.
    if (file.startsWith("issue.toml#")) editor.refresh().then((gone) => { if (gone && current === file) other(); });
    else other();
  } else if (!s.articles[selected] || !has(s.articles[selected], file)) {
    selected = Math.max(0, s.articles.findIndex((a) => has(a, file)));
  }
  document.title = s.title ? s.title + " · " + s.folder : s.folder;
  $("title").textContent = document.title;
  list.update(s, entry(s));
  sheets.contents(s);
  buttons(s);
  if (report && report.revision !== s.revision) report = null;
  findings(report ? report.findings : s.findings, report ? report.profile : "", s.revision);
  clashes(s);
  saved(s.saved);
  const count = (/** @type {string} */ kind) => s.findings.filter((f) => f.record.severity === kind).length;
  const errors = count("error");
  if (s.complete && s.revision === drawn) {
    document.body.dataset.state = errors || s.failed ? "error" : "ready";
    tell(s.failed || say("ready", s.pages.length, errors, count("warning")));
  }
  refresh();
  editor.markCursor(false);
}

/** Shows what is on disk; an answer that is overtaken by an event does not count. @param {number} revision */
function saved(revision) { document.body.dataset.saved = String(Math.max(revision, Number(document.body.dataset.saved))); }

/** @param {server.State} s */
function buttons(s) {
  /** @param {string} action @param {string|undefined} what */
  const step = (action, what) => {
    const b = /** @type {HTMLButtonElement} */ (button(action, () => act({ action })));
    b.disabled = !what;
    return b;
  };
  keepFocus($("history"), () => [step("undo", s.undo), step("redo", s.redo)]);
  keepFocus($("outputs"), () => {
    const all = [button("check", () => act({ action: "check" }))];
    for (const profile of ["screen", "print", "archive"]) {
      const b = button(profile, () => make_(profile));
      const done = s.outputs.find((o) => o.profile === profile);
      all.push(b);
      if (done) all.push(outputLink(done));
    }
    if (s.outputs.length) all.push(button("folder", () => server.act({ action: "open" }).catch((e) => refused(e))));
    if (making) all.push(button("cancel", () => server.act({ action: "cancel" })));
    return all;
  });
}

/** Replaces the children of an element; a button that has the focus keeps it. @param {HTMLElement} e @param {() => HTMLElement[]} children */
function keepFocus(e, children) {
  const list = children();
  replace(e, list.map((child) => child.outerHTML).join(""), () => {
    const had = document.activeElement && e.contains(document.activeElement) ? document.activeElement.getAttribute("data-action") : null;
    e.replaceChildren(...list);
    if (had) /** @type {HTMLElement|null} */ (e.querySelector(`[data-action="${had}"]`))?.focus();
  });
}

/** @param {server.Output} o */
function outputLink(o) {
  const b = button("open", () => server.act({ action: "open", file: o.path }).catch(() => { location.href = server.address("output", { name: o.path }); }), (o.old ? say("old") + " " : "") + o.path);
  b.setAttribute("data-output", o.path);
  b.title = say("open") + " " + o.path + (o.old ? " · " + say("changed") : "");
  return b;
}

/** A file is being made. */
let making = false;
/** What was found for a file that was made, while its issue is as it was. @type {{profile: string, findings: server.Finding[], revision: number}|null} */
let report = null;

/** Makes a file. @param {string} profile */
async function make_(profile) {
  if (making) return;
  await editor.flush();
  tell(say("making"));
  making = true;
  if (state) buttons(state);
  try {
    const r = await server.act({ action: profile });
    making = false;
    await update();
    if (!r.cancelled) {
      report = { profile, findings: r.findings, revision: r.checked };
      findings(r.findings, profile, r.checked);
    }
    tell(r.cancelled ? say("cancelled") : r.output ? say("made", r.output) : say("notMade"));
  } catch (e) {
    making = false;
    await update();
    refused(e); // last, so that it stays
  }
  if (state) buttons(state);
}

let checked = 0; // the revision that the findings are about
/** @param {server.Finding[]} items @param {string} profile @param {number} revision that they are about */
function findings(items, profile, revision) {
  checked = revision;
  const rank = /** @type {Record<string, number>} */ ({ error: 0, warning: 1, notice: 2 });
  const sorted = items.map((f, i) => ({ f, i })).sort((a, b) => rank[a.f.record.severity] - rank[b.f.record.severity] || a.i - b.i).map((x) => x.f);
  const pages = sorted.map((f) => (f.file ? sheets.pageOf(f.file, f.a) : 0));
  const box = $("findings");
  replace(box, JSON.stringify([sorted, profile, pages]), () => {
    // The focus stays at the same place of the list.
    const focused = document.activeElement && document.activeElement.closest ? document.activeElement.closest("[data-code]") : null;
    const at = focused ? [...box.querySelectorAll("[data-code]")].indexOf(focused) : -1;
    const top = box.scrollTop;
    const title = make("h2", {}, say("findings") + (profile ? " · " + say(profile) : "") + (sorted.length ? "" : "：" + say("none")));
    if (profile) title.append(" ", button("report", () => { report = null; if (state) findings(state.findings, "", state.revision); }, say("closeReport")));
    box.replaceChildren(title, ...(sorted.length ? [findingList(sorted, pages)] : []));
    if (top) box.scrollTop = top; // else the layout can wait
    if (at >= 0) (/** @type {HTMLElement|null} */ (box.querySelectorAll("[data-code]")[Math.min(at, sorted.length - 1)]) || box).focus();
  });
}

/** @param {server.Finding[]} sorted @param {number[]} pages where they are */
function findingList(sorted, pages) {
  const ul = make("ul", {});
  for (const [i, f] of sorted.entries()) {
    const r = f.record;
    const attributes = /** @type {Record<string, string>} */ ({ class: "finding " + r.severity, tabindex: "0", "data-code": r.code });
    if (f.file) attributes["data-file"] = f.file;
    if (r.line) attributes["data-line-number"] = String(r.line);
    const page = pages[i];
    const where = (f.file || r.path || "") + (r.line ? " · " + say(/\.do[ct][xm]$/i.test(f.file || r.path || "") ? "paragraph" : "line", r.line) : "") + (page && sheets.label(page) ? " · " + say("page", sheets.label(page)) : "");
    const what = make("span", { class: "what" }, r.message, " ", make("span", { class: "hint" }, r.hint || ""), " ", make("span", { class: "where" }, where));
    const e = make("li", attributes, make("span", { class: "kind" }, say(r.severity)), what);
    const there = () => {
      if (!f.file) return;
      go(f.file, f.a, f.b).then(() => sheets.mark([{ file: /** @type {string} */ (f.file), from: f.a, to: f.b, kind: r.severity }], true), () => {});
    };
    e.addEventListener("click", there);
    e.addEventListener("keydown", (ev) => { if (ev.key === "Enter" && ev.target === e) { ev.preventDefault(); there(); } });
    if (f.file && !f.file.startsWith("../") && r.replacement !== undefined) e.append(button("fix", () => act({ action: "fix", file: f.file, a: f.a, b: f.b, text: r.replacement, revision: checked })));
    ul.append(e);
  }
  return ul;
}

/** @param {server.State} s */
function clashes(s) {
  replace($("notices"), JSON.stringify([s.notes, s.files]), () => {
    for (const old of [...$("notices").querySelectorAll("[data-conflict], [data-about=note]")]) old.remove();
    for (const n of s.notes || []) $("notices").append(make("div", { "data-about": "note" }, say(n.kind, n.file)));
    for (const f of s.files) {
      const box = make("div", { "data-conflict": f.file, role: "alert" }, make("p", {}, say(f.failed ? "notSaved" : f.gone ? "gone" : "clash", f.file, f.failed || "")));
      if (f.clash) box.append(make("div", { class: "sides" }, make("pre", { "data-side": "mine", "aria-label": say("mine"), tabindex: "0" }, f.mine), make("pre", { "data-side": "theirs", "aria-label": say("theirs"), tabindex: "0" }, f.theirs || "")));
      if (!f.failed) box.append(button("keep-mine", () => act({ action: "keep-mine", file: f.file })), " ");
      if (f.clash) box.append(button("keep-theirs", () => act({ action: "keep-theirs", file: f.file })));
      $("notices").append(box);
    }
  });
}

/** What is told when an action has been done. @type {Record<string, string>} */
const done = { undo: "undone", redo: "redone", rename: "renamed", "rename-section": "renamed", fix: "fixed", set: "set" };
for (const [what, actions] of [["moved", "up down move section-up section-down"], ["added", "add add-item add-section"], ["removed", "remove remove-item remove-section"]]) for (const a of actions.split(" ")) done[a] = what;

/** Does an action, after what was typed has been sent. @param {any} action */
async function act(action) {
  await editor.flush();
  try {
    const r = await server.act(action);
    if (r.files && r.files.includes(editor.file())) await editor.refresh();
    tell(say(done[action.action] || action.action));
    return r;
  } catch (e) {
    refused(e);
    return null;
  }
}

/** Whether an article has a file: its own, or that of a table or an attachment. @param {server.Article} a @param {string} file */
const has = (a, file) => a.id === file || (a.others || []).includes(file);

/** The entry of the list that has the open file. @param {server.State|null} s */
const entry = (s) => ((s && s.articles.find((a) => has(a, current))) || { id: current }).id;

/** Selects the article of a file. @param {string} file @param {number} [n] its index */
function select(file, n = state ? state.articles.findIndex((a) => has(a, file)) : -1) {
  if (n >= 0) selected = n;
  current = file;
  const name = entry(state);
  for (const e of $("list").querySelectorAll("[data-article]")) e.setAttribute("aria-current", String(e.getAttribute("data-article") === name));
  const head = file === "issue.toml" || /(^|\/)publication\.toml$/.test(file);
  form.onPages((state && state.articles[n]) || null);
  form.show(head ? -1 : n >= 0 ? n : -2, true, head ? file : "issue.toml");
}

/** @param {server.Article} a @param {number} n */
async function openArticle(a, n) {
  select(a.id, n);
  await editor.show(a.id);
  if (a.sheet >= 0) sheets.show(a.sheet);
}

/** Puts the cursor where a byte of a file is edited: in a text, or in a field. @param {string} file @param {number} from @param {number} [to] */
async function go(file, from, to) {
  if (file === "issue.toml" || /(^|\/)publication\.toml$/.test(file)) {
    const place = await (await server.request("place", { file, byte: String(from) })).json();
    if (place.file) {
      select(place.file, place.article);
      await editor.go(place.file, from, to);
      return;
    }
    if (place.path) {
      const a = place.article >= 0 && state ? state.articles[place.article] : null;
      select(a ? a.id : file, place.article);
      await editor.show(a ? a.id : file);
      if (await form.go(place.article, place.path, place.before, file, place.kind, place.picture)) return;
    }
  }
  select(file);
  if (document.body.classList.contains("forming")) await form.asText(file); // in no field
  await editor.go(file, from, to);
}

function keys() {
  const panes = ["bar", "left", "copy", "pages", "findings"];
  /** What gets the focus in a pane. @param {string} id @returns {HTMLElement|null} */
  const first = (id) => {
    switch (id) {
      case "bar": return $(id).querySelector("button:not(:disabled)");
      case "left": return $("list").querySelector('[aria-current="true"]') || $("list");
      case "copy": return $("text").offsetParent ? $("text") : $("form").querySelector("summary, [data-field]");
    }
    return $(id);
  };
  document.addEventListener("keydown", (e) => {
    if (e.key === "F6") {
      e.preventDefault();
      const now = panes.findIndex((id) => $(id).contains(document.activeElement));
      const next = now < 0 ? "left" : panes[(now + (e.shiftKey ? panes.length - 1 : 1)) % panes.length];
      (first(next) || $(next)).focus();
    } else if ((e.ctrlKey || e.metaKey) && /^[zy]$/i.test(e.key) && !(e.target instanceof HTMLInputElement || e.target instanceof HTMLTextAreaElement)) {
      e.preventDefault();
      act({ action: e.shiftKey || e.key === "y" ? "redo" : "undo" });
    } else if ((e.ctrlKey || e.metaKey) && e.key === "s") { e.preventDefault(); act({ action: "check" }); }
  });
  // Tab leaves the text field, as it leaves every other.
}

function drops() {
  const zone = document.body;
  zone.addEventListener("dragover", (e) => { if (e.dataTransfer && [...e.dataTransfer.types].includes("Files")) e.preventDefault(); });
  zone.addEventListener("drop", async (e) => {
    if (!e.dataTransfer || !e.dataTransfer.files.length) return;
    e.preventDefault();
    const target = e.target instanceof Element ? e.target.closest("[data-index]") : null;
    const n = target ? Number(target.getAttribute("data-index")) : selected;
    take(await server.dropped(e.dataTransfer), n);
  });
}

/** Sends files and has them imported. @param {{name: string, file: File}[]} files @param {number} n index of the article that photos belong to */
async function take(files, n) {
  await editor.flush();
  const drop = [...crypto.getRandomValues(new Uint8Array(8))].map((b) => b.toString(16).padStart(2, "0")).join("");
  const failed = [];
  for (const [i, f] of files.entries()) {
    tell(say("taking", f.name, i + 1, files.length));
    try {
      if (f.file.size > 64 << 20) throw new Error(say("large", f.name));
      await server.request("upload", { name: f.name, drop }, { method: "POST", body: f.file });
    } catch (e) {
      failed.push(reason(e));
    }
  }
  const article = state && state.articles[n];
  const r = failed.length < files.length ? await act({ action: "import", drop, article: article ? n : -1, of: article ? article.id : "", section: article ? article.in - 1 : 0 }) : null;
  const told = failed.concat((r && r.told) || []);
  if (told.length) notify([...new Set(told)]);
  tell(r && r.files.length ? say("imported", (r.new || []).length, r.files.length - 1) : say("notImported"));
  if (!r || !r.files.length) return;
  if (r.new && r.new.length) pending = { id: r.new[0], n: -1 };
  else if (article) pending = { id: article.id, n };
  await update();
}

/** Shows texts until they are dismissed. @param {string[]} texts */
function notify(texts) {
  const box = make("div", { role: "alert", "data-about": "told" }, ...texts.map((t) => make("p", {}, t)));
  box.append(button("ok", () => box.remove()));
  $("notices").append(box);
}

function listen() {
  const events = new EventSource(server.address("events"));
  events.addEventListener("state", () => update());
  events.addEventListener("conflict", () => update());
  events.addEventListener("busy", () => { document.body.dataset.state = "busy"; });
  events.addEventListener("making", (e) => { if (making) tell(say("making") + " " + /** @type {MessageEvent} */ (e).data + "/4"); });
  events.addEventListener("saved", (e) => { saved(Number(/** @type {MessageEvent} */ (e).data)); });
  events.addEventListener("ended", () => { events.close(); ended(); });
  let failures = 0;
  events.onopen = () => { failures = 0; update(); };
  events.onerror = () => { if (++failures > 6) { events.close(); ended(); } };
}

let over = false; // the desk has ended

function ended() {
  over = true;
  document.body.dataset.state = "error";
  tell(say("ended"));
  $("notices").replaceChildren(make("div", { role: "alert" }, say("ended"), " ", button("copy", () => navigator.clipboard.writeText(/** @type {HTMLTextAreaElement} */ ($("text")).value))));
}

async function rename(/** @type {number} */ n) {
  const a = state && state.articles[n];
  if (!a) return;
  const title = await ask(say("title"), a.title);
  if (title && title.trim() && title !== a.title) {
    const r = await act({ action: "rename", article: n, of: a.id, title: title.trim() });
    if (r) list.focusNext(n, r.revision);
  }
}

async function remove(/** @type {number} */ n) {
  const a = state && state.articles[n];
  if (a && (await ask(say("removeAsk", a.title), null))) {
    const r = await act({ action: "remove", article: n, of: a.id });
    if (r) list.focusNext(n, r.revision);
  }
}

/** Gives a section another title, or adds one. @param {number} n its index; -1: a new one @param {string} title */
async function section(n, title) {
  const next = await ask(say("sectionTitle"), title);
  if (next && next.trim() && next !== title) await act({ action: n < 0 ? "add-section" : "rename-section", section: n, title: next.trim() });
}

async function add() {
  const title = await ask(say("title"), "");
  const before = current;
  const r = title && title.trim() && await act({ action: "add", title: title.trim(), section: state && state.articles[selected] ? state.articles[selected].in - 1 : 0 });
  if (!r) return;
  if (current === before) pending = { id: r.files[0], n: -1, fresh: true }; // its title stands for the text
  await update();
}

async function begin() {
  const here = new URL(location.href);
  here.searchParams.delete("token"); // it works once
  history.replaceState(null, "", here);
  for (const id of ["list", "pages", "findings"]) $(id).setAttribute("aria-label", say(id === "list" ? "articles" : id === "pages" ? "sheets" : "findings"));
  $("quit").append(button("quit", () => server.act({ action: "quit" }).catch(() => {})));
  if (await shelf.begin()) return;
  list.begin({ open: (a, n) => { pending = null; openArticle(a, n); }, act, remove, rename, section, removeSection: form.removeSection, refresh: update, manifest: async () => { select("issue.toml"); await editor.show("issue.toml"); } });
  $("manage").append(...list.controls({ add, selected: () => ({ id: (state && state.articles[selected] || { id: "" }).id, n: selected }), remove: () => remove(selected), rename: () => rename(selected), files: (list) => take([...list].map((file) => ({ name: file.name, file })), selected) }));
  editor.onRenamed((file) => {
    current = file;
    again = true; // the list marks it with the next state
    update();
  });
  editor.onAction(async (action) => {
    const n = selected;
    const r = await act({ action, article: n, of: editor.file(), file: editor.file() });
    if (r && action === "to-text") moved = n;
    if (r && r.kept) tell(say("kept"));
  }, (file) => Boolean(state && state.articles.some((a) => a.file === file && a.plain)));
  sheets.begin();
  sheets.onClick((file, byte) => { go(file, byte).catch((e) => refused(e)); });
  form.begin(act);
  form.onFile(async (file) => {
    select(file);
    await editor.show(file);
    const page = /\.toml$/.test(file) ? 0 : sheets.pageOf(file);
    if (page) sheets.show(page - 1);
  });
  keys();
  drops();
  listen();
  update();
  await first;
  const article = state && state.articles[0];
  if (article) await openArticle(article, 0);
}

// What was asked for and not done is told, if nothing else does so.
addEventListener("unhandledrejection", (e) => {
  if (!(e.reason instanceof server.Refusal)) return;
  e.preventDefault();
  if (!over) refused(e.reason);
});

begin();

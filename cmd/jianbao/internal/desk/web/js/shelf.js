// The shelf: the issues below a folder, with covers.
import { $, ask, button, make, say, tell } from "./words.js";
import * as server from "./server.js";
import * as sheets from "./sheets.js";

/** @typedef {{folder: string, name: string, title: string, number: string, date: string, year: number, state: string}} Issue */
/** @typedef {{title: string, from: string, folder: string, year: number, number: string, date: string, reason?: string}} Next */

/** @param {string} folder */
const open = (folder) => { location.search = "?issue=" + encodeURIComponent(folder); };

/** Shows the shelf, unless an issue is open; reports whether it did. */
export async function begin() {
  if (server.issue) {
    $("back").append(button("back", () => { location.search = ""; }));
    return false;
  }
  if ("own" in document.body.dataset) return false; // the desk's folder is an issue
  const info = await (await fetch("/api/shelf")).json();
  $("panes").hidden = true;
  $("shelf").hidden = false;
  document.title = $("title").textContent = info.folder;
  show(info.issues);
  addEventListener("dragover", (e) => e.preventDefault());
  addEventListener("drop", (e) => {
    e.preventDefault();
    if (e.dataTransfer) lists([...e.dataTransfer.files]);
  });
  document.body.dataset.state = "ready";
  document.body.dataset.revision = document.body.dataset.saved = "1"; // nothing is unsaved
  return true;
}

/** @param {Issue[]} issues */
function show(issues) {
  const parts = [make("div", { class: "group" }, make("h2", {}, say("shelf")))];
  if (!issues.length) parts.push(make("p", {}, say("noIssue")));
  else parts[0].append(button("new", start));
  let year = -1;
  let ul = make("ul", {});
  for (const i of issues) {
    if (i.year !== year) {
      year = i.year;
      ul = make("ul", {});
      parts.push(make("h3", {}, year ? String(year) : say("undated")), ul);
    }
    const canvas = /** @type {HTMLCanvasElement} */ (make("canvas", { width: "0", height: "0", "data-cover": i.folder }));
    const number = /^\d/.test(i.number) ? say("issueNumber", i.number) : i.number;
    const b = make("button", { type: "button", "data-issue": i.folder }, make("span", { class: "cover" }, canvas), make("strong", {}, i.title || i.name), ...[number, i.date, say(i.state)].map((t) => make("span", { class: "about" }, t)));
    b.addEventListener("click", () => open(i.folder));
    ul.append(make("li", {}, b));
    watcher.observe(canvas);
  }
  $("shelf").replaceChildren(...parts);
}

/** Has the back issues of lists imported. @param {File[]} files */
async function lists(files) {
  const told = [];
  for (const f of files) {
    const r = await fetch("/api/list?" + new URLSearchParams({ name: f.name }), { method: "POST", body: f });
    if (!r.ok) { told.push(await r.text()); continue; }
    const did = await r.json();
    told.push(f.name + "：" + say("listed", did.written), ...did.told);
  }
  show((await (await fetch("/api/shelf")).json()).issues);
  $("shelf").prepend(make("div", { role: "alert" }, ...told.map((t) => make("p", {}, t))));
}

let drawing = Promise.resolve();

const watcher = new IntersectionObserver((entries) => {
  for (const entry of entries) {
    if (!entry.isIntersecting) continue;
    watcher.unobserve(entry.target);
    drawing = drawing.then(() => cover(/** @type {HTMLCanvasElement} */ (entry.target))).catch(() => {});
  }
}, { rootMargin: "300px" });

/** @param {HTMLCanvasElement} canvas */
async function cover(canvas) {
  const issue = canvas.dataset.cover || "";
  const r = await fetch("/api/cover?" + new URLSearchParams({ issue }));
  if (r.ok) await sheets.cover(canvas, await r.json(), (name) => "/api/cover-picture?" + new URLSearchParams({ issue, name }), 168);
}

/** Starts the issue that follows the last one. */
async function start() {
  tell(say("making"));
  /** @type {Next[]} */
  const list = await (await fetch("/api/next")).json();
  if (!list.length) { tell(say("refused", say("undated"))); return; }
  let one = list[0];
  const about = make("p", { class: "about" });
  const name = /** @type {HTMLInputElement} */ (make("input", {}));
  const which = /** @type {HTMLSelectElement} */ (make("select", { "aria-label": say("name") }, ...list.map((n, i) => make("option", { value: String(i) }, n.title || n.from))));
  const set = () => {
    one = list[Number(which.value)];
    about.textContent = one.reason || say("newAbout", one.from, one.year, one.number, one.date);
    name.value = one.folder;
  };
  which.addEventListener("change", set);
  set();
  tell("");
  const folder = await ask(say("newFolder"), one.folder, list.length > 1 ? [which, about] : [about], name);
  if (!folder) return;
  const r = await fetch("/api/new", { method: "POST", body: JSON.stringify({ from: one.from, folder }) });
  if (r.ok) open((await r.json()).folder);
  else tell(say("refused", await r.text()));
}

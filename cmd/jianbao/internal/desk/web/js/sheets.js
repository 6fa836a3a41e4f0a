// The pages: elements for every line, drawn where they are in view.
import { $, button, make, say } from "./words.js";
import * as server from "./server.js";

/** Pixels of the device in a thousandth of a point, at 100 %: 4/3 CSS pixels a point. */
const unit = 4 / 3 / 1000;

/** Outlines by number, made into paths where they are drawn. @type {(Path2D|string)[]} */
const glyphs = [];
/** @type {Promise<void>} */
let loading = Promise.resolve();
/** @type {Map<string, Promise<ImageBitmap|null>>} */
const pictures = new Map();

let zoom = Number(sessionStorage.getItem("zoom")) || 0; // 0: as wide as the pane
let columns = Number(sessionStorage.getItem("columns")) || 1;

/** @type {Sheet[]} */
let sheets = [];
/** @type {(file: string, byte: number, end: number) => void} */
let clicked = () => {};

/** Called with file and byte where a line of a page is clicked. @param {typeof clicked} f */
export function onClick(f) { clicked = f; }

/** Loads the outlines of glyphs below a number. @param {number} count */
function load(count) {
  loading = loading.catch(() => {}).then(async () => {
    if (glyphs.length >= count) return;
    const from = glyphs.length;
    glyphs.push(...(await server.outlines(from)));
  });
  return loading;
}

/** Pages by the files that their lines are from. @type {Map<string, Set<Sheet>>} */
const byFile = new Map();

/** @param {string} name */
function picture(name) {
  let p = pictures.get(name);
  if (!p) {
    p = fetch(server.address("picture", { name })).then((r) => (r.ok ? r.blob().then((b) => createImageBitmap(b)) : null)).catch(() => null);
    pictures.set(name, p);
  }
  return p;
}

class Sheet {
  /** @param {number} n from 1 */
  constructor(n) {
    this.n = n;
    this.hash = "";
    this.scale = 0; // pixels of the device in a thousandth of a point
    /** @type {any[]} */
    this.lines = [];
    /** @type {HTMLElement[]} */
    this.spans = []; // of the lines
    this.places = new WeakMap(); // of the spans
    /** @type {any[]} */
    this.items = []; // that the canvas shows
    /** @type {string[]} */
    this.looks = []; // of them
    this.drawn = "";
    this.w = 0;
    this.h = 0;
    /** @type {any} */
    this.page = null;
    this.seen = false;
    this.element = make("div", { class: "sheet", "data-page": String(n), role: "group", "aria-label": say("page", n) });
    this.element.addEventListener("click", (e) => this.click(e));
    /** @type {HTMLCanvasElement|null} */
    this.canvas = null;
    watcher.observe(this.element);
  }

  /** Gives the page its size on the screen, whole pixels of the device. @param {number} zoom */
  size(zoom) {
    const ratio = devicePixelRatio;
    const scale = zoom * unit * ratio;
    this.pixels = [Math.round(this.w * scale), Math.round(this.h * scale)];
    this.scale = this.pixels[0] / this.w;
    this.element.style.width = this.pixels[0] / ratio + "px";
    this.element.style.height = this.pixels[1] / ratio + "px";
    this.element.style.containIntrinsicSize = this.pixels[0] / ratio + "px " + this.pixels[1] / ratio + "px";
    this.drawn = "";
    this.placeLines();
  }

  /** @param {any} page */
  set(page) {
    this.page = page;
    this.unlist();
    this.lines = page.items.filter((/** @type {any} */ item) => item.k === "line");
    while (this.spans.length > this.lines.length) /** @type {HTMLElement} */ (this.spans.pop()).remove();
    this.lines.forEach((l, i) => {
      if (l.f) byFile.set(l.f, (byFile.get(l.f) || new Set()).add(this));
      let span = this.spans[i];
      if (!span) {
        span = this.spans[i] = make("span", { "data-line": "" });
        this.element.append(span);
      }
      if (span.textContent !== l.t) span.textContent = l.t;
      const { file, start, end } = span.dataset;
      if (l.f) {
        if (file !== l.f) span.dataset.file = l.f;
        if (start !== String(l.a)) span.dataset.start = String(l.a);
        if (end !== String(l.b)) span.dataset.end = String(l.b);
      } else if (file) for (const name of ["file", "start", "end"]) delete span.dataset[name];
    });
    this.placeLines();
  }

  /** Takes the page out of byFile. */
  unlist() {
    for (const l of this.lines) if (l.f) byFile.get(l.f)?.delete(this);
  }

  placeLines() {
    if (!this.page || !this.scale) return;
    const s = this.scale / devicePixelRatio;
    this.lines.forEach((l, i) => {
      const box = boxOf(l);
      const place = [box.x, box.y, box.w, box.h, l.s].map((v) => v * s + "px");
      const span = this.spans[i];
      if (this.places.get(span) === place.join()) return;
      this.places.set(span, place.join());
      [span.style.left, span.style.top, span.style.width, span.style.height, span.style.fontSize] = place;
    });
  }

  async draw() {
    if (!this.page || !this.seen || !this.pixels) return;
    const key = this.hash + " " + this.pixels.join("x");
    if (this.drawn === key) return;
    const page = this.page;
    const images = await Promise.all(page.items.map((/** @type {any} */ i) => (i.k === "picture" && i.src ? picture(i.src) : null)));
    if (page !== this.page) return;
    const looks = page.items.map(lookOf);
    if (this.drawn && this.canvas) {
      const band = differing(this.items, this.looks, page.items, looks, this.scale);
      if (band) this.paint(this.canvas, images, band.top, Math.min(band.foot, this.canvas.height) - band.top);
    } else {
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = this.pixels;
      canvas.style.width = this.pixels[0] / devicePixelRatio + "px";
      canvas.style.height = this.pixels[1] / devicePixelRatio + "px";
      this.paint(canvas, images, 0, canvas.height);
      if (this.canvas) this.canvas.replaceWith(canvas);
      else this.element.prepend(canvas);
      this.canvas = canvas;
    }
    this.items = page.items;
    this.looks = looks;
    this.drawn = key;
  }

  /**
   * Paints a band of the page: what is outside of it stays.
   * @param {HTMLCanvasElement} canvas @param {(ImageBitmap|null)[]} images @param {number} top pixels @param {number} height
   */
  paint(canvas, images, top, height) {
    const c = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d", { alpha: false }));
    c.save();
    c.setTransform(1, 0, 0, 1, 0, 0);
    c.beginPath();
    c.rect(0, top, canvas.width, height);
    c.clip();
    c.fillStyle = "#fff";
    c.fillRect(0, top, canvas.width, height);
    this.page.items.forEach((/** @type {any} */ item, /** @type {number} */ i) => {
      const [from, to] = reach(item);
      if (to * this.scale >= top && from * this.scale <= top + height) drawItem(c, this.scale, item, images[i]);
    });
    c.restore();
  }

  drop() {
    if (this.canvas) this.canvas.remove();
    this.canvas = null;
    this.drawn = "";
  }

  /** The character of a click. @param {MouseEvent} e */
  click(e) {
    if (!this.page) return;
    const box = this.element.getBoundingClientRect();
    const s = this.scale / devicePixelRatio;
    const x = (e.clientX - box.left) / s, y = (e.clientY - box.top) / s;
    let best = null, least = Infinity;
    for (const l of this.lines) {
      if (!l.f) continue;
      const b = boxOf(l);
      const dx = Math.max(b.x - x, 0, x - b.x - b.w), dy = Math.max(b.y - y, 0, y - b.y - b.h);
      const d = dx + dy * 4;
      if (d < least) { least = d; best = l; }
    }
    if (!best || least > 40000) return;
    const along = best.turned ? best.y - y : x - best.x;
    clicked(best.f, originAt(best, along), best.b);
  }

  /** Marks the lines of a range of bytes. @param {string} file @param {number} from @param {number} to @param {string} kind */
  mark(file, from, to, kind) {
    let first = null;
    const s = this.scale / devicePixelRatio;
    for (const l of this.lines) {
      if (l.f !== file || l.b < from || l.a > to || (l.b === from && from !== to) || (l.a === to && from !== to)) continue;
      if (kind === "cursor" && from === to && l.b === from && l.t === "") continue;
      const b = boxOf(l);
      const m = make("div", { "data-mark": kind });
      m.style.left = b.x * s + "px";
      m.style.top = b.y * s + "px";
      m.style.width = Math.max(b.w, 2000) * s + "px";
      m.style.height = b.h * s + "px";
      this.element.append(m);
      first = first || m;
    }
    return first;
  }
}

/** What the picture of an item depends on. @param {any} item */
function lookOf(item) {
  const { a, b, o, f, t, alt, file, ...look } = item;
  return JSON.stringify(look);
}

/** The heights between which an item may leave ink, with room to spare. @param {any} item */
function reach(item) {
  if (item.k === "line") {
    const em = (item.z || []).reduce((/** @type {number} */ most, /** @type {number} */ v, /** @type {number} */ i) => (i % 2 ? Math.max(most, v) : most), item.s);
    return item.turned ? [item.y - item.w - 2 * em, item.y + 2 * em] : [item.y - 2.5 * em, item.y + 1.5 * em];
  }
  if (item.k === "code") return [-Infinity, Infinity];
  return [item.y, item.y + item.h];
}

/**
 * The band, in pixels, in which two lists of items differ; null: they do not.
 * @param {any[]} before @param {string[]} was @param {any[]} after @param {string[]} is @param {number} scale
 */
function differing(before, was, after, is, scale) {
  let top = Infinity, foot = -Infinity;
  const add = (/** @type {any[]} */ items, /** @type {string[]} */ looks, /** @type {string[]} */ others) => {
    const same = new Set(others);
    looks.forEach((look, i) => {
      if (same.has(look)) return;
      const [from, to] = reach(items[i]);
      top = Math.min(top, from);
      foot = Math.max(foot, to);
    });
    return new Set(looks).size === looks.length;
  };
  const once = [add(before, was, is), add(after, is, was)];
  if (!once[0] || !once[1]) [top, foot] = [0, Infinity]; // which of two equal ones went away?
  if (foot < top) return null;
  return { top: Math.max(0, Math.floor(top * scale)), foot: Math.ceil(foot * scale) };
}

/** The box of a line: an em high, or as wide where it is turned. @param {any} l */
function boxOf(l) {
  if (l.turned) return { x: l.x - l.s * 0.88, y: l.y - l.w, w: l.s, h: l.w };
  return { x: l.x, y: l.y - l.s * 0.88, w: l.w, h: l.s };
}

/** The byte of the character at a distance from the start of a line. @param {any} l @param {number} x */
export function originAt(l, x) {
  if (!l.o) return l.a;
  const shift = sparse(l.d);
  let found = -1;
  for (let i = 0; i < l.o.length; i++) {
    if (l.o[i] < 0) continue;
    const left = l.g[2 * i + 1] - (shift.get(i) || 0);
    if (found >= 0 && left > x) break;
    found = l.o[i];
    if (left <= x) continue;
    break;
  }
  if (x > l.w) return l.b;
  return found < 0 ? l.a : found;
}

/** Values by index. @param {number[]|undefined} list */
function sparse(list) {
  const map = new Map();
  for (let i = 0; list && i < list.length; i += 2) map.set(list[i], list[i + 1]);
  return map;
}

/** @param {CanvasRenderingContext2D} c @param {number} s @param {any} item @param {ImageBitmap|null} image */
function drawItem(c, s, item, image) {
  c.setTransform(s, 0, 0, s, 0, 0);
  c.fillStyle = item.c || "#000";
  switch (item.k) {
    case "rect":
      c.fillRect(item.x, item.y, item.w, item.h);
      break;
    case "picture":
      if (!image) break;
      c.save();
      if (item.clip) { c.beginPath(); c.rect(item.clip.x, item.clip.y, item.clip.w, item.clip.h); c.clip(); }
      c.imageSmoothingQuality = "high";
      c.drawImage(image, item.x, item.y, item.w, item.h);
      c.restore();
      break;
    case "code":
      c.beginPath();
      for (let i = 0; i < item.r.length; i += 4) c.rect(item.x + item.r[i] * item.m, item.y + item.r[i + 1] * item.m, item.r[i + 2] * item.m, item.r[i + 3] * item.m);
      c.fill();
      break;
    case "line":
      drawGlyphs(c, s, item, item);
      for (const r of item.rubies || []) drawGlyphs(c, s, item, r);
      for (const m of item.marks || []) {
        turn(c, s, item, 0, 0, 1, 1);
        c.fill(new Path2D(m));
      }
  }
}

/**
 * Puts the origin at a distance from the start of a line: x along it, up above it.
 * @param {CanvasRenderingContext2D} c @param {number} s @param {any} l
 * @param {number} x @param {number} up @param {number} sx @param {number} sy
 */
function turn(c, s, l, x, up, sx, sy) {
  if (l.turned) c.setTransform(0, -s * sx, s * sy, 0, s * (l.x - up), s * (l.y - x));
  else c.setTransform(s * sx, 0, 0, s * sy, s * (l.x + x), s * (l.y - up));
}

/** The path of a glyph. @param {number} n */
function glyph(n) {
  let path = glyphs[n];
  if (typeof path === "string") path = glyphs[n] = new Path2D(path);
  return path;
}

/** @param {CanvasRenderingContext2D} c @param {number} s @param {any} l @param {any} run */
function drawGlyphs(c, s, l, run) {
  const ups = sparse(run.u), sizes = sparse(run.z);
  for (let i = 0; 2 * i < run.g.length; i++) {
    const n = run.g[2 * i];
    if (n < 0 || !glyphs[n]) continue;
    const em = (sizes.get(i) || run.s) / 4000;
    turn(c, s, l, run.g[2 * i + 1], ups.get(i) || 0, em, -em);
    c.fill(glyph(n));
  }
}

/** @type {IntersectionObserver} */
const watcher = new IntersectionObserver((entries) => {
  for (const entry of entries) {
    const sheet = sheets.find((x) => x.element === entry.target);
    if (!sheet) continue;
    sheet.seen = entry.isIntersecting;
    if (sheet.seen) sheet.draw();
    else sheet.drop();
  }
}, { root: $("pages"), rootMargin: "200% 0px" });

/**
 * Draws the first page of an issue that is not open.
 * @param {HTMLCanvasElement} canvas @param {{w: number, h: number, page: any, outlines: string[]}} data
 * @param {(name: string) => string} from address of a picture @param {number} width CSS pixels
 */
export async function cover(canvas, data, from, width) {
  canvas.width = Math.round(width * devicePixelRatio);
  canvas.height = Math.round(canvas.width * data.h / data.w);
  canvas.style.width = width + "px";
  canvas.style.height = canvas.height / devicePixelRatio + "px";
  const images = await Promise.all(data.page.items.map((/** @type {any} */ i) => (i.k === "picture" && i.src ? fetch(from(i.src)).then((r) => r.blob()).then((b) => createImageBitmap(b)).catch(() => null) : null)));
  glyphs.length = 0;
  glyphs.push(...data.outlines);
  const c = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
  c.fillStyle = "#fff";
  c.fillRect(0, 0, canvas.width, canvas.height);
  data.page.items.forEach((/** @type {any} */ item, /** @type {number} */ i) => drawItem(c, canvas.width / data.w, item, images[i]));
}

/** The zoom, 1 for 100 %. */
function zoomNow() {
  if (zoom) return zoom;
  const w = sheets.length ? Math.max(...sheets.slice(0, 3).map((x) => x.w)) : 595276;
  const room = $("pages").clientWidth - 32 - 16 * (columns - 1);
  return Math.max(0.2, room / columns / (w * unit));
}

function arrange() {
  const first = sheets.length && sheets[0].pixels ? topmost() : null;
  $("sheets").style.gridTemplateColumns = "repeat(" + columns + ", max-content)";
  const zoom = zoomNow(); // once: it needs the layout
  for (const x of sheets) x.size(zoom);
  // Whole pixels, so that pages begin at whole pixels of the device.
  const free = $("pages").clientWidth - $("sheets").scrollWidth;
  $("sheets").style.marginLeft = Math.max(0, Math.floor(free / 2)) + "px";
  for (const x of sheets) x.draw();
  mark(marked, false); // their places have another scale
  if (first) first.element.scrollIntoView({ block: "start" });
}

/** The first page in view. */
function topmost() {
  const top = $("pages").scrollTop;
  return sheets.find((x) => x.element.offsetTop + x.element.offsetHeight > top + 60);
}

/** @param {number} n index of a page */
export function show(n) {
  if (sheets[n]) sheets[n].element.scrollIntoView({ block: "start" });
}

/** Reports which pages are in view or near it, before the watcher does. */
function look() {
  const pane = $("pages").getBoundingClientRect();
  for (const x of sheets) {
    const box = x.element.getBoundingClientRect();
    if (box.top > pane.bottom + 2 * pane.height) break;
    x.seen = box.bottom > pane.top - 2 * pane.height;
  }
}

/**
 * Shows the pages of a state; resolves when all are there.
 * @param {server.State} state @param {() => void} drawn called when those in view are drawn
 */
export async function update(state, drawn) {
  const loaded = load(state.glyphs);
  while (sheets.length > state.pages.length) {
    const x = /** @type {Sheet} */ (sheets.pop());
    watcher.unobserve(x.element);
    x.unlist();
    x.element.remove();
  }
  let sized = false;
  while (sheets.length < state.pages.length) {
    const x = new Sheet(sheets.length + 1);
    sheets.push(x);
    $("sheets").append(x.element);
    sized = true;
  }
  /** @type {Sheet[]} */
  const changed = [];
  state.pages.forEach((p, i) => {
    const x = sheets[i];
    if (x.w !== p.w || x.h !== p.h) { x.w = p.w; x.h = p.h; sized = true; }
    if (x.hash !== p.hash) { x.hash = p.hash; changed.push(x); }
  });
  if (sized) { arrange(); look(); }
  await fill(changed.filter((x) => x.seen), loaded);
  await loaded;
  drawn();
  const others = changed.filter((x) => !x.seen);
  for (let i = 0; i < others.length; i += 16) await fill(others.slice(i, i + 16), loaded);
}

/** Gets pages that have changed, and draws them when their outlines are there. @param {Sheet[]} some @param {Promise<void>} loaded */
async function fill(some, loaded) {
  if (!some.length) return;
  const list = await server.pages(some.map((x) => x.hash));
  await loaded;
  some.forEach((x, k) => { if (list[k]) x.set(list[k]); else x.hash = ""; });
  await Promise.all(some.map((x) => x.draw()));
}

/** Fills the list of what can be jumped to. @param {server.State} state */
export function contents(state) {
  labels = state.pages.map((p) => p.label);
  front = Math.min(...state.articles.map((a) => (a.sheet >= 0 ? a.sheet : Infinity)));
  const list = /** @type {HTMLSelectElement} */ ($("contents"));
  const items = [[0, say("contents")], ...state.articles.filter((a) => a.sheet >= 0).map((a) => [a.sheet + 1, (a.page ? a.page + "　" : "") + a.title])];
  const text = JSON.stringify(items);
  if (list.dataset.items === text) return;
  list.dataset.items = text;
  list.replaceChildren(...items.map(([n, t]) => make("option", { value: String(n) }, String(t))));
}

/** @type {string[]} printed numbers of the pages */
let labels = [];
let front = 0; // number of pages before the first article: cover and contents repeat its title

/** The printed number of a page; empty: it has none. @param {number} page from 1 */
export const label = (page) => labels[page - 1] || "";

/** Orders pages: those of the front come last. @param {number} n from 1 */
const order = (n) => (n > front ? n : n + 1e6);

/** @typedef {{file: string, from: number, to: number, kind: string}[]} Marks */
/** @type {Marks} the marks that there are */
let marked = [];

/** Removes marks and sets new ones. @param {Marks} marks @param {boolean} scroll */
export function mark(marks, scroll) {
  marked = marks;
  for (const old of [...$("sheets").querySelectorAll("[data-mark]")]) old.remove();
  /** @type {HTMLElement|null} */
  let first = null;
  let at = Infinity;
  for (const m of marks) for (const x of byFile.get(m.file) || []) {
    const e = x.mark(m.file, m.from, m.to, m.kind);
    if (e && order(x.n) < at) { first = e; at = order(x.n); }
  }
  if (scroll && first) {
    const box = first.getBoundingClientRect(), pane = $("pages").getBoundingClientRect();
    if (box.top < pane.top + 50 || box.bottom > pane.bottom) first.scrollIntoView({ block: "center" });
  }
}

/** The page, from 1, that has a byte of a file, or any; 0: none. @param {string} file @param {number} [byte] */
export function pageOf(file, byte) {
  let page = 0;
  for (const x of byFile.get(file) || []) if ((!page || order(x.n) < order(page)) && x.lines.some((l) => l.f === file && (byte === undefined || (l.a <= byte && byte <= l.b)))) page = x.n;
  return page;
}

export function begin() {
  const set = (/** @type {number} */ z) => { zoom = z; sessionStorage.setItem("zoom", String(z)); arrange(); };
  const one = (/** @type {number} */ n) => { columns = n; sessionStorage.setItem("columns", String(n)); arrange(); };
  $("zoom").append(
    button("zoom-out", () => set(Math.max(0.25, zoomNow() / 1.25)), "−"), button("zoom-in", () => set(Math.min(4, zoomNow() * 1.25)), "+"),
    button("zoom-100", () => set(1), "100 %"), button("one", () => { zoom = 0; one(1); }, say("one")), button("two", () => { zoom = 0; one(2); }, say("two")));
  $("zoom").querySelector("[data-action=zoom-out]")?.setAttribute("aria-label", say("zoomOut"));
  $("zoom").querySelector("[data-action=zoom-in]")?.setAttribute("aria-label", say("zoomIn"));
  const list = /** @type {HTMLSelectElement} */ (make("select", { id: "contents", "aria-label": say("contents") }));
  list.addEventListener("change", () => { show(Number(list.value) - 1); list.value = "0"; });
  $("zoom").append(list);
  let timer = 0;
  new ResizeObserver(() => { clearTimeout(timer); timer = setTimeout(arrange, 80); }).observe($("pages"));
}

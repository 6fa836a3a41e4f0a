package desk

import (
	unicode16 "unicode/utf16"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// State is what the page says of itself.
type State struct {
	State    string // ready, busy, error
	Revision int    // of the pages that are drawn
	Saved    int    // that is on disk
}

// State returns what the page says of itself.
func (p *Tab) State() State {
	p.T.Helper()
	return Eval[State](p, `() => ({ State: document.body.dataset.state, Revision: Number(document.body.dataset.revision), Saved: Number(document.body.dataset.saved) })`)
}

// Status returns the message that the page announced last.
func (p *Tab) Status() string {
	p.T.Helper()
	return Eval[string](p, `() => (document.querySelector("[role=status]") || {}).textContent || ""`)
}

// WaitReady waits until nothing is composed and no finding is an error. After a change,
// use Change, which waits until the page has taken notice of it.
func (p *Tab) WaitReady() {
	p.T.Helper()
	p.WaitFor("ready", `() => document.body.dataset.state === "ready"`)
}

// WaitSettled waits until nothing is composed, with or without errors.
func (p *Tab) WaitSettled() {
	p.T.Helper()
	p.WaitFor("ready or error", `() => document.body.dataset.state !== "busy"`)
}

// WaitSaved waits until what the page shows is on disk.
func (p *Tab) WaitSaved() {
	p.T.Helper()
	p.WaitFor("saved", `() => Number(document.body.dataset.saved) >= Number(document.body.dataset.revision)`)
}

// Change does something that changes the pages, and waits until they are drawn and all
// findings are there.
func (p *Tab) Change(do func()) {
	p.T.Helper()
	before := p.State().Revision
	do()
	p.WaitFor("a newer revision", `(before) => Number(document.body.dataset.revision) > before`, before)
	p.WaitSettled()
}

// Pages returns the number of pages.
func (p *Tab) Pages() int {
	p.T.Helper()
	return Eval[int](p, `() => document.querySelectorAll("[data-page]").length`)
}

// Line is a line of a page.
type Line struct {
	Page int // from 1
	N    int // on the page, from 0
	Text string
	File string // empty: the line has no source
	From int    // bytes of the decoded text
	To   int
}

// Lines returns the lines of a page in reading order; of all pages for 0.
func (p *Tab) Lines(page int) []Line {
	p.T.Helper()
	return Eval[[]Line](p, `(page) => [...document.querySelectorAll(page ? "[data-page=\"" + page + "\"]" : "[data-page]")].flatMap((e) => [...e.querySelectorAll("[data-line]")].map((l, i) => (
		{ Page: Number(e.dataset.page), N: i, Text: l.textContent, File: l.dataset.file || "", From: Number(l.dataset.start || 0), To: Number(l.dataset.end || 0) })))`, page)
}

// ClickChar clicks the character of a line that begins at an offset in UTF-16, in its
// middle as the text of the element is laid out. The element's own font places
// characters nearly, not exactly, where the page shows them; where a glyph is exactly
// needs its position from a dump, and ClickPoint.
func (p *Tab) ClickChar(l Line, at int) {
	p.T.Helper()
	b := Eval[box](p, `(page, n, at) => {
		const line = document.querySelectorAll("[data-page=\"" + page + "\"] [data-line]")[n];
		line.scrollIntoView({ block: "center" });
		const range = document.createRange();
		range.setStart(line.firstChild, at);
		range.setEnd(line.firstChild, at + ((line.textContent.codePointAt(at) || 0) > 0xffff ? 2 : 1));
		return range.getBoundingClientRect().toJSON();
	}`, l.Page, l.N, at)
	p.Click(b.X+b.Width/2, b.Y+b.Height/2)
}

// ClickPoint clicks a point of a page, in points from the upper left corner of the trim.
// width is that of the trim.
func (p *Tab) ClickPoint(page int, x, y, width float64) {
	p.T.Helper()
	at := Eval[[2]float64](p, `(page, x, y, width) => {
		const e = document.querySelector("[data-page=\"" + page + "\"]");
		const place = () => { const b = e.getBoundingClientRect(), s = b.width / width; return [b.left + x * s, b.top + y * s]; };
		const inside = ([x, y]) => { const hit = document.elementFromPoint(x, y); return hit !== null && e.contains(hit); };
		if (!inside(place())) {
			e.scrollIntoView({ block: "start" });
			for (let box = e.parentElement; box; box = box.parentElement) { // the point into the middle of what scrolls
				const b = box.getBoundingClientRect();
				box.scrollTop += place()[1] - b.top - b.height / 2;
				box.scrollLeft += place()[0] - b.left - b.width / 2;
			}
		}
		return place();
	}`, page, x, y, width)
	p.Click(at[0], at[1])
}

// box is a rectangle of the view, in CSS pixels.
type box struct {
	X      float64 `json:"x"`
	Y      float64 `json:"y"`
	Width  float64 `json:"width"`
	Height float64 `json:"height"`
}

// Click clicks a point of the view, in CSS pixels.
func (p *Tab) Click(x, y float64) {
	p.T.Helper()
	p.Do(chromedp.MouseClickXY(x, y))
}

// ClickOn clicks the middle of the first visible element of a selector, which must be
// enabled and not covered by another.
func (p *Tab) ClickOn(selector string) {
	p.T.Helper()
	p.WaitFor("to click "+selector, clickable, selector)
	at := Eval[[2]float64](p, `(selector) => {
		const e = [...document.querySelectorAll(selector)].find((e) => e.getClientRects().length > 0);
		const b = e.getClientRects()[0];
		return [b.left + b.width / 2, b.top + b.height / 2];
	}`, selector)
	p.Click(at[0], at[1])
}

// clickable scrolls the first visible element of a selector into view and reports
// whether a click in its middle would reach it.
const clickable = `(selector) => {
	const e = [...document.querySelectorAll(selector)].find((e) => e.getClientRects().length > 0);
	if (!e || e.disabled) return false;
	e.scrollIntoView({ block: "nearest" });
	const b = e.getClientRects()[0];
	const hit = document.elementFromPoint(b.left + b.width / 2, b.top + b.height / 2);
	return hit !== null && (e.contains(hit) || hit.contains(e) && hit.tagName === "BUTTON");
}`

// Act presses the button of an action.
func (p *Tab) Act(action string) {
	p.T.Helper()
	p.ClickOn(`[data-action="` + action + `"]`)
}

// Modifiers of keys.
const (
	Alt   = chromedp.ModifierAlt
	Ctrl  = chromedp.ModifierCtrl
	Shift = chromedp.ModifierShift
)

// Keys of the keyboard that type nothing.
const (
	Up, Down, Left, Right = kb.ArrowUp, kb.ArrowDown, kb.ArrowLeft, kb.ArrowRight
	Home, End             = kb.Home, kb.End
	Enter, Tabulator      = kb.Enter, kb.Tab
	Escape, Backspace     = kb.Escape, kb.Backspace
	Delete, F2, F6        = kb.Delete, kb.F2, kb.F6
)

// Press presses keys one after the other, each with the modifiers. As with a keyboard, a
// key types its character unless the page has prevented that.
func (p *Tab) Press(keys string, modifiers ...chromedp.Modifier) {
	p.T.Helper()
	for _, r := range keys {
		events := kb.Encode(r) // down, the character if there is one, up
		down, up := *events[0], *events[len(events)-1]
		for _, m := range modifiers {
			down.Modifiers |= int64(m)
			up.Modifiers |= int64(m)
		}
		down.Type = input.DispatchKeyEventTypeRawKeyDown
		if len(events) == 3 && (down.Modifiers == 0 || down.Modifiers == int64(Shift)) {
			down.Type, down.Text, down.UnmodifiedText = input.DispatchKeyEventTypeKeyDown, events[1].Text, events[1].UnmodifiedText
		}
		for _, e := range []input.DispatchKeyEventParams{down, up} {
			if _, err := chromedp.Call(p.ctx, input.DispatchKeyEvent, e); err != nil {
				p.T.Fatal(err)
			}
		}
	}
}

// Type inserts text where the focus is, as an input method commits it.
func (p *Tab) Type(text string) {
	p.T.Helper()
	if _, err := chromedp.Call(p.ctx, input.InsertText, input.InsertTextParams{Text: text}); err != nil {
		p.T.Fatal(err)
	}
}

// Articles returns the names of the articles in their order: files, or issue.toml#N.
func (p *Tab) Articles() []string {
	p.T.Helper()
	return Eval[[]string](p, `() => [...document.querySelectorAll("[data-article][data-index]")].map((e) => e.dataset.article)`)
}

// Select opens an article by a click and waits until its text is there. "issue.toml" is
// the issue.
func (p *Tab) Select(article string) {
	p.T.Helper()
	p.ClickOn(`[data-article="` + article + `"]`)
	p.WaitFor("the text of "+article, `(file) => document.querySelector("textarea[data-file]").dataset.file === file`, article)
}

// File returns the name of the file that the text field has.
func (p *Tab) File() string {
	p.T.Helper()
	return Eval[string](p, `() => document.querySelector("textarea[data-file]").dataset.file`)
}

// Text returns the text of the text field.
func (p *Tab) Text() string {
	p.T.Helper()
	return Eval[string](p, `() => document.querySelector("textarea[data-file]").value`)
}

// SetText replaces the whole text as an editor would: all is selected, and typed over.
func (p *Tab) SetText(text string) {
	p.T.Helper()
	p.SetSelection(0, len(utf16(p.Text())))
	if text == "" {
		p.Press(Delete)
		return
	}
	p.Type(text)
}

// Caret returns the selection of the text field, in UTF-16.
func (p *Tab) Caret() (from, to int) {
	p.T.Helper()
	s := Eval[[2]int](p, `() => { const a = document.querySelector("textarea[data-file]"); return [a.selectionStart, a.selectionEnd]; }`)
	return s[0], s[1]
}

// SetSelection puts the focus and the selection into the text field, in UTF-16.
func (p *Tab) SetSelection(from, to int) {
	p.T.Helper()
	Eval[bool](p, `(from, to) => { const a = document.querySelector("textarea[data-file]"); a.focus(); a.setSelectionRange(from, to); return true; }`, from, to)
}

// Field returns the value of a field of a form.
func (p *Tab) Field(path string) string {
	p.T.Helper()
	p.WaitFor("field "+path, `(path) => document.querySelector("[data-field=\"" + path + "\"]") !== null`, path)
	return Eval[string](p, `(path) => document.querySelector("[data-field=\"" + path + "\"]").value`, path)
}

// SetField gives a field of a form a value by typing, or by choosing, and leaves it.
func (p *Tab) SetField(path, value string) {
	p.T.Helper()
	p.Field(path)
	typed := Eval[bool](p, `(path, value) => {
		const e = document.querySelector("[data-field=\"" + path + "\"]");
		for (let d = e.closest("details"); d; d = d.parentElement.closest("details")) d.open = true;
		e.scrollIntoView({ block: "nearest" });
		e.focus();
		if (e.tagName !== "SELECT" && e.type !== "date") { e.select(); return true; }
		e.value = value;
		e.dispatchEvent(new Event("input", { bubbles: true }));
		e.dispatchEvent(new Event("change", { bubbles: true }));
		return false;
	}`, path, value)
	if !typed {
		return
	}
	if value == "" {
		p.Press(Delete)
	} else {
		p.Type(value)
	}
	Eval[bool](p, `() => { document.activeElement.blur(); return true; }`)
}

// Finding is a finding that the page shows.
type Finding struct {
	Code string
	File string
	Line int
	Text string
}

// Findings returns the findings in the order in which they are shown.
func (p *Tab) Findings() []Finding {
	p.T.Helper()
	return Eval[[]Finding](p, `() => [...document.querySelectorAll("[data-code]")].map((e) => ({ Code: e.dataset.code, File: e.dataset.file || "", Line: Number(e.dataset.lineNumber || 0), Text: e.textContent }))`)
}

// Outputs returns the names of the finished files.
func (p *Tab) Outputs() []string {
	p.T.Helper()
	return Eval[[]string](p, `() => [...document.querySelectorAll("[data-output]")].map((e) => e.dataset.output)`)
}

// Conflicts returns the names of the files that were changed outside, too.
func (p *Tab) Conflicts() []string {
	p.T.Helper()
	return Eval[[]string](p, `() => [...document.querySelectorAll("[data-conflict]")].map((e) => e.dataset.conflict)`)
}

// Upload gives files to the file field behind "add".
func (p *Tab) Upload(files ...string) {
	p.T.Helper()
	p.Do(chromedp.SetUploadFiles(chromedp.CSS(`input[type=file]`), files))
}

// utf16 returns the units of a text, in which the page counts.
func utf16(text string) []uint16 { return unicode16.Encode([]rune(text)) }

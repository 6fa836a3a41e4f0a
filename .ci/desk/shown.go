package desk

import (
	"context"
	"image"
	"math"
	"time"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// Large is a view in which a page of A4 fits that is 1,938 pixels wide, at 244 %. Pixels of
// the device are CSS pixels: where they are only emulated, Chromium stretches what begins
// or ends between two CSS pixels.
var Large = View{4000, 3000, 1}

// Enlarge draws the pages of a Large view at 244 %.
func (p *Tab) Enlarge() {
	p.T.Helper()
	p.Zoom("zoom-100")
	for range 4 {
		p.Zoom("zoom-in")
	}
}

// Zoom presses a button of the zoom, also where it has scrolled away.
func (p *Tab) Zoom(action string) {
	p.T.Helper()
	Eval[bool](p, `(action) => { document.querySelector("[data-action=" + action + "]").click(); return true; }`, action)
}

// HideMarks hides the marks of cursor and findings, which are not printed, and what may
// cover a page or take its height: the list of findings and the bar of the zoom.
func (p *Tab) HideMarks() {
	p.T.Helper()
	Eval[bool](p, `() => {
		const sheet = new CSSStyleSheet();
		sheet.replaceSync("[data-mark] { visibility: hidden } #findings { display: none !important } :has(> [data-action=zoom-in]) { position: static !important }");
		document.adoptedStyleSheets = [sheet];
		return true;
	}`)
}

// ShowPage scrolls to a page and waits until it is drawn.
func (p *Tab) ShowPage(n int) {
	p.T.Helper()
	p.WaitFor("the drawing of a page", `(n) => {
		const e = document.querySelector("[data-page=\"" + n + "\"]");
		if (!e) return false;
		const b = e.getBoundingClientRect(), pane = e.parentElement.parentElement.getBoundingClientRect();
		if (b.top < pane.top || b.bottom > pane.bottom) e.scrollIntoView({ block: "start" });
		const canvas = e.querySelector("canvas");
		return canvas !== null && Math.abs(canvas.width - b.width * devicePixelRatio) < 1;
	}`, n)
}

// Drawn returns a page as it is drawn on the screen.
func (p *Tab) Drawn(n int) *Drawing {
	p.T.Helper()
	for end := time.Now().Add(patience); ; {
		p.ShowPage(n)
		p.Frames()
		place := func() box {
			return Eval[box](p, `(n) => document.querySelector("[data-page=\"" + n + "\"]").getBoundingClientRect().toJSON()`, n)
		}
		b := place()
		d := p.drawnIn(b)
		if place() == b { // nothing has scrolled meanwhile
			return d
		}
		if time.Now().After(end) {
			p.T.Fatalf("page %d does not stay where it is", n)
		}
	}
}

// drawnIn takes the picture of a box of the view. The browser is asked for whole CSS
// pixels: it would draw a part of one at another place.
func (p *Tab) drawnIn(b box) *Drawing {
	p.T.Helper()
	ctx, cancel := context.WithTimeout(p.ctx, patience)
	defer cancel()
	scale := Eval[float64](p, `() => devicePixelRatio`)
	x, y := math.Floor(b.X), math.Floor(b.Y)
	shot, err := chromedp.Call(ctx, page.CaptureScreenshot, page.CaptureScreenshotParams{
		Format: page.CaptureScreenshotFormatPng, OptimizeForSpeed: new(true),
		Clip: &page.Viewport{X: x, Y: y, Width: math.Ceil(b.X+b.Width) - x, Height: math.Ceil(b.Y+b.Height) - y, Scale: 1},
	})
	if err != nil {
		p.T.Fatal(err)
	}
	d, err := DecodePNG(shot.Data)
	if err != nil {
		p.T.Fatal(err)
	}
	left, top := (b.X-x)*scale, (b.Y-y)*scale
	if left != math.Round(left) || top != math.Round(top) {
		p.T.Errorf("a page begins at %g, %g pixels, not at whole ones", b.X*scale, b.Y*scale)
	}
	return d.Part(image.Rect(int(left), int(top), int(math.Round(left+b.Width*scale)), int(math.Round(top+b.Height*scale))))
}

// Settle waits until the pages shown are those of the text typed and the files on disk:
// nothing is composed, and everything is saved, twice with a pause between.
func (p *Tab) Settle() {
	p.T.Helper()
	for range 2 {
		time.Sleep(100 * time.Millisecond)
		p.WaitSettled()
		p.WaitSaved()
	}
}

// Frames waits for two frames of the page, after which its handlers of events have run.
func (p *Tab) Frames() {
	p.T.Helper()
	Eval[bool](p, `() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => done(true)))))`)
}

// Leave shows an empty page, whose desk may be gone.
func (p *Tab) Leave() {
	p.T.Helper()
	p.Do(chromedp.Navigate("about:blank"))
}

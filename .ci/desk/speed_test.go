package desk

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// keysPerSecond is how fast TestSpeed types.
const keysPerSecond = 8

// limits are what TestSpeed fails beyond, in milliseconds: some ten times the goals, for
// machines that do other things too. The figures are what counts.
type limits struct{ open, p50, p95, work float64 }

// TestSpeed measures what an editor waits for, in an issue of 26 pages and in a book of
// some 450 that repeats it: from opening to the first page, and from a key to the frame that
// shows it. It prints the figures. JIANBAO_KEYS is the number of keys, 300 without it.
func TestSpeed(t *testing.T) {
	keys := 300
	if n, err := strconv.Atoi(os.Getenv("JIANBAO_KEYS")); err == nil {
		keys = n
	}
	for _, c := range []struct {
		name  string
		times int
		limits
	}{
		{"sample", 1, limits{open: 5000, p50: 500, p95: 1200, work: 80}},
		{"book", 19, limits{open: 15000, p50: 1000, p95: 2000, work: 650}},
	} {
		t.Run(c.name, func(t *testing.T) {
			d := Start(t, Repeated(t, "heyuan-2024-06", c.times))
			p := d.NewTab()
			p.Do(chromedp.EmulateViewport(1440, 900))
			p.measure()
			p.Go(d.Address)
			p.WaitReady()
			article := p.median()
			p.Select(article)
			middle := len(utf16(p.Text())) / 2
			p.SetSelection(middle, middle)
			time.Sleep(time.Second) // frames after opening
			opened := Eval[openedIn](p, `() => measured.opened()`)
			before := d.Processor()
			p.keys(keys)
			m := Eval[measured](p, `() => measured.keys()`)
			t.Logf("%d pages: first page after %.0f ms, longest task after it %.0f ms", p.Pages(), opened.First, opened.Longest)
			t.Logf("%d keys: %s to the frame, the desk's own work %s (%s)", len(m.Keys), percentiles(m.Keys), percentiles(m.Work), m.stages())
			t.Logf("processor time of the desk for a key: %.1f ms", float64((d.Processor()-before).Microseconds())/1000/float64(keys))
			frame := Eval[float64](p, scrollList)
			for n := 1; n <= p.Pages(); n += 3 { // with it those around it are drawn
				p.ShowPage(n)
			}
			memory := d.Memory()
			t.Logf("longest frame while the list of %d articles is scrolled: %.0f ms; memory of the desk after all pages were shown: at most %d MB", len(p.Articles()), frame, memory>>20)
			if keys >= 1000 {
				p.keys(keys)
				t.Logf("after as many keys again: %.2f times as much", float64(d.Memory())/float64(memory))
			}
			if memory > 400<<20 || d.Memory() > memory*11/10 || frame > 500 {
				t.Errorf("memory %d MB, then %d MB; longest frame %.0f ms", memory>>20, d.Memory()>>20, frame)
			}
			if len(m.Keys) < keys*9/10 || len(m.Work) == 0 {
				t.Errorf("of %d keys %d were shown and %d timed", keys, len(m.Keys), len(m.Work))
			}
			if opened.First > c.open || at(m.Keys, 50) > c.p50 || at(m.Keys, 95) > c.p95 || at(m.Work, 50) > c.work {
				t.Errorf("more than %+v", c.limits)
			}
		})
	}
}

// scrollList scrolls the list of articles to its end and returns the longest time between
// two frames, in milliseconds.
const scrollList = `async () => {
	const list = document.getElementById("list"), frame = () => new Promise(requestAnimationFrame);
	let longest = 0, last = await frame();
	for (list.scrollTop = 0; list.scrollTop + list.clientHeight < list.scrollHeight - 1; ) {
		list.scrollTop += Math.max(60, list.scrollHeight / 100);
		const now = await frame();
		longest = Math.max(longest, now - last);
		last = now;
	}
	return longest;
}`

// keys types into the open text at an even pace, and waits until all is shown.
func (p *Tab) keys(n int) {
	p.T.Helper()
	for i := range n {
		begun := time.Now()
		p.key([]rune("的一是在不了有和人这")[i%10], i%3 == 2)
		time.Sleep(time.Until(begun.Add(time.Second / keysPerSecond)))
	}
	p.WaitSettled()
}

// openedIn is what opening took, in milliseconds.
type openedIn struct {
	First   float64 // from the request for the page to the frame with the first page
	Longest float64 // the longest task after that
}

// measured is what keys took, in milliseconds.
type measured struct {
	Keys   []float64            // from keydown to the frame after data-revision grew
	Work   []float64            // the sums of Server-Timing
	Stages map[string][]float64 // its entries
}

// stages lists the medians of the stages.
func (m *measured) stages() string {
	var list []string
	for _, name := range []string{"read", "compose", "draw", "proof"} {
		list = append(list, fmt.Sprintf("%s %.1f", name, at(m.Stages[name], 50)))
	}
	return strings.Join(list, ", ")
}

// at returns a percentile of a list.
func at(list []float64, percent int) float64 {
	if len(list) == 0 {
		return 0
	}
	list = slices.Sorted(slices.Values(list))
	return list[min(len(list)-1, len(list)*percent/100)]
}

func percentiles(list []float64) string {
	return fmt.Sprintf("p50 %.1f ms, p95 %.1f ms, at most %.1f ms", at(list, 50), at(list, 95), at(list, 100))
}

// stopwatch measures in the page, from before its own scripts run.
const stopwatch = `
const measured = (() => {
	let first = 0, longest = 0;
	const keys = [], work = [], stages = {};
	let waiting = [];
	const frame = (f) => requestAnimationFrame(() => { const c = new MessageChannel(); c.port1.onmessage = () => f(performance.now()); c.port2.postMessage(0); });
	new PerformanceObserver((list) => { for (const e of list.getEntries()) if (first && e.startTime > first) longest = Math.max(longest, e.duration); }).observe({ type: "longtask" });
	new PerformanceObserver((list) => {
		for (const e of list.getEntries()) {
			if (!e.name.includes("/api/state") || !e.serverTiming.length) continue;
			work.push(e.serverTiming.reduce((sum, s) => sum + s.duration, 0));
			for (const s of e.serverTiming) (stages[s.name] = stages[s.name] || []).push(s.duration);
		}
	}).observe({ type: "resource", buffered: true });
	const revision = () => Number(document.body.dataset.revision || 0);
	addEventListener("keydown", () => waiting.push({ at: performance.now(), revision: revision() }), true);
	new MutationObserver(() => {
		if (!document.body || !revision()) return;
		if (!first) { first = -1; frame((now) => { first = now; }); }
		const shown = waiting.filter((k) => k.revision < revision());
		waiting = waiting.filter((k) => k.revision >= revision());
		if (shown.length) frame((now) => { for (const k of shown) keys.push(now - k.at); });
	}).observe(document, { attributes: true, attributeFilter: ["data-revision"], subtree: true });
	return { opened: () => ({ First: first, Longest: longest }), keys: () => ({ Keys: keys, Work: work, Stages: stages }) };
})();`

// measure makes the next page of the tab measure itself.
func (p *Tab) measure() {
	p.T.Helper()
	if _, err := chromedp.Call(p.ctx, page.Enable, page.EnableParams{}); err != nil {
		p.T.Fatal(err)
	}
	if _, err := chromedp.Call(p.ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: stopwatch}); err != nil {
		p.T.Fatal(err)
	}
}

// Processor returns the processor time that the desk has taken so far.
func (d *Desk) Processor() time.Duration {
	d.T.Helper()
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", d.Process.Pid))
	_, after, ok := strings.Cut(string(data), ") ")
	fields := strings.Fields(after)
	if err != nil || !ok || len(fields) < 13 {
		d.T.Fatalf("%q: %v", data, err)
	}
	ticks := 0
	for _, f := range fields[11:13] { // in user and system mode, of a hundredth of a second
		n, err := strconv.Atoi(f)
		if err != nil {
			d.T.Fatal(err)
		}
		ticks += n
	}
	return time.Duration(ticks) * 10 * time.Millisecond
}

// key presses a key that types a character, or the backspace key.
func (p *Tab) key(r rune, back bool) {
	p.T.Helper()
	if back {
		p.Press(Backspace)
		return
	}
	text := string(r)
	for _, kind := range []input.DispatchKeyEventType{"keyDown", "keyUp"} {
		params := input.DispatchKeyEventParams{Type: kind, Key: text}
		if kind == "keyDown" {
			params.Text, params.UnmodifiedText = text, text
		}
		if _, err := chromedp.Call(p.ctx, input.DispatchKeyEvent, params); err != nil {
			p.T.Fatal(err)
		}
	}
}

// median returns the article whose file has the median size.
func (p *Tab) median() string {
	p.T.Helper()
	list := slices.DeleteFunc(p.Articles(), func(name string) bool { return !strings.HasSuffix(name, ".txt") && !strings.HasSuffix(name, ".md") })
	slices.SortStableFunc(list, func(a, b string) int { return len(p.Desk.Read(a)) - len(p.Desk.Read(b)) })
	return list[len(list)/2]
}

// Repeated returns a copy of a sample whose sections are repeated, with files of their
// own.
func Repeated(t testing.TB, name string, times int) string {
	t.Helper()
	folder := Sample(t, name)
	manifest := filepath.Join(folder, "issue.toml")
	data, err := os.ReadFile(manifest)
	if err != nil {
		t.Fatal(err)
	}
	head, sections, ok := strings.Cut(string(data), "[[section]]")
	if !ok {
		t.Fatal("no sections")
	}
	all := string(data)
	for n := 2; n <= times; n++ {
		copied := fmt.Sprintf("articles%02d", n)
		if err := os.CopyFS(filepath.Join(folder, copied), os.DirFS(filepath.Join(folder, "articles"))); err != nil {
			t.Fatal(err)
		}
		all += "\n[[section]]" + strings.ReplaceAll(sections, `"articles/`, `"`+copied+"/")
	}
	if !strings.HasPrefix(all, head) {
		t.Fatal("the manifest was lost")
	}
	if err := os.WriteFile(manifest, []byte(all), 0o666); err != nil {
		t.Fatal(err)
	}
	return folder
}

var highWater = regexp.MustCompile(`VmHWM:\s+([0-9]+) kB`)

// Memory returns the most memory that the desk has had, in bytes.
func (d *Desk) Memory() int {
	d.T.Helper()
	data, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", d.Process.Pid))
	m := highWater.FindSubmatch(data)
	if err != nil || m == nil {
		d.T.Fatal("no VmHWM: ", err)
	}
	n, err := strconv.Atoi(string(m[1]))
	if err != nil {
		d.T.Fatal(err)
	}
	return n << 10
}

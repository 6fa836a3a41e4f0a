package main

import (
	"fmt"
	"io"
	"strings"
	"time"

	"jianbao/cmd/jianbao/internal/batch"
	"jianbao/cmd/jianbao/internal/batch/report"
	"jianbao/content/diag"
)

// batchProgress shows the progress of a batch: at a terminal a bar with counts, rate
// and remaining time, elsewhere a line for each issue.
type batchProgress struct {
	*batchRun
	bar    *progress // nil: no terminal
	lines  bool      // a line for each issue
	total  int
	begun  time.Time
	built  int // in this run
	before int
	failed int
	drawn  time.Time
}

// redraw is the minimum time between two states of the bar; less would flicker.
const redraw = 100 * time.Millisecond

func newBatchProgress(b *batchRun, total int) *batchProgress {
	p := &batchProgress{batchRun: b, total: total, begun: time.Now()}
	switch {
	case b.flags.Quiet:
	case b.terminal:
		p.bar = newProgress(b.app)
	default:
		p.lines = !b.json
	}
	return p
}

// ended counts a finished issue; before: in an earlier run. Calls must not overlap.
func (p *batchProgress) ended(e *batch.Entry, before bool) {
	if before {
		p.before++
	} else {
		p.built++
	}
	failed := e.Result.Status == batch.Failed
	if failed {
		p.failed++
	}
	if p.lines && !before {
		io.WriteString(p.stderr, p.line(e))
	}
	if p.bar == nil {
		return
	}
	if failed { // its line stays on the screen above the bar
		p.bar.hide()
		io.WriteString(p.stderr, p.line(e))
		p.drawn = time.Time{}
	}
	if now := time.Now(); now.Sub(p.drawn) >= redraw {
		p.drawn = now
		p.bar.set(p.text(now.Sub(p.begun), p.width()))
	}
}

// line returns the line of a finished issue.
func (p *batchProgress) line(e *batch.Entry) string {
	status := map[batch.Status]string{
		batch.OK: p.choose("完成", "ok"), batch.Warning: p.choose("警告", "warning"), batch.Failed: p.choose("失败", "failed"),
	}[e.Result.Status]
	text := status + " " + diag.Escape(e.Key)
	if e.Output != "" {
		text += " → " + diag.Escape(e.Output)
	}
	if f := report.Worst(e.Result.Findings); f != nil {
		text += "  " + f.Code + ": "
		if f.Place != "" {
			text += diag.Escape(f.Place) + ": "
		}
		text += diag.Escape(f.Message)
	}
	return text + "\n"
}

// text returns the bar for a terminal of so many columns; 0: unknown.
func (p *batchProgress) text(elapsed time.Duration, columns int) string {
	done := p.built + p.before
	rate := 0.0
	if s := elapsed.Seconds(); s > 0 {
		rate = float64(p.built) / s
	}
	left := "–"
	if rate > 0 {
		left = (time.Duration(float64(p.total-done)/rate) * time.Second).Round(time.Second).String()
	}
	text := fmt.Sprintf(p.choose(" %d/%d  每秒 %.1f 期  剩余 %s", " %d/%d  %.1f/s  %s left"), done, p.total, rate, left)
	if p.failed > 0 {
		text += fmt.Sprintf(p.choose("  失败 %d", "  %d failed"), p.failed)
	}
	if columns == 0 {
		columns = 80
	}
	width := min(columns-2*len([]rune(text))-3, 40) // Chinese is twice as wide
	if width < 5 {
		return strings.TrimSpace(text)
	}
	full := width
	if p.total > 0 {
		full = width * done / p.total
	}
	return "[" + strings.Repeat("█", full) + strings.Repeat("░", width-full) + "]" + text
}

// note prints a line above the bar.
func (p *batchProgress) note(text string) {
	p.bar.hide()
	if !p.json {
		io.WriteString(p.stderr, text+"\n")
	}
}

func (p *batchProgress) end() { p.bar.stop() }

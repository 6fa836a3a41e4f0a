package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"jianbao/cmd/jianbao/internal/batch"
	"jianbao/content/diag"
)

// Limits of the failures and warnings that a summary lists; the index has all
// of them.
const (
	maxFailed = 20
	maxCodes  = 10
)

// Summary collects statistics for the end of a run. Its size does not grow with
// the number of issues. The zero Summary is ready to use.
type Summary struct {
	OK, Warned, Failed int
	Errors, Warnings   int // findings
	Pages              int
	worst              []failure
	codes              map[string]int // issues with a warning of the code
}

type failure struct{ key, number, code, text string }

// Add adds an issue. Of the failed issues the first ones added are listed.
func (s *Summary) Add(e *batch.Entry) {
	r := &e.Result
	for i := range r.Findings {
		switch r.Findings[i].Severity {
		case diag.Error.String():
			s.Errors++
		case diag.Warning.String():
			s.Warnings++
		}
	}
	switch r.Status {
	case batch.Failed:
		if s.Failed++; len(s.worst) < maxFailed {
			f := failure{key: e.Key, number: r.Number}
			if w := Worst(r.Findings); w != nil {
				f.code, f.text = w.Code, oneLine(w)
			}
			s.worst = append(s.worst, f)
		}
		return
	case batch.Warning:
		s.Warned++
	default:
		s.OK++
	}
	s.Pages += r.Pages
	if s.codes == nil {
		s.codes = map[string]int{}
	}
	seen := map[string]bool{}
	for i := range r.Findings {
		if f := &r.Findings[i]; f.Severity == diag.Warning.String() && !seen[f.Code] {
			seen[f.Code] = true
			s.codes[f.Code]++
		}
	}
}

// Run holds the summary's information about the run.
type Run struct {
	Built   int           // issues built by this run; the others were done before
	Elapsed time.Duration // 0: no rate is shown
	Left    int           // issues not started
}

// Text returns the summary for a terminal: failed issues with their first errors,
// codes of warnings by number of issues, rate, and as the last line the counts.
func (s *Summary) Text(run Run, lang diag.Lang) string {
	var b strings.Builder
	line := func(zh, en string, args ...any) {
		if lang == diag.ZH {
			en = zh
		}
		fmt.Fprintf(&b, en+"\n", args...)
	}
	if s.Failed > 0 {
		line("失败 %[1]d 期：", "%[1]d failed:", s.Failed)
		for _, f := range s.worst {
			b.WriteString("  " + diag.Escape(f.key))
			if f.number != "" {
				b.WriteString("  " + diag.Escape(f.number))
			}
			if f.code != "" {
				b.WriteString("  " + f.code + ": " + diag.Escape(f.text))
			}
			b.WriteByte('\n')
		}
		if more := s.Failed - len(s.worst); more > 0 {
			line("  另有 %[1]d 期，见 %[2]s", "  and %[1]d more, see %[2]s", more, IndexName)
		}
	}
	if s.Warned > 0 {
		line("有警告 %[1]d 期：", "%[1]d with warnings:", s.Warned)
		s.warnings(&b, line)
	}
	if seconds := run.Elapsed.Seconds(); seconds > 0 && run.Built > 0 {
		rate := int64(float64(run.Built)*60/seconds + 0.5)
		line("这一次处理了 %[1]d 期，用时 %[2]s，每分钟 %[3]d 期", "%[4]s in this run, %[2]s, %[3]d per minute",
			run.Built, run.Elapsed.Round(time.Second), rate, diag.Count(run.Built, "issue"))
	}
	if run.Left > 0 {
		line("还有 %[1]d 期没有做；用同样的命令加 --resume 接着做", "%[1]d not built; rerun the same command with --resume to continue", run.Left)
	}
	if s.Errors > 0 {
		line("错误 %[1]d，警告 %[2]d；做好 %[3]d 期，共 %[4]d 页", "%[5]s, %[6]s; %[3]d built, %[7]s", s.counted()...)
	} else if s.Warnings > 0 {
		line("警告 %[2]d；做好 %[3]d 期，共 %[4]d 页", "%[6]s; %[3]d built, %[7]s", s.counted()...)
	} else {
		line("做好 %[3]d 期，共 %[4]d 页", "%[3]d built, %[7]s", s.counted()...)
	}
	return b.String()
}

// counted returns the arguments of the last line.
func (s *Summary) counted() []any {
	return []any{s.Errors, s.Warnings, s.OK + s.Warned, s.Pages, diag.Count(s.Errors, "error"), diag.Count(s.Warnings, "warning"), diag.Count(s.Pages, "page")}
}

// warnings writes the codes of warnings, the most frequent first.
func (s *Summary) warnings(b *strings.Builder, line func(zh, en string, args ...any)) {
	type count struct {
		code string
		n    int
	}
	var list []count
	for code, n := range s.codes {
		list = append(list, count{code, n})
	}
	slices.SortFunc(list, func(x, y count) int { return cmp.Or(cmp.Compare(y.n, x.n), cmp.Compare(x.code, y.code)) })
	more := 0
	if len(list) > maxCodes {
		more = len(list) - maxCodes
		list = list[:maxCodes]
	}
	for _, c := range list {
		fmt.Fprintf(b, "  %d × %s\n", c.n, c.code)
	}
	if more > 0 {
		line("  另有 %[1]d 种", "  and %[2]s", more, diag.Count(more, "other kind"))
	}
}

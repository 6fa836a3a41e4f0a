package main

import (
	"cmp"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"jianbao/content/diag"
)

// closing is what the last line of a run reports: how many findings there were, and
// what was made. At the end of a long list of findings it shows at once whether there
// is a file.
type closing struct {
	what     task
	jobs     int
	findings [diag.Error + 1]int // by severity
	pages    int                 // of the PDFs written; if none are, of what was composed
	written  []string            // paths of the PDFs
}

// add adds a job with its findings.
func (c *closing) add(items []diag.Diagnostic, r jobResult) {
	c.jobs++
	for _, d := range items {
		c.findings[d.Severity]++
	}
	if c.what != taskBuild || r.written != "" {
		c.pages += r.pages
	}
	if r.written != "" {
		c.written = append(c.written, r.written)
	}
}

// close prints the line of a run that builds or checks issues.
func (a *app) close(c *closing) {
	none := a.choose("没有发现问题", "no problems found")
	if c.what == taskBuild { // which does not look for everything
		none = ""
	}
	several := ""
	if c.jobs > 1 {
		several = fmt.Sprintf(a.choose("%d 期：", "%d issues: "), c.jobs)
	}
	a.closeWith(several, c.findings, none, a.made(c))
}

// closeRun prints the line of a run with its findings, and what it did.
func (a *app) closeRun(log *diag.List, did string) {
	var findings [diag.Error + 1]int
	for _, d := range log.Items() {
		findings[d.Severity]++
	}
	a.closeWith("", findings, "", did)
}

// closeWith prints the last line of a run: at a terminal always, because silence could
// be mistaken for failure, elsewhere if there are findings. Programs that read JSON
// count themselves. none is what it says of no findings.
func (a *app) closeWith(before string, findings [diag.Error + 1]int, none, did string) {
	if a.json || !a.terminal && findings == [diag.Error + 1]int{} {
		return
	}
	var parts []string
	for _, part := range [...]string{cmp.Or(strings.Join(a.counts(findings[:]), a.choose("，", ", ")), none), did} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	if len(parts) > 0 {
		io.WriteString(a.stderr, before+strings.Join(parts, a.choose("；", "; "))+"\n")
	}
}

// counts returns the numbers of findings of each severity that occurs, errors first.
func (a *app) counts(findings []int) []string {
	var out []string
	for s := diag.Error + 1; s > 0; s-- {
		n := findings[s-1]
		if n == 0 {
			continue
		}
		zh := [...]string{diag.Notice: "说明", diag.Warning: "警告", diag.Error: "错误"}[s-1]
		out = append(out, a.choose(fmt.Sprintf("%s %d", zh, n), diag.Count(n, (s-1).String())))
	}
	return out
}

// made returns what the run wrote; of one that writes no PDF, the pages that were
// composed.
func (a *app) made(c *closing) string {
	pages := a.choose(fmt.Sprintf("共 %d 页", c.pages), diag.Count(c.pages, "page"))
	switch {
	case c.what != taskBuild && c.pages == 0:
		return ""
	case c.what != taskBuild:
		return pages
	case len(c.written) == 0:
		return a.choose("没有写出 PDF", "no PDF written")
	case len(c.written) > 1:
		return a.choose(fmt.Sprintf("写出 PDF %d 个", len(c.written)), diag.Count(len(c.written), "PDF")+" written") + a.choose("，", ", ") + pages
	case c.written[0] == "-":
		return a.choose("PDF 已写到标准输出，", "wrote the PDF to stdout, ") + pages
	}
	return a.choose("已写出 ", "wrote ") + diag.Escape(filepath.ToSlash(c.written[0])) + a.choose("，", ", ") + pages
}

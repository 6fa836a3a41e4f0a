package verify

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"jianbao/content/diag"
)

// ReportSchema is the number of the report's format. It increases when a key is
// removed or changes its meaning; new keys do not change it.
const ReportSchema = 1

// MaxFindings is the maximum number of findings in a Report; the counts include
// all findings.
const MaxFindings = 10_000

// Report collects findings for a report file. The zero Report is ready to use.
type Report struct {
	kept []diag.Diagnostic
	more int
}

// Add adds a finding; it is a callback for Run.
func (r *Report) Add(d diag.Diagnostic) {
	if len(r.kept) == MaxFindings {
		r.more++
		return
	}
	r.kept = append(r.kept, d)
}

// The JSON form of the report. The order of the fields is part of the format.
type (
	jsonReport struct {
		Schema   int           `json:"schema"`
		Tool     string        `json:"tool"`
		Version  string        `json:"version"`
		Holds    bool          `json:"holds"` // there are no errors
		Basis    string        `json:"basis"` // what was checked against: journal, index, bags
		Issues   int           `json:"issues"`
		Failed   int           `json:"failed"`
		Bags     int           `json:"bags"`
		Files    int           `json:"files"`
		PDFs     int           `json:"pdfs"`
		Bytes    int64         `json:"bytes"`
		Natures  []jsonNature  `json:"natures"`
		Findings []jsonFinding `json:"findings"`
		More     int           `json:"more"` // findings that are not listed
	}
	jsonNature struct {
		Nature   string `json:"nature"`
		Errors   int    `json:"errors"`
		Warnings int    `json:"warnings"`
		Notices  int    `json:"notices"`
	}
	jsonFinding struct {
		Nature   string    `json:"nature"`
		Code     diag.Code `json:"code"`
		Severity string    `json:"severity"`
		Path     string    `json:"path"` // relative to the folder; the manifest for issues without files
		Message  string    `json:"message"`
		Hint     string    `json:"hint"`
	}
)

// JSON returns the report as a JSON document with a line end: the findings are
// grouped by nature, and within a nature are in the order of Add. It contains
// no time and no path of the machine.
func (r *Report) JSON(s *Summary, version string, lang diag.Lang) ([]byte, error) {
	out := jsonReport{
		Schema: ReportSchema, Tool: "jianbao", Version: version, Holds: s.Holds(), Basis: s.Basis.String(), Issues: s.Issues, Failed: s.Failed, Bags: s.Bags,
		Files: s.Files, PDFs: s.PDFs, Bytes: s.Bytes, Natures: []jsonNature{}, Findings: []jsonFinding{}, More: r.more,
	}
	for _, n := range Natures() {
		c := s.Found[n]
		out.Natures = append(out.Natures, jsonNature{n.String(), c.Errors, c.Warnings, c.Notices})
		for i := range r.kept {
			d := &r.kept[i]
			if NatureOf(d.Code) != n {
				continue
			}
			f := jsonFinding{Nature: n.String(), Code: d.Code, Severity: d.Severity.String(), Message: d.Message(lang), Hint: d.Hint(lang)}
			if d.Span.Source != nil {
				f.Path = d.Span.Source.Path
			}
			out.Findings = append(out.Findings, f)
		}
	}
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(out); err != nil {
		return nil, fmt.Errorf("verify report: %w", err)
	}
	return b.Bytes(), nil
}

// Text returns the summary for a terminal: the result for each nature, and what
// was checked.
func (s *Summary) Text(lang diag.Lang) string {
	var b strings.Builder
	say := func(zh, en string, args ...any) {
		if lang == diag.ZH {
			en = zh
		}
		fmt.Fprintf(&b, en+"\n", args...)
	}
	for _, n := range Natures() {
		c, t := s.Found[n], n.Term()
		name := t.EN
		if lang == diag.ZH {
			name = t.ZH
		}
		switch {
		case c.Errors > 0:
			say("%[1]s：否，错误 %[2]d，警告 %[3]d", "%[1]s: no, %[4]s, %[5]s", name, c.Errors, c.Warnings, diag.Count(c.Errors, "error"), diag.Count(c.Warnings, "warning"))
		case c.Warnings > 0:
			say("%[1]s：是，警告 %[2]d", "%[1]s: yes, %[3]s", name, c.Warnings, diag.Count(c.Warnings, "warning"))
		default:
			say("%[1]s：是", "%[1]s: yes", name)
		}
	}
	lacks := []any{"没有运行记录", "There is no journal"}
	if s.Unread {
		lacks = []any{"运行记录不能用", "The journal cannot be used"}
	}
	switch {
	case s.Basis == ByIndex && s.Bags == 0:
		say("%[1]s：只与 index.csv 相核对，能改文件的人也能改它", "%[2]s: checked against index.csv, which whoever changes files can change, too", lacks...)
	case s.Basis == ByIndex:
		say("%[1]s：只与 index.csv 和各包的清单相核对，能改文件的人也能改它们", "%[2]s: checked against index.csv and the manifests of bags, which whoever changes files can change, too", lacks...)
	case s.Basis == ByBags && s.Unread:
		say("运行记录不能用，又没有索引：只与各包自己的清单相核对，少了的包无从知道", "The journal cannot be used, and there is no index: checked against the bags' own manifests, so a missing bag cannot be noticed")
	case s.Basis == ByBags:
		say("没有运行记录和索引：只与各包自己的清单相核对，少了的包无从知道", "There is neither a journal nor an index: checked against the bags' own manifests, so a missing bag cannot be noticed")
	}
	if s.Failed > 0 {
		say("%[1]d 期没有排成，不计在内", "%[2]s could not be built: not included", s.Failed, diag.Count(s.Failed, "issue"))
	}
	s.last(say)
	return b.String()
}

// last writes the last line: findings, and what was checked.
func (s *Summary) last(say func(zh, en string, args ...any)) {
	errors, warnings := 0, 0
	for _, n := range Natures() {
		errors += s.Found[n].Errors
		warnings += s.Found[n].Warnings
	}
	checked := []any{
		s.Files, size(s.Bytes), s.PDFs, s.Bags, errors, warnings,
		diag.Count(s.Files, "file"), diag.Count(s.PDFs, "PDF"), diag.Count(s.Bags, "bag"), diag.Count(errors, "error"), diag.Count(warnings, "warning"),
	}
	const zh, en = "检查了 %[1]d 个文件，%[2]s；其中 PDF %[3]d 个，包 %[4]d 个", "%[7]s checked, %[2]s: %[8]s among them; %[9]s"
	switch {
	case errors > 0:
		say("错误 %[5]d，警告 %[6]d；"+zh, "%[10]s, %[11]s; "+en, checked...)
	case warnings > 0:
		say("警告 %[6]d；"+zh, "%[11]s; "+en, checked...)
	default:
		say(zh, en, checked...)
	}
}

// size formats a number of bytes for people to read.
func size(n int64) string {
	switch {
	case n < 10<<10:
		return fmt.Sprintf("%d B", n)
	case n < 10<<20:
		return fmt.Sprintf("%d KB", n>>10)
	case n < 10<<30:
		return fmt.Sprintf("%d MB", n>>20)
	}
	return fmt.Sprintf("%d GB", n>>30)
}

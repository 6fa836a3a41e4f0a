package docx

import "jianbao/content/diag"

// maxFindings is the greatest number of findings of one code about a document: a file of
// some kilobytes may have a million reasons for one.
const maxFindings = 1000

// findings adds findings to a list, no more of one code than that.
type findings struct {
	*diag.List
	n map[diag.Code]int
}

// Add adds a finding.
func (f *findings) Add(code diag.Code, at diag.Span, args ...any) {
	if f.n[code]++; f.n[code] <= maxFindings {
		f.List.Add(code, at, args...)
	}
}

package layout_test

import (
	"slices"
	"strings"
	"testing"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/fonts"
	"jianbao/layout"
	"jianbao/layout/check"
	"jianbao/layout/frame"
	"jianbao/layout/theme"
)

// composeChecked composes an issue and checks that nothing overlaps and every rule is
// kept, in the document and as its dump has it. It returns the findings, of which errors
// fail the test, except those with permitted codes; so do breaches of rules that no
// finding reports.
func composeChecked(t *testing.T, name string, is *content.Issue, th *theme.Theme, opt check.Options, permitted ...diag.Code) (*frame.Document, []diag.Diagnostic) {
	t.Helper()
	var log diag.List
	doc := layout.Compose(is, th, fonts.Bundled(), layout.Options{}, &log)
	found := log.Items()
	for _, d := range found {
		if (d.Severity == diag.Error || d.Code == "boxes-overlap") && !slices.Contains(permitted, d.Code) {
			t.Errorf("%s: %s", name, d.Message(diag.EN))
		}
	}
	reported := func(v check.Violation) bool {
		return slices.ContainsFunc(found, func(d diag.Diagnostic) bool { return reports(d.Code, v) })
	}
	report(t, name, slices.DeleteFunc(check.Document(doc, opt), reported))
	report(t, name+", read back", slices.DeleteFunc(redump(t, doc, opt), reported))
	return doc, found
}

// reports reports whether a finding with a code tells the user of a broken rule.
func reports(code diag.Code, v check.Violation) bool {
	switch code {
	case "page-break-forced":
		return strings.HasSuffix(v.Rule, " 5.3") || v.Rule == "box 14.2" && strings.Contains(v.Message, "line of a box")
	case "page-hole": // what follows does not fit below the title
		return v.Rule == "heading 5.3" && (strings.Contains(v.Message, "a title") || strings.Contains(v.Message, "a section"))
	case "note-divided": // it may leave room for one line
		return v.Rule == "orphan 5.3"
	case "note-too-tall": // no file is made; the line that calls it may stand alone, and the note where no text is left
		return v.Rule == "note 13.1" || v.Rule == "note 13.2" || v.Rule == "orphan 5.3" || v.Rule == "note 14.1" && strings.HasPrefix(v.Message, "stands below no text")
	case "table-too-wide": // there is no such table in a file
		return true
	case "qr-small":
		return v.Rule == "code 18.1"
	}
	return false
}

// noWarnings fails the test for each finding that is more than a notice.
func noWarnings(t *testing.T, name string, found []diag.Diagnostic) {
	t.Helper()
	for _, d := range found {
		if d.Severity > diag.Notice {
			t.Errorf("%s: %s", name, d.Message(diag.EN))
		}
	}
}

// codesOf returns the codes of findings, without that of substituted fonts.
func codesOf(found []diag.Diagnostic) (codes []string) {
	for _, d := range found {
		if d.Code != "font-substitute" {
			codes = append(codes, string(d.Code))
		}
	}
	return codes
}

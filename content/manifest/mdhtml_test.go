package manifest

import (
	"slices"
	"testing"

	"jianbao/content/diag"
)

// TestTagNames: what stands between angle brackets and is no element of HTML is
// copy that Markdown takes for a tag.
func TestTagNames(t *testing.T) {
	for text, want := range map[string][]diag.Code{
		"填写 List<Name> 一栏。":    {"md-html-none"},
		"<Name>\n":             {"md-html-none"},
		"填写 <Name/>和</Name>。":  {"md-html-none", "md-html-none"},
		"<small>甲</small>":     {"md-html", "md-html"},
		"填写<姓名>、<1>、\\<Name>。": nil,
	} {
		log := &diag.List{}
		l := &loader{log: log, from: Buffers{}, read: map[string]readPicture{}}
		_, ok := l.markdown(&diag.Source{Path: "a.md", Data: []byte(text)}, "")
		var got []diag.Code
		for _, d := range log.Items() {
			got = append(got, d.Code)
		}
		if !slices.Equal(got, want) || ok != (want == nil) {
			t.Errorf("%s: %v, want %v", text, got, want)
		}
	}
}

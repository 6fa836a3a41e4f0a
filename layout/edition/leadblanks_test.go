package edition

import (
	"testing"

	"jianbao/content/diag"
	"jianbao/content/manifest"
)

// TestLeads: blanks that were typed to move a line are told, an indent is not, nor is a
// signature, which stands at the right.
func TestLeads(t *testing.T) {
	const head = "schema = 1\n[publication]\ntitle = \"河讯\"\nissuer = [\"水务局\"]\n[issue]\nyear = 2031\nnumber = 4\ndate = 2031-05-06\n[[section]]\ntitle = \"一\"\n[[section.article]]\ntitle = \"甲\"\nfile = \"a.txt\"\n"
	for text, want := range map[string]string{
		"　　本月清淤三处。\n\n        每处两百米。":                                                     "",
		"　　本月清淤三处。\n\n                        河长办公室\n                        2031年5月6日\n": "",
		"本月清淤三处。\n\u2003\u2003\u2003\u2003\u2003泵站管护\n完成后验收，验收合格。":                        "泵站管护",
		"本月清淤三处。\n                  （通讯员　李岸）\n完成后验收，验收合格。":                                "（通讯员　李岸）",
		"\t\t\t清淤小结\n本月清淤三处。\n　　　　　　　　——水务局\n完成后验收，验收合格。":                                 "清淤小结",
	} {
		var log diag.List
		files := manifest.Buffers{Name: "issue.toml", Files: map[string][]byte{"issue.toml": []byte(head), "a.txt": []byte(text)}}
		New(tool).Read(files, Choices{}, &log)
		got := ""
		for _, d := range log.Items() {
			if d.Code == "text-lead" {
				got = d.Span.Text()
			}
		}
		if got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

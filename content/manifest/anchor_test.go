package manifest

import (
	"fmt"
	"strings"
	"testing"

	"jianbao/content"
	"jianbao/content/diag"
)

// TestAnchors: links lead to headings and titles by their text, those of their own article
// first. Page references need ids.
func TestAnchors(t *testing.T) {
	for _, c := range []struct{ first, second, want string }{
		{"- [春灌](#春灌)\n- [Q&A：问 答](#qa问-答)\n\n## 春灌\n\n甲。\n\n## Q&A：问 答\n\n乙。", "甲。", "甲: 春灌=[春灌] Q&A：问 答=[qa问-答]; 乙:"},
		{"[乙](#乙)", "甲。", "甲:; 乙 #乙:"},
		{"[乙](#%E4%B9%99)\n\n## 乙", "甲。", "甲: 乙=[乙]; 乙:"},
		{"[丙](#丙)和[丙](#丙-1)\n\n## 丙\n\n丁。\n\n## 丙", "## 丙", "甲: 丙=[丙] 丙=[丙-1]; 乙: 丙=[]"},
		{"甲。", "[丙](#丙)\n\n[丙](#_丙)", "甲:; 乙: id-unknown id-unknown"},
		{"> [!编者按]\n> ### 🎯 丙\n>\n> 丁。", "[丙](#-丙)和[丙](#丙)", "甲: 🎯 丙=[-丙 丙]; 乙:"},
		{"## 丙", "[第?页](#丙)", "甲: 丙=[]; 乙: id-unknown"},
		{"[空](#！)", "## ——", "甲:; 乙: ——=[] id-unknown"},
	} {
		log := &diag.List{}
		manifest := head + "[[section.article]]\ntitle = \"甲\"\nfile = \"a.md\"\n[[section.article]]\ntitle = \"乙\"\nfile = \"b.md\"\n"
		issue := loadFrom(memory{"a.md": []byte(c.first + "\n"), "b.md": []byte(c.second + "\n")}, "issue.toml", []byte(manifest), Options{}, log)
		var got []string
		for _, a := range issue.Sections[0].Articles {
			line := a.Title.Value
			if a.ID.Value != "" {
				line += " #" + a.ID.Value
			}
			got = append(got, line+":"+anchorsIn(a.Body))
		}
		text := strings.Join(got, "; ")
		if codes := codesOf(log); codes != "" {
			text += " " + codes
		}
		if text != c.want {
			t.Errorf("%q, %q:\n got %s\nwant %s", c.first, c.second, text, c.want)
		}
	}
}

func anchorsIn(blocks []content.Block) (all string) {
	for _, b := range blocks {
		switch b := b.(type) {
		case *content.Heading:
			all += fmt.Sprintf(" %s=%v", content.JoinedRuns(b.Inlines).Value, b.Anchors)
		case *content.Box:
			all += anchorsIn(b.Blocks)
		}
	}
	return all
}

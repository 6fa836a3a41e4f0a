package name

import (
	"fmt"
	"strings"
	"testing"

	"jianbao/content/diag"
	"jianbao/content/manifest"
)

// TestNamesAreTheManifests: the title and number that a plan reads are those of
// the issue as a worker reads it, wherever there is white space.
func TestNamesAreTheManifests(t *testing.T) {
	for _, text := range []string{"石塘简讯", "石塘简讯 ", " 石塘简讯", "石塘简讯　", "\u00a0石塘简讯\u2003", "石塘  简讯", "石塘\n简讯", "石塘\n 简讯", "石塘 \n简讯 \n", "\t石塘\n"} {
		number := strings.ReplaceAll(text, "\n", " ") // which has one line
		raw := fmt.Appendf(nil, "schema = 1\n[publication]\ntitle = %q\n[issue]\nyear = 2026\nnumber = %q\ndate = 2026-03-18\n[[section]]\ntitle = \"甲\"\n[[section.article]]\ntitle = \"甲\"\ntext = \"甲\"\n", text, number)
		f, ok := fieldsOf(raw)
		var log diag.List
		issue := manifest.Load(manifest.Buffers{Name: "issue.toml", Files: map[string][]byte{"issue.toml": raw}}, manifest.Options{}, &log)
		if !ok || issue == nil || log.HasErrors() && !log.Has("bad-character") {
			t.Fatalf("%q: %v %v", text, ok, log.Items())
		}
		if log.HasErrors() {
			continue
		}
		if got := issue.Publication.Title.Joined(); got != f.Title {
			t.Errorf("title %q is %q in the plan, %q in the issue", text, f.Title, got)
		}
		if got := issue.Number.Issue.Joined(); got != f.Number {
			t.Errorf("number %q is %q in the plan, %q in the issue", number, f.Number, got)
		}
	}
}

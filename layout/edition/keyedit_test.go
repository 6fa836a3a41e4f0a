package edition_test

import (
	"strings"
	"testing"

	"jianbao/layout/edition"
)

// TestSetKey: a key is set, changed and removed in tables with headers, in braces and
// with dotted keys, and no other byte changes.
func TestSetKey(t *testing.T) {
	for _, tt := range []struct{ name, text, table, key, value, want string }{
		{"change", "[issue]\nnumber = 3 # 期\n", "issue", "number", "4", "[issue]\nnumber = 4 # 期\n"},
		{"add", "[issue]\nnumber = 3 # 期\n\n# 栏目\n[[section]]\n", "issue", "total", "9", "[issue]\nnumber = 3 # 期\ntotal = 9\n\n# 栏目\n[[section]]\n"},
		{"add to an empty table", "[issue]\n# 无\n", "issue", "total", "9", "[issue]\ntotal = 9\n# 无\n"},
		{"remove", "[issue]\r\nnumber = 3\r\ntotal = 9\r\n", "issue", "number", "", "[issue]\r\ntotal = 9\r\n"},
		{"a new table", "[issue]\nnumber = 3\n\n# 要闻\n[[section]]\ntitle = \"a\"\n", "imprint", "copies", "5", "[issue]\nnumber = 3\n\n[imprint]\ncopies = 5\n\n# 要闻\n[[section]]\ntitle = \"a\"\n"},
		{"a new table at the end", "[issue]\r\nnumber = 3", "imprint", "copies", "5", "[issue]\r\nnumber = 3\r\n\r\n[imprint]\r\ncopies = 5\r\n"},
		{"change in braces", "publication = { title = \"保\", issuer = [\"x\"] }\n", "publication", "title", `"障"`, "publication = { title = \"障\", issuer = [\"x\"] }\n"},
		{"add in braces", "publication = { title = \"保\" }\n", "publication", "period", `"week"`, "publication = { title = \"保\", period = \"week\" }\n"},
		{"add in empty braces", "publication = {}\n", "publication", "period", `"week"`, "publication = { period = \"week\" }\n"},
		{"remove the first in braces", "publication = { title = \"保\", issuer = \"x\" }\n", "publication", "title", "", "publication = { issuer = \"x\" }\n"},
		{"remove the last in braces", "publication = { title = \"保\", issuer = \"x\" }\n", "publication", "issuer", "", "publication = { title = \"保\" }\n"},
		{"remove the only one in braces", "publication = { title = \"保\" }\n", "publication", "title", "", "publication = { }\n"},
		{"dotted", "issue.number = 3\nissue.year = 2026\n[style]\n", "issue", "total", "9", "issue.number = 3\nissue.year = 2026\nissue.total = 9\n[style]\n"},
		{"a setting", "[style.set]\n\"body.size\" = \"四号\"\n", "style.set", "body.size", `"三号"`, "[style.set]\n\"body.size\" = \"三号\"\n"},
		{"a setting in a table of its own", "[style.set.body]\nsize = \"四号\"\n", "style.set", "body.size", "", "[style.set.body]\n"},
		{"a dotted setting", "[style]\ntheme = \"a\"\nset.body.size = \"四号\"\n", "style.set", "body.size", `"三号"`, "[style]\ntheme = \"a\"\nset.body.size = \"三号\"\n"},
		{"a setting beside a dotted one", "[style]\nset.body.size = \"四号\"\n", "style.set", "body.face", `"hei"`, "[style]\nset.body.size = \"四号\"\nset.\"body.face\" = \"hei\"\n"},
		{"a setting in braces", "style = { theme = \"a\" }\n", "style.set", "body.size", `"三号"`, "style = { theme = \"a\", set.\"body.size\" = \"三号\" }\n"},
		{"a setting beside a table below", "[style.set.body]\nsize = \"四号\"\n", "style.set", "cover.size", "3", "[style.set.body]\nsize = \"四号\"\n\n[style.set]\n\"cover.size\" = 3\n"},
		{"nothing to remove", "[issue]\n", "issue", "total", "", "[issue]\n"},
	} {
		k, ok := edition.ParseKeys(tt.text)
		if !ok {
			t.Fatal(tt.name)
		}
		got, err := k.Set(tt.table, tt.key, tt.value)
		if err != nil || got != tt.want {
			t.Errorf("%s: %v\n%s\nwant\n%s", tt.name, err, got, tt.want)
			continue
		}
		again, _ := edition.ParseKeys(got)
		from, to, given := again.Find(tt.table, tt.key)
		if given != (tt.value != "") || given && got[from:to] != tt.value {
			t.Errorf("%s: found %q", tt.name, got[from:to])
		}
	}
	k, _ := edition.ParseKeys("[publication.emblem]\nfile = \"a.png\"\n")
	if _, err := k.Set("publication", "emblem", `"b"`); err == nil {
		t.Error("a table was replaced by a value")
	}
}

func TestCounted(t *testing.T) {
	got, ok := edition.Counted("[[section]]\narticle = [{ title = \"a\" }, { title = \"b\" }]\n[[section]]\n[[section.article]]\ntitle = \"c\"\n")
	if !ok || len(got) != 2 || got[0] != 2 || got[1] != 1 {
		t.Error(got, ok)
	}
	if _, ok := edition.Counted(strings.Repeat("=", 3)); ok {
		t.Error("read what is no TOML")
	}
}

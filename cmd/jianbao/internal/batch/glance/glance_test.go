package glance

import (
	"slices"
	"testing"

	"jianbao/content/diag"
	"jianbao/content/strict"
)

func TestIsManifest(t *testing.T) {
	for text, want := range map[string]bool{
		"schema=1":                            true,
		"\xEF\xBB\xBF# 甲\n\n \"schema\" = 1":  true,
		"[ issue ] # 甲":                       true,
		"['issue'.x]":                         true,
		"a = \"\\\"\"\nschema = 1":            true,
		"a = \"\"\"\\\"\"\"\nschema = 1":      false,
		"a = ''\nschema = 1":                  true,
		"a = [\n\"]\", # ]\n'[']\nschema = 1": true,
		"a = [\nschema = 1\n]":                false,
		"[a]\nschema = 1":                     false,
		"a.schema = 1":                        false,
		"[[issue]]":                           false,
		"":                                    false,
		"\"":                                  false,
		"a = '''":                             false,
		"a = \"\"\"\\":                        false,
	} {
		if got := IsManifest([]byte(text)); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

func TestTables(t *testing.T) {
	const text = "schema = 1\na.b = '''\n[issue]'''\n[publication]\ntitle = \"a]\\\"[\" # 甲\nissuer = [\n\"[issue]\",\n]\n" +
		"[[section]]\ntitle = 'x'\n[[section.article]]\ntext = \"\"\"\n[issue]\nyear = 3\n\"\"\"\n[ issue ]\nyear = 2021\n[issue.more]\nz = 1\n['archive']\nrecord = 'r'\n[check]\n"
	const want = "schema = 1\na.b = '''\n[issue]'''\n[publication]\ntitle = \"a]\\\"[\" # 甲\nissuer = [\n\"[issue]\",\n]\n\n" +
		"[ issue ]\nyear = 2021\n\n[issue.more]\nz = 1\n\n['archive']\nrecord = 'r'\n\n"
	if got := string(Tables([]byte(text), "publication", "issue", "archive")); got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// FuzzGlance compares with the parser: for valid TOML the results are the same,
// and the tables extracted have the same values.
func FuzzGlance(f *testing.F) {
	for _, s := range []string{
		"schema = 1", "[issue]\na = 1", "a = '''\nschema = 1'''\n", "a = [\n1,\n]\nschema = 1",
		"\"\\\"\".a = {b = \"#\"}\n[issue.b]", "[[a]]\nb=1\n[issue]\nx=[[1],[\"]\"]]\n[[issue.y]]\n[b]",
		"issue.a = 1\n[x]\n[issue.b]\nc = \"\"\"\\\"\"\"\"\"\n",
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		found, part := IsManifest(text), Tables(text, "issue")
		table, ok := strict.Read("a.toml", slices.Clone(text), &diag.List{})
		if !ok {
			return
		}
		issue := table.Value("issue")
		is := issue != nil && issue.Kind() == strict.KindTable
		if found && !table.Has("schema") && !is {
			t.Fatalf("%q was recognized as a manifest", text)
		}
		if table.Has("schema") && table.Value("schema").Kind() == strict.KindInt && table.KeySpan("schema").Text() == "schema" && !found {
			t.Fatalf("%q was not recognized as a manifest", text)
		}
		if !is || table.KeySpan("issue").Text() != "issue" {
			return
		}
		var log diag.List
		again, ok := strict.Read("b.toml", part, &log)
		if !ok {
			t.Fatalf("%q of %q is not TOML: %v", part, text, log.Items()[0].Message(diag.EN))
		}
		for _, key := range issue.Table().Keys() {
			v := issue.Table().Value(key)
			if v.Kind() != strict.KindInt && v.Kind() != strict.KindString {
				continue
			}
			if w := again.Value("issue"); w == nil || w.Table() == nil || w.Table().Value(key) == nil || w.Table().Value(key).Any() != v.Any() {
				t.Fatalf("%q of %q has another value of %q", part, text, key)
			}
		}
	})
}

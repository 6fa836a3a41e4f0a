package desk

import (
	"bytes"
	"io/fs"
	"strings"
	"testing"

	"jianbao/content/diag"
)

// TestScripts compares the scripts as served with a limit, and looks for texts over
// several lines, which compact would change.
func TestScripts(t *testing.T) {
	entries, err := fs.ReadDir(web, "web/js")
	if err != nil || len(entries) < 5 {
		t.Fatal(entries, err)
	}
	for _, lang := range []diag.Lang{diag.ZH, diag.EN} {
		testScripts(t, entries, lang)
	}
}

func testScripts(t *testing.T, entries []fs.DirEntry, lang diag.Lang) {
	const most = 60_000
	total := 0
	for _, e := range entries {
		data, err := web.ReadFile("web/js/" + e.Name())
		if err != nil {
			t.Fatal(err)
		}
		if e.Name() == "words.js" {
			data = inOneLanguage(data, lang)
			if n := bytes.Count(data, []byte(`: ["`)); n < 100 || pair().Match(data) {
				t.Errorf("%d texts of the page, or some in two languages", n)
			}
		}
		served := compact(data)
		total += len(served)
		for i, line := range bytes.Split(data, []byte("\n")) {
			if bytes.Count(line, []byte("`"))%2 != 0 {
				t.Errorf("%s:%d: a text goes on over the line's end", e.Name(), i+1)
			}
		}
		if strings.Contains(string(served), "/**") {
			t.Errorf("%s: comments are served", e.Name())
		}
	}
	if total > most {
		t.Errorf("the scripts have %d bytes as served, more than %d", total, most)
	}
	t.Logf("%d bytes", total)
}

func TestCompact(t *testing.T) {
	for in, want := range map[string]string{
		"// a\n/** b */\n\n  f(); // c\n":                      "f();",
		"/**\n * @param {string} a\n */\nfunction f(a) {\n}\n": "function f(a){}\n",
		"const a = /** @type {HTMLElement|null} */ (b);\n":     "const a=(b);",
		"(/** @type {string} */ k) => k;\n":                    "(k)=>k;",
		"/** @type {A} */ (b).c();\n":                          "(b).c();",
		"accept(\".md,image/*\");\n":                           "accept(\".md,image/*\");",
		"x = a + +b - c / d; // \"e\"\n":                       "x=a+ +b-c / d;",
		"f(\"a = b // c\", 'it\\' , s', `${a} : b`) // d\n":    "f(\"a = b // c\",'it\\' , s',`${a} : b`)\n",
		"s.replace(/[/ ] = \\/ \"/g, \" : \") || /a ; b/\n":    "s.replace(/[/ ] = \\/ \"/g,\" : \")||/a ; b/\n",
		"if (a) { b(); }\nfor (const c of d) {\n  c();\n}\n":   "if(a){b()}\nfor(const c of d){c()}\n",
		"return a in b ? (c) : d;\n":                           "return a in b?(c):d;",
	} {
		if got := string(compact([]byte(in))); got != want {
			t.Errorf("%q became %q, want %q", in, got, want)
		}
	}
}

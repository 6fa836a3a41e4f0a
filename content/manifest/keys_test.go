package manifest

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"jianbao/content/diag"
	"jianbao/content/key"
)

// TestKeysAreReadByTheTable checks in the source that the methods of
// strict.Table that read a key are called with k.Name of a described key, and
// those that only test for a key with the name of a described key.
func TestKeysAreReadByTheTable(t *testing.T) {
	asking := []string{"Value", "Str", "Strs", "Int", "Bool", "Date", "Enum", "Sub", "Subs", "Require"}
	looking := []string{"Has", "KeySpan", "ValueSpan"}
	var known []string
	for _, name := range key.Names(Keys()) {
		known = append(known, name[strings.LastIndexByte(name, '.')+1:])
	}
	entries, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	asked := 0
	for _, entry := range entries {
		if !strings.HasSuffix(entry.Name(), ".go") || strings.HasSuffix(entry.Name(), "_test.go") {
			continue
		}
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, entry.Name(), nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.ContainsFunc(file.Imports, func(i *ast.ImportSpec) bool { return i.Path.Value == `"jianbao/content/strict"` }) {
			continue
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) == 0 {
				return true
			}
			method, ok := call.Fun.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			arg, named := call.Args[0].(*ast.SelectorExpr)
			named = named && arg.Sel.Name == "Name"
			literal, isLiteral := call.Args[0].(*ast.BasicLit)
			switch {
			case slices.Contains(asking, method.Sel.Name):
				if asked++; !named {
					t.Errorf("%s: the argument of %s is not the name of a described key", fset.Position(call.Pos()), method.Sel.Name)
				}
			case slices.Contains(looking, method.Sel.Name) && !named:
				name := ""
				if isLiteral {
					name, _ = strconv.Unquote(literal.Value)
				}
				if !slices.Contains(known, name) {
					t.Errorf("%s: %s is called with %q, which is not a key", fset.Position(call.Pos()), method.Sel.Name, name)
				}
			}
			return true
		})
	}
	if asked < 15 {
		t.Errorf("only %d calls read keys: the test searches in the wrong place", asked)
	}
}

// TestKeysAreDescribed: every key has a text in both languages and a range or
// values if its type requires them, and keys of a table are distinct.
func TestKeysAreDescribed(t *testing.T) {
	var walk func(prefix string, keys []key.Key)
	walk = func(prefix string, keys []key.Key) {
		seen := map[string]bool{}
		for i := range keys {
			k := &keys[i]
			name := prefix + k.Name
			switch {
			case seen[k.Name]:
				t.Errorf("%s is repeated", name)
			case k.Type == "", k.ZH == "", k.EN == "":
				t.Errorf("%s has no type or no text", name)
			case (k.Type == key.Int || k.Type == key.Number) && k.Max < k.Min, (k.Type == key.Enum || k.Type == key.Language) && len(k.Values) == 0:
				t.Errorf("%s has no range or no values", name)
			case k.Group() != (len(k.Keys) > 0):
				t.Errorf("%s is a %s with %d keys", name, k.Type, len(k.Keys))
			case k.Required && k.Default != "":
				t.Errorf("%s is required and has a default", name)
			case k.Type == key.Enum && k.Default != "" && !slices.Contains(k.Values, strings.Trim(k.Default, `"`)):
				t.Errorf("%s: the default %s is not one of its values", name, k.Default)
			}
			seen[k.Name] = true
			walk(name+".", k.Keys)
		}
	}
	walk("", Keys())
}

// TestHints: for a key in the wrong table the finding suggests the right one,
// even if that table is not in the manifest.
func TestHints(t *testing.T) {
	for _, c := range []struct{ line, want string }{
		{"[print]\nprofile = 'print'\n", "misplaced-key[print.profile [output] profile]"},
		{"[contents]\ncopies = 3\n", "misplaced-key[contents.copies [imprint] copies]"},
		{"[style]\nfontz = 3\n", "unknown-key fonts"},
		{"[archive]\nplates = 'a'\n", "misplaced-key[archive.plates [print] plates]"},
		{"[archive]\nplatez = 'a'\n", "misplaced-key[archive.platez [print] plates]"},
		{"[check]\nstyle = 'a'\n", "unknown-key "}, // a table
		{"[check]\nzzzzzz = 3\n", "unknown-key "},
		{"[issue.style]\ntheme = 'a'\n", "unknown-key "},
		{"[issue.pictures]\nfile = 'a'\n", "unknown-key [[section.article.picture]]"},
	} {
		got := hints(head + "[[section.article]]\ntitle = '甲'\ntext = '乙'\n" + c.line)
		if got != c.want {
			t.Errorf("%q: %s, want %s", c.line, got, c.want)
		}
	}
	// Keys before all tables: of the one that is missing rather than of those that follow.
	const article = "[[section]]\ntitle = '甲'\n[[section.article]]\ntitle = '乙'\ntext = '丙'\n"
	for _, c := range []struct{ lines, want string }{
		{"title = '丁'\nissuer = '戊'\n[issue]\ndate = 2026-03-02\n", "misplaced-key[title [publication] title]misplaced-key[issuer [publication] issuer]"},
		{"issuer = '戊'\ndate = 2026-03-02\n[publication]\ntitle = '丁'\n", "misplaced-key[issuer [publication] issuer]misplaced-key[date [issue] date]"},
		{"[publication]\ntitle = '丁'\n[issue]\ntheme = 'bulletin'\n", "misplaced-key[issue.theme [style] theme]"},
		{"titel = '丁'\n[issue]\ndate = 2026-03-02\n", "misplaced-key[titel [publication] title]"},
	} {
		if got := hints("schema = 1\n" + c.lines + article); got != c.want {
			t.Errorf("%q: %s, want %s", c.lines, got, c.want)
		}
	}
}

// hints returns the findings about unknown keys of a manifest, with what they say to write.
func hints(manifest string) (got string) {
	var log diag.List
	loadFrom(memory{}, "issue.toml", []byte(manifest), Options{}, &log)
	for _, d := range log.Items() {
		switch d.Code {
		case "unknown-key":
			got += fmt.Sprint(d.Code, " ", d.Fix.DidYouMean, d.Fix.Write)
		case "misplaced-key":
			got += fmt.Sprint(d.Code, d.Args)
		}
	}
	return got
}

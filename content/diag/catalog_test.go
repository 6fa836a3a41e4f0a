package diag

import (
	"cmp"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
)

var verb = regexp.MustCompile(`%(%|[0-9]*\[([0-9])\][a-zA-Z]|.)`)

// indexes returns which arguments a text uses with which verb; ok is false if
// a placeholder has no explicit index.
func indexes(text string) (used map[int]byte, ok bool) {
	used = map[int]byte{}
	text = numberForms().ReplaceAllStringFunc(text, func(forms string) string {
		m := numberForms().FindStringSubmatch(forms)
		used[int(m[1][0]-'0')] = 'd'
		return m[2] + m[3]
	})
	for _, m := range verb.FindAllStringSubmatch(text, -1) {
		if m[1] == "%" {
			continue
		}
		if m[2] == "" {
			return nil, false
		}
		used[int(m[2][0]-'0')] = m[1][len(m[1])-1]
	}
	return used, true
}

func hasHan(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) })
}

// latinOnly is what hints may keep of Chinese in English: what is typed.
var quoted = regexp.MustCompile(`"[^"]*"|\([^)]*\)|一、.*|（.*|[“‘《].*?[”’》]|A4, 16开`)

func TestCatalogTexts(t *testing.T) {
	all := entries()
	slices.SortFunc(all, func(a, b entry) int { return cmp.Compare(a.code, b.code) })
	codeForm := regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	for i, e := range all {
		if i > 0 && all[i-1].code == e.code {
			t.Errorf("%s is in the catalog twice", e.code)
		}
		if !codeForm.MatchString(string(e.code)) {
			t.Errorf("%q is no name of a code", e.code)
		}
		if !hasHan(e.zh) || e.en == "" || hasHan(quoted.ReplaceAllString(e.en, "")) {
			t.Errorf("%s: a message is missing or in the wrong language: %q, %q", e.code, e.zh, e.en)
		}
		if (e.zhHint == "") != (e.enHint == "") {
			t.Errorf("%s: a hint in one language only", e.code)
		}
		zh, ok1 := indexes(e.zh)
		en, ok2 := indexes(e.en)
		zhHint, ok3 := indexes(e.zhHint)
		enHint, ok4 := indexes(e.enHint)
		if !ok1 || !ok2 || !ok3 || !ok4 {
			t.Errorf("%s: placeholders are written %%[1]s, with an index", e.code)
			continue
		}
		for _, pair := range [][2]map[int]byte{{zh, en}, {zhHint, enHint}} {
			for n, v := range pair[0] {
				if w, ok := pair[1][n]; ok && w != v {
					t.Errorf("%s: argument %d is printed with %%%c and %%%c", e.code, n, v, w)
				}
			}
		}
	}
}

// use is one place of the program's source that adds a finding.
type use struct {
	code  string
	args  int // -1: not known
	place string
}

// sourceUses finds the string literals of the repository's source that may be
// codes, and the calls whose arguments can be counted.
func sourceUses(t *testing.T) (literals map[string]bool, prefixes []string, calls []use) {
	root := "../.."
	if _, err := os.Stat(filepath.Join(root, "go.mod")); err != nil {
		t.Fatal(err)
	}
	literals = map[string]bool{}
	fset := token.NewFileSet()
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := d.Name()
		// Package backissues lists codes that tests expect, and reports none.
		if d.IsDir() && path != root && (strings.HasPrefix(name, ".") || name == "testdata" || name == "backissues") {
			return filepath.SkipDir
		}
		inCatalog := filepath.Base(filepath.Dir(path)) == "diag" && strings.HasPrefix(name, "catalog")
		if d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") || inCatalog {
			return nil
		}
		file, err := parser.ParseFile(fset, path, nil, parser.SkipObjectResolution)
		if err != nil {
			return nil // someone is editing it; the compiler will tell
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.BasicLit:
				if s, err := strconv.Unquote(n.Value); err == nil && n.Kind == token.STRING {
					literals[s] = true
				}
			case *ast.BinaryExpr:
				if lit, ok := n.X.(*ast.BasicLit); ok && n.Op == token.ADD {
					if s, err := strconv.Unquote(lit.Value); err == nil && strings.HasSuffix(s, "-") {
						prefixes = append(prefixes, s)
					}
				}
			case *ast.CallExpr:
				sel, ok := n.Fun.(*ast.SelectorExpr)
				if !ok || len(n.Args) < 2 {
					return true
				}
				first := map[string]int{"Add": 2, "AddFix": 3}[sel.Sel.Name]
				lit, ok := n.Args[0].(*ast.BasicLit)
				if first == 0 || !ok || lit.Kind != token.STRING {
					return true
				}
				s, _ := strconv.Unquote(lit.Value)
				args := len(n.Args) - first
				if n.Ellipsis.IsValid() {
					args = -1
				}
				calls = append(calls, use{s, args, fset.Position(n.Pos()).String()})
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return literals, prefixes, calls
}

func TestCatalogMatchesSource(t *testing.T) {
	literals, prefixes, calls := sourceUses(t)
	if len(calls) < 20 {
		t.Fatalf("only %d calls found: the search is broken", len(calls))
	}
	for _, c := range calls {
		e, ok := lookup(Code(c.code))
		if !ok {
			t.Errorf("%s: %q is not in the catalog", c.place, c.code)
			continue
		}
		if c.args < 0 {
			continue
		}
		for _, text := range []string{e.zh, e.en, e.zhHint, e.enHint} {
			used, _ := indexes(text)
			for n := range used {
				if n > c.args {
					t.Errorf("%s: %s needs argument %d, the call has %d", c.place, c.code, n, c.args)
				}
			}
		}
	}
	for _, code := range Codes() {
		used := literals[string(code)] || slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(string(code), p) })
		if !used {
			t.Errorf("%s is in the catalog but nothing reports it", code)
		}
	}
}

func TestDocsListCodes(t *testing.T) {
	for _, lang := range []string{"zh", "en"} {
		name := filepath.Join("../../cmd/jianbao/docs", lang, "messages.md")
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, code := range Codes() {
			if !strings.Contains(string(text), "`"+string(code)+"`") {
				t.Errorf("%s does not list `%s`", name, code)
			}
		}
	}
}

func TestUnknownCodeIsAnError(t *testing.T) {
	var l List
	l.Add("no-such-code", Span{}, 1)
	if !l.HasErrors() {
		t.Error("a code that is not in the catalog let the run pass")
	}
	if got := l.Items()[0].Message(EN); got != "no-such-code 1" {
		t.Errorf("message %q", got)
	}
}

// TestNumberForms: English messages have the singular for one thing.
func TestNumberForms(t *testing.T) {
	for _, c := range []struct {
		n    int
		want string
	}{{1, "1 shard is missing: 2/3"}, {2, "2 shards are missing: 2/3"}, {0, "0 shards are missing: 2/3"}} {
		var log List
		log.Add("merge-missing", Span{}, c.n, []string{"2/3"})
		if got := log.Items()[0].Message(EN); got != c.want {
			t.Errorf("%d: %q, want %q", c.n, got, c.want)
		}
	}
	if message, _ := Describe("merge-missing", EN); message != "… shards are missing: …" {
		t.Errorf("listed as %q", message)
	}
	several := regexp.MustCompile(`[a-z]\(s\)|%\[\d\]d ([a-z]+ )?(pages|lines|issues|findings|files|pictures|places|shards|paragraphs|warnings)\b`)
	for _, e := range entries() {
		for _, text := range []string{e.en, e.enHint} {
			if strings.Contains(text, "more than %") || strings.Contains(text, "limit of") || e.code == "page-hole" || e.code == "page-hole-picture" { // at least four
				continue
			}
			if m := several.FindString(numberForms().ReplaceAllString(text, "")); m != "" {
				t.Errorf("%s: %q has no singular", e.code, m)
			}
		}
	}
	if a, b := Count(1, "page"), Count(21, "page"); a != "1 page" || b != "21 pages" {
		t.Errorf("%s, %s", a, b)
	}
}

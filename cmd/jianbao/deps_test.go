package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

// imports lists the packages of this module that each package imports, one row per
// package. The tables of ARCHITECTURE.md are generated from it. Packages
// below cmd/jianbao/internal are named without that prefix.
var imports = map[string]string{
	"content":                    "content/diag content/numeral content/picture content/qr",
	"content/charset":            "content content/diag content/lookalike content/pattern",
	"content/costtest":           "",
	"content/testgc":             "",
	"content/diag":               "content/numeral content/pattern",
	"content/docx":               "content content/diag content/docx/field content/docx/number content/docx/opc content/docx/symbol content/pattern content/picture",
	"content/docx/docxtest":      "",
	"content/docx/field":         "content/numeral",
	"content/docx/number":        "content/docx/opc content/numeral",
	"content/docx/opc":           "",
	"content/docx/symbol":        "",
	"content/folder":             "content content/diag content/manifest content/pattern content/strict",
	"content/key":                "",
	"content/linktest":           "",
	"content/lookalike":          "content content/diag",
	"content/lookalike/generate": "",
	"content/mdwrite":            "content content/diag content/manifest content/pattern content/picture",
	"content/manifest":           "content content/charset content/diag content/docx content/key content/lookalike content/numeral content/pattern content/picture content/qr content/strict",
	"content/numeral":            "content/pattern",
	"content/parallel":           "",
	"content/parts":              "content content/diag content/numeral content/pattern",
	"content/pattern":            "",
	"content/picture":            "",
	"content/proof":              "content content/diag content/lookalike content/numeral content/pattern",
	"content/qr":                 "",
	"content/strict":             "content/diag content/pattern",

	"fonts":          "fonts/bundled",
	"fonts/bundled":  "",
	"fonts/fonttest": "fonts",

	"layout":                         "content content/diag content/parallel content/picture fonts layout/frame layout/inline layout/page layout/theme layout/unit",
	"layout/check":                   "fonts layout/frame layout/unit",
	"layout/check/gen":               "",
	"layout/edition":                 "content content/charset content/diag content/folder content/key content/manifest content/mdwrite content/parts content/pattern content/picture content/proof content/strict fonts layout layout/frame layout/icc layout/pdf layout/preflight layout/theme layout/unit",
	"layout/frame":                   "content/diag content/picture content/qr fonts layout/unit",
	"layout/icc":                     "content/picture",
	"layout/inline":                  "content/diag fonts layout/frame layout/inline/hyphen layout/inline/lexicon layout/unit",
	"layout/inline/hyphen":           "",
	"layout/inline/lexicon":          "",
	"layout/inline/lexicon/generate": "",
	"layout/page":                    "content content/diag content/numeral content/pattern fonts layout/frame layout/inline layout/theme layout/unit",
	"layout/pdf":                     "content/picture fonts layout/frame layout/icc layout/pdf/cidfont layout/pdf/ink layout/pdf/metadata layout/pdf/object layout/pdf/operator layout/pdf/press layout/pdf/raster layout/pdf/shell layout/pdf/text layout/unit",
	"layout/pdf/cidfont":             "fonts layout/pdf/object layout/pdf/operator",
	"layout/pdf/ink":                 "content/picture layout/frame layout/pdf/object layout/pdf/operator",
	"layout/pdf/metadata":            "layout/frame layout/pdf/object",
	"layout/pdf/object":              "content/parallel",
	"layout/pdf/operator":            "layout/unit",
	"layout/pdf/pdftest":             "content/picture fonts layout/frame layout/unit",
	"layout/pdf/press":               "fonts layout/frame layout/unit",
	"layout/pdf/raster":              "content/parallel content/picture layout/icc layout/pdf/object layout/pdf/raster/deflate",
	"layout/pdf/raster/deflate":      "",
	"layout/pdf/shell":               "layout/pdf/object layout/unit",
	"layout/pdf/text":                "fonts layout/frame layout/pdf/cidfont layout/pdf/object layout/pdf/operator layout/unit",
	"layout/preflight":               "content content/diag content/picture fonts layout/frame layout/icc layout/pdf layout/theme layout/unit",
	"layout/screen":                  "content/diag content/picture fonts layout/frame layout/unit",
	"layout/theme":                   "content content/diag content/key content/picture content/strict layout/unit",
	"layout/unit":                    "",

	"cmd/jianbao": "batch batch/drive batch/find batch/importlist batch/name batch/osfiles batch/report batch/shard batch/store batch/verify batch/work bug cli cmd/jianbao/docs completion content/diag desk guard importcopy layout/edition next officefonts polling schema signals worker",
	"officefonts": "content/diag content/strict fonts",
	"importcopy":  "batch/name batch/sheet content content/charset content/diag content/docx content/docx/opc content/manifest content/mdwrite content/numeral content/parts content/pattern content/picture content/strict",
	"next":        "content content/diag content/manifest content/pattern content/strict layout/edition",
	"polling":     "content/manifest",
	"worker":      "batch batch/work bug content/diag layout/edition",
	"guard":       "",
	"desk":        "batch/importlist batch/name batch/sheet content/diag importcopy layout/edition layout/screen next",
	"signals":     "content/parallel",
	"bug":         "content/diag content/parallel",

	"cmd/jianbao/docs":          "cmd/jianbao/docs/licences content/diag content/pattern packed",
	"cmd/jianbao/docs/licences": "packed",
	"packed":                    "",

	"cli":         "content/diag layout/edition",
	"completion":  "cli content/diag content/key",
	"release":     "",
	"release/run": "cmd/jianbao/docs/licences release",
	"schema":      "content/diag content/key content/manifest layout/theme",

	"batch":                     "content/diag",
	"batch/backissues":          "batch content/linktest fonts/bundled",
	"batch/backissues/generate": "batch/backissues",
	"batch/bag":                 "batch batch/name content/diag content/manifest",
	"batch/crashfiles":          "batch",
	"batch/drive":               "batch batch/bag batch/name batch/report batch/shard batch/store content/diag content/parallel",
	"batch/find":                "batch batch/glance content/diag content/manifest content/strict",
	"batch/glance":              "",
	"batch/importlist":          "batch/name batch/sheet content/charset content/diag content/docx/opc content/manifest content/pattern content/strict",
	"batch/name":                "batch batch/glance content content/diag content/manifest content/strict",
	"batch/osfiles":             "batch",
	"batch/pdfread":             "",
	"batch/report":              "batch content/diag",
	"batch/shard":               "batch content/diag",
	"batch/sheet":               "content/docx/opc",
	"batch/store":               "batch",
	"batch/verify":              "batch batch/bag batch/osfiles batch/pdfread batch/report batch/store content/diag content/manifest",
	"batch/work":                "batch content/diag content/manifest content/parallel content/pattern",
}

// never lists packages that no chain of imports may reach, even if every single
// import is allowed. A name includes the packages below it.
var never = []struct{ from, to string }{
	{"content", "fonts"}, {"content", "layout"}, {"fonts", "content"}, {"fonts", "layout"},
	{"content", "cmd"}, {"fonts", "cmd"}, {"layout", "cmd"},
	{"layout/inline", "layout/page"}, {"layout/page", "layout/pdf"},
	{"batch", "fonts"}, {"batch", "layout"},
}

// testOnly lists the packages that only tests may import.
var testOnly = []string{"batch/backissues", "batch/crashfiles", "content/costtest", "content/linktest", "content/testgc", "fonts/fonttest", "layout/check", "layout/pdf/pdftest", yardstick}

// libraries lists, for each library, the only packages that may import it or a
// package below it. It contains every library except golang.org/x/text, whose tables
// of Unicode any package may use, and those packages of the standard library that
// access the machine. Packages for tests may import any.
var libraries = map[string]string{
	"github.com/BurntSushi/toml":               "content/strict",
	"github.com/go-pdf/fpdf":                   "layout/pdf/shell",
	"github.com/go-text/typesetting":           "fonts",
	"github.com/go-text/typesetting/segmenter": "layout/inline",
	"github.com/klauspost/compress":            "layout/pdf/object",
	"github.com/yuin/goldmark":                 "content/manifest",
	"golang.org/x/image":                       "content/picture",
	"golang.org/x/sys":                         "guard",
	"golang.org/x/term":                        "cmd/jianbao",
	"image/jpeg":                               "content/picture layout/screen",
	"net":                                      "desk",
	"net/http":                                 "desk",
	"os":                                       "batch/bag batch/find batch/importlist batch/osfiles batch/store batch/verify batch/work cmd/jianbao content/folder content/lookalike/generate content/manifest desk guard importcopy layout/inline/lexicon/generate next officefonts polling signals release release/run",
	"os/exec":                                  "batch/work cmd/jianbao release release/run",
	"rsc.io/qr":                                "content/qr",
	"unsafe":                                   "fonts layout/edition",
}

// yardstick is the naive program used as a reference in benchmarks. It is not part
// of the program: the rules do not apply to it, and only tests may import it.
const yardstick = "layout/pdf/internal/naive"

// tools are commands that are not part of the program; they exit as commands do.
var tools = []string{"cmd/jianbao/internal/batch/backissues/generate", "cmd/jianbao/internal/release/run", "content/lookalike/generate", "layout/inline/lexicon/generate"}

// isBelow reports whether a package equals another or is below it.
func isBelow(pkg, other string) bool { return pkg == other || strings.HasPrefix(pkg, other+"/") }

func isTestOnly(pkg string) bool {
	return slices.ContainsFunc(testOnly, func(t string) bool { return isBelow(pkg, t) })
}

type listed struct {
	ImportPath   string
	Dir          string
	Doc          string
	GoFiles      []string
	Imports      []string
	Deps         []string
	TestImports  []string
	XTestImports []string
}

func goList(t *testing.T) []listed {
	t.Helper()
	if _, err := exec.LookPath("go"); err != nil {
		t.Skip("needs go")
	}
	all, err := listAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(all) < 8 {
		t.Fatalf("go list found only %d packages", len(all))
	}
	return all
}

// listAll runs go list once for all tests.
var listAll = sync.OnceValues(func() ([]listed, error) {
	cmd := exec.Command("go", "list", "-json", "jianbao/...")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("go list: %w\n%s", err, &stderr)
	}
	var all []listed
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var p listed
		switch err := dec.Decode(&p); {
		case errors.Is(err, io.EOF):
			return all, nil
		case err != nil:
			return nil, err
		}
		all = append(all, p)
	}
})

// ours returns the name of a package in the tables; false if it is not in this
// module.
func ours(importPath string) (string, bool) {
	pkg, ok := strings.CutPrefix(importPath, "jianbao/")
	return strings.TrimPrefix(pkg, "cmd/jianbao/internal/"), ok
}

func allOurs(importPaths []string) []string {
	var list []string
	for _, i := range importPaths {
		if pkg, ok := ours(i); ok {
			list = append(list, pkg)
		}
	}
	slices.Sort(list)
	return list
}

func TestImports(t *testing.T) {
	rows := maps.Clone(imports)
	for _, p := range goList(t) {
		pkg, ok := ours(p.ImportPath)
		if !ok || isBelow(pkg, yardstick) {
			continue
		}
		row, ok := rows[pkg]
		delete(rows, pkg)
		got := allOurs(p.Imports)
		switch want := strings.Fields(row); {
		case !ok:
			t.Errorf("%s has no row; it imports %q", pkg, strings.Join(got, " "))
		case !slices.Equal(got, want):
			t.Errorf("%s imports %q; its row has %q", pkg, strings.Join(got, " "), row)
		}
		for _, dep := range allOurs(p.Deps) {
			for _, n := range never {
				if isBelow(pkg, n.from) && isBelow(dep, n.to) && !isTestOnly(pkg) {
					t.Errorf("%s depends on %s; nothing of %s may depend on %s", pkg, dep, n.from, n.to)
				}
			}
			if isTestOnly(dep) && !isTestOnly(pkg) {
				t.Errorf("%s depends on %s, which is for tests", pkg, dep)
			}
		}
		for _, i := range slices.Concat(p.TestImports, p.XTestImports) {
			if strings.HasPrefix(i, "jianbao/cmd/") && !strings.HasPrefix(p.ImportPath, "jianbao/cmd/") {
				t.Errorf("the tests of %s import %s", pkg, i)
			}
		}
	}
	for pkg := range rows {
		t.Errorf("%s has a row and does not exist", pkg)
	}
}

// TestFrontEndImports checks that command and desk stand on the product's library alone:
// what they need of the packages below, edition and screen give them.
func TestFrontEndImports(t *testing.T) {
	allowed := map[string][]string{
		"jianbao/cmd/jianbao":               {"jianbao/layout/edition", "jianbao/content/diag", "jianbao/cmd/jianbao/docs"},
		"jianbao/cmd/jianbao/internal/desk": {"jianbao/layout/edition", "jianbao/content/diag", "jianbao/layout/screen"},
	}
	for _, p := range goList(t) {
		list, ok := allowed[p.ImportPath]
		if !ok {
			continue
		}
		delete(allowed, p.ImportPath)
		for _, i := range p.Imports {
			if strings.HasPrefix(i, "jianbao/") && !strings.HasPrefix(i, "jianbao/cmd/jianbao/internal/") && !slices.Contains(list, i) {
				t.Errorf("%s imports %s", p.ImportPath, i)
			}
		}
	}
	if len(allowed) > 0 {
		t.Errorf("not among the packages: %v", slices.Collect(maps.Keys(allowed)))
	}
}

// libraryOf returns the entry of libraries for an import: the longest name that
// equals it or is above it.
func libraryOf(path string) (library string) {
	for l := range libraries {
		if isBelow(path, l) && len(l) > len(library) && (path == l || strings.Contains(l, ".")) {
			library = l
		}
	}
	return library
}

func TestLibraries(t *testing.T) {
	used := map[string]bool{}
	for _, p := range goList(t) {
		pkg, ok := ours(p.ImportPath)
		if !ok || isTestOnly(pkg) {
			continue
		}
		for _, i := range p.Imports {
			library := libraryOf(i)
			switch {
			case i == "C":
				t.Errorf("%s uses cgo", pkg)
			case library != "":
				used[library+" "+pkg] = true
				if !slices.Contains(strings.Fields(libraries[library]), pkg) {
					t.Errorf("%s imports %s; only %q may", pkg, i, libraries[library])
				}
			case strings.Contains(i, ".") && !isBelow(i, "golang.org/x/text"):
				t.Errorf("%s imports %s, which is not in libraries", pkg, i)
			}
		}
	}
	for library, importers := range libraries {
		for _, pkg := range strings.Fields(importers) {
			if !used[library+" "+pkg] {
				t.Errorf("%s may import %s and does not", pkg, library)
			}
		}
	}
}

// TestArchitectureTables compares the tables of ARCHITECTURE.md with the rows
// above and with the first sentence of each package's documentation.
func TestArchitectureTables(t *testing.T) {
	about := map[string]string{}
	for _, p := range goList(t) {
		if pkg, ok := ours(p.ImportPath); ok {
			words := strings.SplitN(p.Doc, " ", 3) // "Package", its name, what it does
			if len(words) < 3 {
				t.Fatalf("%s has no documentation", pkg)
			}
			about[pkg] = words[2]
		}
	}
	path := filepath.Join("..", "..", "ARCHITECTURE.md")
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	for _, table := range []struct {
		name string
		has  func(pkg string) bool
	}{
		{"packages", func(pkg string) bool { return !isBelow(pkg, "batch") }},
		{"packages of a batch", func(pkg string) bool { return isBelow(pkg, "batch") }},
	} {
		var want strings.Builder
		want.WriteString("| package | | imports of ours |\n| --- | --- | --- |\n")
		for _, pkg := range slices.Sorted(maps.Keys(imports)) {
			if table.has(pkg) {
				fmt.Fprintf(&want, "| `%s` | %s | %s |\n", pkg, strings.ReplaceAll(about[pkg], "|", `\|`), cmp.Or(strings.ReplaceAll(imports[pkg], " ", ", "), "–"))
			}
		}
		begin, end := "<!-- "+table.name+" -->\n", "<!-- end of "+table.name+" -->"
		i, j := strings.Index(text, begin), strings.Index(text, end)
		if i < 0 || j < i {
			t.Errorf("ARCHITECTURE.md has no place for the table %q", table.name)
			continue
		}
		i += len(begin)
		if got := text[i:j]; got != want.String() && !*update {
			t.Errorf("the table %q is out of date: run go test ./cmd/jianbao -run Architecture -update\n%s", table.name, firstDifference(got, want.String()))
		}
		text = text[:i] + want.String() + text[j:]
	}
	if *update && text != string(data) {
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// TestOnlyTheCommandExits checks that only main calls os.Exit and the like.
func TestOnlyTheCommandExits(t *testing.T) {
	exits := map[string]bool{"os.Exit": true, "log.Fatal": true, "log.Fatalf": true, "log.Fatalln": true, "syscall.Exit": true}
	found := false
	err := filepath.WalkDir("../..", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		isTool := func(tool string) bool { return strings.HasSuffix(filepath.ToSlash(name), tool) }
		if entry.IsDir() && (entry.Name() == "testdata" || strings.HasPrefix(entry.Name(), ".") && entry.Name() != ".." ||
			isTool(yardstick) || slices.ContainsFunc(tools, isTool)) {
			return fs.SkipDir
		}
		if filepath.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			sel, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if x, ok := sel.X.(*ast.Ident); ok && exits[x.Name+"."+sel.Sel.Name] {
				if filepath.ToSlash(name) == "../../cmd/jianbao/main.go" {
					found = true
				} else {
					t.Errorf("%s calls %s.%s", name, x.Name, sel.Sel.Name)
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if !found {
		t.Error("main.go does not call os.Exit: the test searches the wrong folder")
	}
}

// TestNoPackageState checks that no package-level variable is assigned or has
// mutable content, through which one issue could influence the next.
func TestNoPackageState(t *testing.T) {
	for _, p := range goList(t) {
		for _, name := range p.GoFiles {
			fset := token.NewFileSet()
			file, err := parser.ParseFile(fset, filepath.Join(p.Dir, name), nil, parser.ParseComments|parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			for _, decl := range file.Decls {
				gen, ok := decl.(*ast.GenDecl)
				if !ok || gen.Tok != token.VAR {
					continue
				}
				for _, spec := range gen.Specs {
					v := spec.(*ast.ValueSpec)
					embedded := gen.Doc != nil && strings.Contains(gen.Doc.List[len(gen.Doc.List)-1].Text, "go:embed") ||
						v.Doc != nil && strings.Contains(v.Doc.List[len(v.Doc.List)-1].Text, "go:embed")
					if len(v.Values) == 0 && !embedded {
						t.Errorf("%s: %s has no value to begin with: it is there to be changed", fset.Position(v.Pos()), v.Names[0].Name)
					}
				}
			}
		}
	}
}

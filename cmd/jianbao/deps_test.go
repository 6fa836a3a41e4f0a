package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"io/fs"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// policy says which packages of ours each package may import, directly or not:
// the direction of the arrows in ARCHITECTURE.md. A package below one that is
// listed ("fonts/x") follows the same rule and may be imported by its parent.
var policy = map[string][]string{
	"content/diag":     {},
	"content/pattern":  {},
	"content/linktest": {},
	"content/picture":  {},
	"content":          {"content/picture", "content/diag"},
	"content/strict":   {"content/pattern", "content/diag"},
	"content/manifest": {"content", "content/picture", "content/strict", "content/pattern", "content/diag"},
	"content/proof":    {"content", "content/picture", "content/pattern", "content/diag"},
	"fonts":            {},
	"fonts/fonttest":   {"fonts"},
	"layout/unit":      {},
	"layout/theme":     {"layout/unit", "content", "content/picture", "content/strict", "content/pattern", "content/diag"},
	"layout/frame":     {"layout/unit", "fonts", "content/picture", "content/diag"},
	"layout/inline":    {"layout/unit", "layout/frame", "fonts", "content", "content/picture", "content/diag"},
	"layout/page":      {"layout/unit", "layout/frame", "layout/inline", "layout/theme", "fonts", "content", "content/picture", "content/strict", "content/pattern", "content/diag"},
	"layout":           {"layout/unit", "layout/frame", "layout/inline", "layout/page", "layout/theme", "fonts", "content", "content/picture", "content/strict", "content/pattern", "content/diag"},
	"layout/check":     {"layout/unit", "layout/frame", "fonts", "content/picture", "content/diag"},
	"layout/icc":       {},
	"layout/pdf":       {"layout/frame", "layout/icc", "layout/unit", "fonts", "content/picture", "content/diag"},
	"layout/preflight": {"layout/pdf", "layout/frame", "layout/icc", "layout/theme", "layout/unit", "fonts", "content", "content/picture", "content/strict", "content/pattern", "content/diag"},
	"cmd/jianbao":      {"*"},
}

// soleImporter names libraries that one package alone may import.
var soleImporter = map[string]string{
	"github.com/go-pdf/fpdf":     "layout/pdf",
	"github.com/BurntSushi/toml": "content/strict",
}

// yardstick is the naive program that ours is measured against. It is no part
// of ours: the rules do not hold for it, and nothing but tests may import it.
const yardstick = "layout/pdf/internal/naive"

// generator makes trees of back issues for tests. The rules hold for it, but
// nothing may import it except tests and its own command, which ends as commands
// do.
const (
	generator        = "cmd/jianbao/internal/batch/backissues"
	generatorCommand = generator + "/generate"
)

func isYardstick(pkg string) bool { return pkg == yardstick || strings.HasPrefix(pkg, yardstick+"/") }

type listed struct {
	ImportPath   string
	Dir          string
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
	cmd := exec.Command("go", "list", "-json", "jianbao/...")
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, &stderr)
	}
	var all []listed
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var p listed
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
	if len(all) < 8 {
		t.Fatalf("go list found only %d packages", len(all))
	}
	return all
}

func ours(importPath string) (string, bool) { return strings.CutPrefix(importPath, "jianbao/") }

// ruleFor returns the policy of a package or of the nearest package above it.
func ruleFor(pkg string) (name string, may []string, ok bool) {
	for name = pkg; name != "."; name = path.Dir(name) {
		if may, ok := policy[name]; ok {
			return name, may, true
		}
	}
	return "", nil, false
}

func mayImport(pkg, dep string) bool {
	name, may, ok := ruleFor(pkg)
	depName, _, depOK := ruleFor(dep)
	return ok && depOK && (slices.Contains(may, "*") || depName == name && dep != pkg || slices.Contains(may, depName))
}

func TestImportPolicy(t *testing.T) {
	for _, p := range goList(t) {
		pkg, ok := ours(p.ImportPath)
		if !ok || isYardstick(pkg) {
			continue
		}
		if _, _, ok := ruleFor(pkg); !ok {
			t.Errorf("%s has no place in the architecture", pkg)
			continue
		}
		for _, d := range p.Deps {
			if dep, ok := ours(d); ok && (isYardstick(dep) || !mayImport(pkg, dep)) {
				t.Errorf("%s depends on %s", pkg, dep)
			}
			if dep, _ := ours(d); dep == generator && pkg != generatorCommand {
				t.Errorf("%s depends on %s, which is for tests", pkg, dep)
			}
		}
		for library, only := range soleImporter {
			if pkg != only && slices.ContainsFunc(p.Imports, func(i string) bool { return i == library || strings.HasPrefix(i, library+"/") }) {
				t.Errorf("%s imports %s; only %s may", pkg, library, only)
			}
		}
		if slices.Contains(p.Imports, "C") {
			t.Errorf("%s uses cgo", pkg)
		}
		for _, i := range slices.Concat(p.TestImports, p.XTestImports) {
			if dep, ok := ours(i); ok && strings.HasPrefix(dep, "cmd/") && !strings.HasPrefix(pkg, "cmd/") {
				t.Errorf("the tests of %s import %s", pkg, dep)
			}
		}
	}
}

func TestPolicyIsOfThisWorld(t *testing.T) {
	have := map[string]bool{}
	for _, p := range goList(t) {
		if pkg, ok := ours(p.ImportPath); ok {
			have[pkg] = true
		}
	}
	for pkg, may := range policy {
		for _, m := range may {
			if _, ok := policy[m]; !ok && m != "*" {
				t.Errorf("%s may import %s, which the policy does not know", pkg, m)
			}
		}
		if !have[pkg] {
			t.Errorf("the policy knows %s, which does not exist", pkg)
		}
	}
}

// TestOnlyTheCommandExits: everything else returns its errors.
func TestOnlyTheCommandExits(t *testing.T) {
	exits := map[string]bool{"os.Exit": true, "log.Fatal": true, "log.Fatalf": true, "log.Fatalln": true, "syscall.Exit": true}
	found := false
	err := filepath.WalkDir("../..", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && (entry.Name() == "testdata" || strings.HasPrefix(entry.Name(), ".") && entry.Name() != ".." ||
			strings.HasSuffix(filepath.ToSlash(name), yardstick) || strings.HasSuffix(filepath.ToSlash(name), generatorCommand)) {
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
		t.Error("main.go calls no os.Exit: the test looks in the wrong place")
	}
}

// TestNoPackageState: a package-level variable that is assigned or whose
// content can change would let one issue influence the next.
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

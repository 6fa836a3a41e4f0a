package backissues

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"jianbao/cmd/jianbao/internal/batch"
	"jianbao/content/diag"
)

// treeOf describes the content of a folder: names, kinds, and the beginnings of
// files.
func treeOf(t *testing.T, dir string) string {
	t.Helper()
	h := sha256.New()
	err := filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := e.Info()
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(dir, name)
		fmt.Fprintf(h, "%q %v %d\n", rel, info.Mode(), info.Size()*int64(boolean(!e.IsDir())))
		if info.Mode().IsRegular() && info.Size() < 2<<20 && info.Mode().Perm() != 0 {
			data, err := os.ReadFile(name)
			if err != nil {
				return err
			}
			h.Write(data)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return hex.EncodeToString(h.Sum(nil))
}

func boolean(b bool) int {
	if b {
		return 1
	}
	return 0
}

func TestGenerate(t *testing.T) {
	made := func(n int, seed uint64) ([]Expected, string) {
		dir := filepath.Join(t.TempDir(), "tree")
		list, err := Generate(dir, n, seed)
		if err != nil {
			t.Fatal(err)
		}
		if len(list) != n {
			t.Errorf("%d issues, want %d", len(list), n)
		}
		return list, treeOf(t, dir)
	}
	a, tree := made(Least(), 1)
	b, again := made(Least(), 1)
	if tree != again || fmt.Sprint(a) != fmt.Sprint(b) {
		t.Error("the same seed makes another tree")
	}
	if _, other := made(Least(), 2); other == tree {
		t.Error("another seed makes the same tree")
	}
	lists := [][]Expected{a}
	if os.Getenv("JIANBAO_THOROUGH") != "" {
		many, _ := made(1000, 3)
		lists = append(lists, many)
	}
	for _, list := range lists {
		kinds := map[string]int{}
		for i, e := range list {
			kinds[e.Kind]++
			if i > 0 && list[i-1].Key >= e.Key {
				t.Errorf("%q comes after %q", e.Key, list[i-1].Key)
			}
			if (e.Status == batch.OK) != (len(e.Codes) == 0) || !slices.IsSorted(e.Codes) {
				t.Errorf("%q: %s %q", e.Key, e.Status, e.Codes)
			}
		}
		can, err := probe(t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		bad := 0
		for _, k := range slices.Concat(faults(), validKinds(), []kind{plain(), copied()}) {
			want := 1
			if len(list) == 1000 && !k.once {
				want = 2
			}
			if k.needs&^can == 0 && kinds[k.name] < want {
				t.Errorf("%d of %d are %q", kinds[k.name], len(list), k.name)
			}
			if k.status == batch.Failed {
				bad += kinds[k.name]
			}
		}
		if len(list) == 1000 && (bad < 200 || bad > 400) {
			t.Errorf("%d of 1000 have a fault", bad)
		}
	}
}

// TestKinds checks that names are unique and that every code exists.
func TestKinds(t *testing.T) {
	all := slices.Concat(faults(), validKinds(), []kind{copied()})
	known := map[string]bool{}
	for _, code := range diag.Codes() {
		known[string(code)] = true
	}
	names := map[string]bool{}
	for _, k := range all {
		if names[k.name] {
			t.Errorf("there are two kinds %q", k.name)
		}
		names[k.name] = true
		for _, code := range k.codes {
			if !known[code] {
				t.Errorf("%s: there is no code %s", k.name, code)
			}
		}
	}
	if n := len(faults()); n < 25 {
		t.Errorf("only %d kinds of faults", n)
	}
}

func TestGenerateRefuses(t *testing.T) {
	dir := t.TempDir()
	if _, err := Generate(dir, Least()-1, 1); err == nil {
		t.Error("too few issues for every kind")
	}
	if err := os.WriteFile(filepath.Join(dir, "a"), nil, 0o666); err != nil {
		t.Fatal(err)
	}
	if _, err := Generate(dir, Least(), 1); err == nil || !strings.Contains(err.Error(), "not empty") {
		t.Errorf("a folder that is not empty: %v", err)
	}
	if _, err := Generate(t.TempDir(), 1_000_000, 1); err == nil {
		t.Error("more issues than there are names for")
	}
}

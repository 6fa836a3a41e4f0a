package find

import (
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"jianbao/cmd/jianbao/internal/batch"
	"jianbao/content/costtest"
	"jianbao/content/diag"
	"jianbao/content/linktest"
)

const sound = "schema = 1\n[issue]\nyear = 2021\n"

func put(t *testing.T, root, name, text string) {
	t.Helper()
	full := filepath.Join(root, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(full), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(full, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

func keys(issues []batch.Issue) (out []string) {
	for _, i := range issues {
		out = append(out, i.Key)
	}
	return out
}

func codes(log *diag.List) (out []string) {
	for _, d := range log.Items() {
		out = append(out, string(d.Code))
	}
	return out
}

func find(t *testing.T, skip Skip, paths ...string) ([]batch.Issue, *diag.List) {
	t.Helper()
	var log diag.List
	issues, err := Find(paths, skip, &log)
	if err != nil {
		t.Fatal(err)
	}
	for _, i := range issues {
		if want, err := filepath.EvalSymlinks(i.Path); err != nil || !filepath.IsAbs(i.Real) || mustAbs(t, want) != i.Real {
			t.Errorf("%q: real path %q, want %q (%v)", i.Path, i.Real, want, err)
		}
	}
	return issues, &log
}

func mustAbs(t *testing.T, p string) string {
	full, err := filepath.Abs(p)
	if err != nil {
		t.Fatal(err)
	}
	return full
}

func TestFind(t *testing.T) {
	root := t.TempDir()
	put(t, root, "2021/11/issue.toml", sound)
	put(t, root, "2021/2/issue.toml", "no TOML at all: still one")
	put(t, root, "2021/extra.toml", "title = 3\n[issue]\nyear = 2021\n")
	put(t, root, "2021/broken.toml", "title = [\n")
	put(t, root, "2021/GBK.TOML", "title = \"\xbc\xf2\xb1\xa8\"\n")
	put(t, root, "2021/theme.toml", "name = \"ours\"\n[page]\nschema = 1\n")
	put(t, root, "2021/list.toml", "[[issue]]\nyear = 2021\n")
	put(t, root, "2021/text.toml", "about = '''\nschema = 1\n[issue]\n'''\n")
	put(t, root, "issue.toml", sound)
	put(t, root, ".git/issue.toml", sound)
	put(t, root, "._issue.toml", "\x00\x05\x16\x07")
	put(t, root, "bag/bagit.txt", "BagIt-Version: 1.0\n")
	put(t, root, "bag/data/issue.toml", sound)
	put(t, root, "out/x/issue.toml", sound)
	put(t, root, "outer/issue.toml", sound)
	put(t, root, "shards/2/.jianbao/journal.jsonl", "")
	put(t, root, "shards/2/for-bags/a.source/issue.toml", sound)
	put(t, root, "issue.toml.d/a.txt", "")
	put(t, root, "2021/11/.jianbao/history/issue.toml/00000001.json", "{}") // of the editor's desk
	put(t, root, "2021/.jianbao/desk.json", "{}")
	got, log := find(t, Skip{Out: filepath.Join(root, "out")}, root)
	want := []string{"2021/11/issue.toml", "2021/2/issue.toml", "2021/GBK.TOML", "2021/broken.toml", "2021/extra.toml", "issue.toml", "outer/issue.toml"}
	if !slices.Equal(keys(got), want) || log.Len() > 0 {
		t.Errorf("found %q, want %q; %q", keys(got), want, codes(log))
	}
	// Without an output no folder is skipped for it. A repeated folder or manifest
	// adds nothing, and a bag that is given directly is searched.
	got, _ = find(t, Skip{}, filepath.Join(root, "2021", "11", "issue.toml"), filepath.Join(root, "outer"), root, filepath.Join(root, "bag"))
	want = []string{"11/issue.toml", "issue.toml", "2021/2/issue.toml", "2021/GBK.TOML", "2021/broken.toml", "2021/extra.toml", "issue.toml", "out/x/issue.toml", "data/issue.toml"}
	if !slices.Equal(keys(got), want) {
		t.Errorf("found %q, want %q", keys(got), want)
	}
}

func TestFindWrongPaths(t *testing.T) {
	root := t.TempDir()
	put(t, root, "out/a/issue.toml", sound)
	put(t, root, "empty/readme.txt", "")
	for _, c := range []struct {
		path, out, want string
	}{
		{"missing", "", "batch-path-missing"},
		{"out", "out", "batch-path-output"},
		{"out/a", "out", "batch-path-output"},
		{"empty", "out", "batch-nothing"},
	} {
		got, log := find(t, Skip{Out: filepath.Join(root, c.out)}, filepath.Join(root, c.path))
		if c.out == "" {
			got, log = find(t, Skip{}, filepath.Join(root, c.path))
		}
		if len(got) > 0 || !slices.Equal(codes(log), []string{c.want}) {
			t.Errorf("%s: %q, %q, want %s", c.path, keys(got), codes(log), c.want)
		}
	}
}

func TestFindOddNames(t *testing.T) {
	if runtime.GOOS == "windows" || runtime.GOOS == "darwin" {
		t.Skip("the system does not allow such names")
	}
	root := t.TempDir()
	put(t, root, "line\nbreak/issue.toml", sound)
	put(t, root, "e\u0301/issue.toml", sound) // NFD
	put(t, root, "\u00e9/issue.toml", sound)
	put(t, root, "\xbc\xf2\xb1\xa8/issue.toml", sound)
	got, log := find(t, Skip{}, root)
	want := []string{"%BC%F2%B1%A8/issue.toml", "e\u0301/issue.toml", "line\nbreak/issue.toml", "\u00e9/issue.toml"}
	if !slices.Equal(keys(got), want) || log.Len() > 0 {
		t.Errorf("found %q, want %q; %q", keys(got), want, codes(log))
	}
	for _, i := range got {
		if _, err := os.ReadFile(i.Path); err != nil {
			t.Error(err)
		}
	}
}

func TestFindLinks(t *testing.T) {
	root := t.TempDir()
	put(t, root, "tree/a/issue.toml", sound)
	put(t, root, "elsewhere/issue.toml", sound)
	for link, to := range map[string]string{
		"tree/a/circle": "..", "tree/self": "self", "tree/out": "../elsewhere", "tree/b.toml": "a/issue.toml",
		"tree/issue.toml": "a/issue.toml", "tree/text.txt": "a/issue.toml", "entry": "tree",
	} {
		if err := linktest.Make(filepath.FromSlash(to), filepath.Join(root, filepath.FromSlash(link))); err != nil {
			t.Skip("needs links: ", err)
		}
	}
	got, log := find(t, Skip{}, filepath.Join(root, "entry"), filepath.Join(root, "tree"))
	if !slices.Equal(keys(got), []string{"a/issue.toml"}) {
		t.Errorf("found %q", keys(got))
	}
	// circle, out, b.toml and issue.toml, once for each path; a link to itself has
	// no target.
	if want := slices.Repeat([]string{"batch-link"}, 8); !slices.Equal(codes(log), want) {
		t.Errorf("findings %q", codes(log))
	}
}

// TestFindWhileChanging searches a tree while other branches are created and
// removed: the search does not end early, and all permanent issues are found
// every time.
func TestFindWhileChanging(t *testing.T) {
	root := t.TempDir()
	put(t, root, "a/issue.toml", sound)
	put(t, root, "z/extra.toml", sound)
	stop, done := make(chan bool), make(chan bool)
	go func() {
		defer close(done)
		for n := 0; ; n++ {
			select {
			case <-stop:
				return
			default:
			}
			branch := filepath.Join(root, "m"+strings.Repeat("m", n%3))
			if os.MkdirAll(filepath.Join(branch, "x", "y"), 0o777) == nil {
				os.WriteFile(filepath.Join(branch, "x", "other.toml"), []byte(sound), 0o666)
				os.WriteFile(filepath.Join(branch, "x", "y", "issue.toml"), []byte(sound), 0o666)
			}
			os.RemoveAll(branch)
		}
	}()
	for range 300 {
		var log diag.List
		got, err := Find([]string{root}, Skip{}, &log)
		if err != nil {
			t.Fatal(err)
		}
		if k := keys(got); !slices.Contains(k, "a/issue.toml") || !slices.Contains(k, "z/extra.toml") || !slices.IsSorted(k) {
			t.Fatalf("found %q; %q", k, codes(&log))
		}
	}
	close(stop)
	<-done
}

func TestLargeAndDeepTOML(t *testing.T) {
	root := t.TempDir()
	put(t, root, "data.toml", strings.Repeat("# a line of data\n", 1<<16))
	put(t, root, "issues.toml", sound+strings.Repeat("# a long manifest\n", 1<<16))
	put(t, root, "deep.toml", "a = "+strings.Repeat("[", 400_000))
	put(t, root, "parts.toml", strings.Repeat("a.", 40_000)+"a = 1")
	put(t, root, "headers.toml", strings.Repeat("[a.b.c.d.e.f.g.h]\n", 20_000))
	got, log := find(t, Skip{}, root)
	if want := []string{"deep.toml", "headers.toml", "issues.toml", "parts.toml"}; !slices.Equal(keys(got), want) {
		t.Errorf("found %q", keys(got))
	}
	if !slices.Equal(codes(log), []string{"batch-toml-large"}) {
		t.Errorf("findings %q", codes(log))
	}
}

// TestCostOfTOML: TOML made to be slow is judged in time that does not grow with the
// square of its length.
func TestCostOfTOML(t *testing.T) {
	name := filepath.Join(t.TempDir(), "a.toml")
	for what, text := range map[string]func(n int) string{
		"deep":    func(n int) string { return "a = " + strings.Repeat("[", n) },
		"parts":   func(n int) string { return strings.Repeat("a.", n/2) + "a = 1" },
		"headers": func(n int) string { return strings.Repeat("[a.b.c.d.e.f.g.h]\n", n/18) },
		"keys":    func(n int) string { return strings.Repeat("a = 1\n", n/6) },
		"strings": func(n int) string { return "a = " + strings.Repeat("\"\"", n/2) },
	} {
		t.Run(what, func(t *testing.T) {
			costtest.Linear(t, 40_000, 400_000, 200*time.Millisecond, func(n int) {
				if err := os.WriteFile(name, []byte(text(n)), 0o666); err != nil {
					t.Fatal(err)
				}
				if _, err := isManifest(name); err != nil {
					t.Fatal(err)
				}
			})
		})
	}
}

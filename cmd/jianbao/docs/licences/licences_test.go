package licences

import (
	"bytes"
	"flag"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"jianbao/cmd/jianbao/internal/packed"
)

var update = flag.Bool("update", false, "write the licences into texts.gz")

// root is the folder of the repository.
const root = "../../../.."

// TestTexts compares the texts with their sources: in the repository, in
// the Go installation and in the modules that are linked in.
func TestTexts(t *testing.T) {
	if _, err := exec.LookPath("go"); err != nil {
		t.Skip("needs go")
	}
	want := packed.Texts{}
	for name, file := range map[string]string{
		"program/jianbao":   "LICENSE",
		"data/GRACoL-TR006": "layout/icc/profiles/LICENSE-GRACoL-TR006.txt",
		"data/Unicode":      "content/lookalike/LICENSE-Unicode.txt",
		"data/hyphenation":  "layout/inline/hyphen/LICENSE-patterns.txt",
		"data/jieba":        "layout/inline/lexicon/LICENSE-jieba.txt",
	} {
		want[name] = read(t, filepath.Join(root, file))
	}
	fonts, err := filepath.Glob(filepath.Join(root, "fonts/bundled/*.OFL.txt"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range fonts {
		want["fonts/"+strings.TrimSuffix(filepath.Base(file), ".OFL.txt")] = read(t, file)
	}
	want["modules/go"] = licencesIn(t, strings.TrimSpace(goCommand(t, "", "env", "GOROOT")), nil)
	for module, text := range moduleLicences(t) {
		want["modules/"+module] = text
	}

	have := packed.Texts{}
	for _, l := range All() {
		have[string(l.Kind)+"/"+l.Name] = l.Text
	}
	if *update && !maps.Equal(have, want) {
		data, err := packed.Pack(want)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile("texts.gz", data, 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	for _, name := range slices.Sorted(maps.Keys(want)) {
		if have[name] != want[name] {
			t.Errorf("%s differs from the licence at its source: run go test ./cmd/jianbao/docs/licences -update", name)
		}
		delete(have, name)
	}
	for name := range have {
		t.Errorf("%s is no longer part of the program", name)
	}
}

// TestAll: kinds are in order, and every text looks like a licence.
func TestAll(t *testing.T) {
	all := All()
	order := []Kind{Program, Font, Data, Module}
	for i, l := range all {
		if i > 0 && slices.Index(order, l.Kind) < slices.Index(order, all[i-1].Kind) {
			t.Errorf("%s %s comes after %s %s", l.Kind, l.Name, all[i-1].Kind, all[i-1].Name)
		}
		if !strings.Contains(l.Text, "opyright") && !strings.Contains(l.Text, "CC0") || !strings.HasSuffix(l.Text, "\n") || strings.Contains(l.Text, "\r") {
			t.Errorf("%s %s: this is not a licence: %q", l.Kind, l.Name, l.Text)
		}
	}
}

// TestFonts: every bundled file belongs to a family with a licence.
func TestFonts(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(root, "fonts/bundled/*.ttf"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no fonts: %v", err)
	}
	for _, file := range files {
		if !slices.ContainsFunc(All(), func(l Licence) bool {
			return l.Kind == Font && strings.HasPrefix(filepath.Base(file), l.Name)
		}) {
			t.Errorf("%s has no licence", filepath.Base(file))
		}
	}
}

// moduleLicences returns the licences of every module that is linked into the
// program on one of the systems it is released for, by the module's path.
func moduleLicences(t *testing.T) map[string]string {
	dirs, packages := map[string]string{}, map[string][]string{}
	for _, system := range []string{"linux", "windows", "darwin"} {
		list := goCommand(t, system, "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}}\t{{.Dir}}\t{{$.Dir}}{{end}}{{end}}", "jianbao/cmd/jianbao")
		for line := range strings.Lines(list) {
			fields := strings.Split(strings.TrimRight(line, "\r\n"), "\t")
			if len(fields) != 3 {
				continue
			}
			dirs[fields[0]] = fields[1]
			packages[fields[0]] = append(packages[fields[0]], fields[2])
		}
	}
	if len(dirs) == 0 {
		t.Fatal("go list found no modules")
	}
	licences := map[string]string{}
	for module, dir := range dirs {
		licences[module] = licencesIn(t, dir, packages[module])
	}
	return licences
}

var licenceName = regexp.MustCompile(`(?i)^(licen[cs]e|copying|copyright|notice|patents)([.-].*)?$`)

// licencesIn returns the licences in the folder of a module, and of the packages
// in it that are used: a package copied from elsewhere may have its own.
func licencesIn(t *testing.T, dir string, packages []string) string {
	folders := map[string]bool{".": true}
	for _, p := range packages {
		below, err := filepath.Rel(dir, p)
		if err != nil {
			t.Fatal(err)
		}
		for f := filepath.ToSlash(below); f != "."; f = path.Dir(f) {
			folders[f] = true
		}
	}
	var b strings.Builder
	for _, folder := range slices.Sorted(maps.Keys(folders)) {
		entries, err := os.ReadDir(filepath.Join(dir, folder))
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			if !e.Type().IsRegular() && e.Type()&fs.ModeSymlink == 0 || !licenceName.MatchString(e.Name()) || strings.HasSuffix(e.Name(), ".go") {
				continue
			}
			if b.Len() > 0 {
				b.WriteString("\n" + strings.Repeat("-", 72) + "\n" + path.Join(folder, e.Name()) + "\n\n")
			}
			b.WriteString(read(t, filepath.Join(dir, folder, e.Name())))
		}
	}
	if b.Len() == 0 {
		t.Errorf("%s has no licence", dir)
	}
	return b.String()
}

// read returns a text with line feeds as line ends, also at its end.
func read(t *testing.T, file string) string {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	data = bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))
	return strings.TrimRight(string(data), "\n") + "\n"
}

func goCommand(t *testing.T, system string, args ...string) string {
	t.Helper()
	cmd := exec.Command("go", args...)
	cmd.Dir = root
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if system != "" {
		cmd.Env = append(cmd.Env, "GOOS="+system, "GOARCH=amd64")
	}
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go %s: %v\n%s", strings.Join(args, " "), err, &stderr)
	}
	return string(out)
}

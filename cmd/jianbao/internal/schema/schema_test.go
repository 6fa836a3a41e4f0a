package schema

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"jianbao/content/diag"
	"jianbao/content/manifest"
)

// TestVariants: program and schema accept the valid variants made from the tables, and
// both reject the invalid ones.
func TestVariants(t *testing.T) {
	schemas := compiledSchemas(t, diag.EN)
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 400, 400))); err != nil {
		t.Fatal(err)
	}
	files := map[string][]byte{"a.png": b.Bytes(), "a.txt": []byte("甲"), "a.MD": []byte("甲"), "a.csv": []byte("甲,乙\n1,2\n")}
	rights, wrongs := 0, 0
	few := 6 // of the variants of publication.toml, whose keys are those of manifests
	if os.Getenv("JIANBAO_THOROUGH") != "" {
		few = 1
	}
	for i, v := range slices.Concat(publicationVariants(), manifestVariants(), themeVariants()) {
		if v.kind == publicationDocument && i%few != 0 {
			continue
		}
		var program []string
		switch v.kind {
		case manifestDocument:
			program = manifestErrors(files, "issue.toml", v.text)
		case themeDocument:
			program = themeFileErrors(files, v.text)
		case publicationDocument:
			program = publicationErrors(files, v.text)
		}
		s := schemas[v.kind]
		value, err := instance(v.text)
		if err == nil {
			err = s.Validate(value)
		}
		if v.wrong {
			wrongs++
		} else {
			rights++
		}
		if (program != nil) != v.wrong || (err != nil) != v.wrong {
			t.Errorf("%s: wrong %v; the program has %v; the schema has %v\n%s", v.name, v.wrong, program, err, v.text)
		}
	}
	if t.Logf("%d right, %d wrong", rights, wrongs); rights < 400 || wrongs < 400 {
		t.Error("the tables give too few")
	}
}

// TestLanguages: the program accepts no language code of two or three letters that the
// schema rejects. Of the codes of three letters those are tried that begin with the two
// letters of one of Chinese, Japanese and Korean (chi, cmn, jpn, kor, yue, zho), or all.
func TestLanguages(t *testing.T) {
	s := compiled(t, Manifest(diag.EN))
	root := minimal(manifest.Keys())
	publication := root["publication"].(tree)
	taken, all := 0, os.Getenv("JIANBAO_THOROUGH") != ""
	for code := range 27 * 27 * 26 {
		tag := strings.TrimSpace(string([]byte{letter(code/27/27 + 1), letter(code/27%27 + 0), letter(code % 27)}))
		if len(tag) < 2 || strings.Contains(tag, " ") || len(tag) == 3 && !all && !slices.Contains([]string{"ch", "cm", "jp", "ko", "yu", "zh"}, tag[:2]) {
			continue
		}
		publication["lang"] = literal(strconv.Quote(tag))
		text := root.text()
		if manifestErrors(nil, "issue.toml", text) != nil {
			continue
		}
		taken++
		value, err := instance(text)
		if err == nil {
			err = s.Validate(value)
		}
		if err != nil {
			t.Errorf("%s: %v", tag, err)
		}
	}
	if taken < 6 {
		t.Errorf("only %d languages are taken", taken)
	}
}

// TestStarters: program and schema accept the manifest that init writes, with and
// without each of its commented keys.
func TestStarters(t *testing.T) {
	s := compiled(t, Manifest(diag.EN))
	optional := regexp.MustCompile(`(?m)^# ([a-z-]+ *=|\[)`)
	for _, lang := range []string{"zh", "en"} {
		text, err := os.ReadFile(filepath.Join("..", "..", "starter", lang, "issue.toml"))
		if err != nil {
			t.Fatal(err)
		}
		if n := len(optional.FindAll(text, -1)); n < 10 {
			t.Errorf("%s: only %d lines to be uncommented", lang, n)
		}
		text = optional.ReplaceAll(text, []byte("$1"))
		if found := manifestErrors(nil, "issue.toml", text); found != nil {
			t.Errorf("%s: %v\n%s", lang, found, text)
		}
		value, err := instance(text)
		if err == nil {
			err = s.Validate(value)
		}
		if err != nil {
			t.Errorf("%s: %v", lang, err)
		}
	}
}

// TestStarterPublication: program and schema accept the publication.toml that init writes,
// with and without each of its commented keys.
func TestStarterPublication(t *testing.T) {
	s := compiled(t, Publication(diag.EN))
	optional := regexp.MustCompile(`(?m)^# ([a-z-]+ *= ["\[0-9{]|\[)`)
	for _, lang := range []string{"zh", "en"} {
		text, err := os.ReadFile(filepath.Join("..", "..", "starter", lang, manifest.PublicationName))
		if err != nil {
			t.Fatal(err)
		}
		if n := len(optional.FindAll(text, -1)); n < 8 {
			t.Errorf("%s: only %d lines to be uncommented", lang, n)
		}
		for _, text := range [][]byte{text, optional.ReplaceAll(text, []byte("$1"))} {
			if found := publicationErrors(nil, text); found != nil {
				t.Errorf("%s: %v\n%s", lang, found, text)
			}
			value, err := instance(text)
			if err == nil {
				err = s.Validate(value)
			}
			if err != nil {
				t.Errorf("%s: %v", lang, err)
			}
		}
	}
}

// letter returns a letter by its number, a space for 0.
func letter(n int) byte { return " abcdefghijklmnopqrstuvwxyz"[n] }

// FuzzNotStricter: every text that the program accepts validates against the schema.
func FuzzNotStricter(f *testing.F) {
	manifests, themes := accepted(f)
	for _, d := range append(manifests, themes...) {
		f.Add(d.text, d.kind == themeDocument)
	}
	for i, v := range append(manifestVariants(), themeVariants()...) {
		if !v.wrong && i%7 == 0 {
			f.Add(v.text, v.kind == themeDocument)
		}
	}
	ofManifest, ofTheme := compiled(f, Manifest(diag.EN)), compiled(f, Theme(diag.EN))
	f.Fuzz(func(t *testing.T, text []byte, isTheme bool) {
		s := ofManifest
		if isTheme {
			s = ofTheme
			if themeFileErrors(nil, text) != nil {
				return
			}
		} else if manifestErrors(nil, "issue.toml", text) != nil {
			return
		}
		value, err := instance(text)
		if err == nil {
			err = s.Validate(value)
		}
		if err != nil {
			t.Errorf("%v\n%q", err, text)
		}
	})
}

// TestTombi: the editor's validator accepts what the program accepts and rejects
// invalid values. By default it gets one in nine of the variants.
func TestTombi(t *testing.T) {
	tombi, err := exec.LookPath("tombi")
	if err != nil {
		t.Skip("needs tombi")
	}
	var all []variant
	manifests, themes := accepted(t)
	for _, d := range append(manifests, themes...) {
		all = append(all, variant{d, false})
	}
	for _, d := range readAccepted().publications {
		all = append(all, variant{d, false})
	}
	for i, v := range slices.Concat(manifestVariants(), themeVariants(), publicationVariants()) {
		if i%9 == 0 || os.Getenv("JIANBAO_THOROUGH") != "" {
			all = append(all, v)
		}
	}
	dir := t.TempDir()
	write := func(name string, text []byte) {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, text, 0o666); err != nil {
			t.Fatal(err)
		}
	}
	write("manifest.json", Manifest(diag.EN))
	write("theme.json", Theme(diag.ZH))
	write("publication.json", Publication(diag.ZH))
	write("tombi.toml", []byte("[schema]\nstrict = true\n[[schemas]]\npath = \"manifest.json\"\ninclude = [\"manifests/*.toml\"]\n[[schemas]]\npath = \"theme.json\"\ninclude = [\"themes/*.toml\"]\n[[schemas]]\npath = \"publication.json\"\ninclude = [\"publications/*.toml\"]\n"))
	for i, v := range all {
		folder := [...]string{manifestDocument: "manifests", themeDocument: "themes", publicationDocument: "publications"}[v.kind]
		write(fmt.Sprintf("%s/%04d.toml", folder, i), v.text)
	}
	report := filepath.Join(dir, "report.jsonl")
	cmd := exec.Command(tombi, "lint", "--offline", "--quiet", "--diagnostics-format", "json-lines", "--diagnostics-file", report)
	cmd.Dir = dir
	out, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatalf("tombi: %v\n%s", err, out)
	}
	refused := map[int]string{}
	data, err := os.ReadFile(report)
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for d := json.NewDecoder(bytes.NewReader(data)); d.More(); {
		var finding struct{ Path, Level, Message string }
		if err := d.Decode(&finding); err != nil {
			t.Fatal(err)
		}
		number := strings.TrimSuffix(filepath.Base(finding.Path), ".toml")
		if i, err := strconv.Atoi(number); err != nil {
			t.Errorf("%s: %s", finding.Path, finding.Message)
		} else if finding.Level == "error" {
			refused[i] = finding.Message
		}
	}
	for i, v := range all {
		if message, ok := refused[i]; ok != v.wrong {
			t.Errorf("%s: wrong %v; tombi has %q\n%s", v.name, v.wrong, message, v.text)
		}
	}
}

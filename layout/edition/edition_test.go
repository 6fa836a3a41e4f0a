package edition

import (
	"bytes"
	"io/fs"
	"os"
	"path"
	"reflect"
	"strings"
	"testing"

	"jianbao/content"
	"jianbao/content/diag"
	"jianbao/content/manifest"
	"jianbao/layout/theme"
)

const samples = "../../testdata/issues/"

// inMemory returns a sample as files in memory.
func inMemory(t testing.TB, sample string) manifest.Buffers {
	t.Helper()
	b := manifest.Buffers{Name: "issue.toml", Files: map[string][]byte{}}
	dir := os.DirFS(samples + sample)
	err := fs.WalkDir(dir, ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			b.Files[name], err = fs.ReadFile(dir, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// made makes an edition in all stages.
func made(t testing.TB, e *Edition) *Edition {
	t.Helper()
	e.Permit()
	e.Compose()
	if err := e.Render(); err != nil {
		t.Fatal(err)
	}
	e.Preflight()
	return e
}

var tool = Options{Tool: Tool{"jianbao", "v0"}}

func codes(log *diag.List) string {
	var list []string
	for _, d := range log.Items() {
		list = append(list, string(d.Code))
	}
	return strings.Join(list, " ")
}

// TestReaders checks that the result does not depend on where the files come
// from, and that files embedded in PDF/A-3 have names below the manifest's
// folder.
func TestReaders(t *testing.T) {
	for _, c := range []struct {
		sample string
		Choices
	}{{"luting-2025-02", Choices{}}, {"heyuan-2024-06", Choices{Profile: "archive", PDFA: "3u"}}, {"small", Choices{Profile: "print", Marks: true}}} {
		var disk, memory diag.List
		a := made(t, New(tool).ReadFile(samples+c.sample+"/issue.toml", c.Choices, &disk))
		b := made(t, New(tool).Read(inMemory(t, c.sample), c.Choices, &memory))
		if len(a.PDF()) == 0 || !bytes.Equal(a.PDF(), b.PDF()) {
			t.Errorf("%s: %d bytes from the disk, %d from memory", c.sample, len(a.PDF()), len(b.PDF()))
		}
		if codes(&disk) != codes(&memory) {
			t.Errorf("%s: found %q on the disk, %q in memory", c.sample, codes(&disk), codes(&memory))
		}
	}
}

// TestEngine checks that the result does not depend on what an engine keeps from
// earlier editions.
func TestEngine(t *testing.T) {
	engine := New(Options{Tool: tool.Tool, KeepFonts: 1 << 20})
	files := inMemory(t, "small")
	var first []byte
	for range 3 {
		var log diag.List
		pdf := made(t, engine.Read(files, Choices{Profile: "archive"}, &log)).PDF()
		if first == nil {
			first = pdf
		}
		if len(pdf) == 0 || !bytes.Equal(pdf, first) {
			t.Fatalf("%d bytes, at first %d: %s", len(pdf), len(first), codes(&log))
		}
	}
}

// TestIssueStaysAsRead: nothing that is chosen is written into the issue.
func TestIssueStaysAsRead(t *testing.T) {
	files := inMemory(t, "heyuan-2024-06")
	text := string(files.Files["issue.toml"]) + "\n[archive]\nreset = true\n[print]\nbleed = \"3mm\"\n"
	files.Files["issue.toml"] = []byte(text)
	var log diag.List
	was := manifest.Load(files, manifest.Options{}, &log)
	e := made(t, New(tool).Read(files, Choices{
		Profile: "print", Bleed: "5mm", Binding: "saddle", Marks: true, Epoch: "86400", Theme: "gongwen",
		Set: []Setting{{"cover.picture.bleed", "true"}},
	}, &log))
	if e.PDF() == nil {
		t.Fatal(codes(&log))
	}
	if !reflect.DeepEqual(e.Issue, was) {
		t.Error("the issue is not what was read")
	}
	bleed, _ := theme.ParseLength("5mm")
	if e.Output.Produced != (content.Date{Year: 1970, Month: 1, Day: 2}) || e.Output.CoverBleed != bleed || e.Output.Bleed != bleed {
		t.Errorf("output %+v", e.Output)
	}
}

// TestRefused: files that a reader does not have, or refuses, are findings, and
// the stages that follow do nothing.
func TestRefused(t *testing.T) {
	head := string(inMemory(t, "small").Files["issue.toml"])
	for _, c := range []struct {
		what, manifest, want string
		choices              Choices
		over                 manifest.Reader
	}{
		{what: "no manifest", want: "file-missing"},
		{what: "not TOML", manifest: "=", want: "toml-no-key"},
		{what: "a theme outside", manifest: head, want: "batch-outside", choices: Choices{Theme: "../red.toml"}, over: walled{}},
		{what: "a profile outside", manifest: head, want: "batch-outside", choices: Choices{Profile: "print", ICC: "../press.icc"}, over: walled{}},
		{what: "a missing profile", manifest: head, want: "icc-missing", choices: Choices{Profile: "print", ICC: "press.icc"}},
		{what: "an unknown condition", manifest: head, want: "condition-unknown", choices: Choices{Profile: "print", Condition: "FOGRA99"}},
		{what: "too much bleed", manifest: head, want: "output-length", choices: Choices{Profile: "print", Bleed: "51mm"}},
		{what: "a flag of another profile", manifest: head, want: "output-flag-profile", choices: Choices{Marks: true, Bound: []Bound{{"--marks", "print"}}}},
		{what: "no time", manifest: head + "\n[archive]\nreset = true\n", want: "bad-epoch", choices: Choices{Epoch: "-1"}},
	} {
		files := inMemory(t, "small")
		files.Files["issue.toml"], files.Over = []byte(c.manifest), c.over
		if c.manifest == "" {
			delete(files.Files, "issue.toml")
		}
		var log diag.List
		e := made(t, New(tool).Read(files, c.choices, &log))
		if got := codes(&log); !strings.Contains(" "+got+" ", " "+c.want+" ") || e.PDF() != nil {
			t.Errorf("%s: found %q, want %s; %d bytes", c.what, got, c.want, len(e.PDF()))
		}
	}
}

// walled is an empty reader that refuses names above its folder.
type walled struct{}

func (walled) Manifest() string { return "" }

func (walled) Folders() []string { return nil }

func (walled) Read(_, name string, _ int) ([]byte, error) {
	if strings.HasPrefix(path.Clean(name), "../") {
		return nil, &manifest.OutsideError{Name: name}
	}
	return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
}

func (walled) List(string) []string { return nil }

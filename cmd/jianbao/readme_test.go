package main

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"jianbao/content/diag"
)

// readmes are the READMEs of both languages.
var readmes = []struct {
	name string
	lang diag.Lang
}{{"README.md", diag.EN}, {"README.zh-CN.md", diag.ZH}}

func readme(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", name))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// TestReadmeSize: a README is short, and so are its pictures.
func TestReadmeSize(t *testing.T) {
	for _, f := range readmes {
		text := readme(t, f.name)
		if len(text) > 15_000 {
			t.Errorf("%s has %d bytes, over 15,000: move something to cmd/jianbao/docs", f.name, len(text))
		}
		pictures := regexp.MustCompile(`<img src="([^"]+)"`).FindAllStringSubmatch(text, -1)
		if len(pictures) != 8 {
			t.Errorf("%s has %d pictures, want 8", f.name, len(pictures))
		}
		for _, p := range pictures {
			info, err := os.Stat(filepath.Join("..", "..", p[1]))
			if err != nil {
				t.Error(err)
			} else if info.Size() > 150_000 {
				t.Errorf("%s has %d bytes, over 150,000", p[1], info.Size())
			}
		}
	}
}

// TestReadmeCommands runs the manifest and every jianbao command that the READMEs
// show. Each must succeed; the files that a reader would have are created first.
func TestReadmeCommands(t *testing.T) {
	sample, err := filepath.Abs("../../testdata/issues/heyuan-2024-06")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range readmes {
		t.Run(f.name, func(t *testing.T) {
			text := readme(t, f.name)
			t.Chdir(t.TempDir())
			copyTree(t, sample, filepath.FromSlash("testdata/issues/heyuan-2024-06"))
			copyTree(t, filepath.FromSlash("testdata/issues/heyuan-2024-06/articles"), map[diag.Lang]string{diag.EN: "copy", diag.ZH: "来稿"}[f.lang])
			manifest := codeBlock(t, text, "toml")
			if lines := strings.Count(manifest, "\n"); lines > 16 {
				t.Errorf("the manifest has %d lines", lines)
			}
			if !strings.Contains(text, "\ngo test ./...\n") {
				t.Error("the command for the tests is missing")
			}
			ran := 0
			for _, command := range shownCommands(text) {
				args := strings.Fields(command)[1:]
				if args[0] == "desk" { // serves until it is closed
					continue
				}
				var stdout, stderr bytes.Buffer
				status := run(&system{
					stdout: &stdout, stderr: &stderr, getenv: func(string) string { return "" },
					systemLang: func() string { return "en" },
					pause:      func(time.Duration, <-chan struct{}) bool { return false }, // watch ends after the first build
					openFile:   func(string) error { return nil },
				}, args)
				if status != statusDone {
					t.Fatalf("%s: status %d\n%s", command, status, &stderr)
				}
				ran++
				if args[0] == "init" { // steps 2 and 3: the reader's copy, and the manifest
					writeIssue(t, args[1], manifest)
					copyTree(t, args[1], map[diag.Lang]string{diag.EN: "back-issues/11", diag.ZH: "旧刊/11"}[f.lang])
				}
			}
			if ran < 15 {
				t.Errorf("only %d commands were found", ran)
			}
			if _, err := os.Stat("第11期/第11期.pdf"); err != nil {
				t.Error(err)
			}
		})
	}
}

// shownCommands returns the jianbao commands that a text shows, in order: first lines
// of code blocks, and spans of code, including commands with go run.
func shownCommands(text string) (commands []string) {
	for _, m := range regexp.MustCompile("(?s)\n *```sh\n *(?:go run ./cmd/)?jianbao ([^\n]+)|`jianbao ([^`]+)`").FindAllStringSubmatch(text, -1) {
		rest := m[1] + m[2]
		if strings.Contains(rest, "NAME") || strings.Contains(rest, "名称") {
			continue
		}
		commands = append(commands, "jianbao "+rest)
	}
	return commands
}

// codeBlock returns the first code block of a kind, without its indent.
func codeBlock(t *testing.T, text, kind string) string {
	t.Helper()
	m := regexp.MustCompile("(?s)\n( *)```" + kind + "\n(.*?)\n *```").FindStringSubmatch(text)
	if m == nil {
		t.Fatalf("no block of %s", kind)
	}
	return strings.ReplaceAll("\n"+m[2], "\n"+m[1], "\n")[1:] + "\n"
}

// writeIssue writes a manifest and a text for each article file that it names.
func writeIssue(t *testing.T, folder, manifest string) {
	t.Helper()
	files := map[string]string{"issue.toml": manifest}
	for _, m := range regexp.MustCompile(`(?m)^file *= *"([^"]+)"`).FindAllStringSubmatch(manifest, -1) {
		files[m[1]] = "会议总结上半年工作，部署下一阶段任务。\n"
	}
	for name, text := range files {
		path := filepath.Join(folder, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

func copyTree(t *testing.T, from, to string) {
	t.Helper()
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
}

// TestReadmeTerminal compares the text from which the picture of a terminal was drawn
// with the output of the program; .ci/pictures updates it.
func TestReadmeTerminal(t *testing.T) {
	folder := filepath.Join("..", "..", "testdata", "readme")
	for _, lang := range []string{"en", "zh"} {
		var stderr bytes.Buffer
		status := run(&system{
			stdout: &stderr, stderr: &stderr, terminal: true, ansi: func() bool { return true },
			width: func() int { return 80 }, getenv: func(string) string { return "" },
			systemLang: func() string { return lang },
		}, []string{"check", filepath.Join(folder, "terminal")})
		if status != statusCopy {
			t.Fatalf("status %d: %s", status, &stderr)
		}
		// The picture shows a reader's folder.
		got := strings.ReplaceAll(stderr.String(), filepath.ToSlash(folder)+"/terminal/", "")
		got = "$ jianbao check 第9期\n" + got
		path := filepath.Join(folder, "terminal."+lang+".txt")
		want, err := os.ReadFile(path)
		if err != nil && !*update {
			t.Fatal(err)
		}
		switch {
		case got == string(want):
		case *update:
			if err := os.WriteFile(path, []byte(got), 0o666); err != nil {
				t.Fatal(err)
			}
		default:
			t.Errorf("%s is out of date: run make pictures\n%s", path, firstDifference(string(want), got))
		}
	}
}

// TestLinks: the targets of the documents' links exist.
func TestLinks(t *testing.T) {
	documents, err := filepath.Glob(filepath.Join("docs", "*", "*.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"README.md", "README.zh-CN.md", "ARCHITECTURE.md", "CONTRIBUTING.md"} {
		documents = append(documents, filepath.Join("..", "..", name))
	}
	link := regexp.MustCompile(`\]\(([^)#:]+)\)|<img src="([^"]+)"`)
	code := regexp.MustCompile("(?s)```.*?```|`[^`\n]+`")
	for _, name := range documents {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range link.FindAllStringSubmatch(code.ReplaceAllString(string(data), ""), -1) {
			target := filepath.Join(filepath.Dir(name), filepath.FromSlash(m[1]+m[2]))
			if _, err := os.Stat(target); err != nil {
				t.Errorf("%s points to %s, which is not there", name, m[1]+m[2])
			}
		}
	}
}

// TestContributingPaths: the files and folders that CONTRIBUTING.md names exist.
func TestContributingPaths(t *testing.T) {
	paths := regexp.MustCompile("`((?:\\.ci|cmd|content|layout|testdata)/[^` ]+)`").FindAllStringSubmatch(readme(t, "CONTRIBUTING.md"), -1)
	if len(paths) < 15 {
		t.Errorf("only %d paths were found", len(paths))
	}
	for _, m := range paths {
		if strings.HasPrefix(m[1], ".ci/out/") {
			continue // made by .ci/run
		}
		path := strings.NewReplacer("{zh,en}", "en", "CODE", "missing-glyph", "NAME", "themes").Replace(m[1])
		if found, err := filepath.Glob(filepath.Join("..", "..", filepath.FromSlash(path))); err != nil || len(found) == 0 {
			t.Errorf("%s does not exist (%v)", m[1], err)
		}
	}
}

// TestReadmeTopics: each README lists every topic once, and links its page.
func TestReadmeTopics(t *testing.T) {
	for _, f := range readmes {
		var want []string
		pages, err := fs.Glob(os.DirFS("docs"), filepath.Base(filepath.Dir(docPath("x", f.lang)))+"/*.md")
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range pages {
			want = append(want, "cmd/jianbao/docs/"+p)
		}
		var got []string
		for _, m := range regexp.MustCompile(`\(cmd/jianbao/docs/([^)]+)\)`).FindAllStringSubmatch(readme(t, f.name), -1) {
			got = append(got, "cmd/jianbao/docs/"+m[1])
		}
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("%s lists %q, want %q", f.name, got, want)
		}
	}
}
